package neo4jstore

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
	"github.com/realign/realign/graph/storetest"
)

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(child())
	}
	os.Exit(neo4jtest.Run(m))
}

// TestStore runs the suite of all stores on a real server.
func TestStore(t *testing.T) {
	srv := neo4jtest.Shared(t)
	storetest.Run(t, func(t testing.TB, clock func() time.Time) storetest.Harness {
		empty(t, srv)
		reopen := func(t testing.TB) *Store {
			s := open(t, srv, clock)
			s.spillChunk = 300 // a claim or two: the loads of the suite are small
			return s
		}
		current := reopen(t)
		// One clean-up for whichever is open at last: clean-ups run backwards, and
		// the suite still asks the store in one of its own.
		t.Cleanup(func() { closeStore(t, current) })
		return storetest.Harness{Store: current, Reopen: func(t testing.TB) graph.Store {
			closeStore(t, current)
			current = reopen(t)
			return current
		}}
	})
}

func optionsOf(srv *neo4jtest.Server, clock func() time.Time) Options {
	return Options{URI: srv.URI(), User: srv.User(), Password: srv.Password(), Clock: clock}
}

func open(t testing.TB, srv *neo4jtest.Server, clock func() time.Time) *Store {
	t.Helper()
	s, err := Open(t.Context(), optionsOf(srv, clock))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// openOn opens the server's database and closes it when the test is over.
func openOn(t testing.TB, srv *neo4jtest.Server, clock func() time.Time) *Store {
	t.Helper()
	s := open(t, srv, clock)
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// empty deletes all that stores have written, but for the schema, which takes
// its time to make.
func empty(t testing.TB, srv *neo4jtest.Server) {
	t.Helper()
	cypherOn(t, srv, "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS", nil)
}

// cypherOn runs a query as a person in Neo4j Browser would.
func cypherOn(t testing.TB, srv *neo4jtest.Server, query string, p map[string]any) []*neo4j.Record {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	driver, err := neo4j.NewDriverWithContext(srv.URI(), neo4j.BasicAuth(srv.User(), srv.Password(), ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	result, err := session.Run(ctx, query, p)
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, query)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, query)
	}
	return records
}
