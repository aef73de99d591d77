package neo4jstore

import (
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestPresume: what one store reads on a presumption holds until another has loaded
// into the same database, and then is not passed on.
func TestPresume(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	loader := openOn(t, srv, epoch)
	loadWorld(t, loader, 1)
	questions := map[string]graph.RelationQuery{
		"by day":   {Days: graph.Always},
		"by actor": {Days: graph.Always, Actors: []graph.ActorID{worldActor(1)}},
		"between":  {Days: graph.Always, Actors: []graph.ActorID{worldActor(1)}, With: []graph.ActorID{worldActor(2)}},
		"by key":   {Days: graph.Always, Keys: []graph.TieKey{"none"}},
		"a lens":   {Days: graph.Always, Lens: graph.NewLens(graph.Perspective{ExcludeSources: []graph.SourceID{"x"}}, time.Time{}, nil)},
		"nothing":  {}, // of which there is nothing to ask the database
	}
	readers := map[string]*Store{}
	for name := range questions {
		readers[name] = openOn(t, srv, epoch)
	}
	for i, want := range []struct {
		load int
		rev  graph.RevNo // as of which is answered
		held bool
	}{{0, 1, true}, {0, 1, true}, {2, 1, false}, {0, 2, true}} {
		if want.load > 0 {
			loadWorld(t, loader, want.load)
		}
		for name, q := range questions {
			rev, held := presumed(t, readers[name], q)
			if rev != want.rev || held != want.held {
				t.Errorf("%d, %s: as of revision %d, held %t; want %d, %t", i, name, rev, held, want.rev, want.held)
			}
		}
	}
}

// presumed reads on a presumption, and tells as of which revision and whether that
// one held.
func presumed(t *testing.T, s *Store, q graph.RelationQuery) (graph.RevNo, bool) {
	t.Helper()
	ctx, held := s.Presume(t.Context())
	head, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Relations(ctx, head.No, q); err != nil {
		t.Fatal(err)
	}
	return head.No, held(t.Context())
}

// readerAndLoader opens two stores over one database, of which the second has loaded
// revision 1, and the first has seen it.
func readerAndLoader(t *testing.T) (reader, loader *Store) {
	t.Helper()
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	reader, loader = openOn(t, srv, epoch), openOn(t, srv, epoch)
	loadWorld(t, loader, 1)
	if _, err := reader.Head(t.Context()); err != nil {
		t.Fatal(err)
	}
	return reader, loader
}

// TestPresumeAskedNothing: who did not ask for the newest revision presumed nothing.
func TestPresumeAskedNothing(t *testing.T) {
	reader, loader := readerAndLoader(t)
	ctx, held := reader.Presume(t.Context())
	loadWorld(t, loader, 2)
	if _, err := reader.Revision(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if !held(t.Context()) {
		t.Error("nothing was presumed, and it does not hold")
	}
}

// TestPresumeVoid: where a newer revision is read of too, a presumption that held is
// void, since the two do not fit together.
func TestPresumeVoid(t *testing.T) {
	reader, loader := readerAndLoader(t)
	ctx, held := reader.Presume(t.Context())
	head, err := reader.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Relations(ctx, head.No, graph.RelationQuery{Days: graph.Always}); err != nil || !held(t.Context()) {
		t.Fatal("it does not hold", err)
	}
	loadWorld(t, loader, 2)
	if rev, err := reader.RevisionAt(ctx, epoch().AddDate(1, 0, 0)); err != nil || rev.No != 2 {
		t.Fatal(rev, err)
	}
	if held(t.Context()) {
		t.Error("it holds, and revision 2 was read of")
	}
}
