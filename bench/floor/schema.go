package floor

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/bench/floor/internal/exec"
	"github.com/realign/realign/bench/floor/model"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/internal/server"
	"github.com/realign/realign/resolvers"
)

// NewHandler serves the data as Realign is served, at /graphql.
func NewHandler(data *Data, log *slog.Logger) (http.Handler, error) {
	return server.New(server.Options{Schema: NewExecutableSchema(data), PresentError: resolvers.PresentError(log), Logger: log})
}

// NewExecutableSchema returns the schema that answers from ready data.
func NewExecutableSchema(data *Data) graphql.ExecutableSchema {
	return exec.NewExecutableSchema(exec.Config{Resolvers: root{data}})
}

type root struct{ data *Data }

// Query answers the root field.
func (r root) Query() exec.QueryResolver { return r }

var errOnlyDays = errors.New("only days are ready: ask with asOf alone")

// Graph looks a day up.
func (r root) Graph(_ context.Context, asOf *graph.Day, knownAt *time.Time, perspective *ask.Perspective, certainty *graph.Certainty, since *graph.Day, view *string) (*model.Graph, error) {
	if asOf == nil || knownAt != nil || perspective != nil || since != nil || view != nil || certainty != nil && *certainty != graph.Possible {
		return nil, errOnlyDays
	}
	return r.data.day(*asOf), nil
}
