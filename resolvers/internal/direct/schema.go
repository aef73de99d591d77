package direct

import (
	"context"
	"reflect"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
)

// Write writes what a root field was resolved to. It reports false where the
// standard executor is to answer instead; what was written is then dropped.
type Write func(w *Writer, field graphql.CollectedField, value any) bool

// Schema is a schema whose queries are answered by write as far as it can.
func Schema(standard graphql.ExecutableSchema, write Write) graphql.ExecutableSchema {
	s := &schema{ExecutableSchema: standard, write: write, bare: bareMiddleware()}
	if query := standard.Schema().Query; query != nil {
		s.root = query.Name
	}
	return s
}

type schema struct {
	graphql.ExecutableSchema
	write Write
	root  string  // the type of queries
	bare  uintptr // see bareMiddleware
}

// Exec answers an operation. The shortcut hangs in where gqlgen lets field
// middleware in, if nobody else does.
func (s *schema) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if codeOf(op.ResolverMiddleware) == s.bare {
		op.ResolverMiddleware = s.resolve
	}
	return s.ExecutableSchema.Exec(ctx)
}

// resolve is called around every field that the standard executor resolves.
// gqlgen takes a Marshaler for a field's finished value.
func (s *schema) resolve(ctx context.Context, next graphql.Resolver) (any, error) {
	value, err := next(ctx)
	if err != nil || value == nil {
		return value, err
	}
	if fc := graphql.GetFieldContext(ctx); fc.Object == s.root {
		if w, ok := s.try(ctx, fc.Field, value); ok {
			return w, nil
		}
	}
	return value, nil
}

// try writes a value. A panic is met again by the standard executor, which
// knows what to tell of it.
func (s *schema) try(ctx context.Context, field graphql.CollectedField, value any) (w *Writer, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	w = &Writer{Context: ctx, done: ctx.Done(), buf: make([]byte, 0, shortest)}
	ok = s.write(w, field, value)
	return w, ok
}

// bareMiddleware tells the field middleware of an executor that has none from
// any other. gqlgen has no word for it, but a function of its own; if it ever has
// several, the shortcut is no longer taken, and a test fails.
func bareMiddleware() uintptr {
	ctx := graphql.StartOperationTrace(context.Background())
	op, _ := executor.New(nil).CreateOperationContext(ctx, &graphql.RawParams{}) // no question, and no need of one
	return codeOf(op.ResolverMiddleware)
}

func codeOf(m graphql.FieldMiddleware) uintptr { return reflect.ValueOf(m).Pointer() }
