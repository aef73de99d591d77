package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// explain makes an error of the driver one of the domain, with what to do.
func (s *Store) explain(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	var said *neo4j.Neo4jError
	switch {
	case ctx.Err() != nil:
		// What the driver makes of a caller who went away says nothing more.
		return fmt.Errorf("neo4j: %s: %w", doing, context.Cause(ctx))
	case errors.As(err, &said) && said.IsAuthenticationFailed():
		return fmt.Errorf("neo4j: %s: %s refuses user %q: check user and password: %w", doing, s.opt.URI, s.opt.User, err)
	case isUnreachable(err):
		return fmt.Errorf("%w: neo4j: %s: %s does not answer, or not in time: check that the server runs and that the address is right: %w",
			graph.ErrUnavailable, doing, s.opt.URI, err)
	default:
		return fmt.Errorf("neo4j: %s: %w", doing, err)
	}
}

// isUnreachable reports whether the server could not be reached, or was busy
// for longer than the driver tries.
func isUnreachable(err error) bool {
	var connectivity *neo4j.ConnectivityError
	var limit *neo4j.TransactionExecutionLimit
	var said *neo4j.Neo4jError
	return errors.As(err, &connectivity) || errors.As(err, &limit) ||
		errors.As(err, &said) && (strings.HasPrefix(said.Code, "Neo.TransientError.") || said.Code == "Neo.ClientError.Cluster.NotALeader")
}
