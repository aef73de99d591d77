package server

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// costLimit refuses operations that ask for too many values. It remembers those
// that do not, whatever their variables are, since to count takes as long as
// much of a short answer. The text of a document is its name there, which the
// memory of parsed documents holds too; one of several operations, whose names
// would each need a copy, is counted each time.
type costLimit struct {
	*extension.ComplexityLimit
	schema graphql.ExecutableSchema
	passed graphql.Cache[bool] // by document
}

func newCostLimit(schema graphql.ExecutableSchema, most int) *costLimit {
	return &costLimit{extension.FixedComplexityLimit(most), schema, lru.New[bool](parsedDocuments)}
}

// MutateOperationContext refuses what costs too much.
func (l *costLimit) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	alone := len(op.Doc.Operations) == 1
	if alone {
		if passed, _ := l.passed.Get(ctx, op.RawQuery); passed {
			return nil
		}
	}
	err := l.ComplexityLimit.MutateOperationContext(ctx, op)
	if err == nil && alone && !l.varies(ctx, op.Operation.SelectionSet) {
		l.passed.Add(ctx, op.RawQuery, true)
	}
	return err
}

// varies reports whether variables decide on the cost of a selection. Like the
// count, it follows fragments as often as they are spread, which documentLimit bounds.
func (l *costLimit) varies(ctx context.Context, set ast.SelectionSet) bool {
	return slices.ContainsFunc(set, func(s ast.Selection) bool {
		switch s := s.(type) {
		case *ast.Field:
			return l.counts(ctx, s) && slices.ContainsFunc(s.Arguments, isVariable) || l.varies(ctx, s.SelectionSet)
		case *ast.InlineFragment:
			return l.varies(ctx, s.SelectionSet)
		case *ast.FragmentSpread:
			return l.varies(ctx, s.Definition.SelectionSet)
		}
		return true
	})
}

// counts reports whether the cost of a field is not that of what stands below
// it, so that its arguments may tell. A field that has a cost of its own tells
// it, if nothing is said in the arguments.
func (l *costLimit) counts(ctx context.Context, f *ast.Field) bool {
	own := func(t *ast.Definition) bool {
		_, own := l.schema.Complexity(ctx, t.Name, f.Name, 1, map[string]any{})
		return own
	}
	return own(f.ObjectDefinition) || slices.ContainsFunc(l.schema.Schema().GetPossibleTypes(f.ObjectDefinition), own)
}

func isVariable(a *ast.Argument) bool { return hasVariable(a.Value) }

func hasVariable(v *ast.Value) bool {
	return v.Kind == ast.Variable || slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return hasVariable(c.Value) })
}
