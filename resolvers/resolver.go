package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/resolvers/internal/exec"
)

// Resolver answers the root fields.
type Resolver struct{ ask *ask.Asker }

// NewExecutableSchema returns the schema that answers from asker.
func NewExecutableSchema(asker *ask.Asker) graphql.ExecutableSchema {
	return exec.NewDirectSchema(exec.Config{Resolvers: &Resolver{asker}, Complexity: complexity()})
}
