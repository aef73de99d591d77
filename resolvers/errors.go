package resolvers

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/resolvers/scalar"
)

// PresentError makes the GraphQL error of any error: the one place where the
// domain's errors become the API's, with extensions code, argument and remedy.
// What is nobody's business but the operator's goes to the log.
func PresentError(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		out := graphql.DefaultErrorPresenter(ctx, err)
		var known *ask.Error
		var unread *scalar.Error
		var parsed *gqlerror.Error
		switch {
		case errors.As(err, &known):
		case errors.As(err, &parsed) && parsed.Err == nil:
			refused(out)
			return out
		case errors.As(err, &unread):
			known = &ask.Error{Code: ask.InvalidArgument, Argument: argument(ctx, out.Path), Message: unread.Problem, Remedy: unread.Remedy}
		default:
			known = ask.Explain(err)
		}
		if known.Code == ask.Internal || known.Code == ask.Unavailable {
			log.ErrorContext(ctx, "a question failed", "path", out.Path.String(), "error", err)
		}
		out.Message = known.Message
		setCode(out, string(known.Code))
		if known.Argument != "" {
			out.Extensions["argument"] = known.Argument
		}
		if known.Remedy != "" {
			out.Extensions["remedy"] = known.Remedy
		}
		return out
	}
}

// refused completes the error of what GraphQL itself refuses: syntax, names and
// types that do not fit the schema, limits.
func refused(e *gqlerror.Error) {
	const look = "compare it with the schema, which the playground shows beside the question"
	code, _ := e.Extensions["code"].(string)
	remedy, _ := e.Extensions["remedy"].(string)
	switch code {
	case "":
		code = string(ask.InvalidArgument)
	case "COMPLEXITY_LIMIT_EXCEEDED":
		code, remedy = string(ask.TooLarge), "ask for fewer rows with first, for less depth, or in several operations"
	}
	setCode(e, code)
	e.Extensions["remedy"] = cmp.Or(remedy, look)
}

// argument is the name of an argument that could not be read, such as asOf: what
// the error's path has behind that of the field.
func argument(ctx context.Context, path ast.Path) string {
	field := len(graphql.GetPath(ctx))
	var names []string
	for _, p := range path[min(field, len(path)):] {
		if name, ok := p.(ast.PathName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

func setCode(e *gqlerror.Error, code string) {
	if e.Extensions == nil {
		e.Extensions = map[string]any{}
	}
	e.Extensions["code"] = code
}
