// Package resolvers answers the GraphQL schema in schema/. Only the root
// fields are resolved here, each by one call of graph/ask; everything below
// them is a method of graph/ask's values, to which gqlgen.yml binds the types.
// The generated code stands apart in internal/exec and is made again by
// go generate, with internal/gen. It answers through internal/direct as far as
// nothing goes wrong, and through gqlgen's executor else.
//
// It may import graph, graph/ask and gqlgen; no store, no loader, no HTTP.
// NewExecutableSchema is all that the server needs of it; errors become
// GraphQL errors in errors.go and nowhere else.
package resolvers

// It looks for gqlgen.yml upwards and works from its folder.
//go:generate go run ./internal/gen
