package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Presumer is a store for which it is dear to look for the newest revision before
// every question.
type Presumer interface {
	// Presume returns a context under which the store takes the newest revision
	// that it has seen for the newest there is, without looking. What was read under
	// it may be passed on if held then reports, given the context before, that the
	// revision was still the newest at some moment after Presume was called. Else
	// there is a newer one, or it cannot be told: read again without it.
	Presume(ctx context.Context) (presuming context.Context, held func(context.Context) bool)
}

// presuming has a question answered as of the newest revision that the store has
// seen, and answered again if there was a newer one: an answer is never older than
// its question.
type presuming struct{ Presumer }

// ExtensionName names the extension.
func (presuming) ExtensionName() string { return "Presuming" }

// Validate has nothing to check.
func (presuming) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation answers what only reads, if need be twice.
func (p presuming) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	respond := next(ctx)
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Query {
		return respond
	}
	return func(ctx context.Context) *graphql.Response {
		presumed, held := p.Presume(ctx)
		response := respond(presumed)
		if response == nil || held(ctx) {
			return response
		}
		return next(ctx)(ctx)
	}
}
