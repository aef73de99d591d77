package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/realign/realign/graph/ask"
)

// parsedDocuments is how many parsed and validated documents are kept.
const parsedDocuments = 500

// How many selections may stand in one another: fragments are no level of
// fields, and introspection, whose fields are none either, nests about twenty deep.
const (
	nestingBesides  = 50
	nestingPerLevel = 8
)

// newGraphQL answers GET and POST as GraphQL over HTTP has it, and permalinks.
func newGraphQL(o Options) http.Handler {
	s := handler.New(o.Schema)
	s.AddTransport(views{}) // the first that takes a request answers it
	s.AddTransport(gets{})
	s.AddTransport(posts{o.Limits.Body})
	valid := lru.New[*ast.QueryDocument](parsedDocuments)
	s.SetQueryCache(valid)
	s.SetParserTokenLimit(o.Limits.Tokens)
	s.SetErrorPresenter(o.PresentError)
	s.SetRecoverFunc(recovered(o.Logger))
	s.Use(extension.Introspection{})
	s.Use(&documentLimit{o.Limits.Tokens, nestingBesides + nestingPerLevel*o.Limits.Depth, valid})
	s.Use(depthLimit(o.Limits.Depth))
	s.Use(newCostLimit(o.Schema, o.Limits.Complexity))
	if o.Presumer != nil {
		s.Use(presuming{o.Presumer})
	}
	return s
}

// recovered keeps a fault of ours from ending the process. The client learns
// that something went wrong, the log what.
func recovered(log *slog.Logger) graphql.RecoverFunc {
	return func(ctx context.Context, p any) error {
		log.ErrorContext(ctx, "a question made the server panic", "panic", p, "stack", string(debug.Stack()))
		return ask.Explain(fmt.Errorf("panic: %v", p))
	}
}

// depthLimit refuses operations that nest deeper than a number of fields.
// Introspection is left out: playgrounds nest it deeply, and it is bounded by
// the schema.
type depthLimit int

// ExtensionName names the extension.
func (depthLimit) ExtensionName() string { return "DepthLimit" }

// Validate has nothing to check.
func (depthLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses what is too deep.
func (d depthLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	found := op.Doc.Operations.ForName(op.OperationName)
	if found == nil {
		return nil
	}
	if n := depth(found.SelectionSet); n > int(d) {
		err := gqlerror.Errorf("the operation nests %d levels deep, and %d are allowed", n, int(d))
		err.Extensions = map[string]any{"code": string(ask.TooLarge), "remedy": "ask for less depth, or in two operations"}
		return err
	}
	return nil
}

// depth is how many fields nest in a selection. Fragments cannot nest in
// themselves, nor be many once they are written out: documentLimit has refused
// that before.
func depth(set ast.SelectionSet) int {
	deepest := 0
	for _, s := range set {
		n := 0
		switch s := s.(type) {
		case *ast.Field:
			if s.Name == "__schema" || s.Name == "__type" {
				continue
			}
			n = 1 + depth(s.SelectionSet)
		case *ast.InlineFragment:
			n = depth(s.SelectionSet)
		case *ast.FragmentSpread:
			n = depth(s.Definition.SelectionSet)
		}
		deepest = max(deepest, n)
	}
	return deepest
}
