package sqlitestore_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
)

// openToLoad opens a store to load into, which the caller closes.
func openToLoad(t testing.TB, path string, clock func() time.Time) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{Clock: clock, ToLoad: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// twoStores are one file open twice: to be read, and to load into. What a load
// asks, and the load itself, go to the second, which never has an index.
type twoStores struct {
	*sqlitestore.Store
	toLoad *sqlitestore.Store
}

func openTwice(t testing.TB, path string, clock func() time.Time) *twoStores {
	t.Helper()
	return &twoStores{open(t, path, clock), openToLoad(t, path, clock)}
}

func (s *twoStores) State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error) {
	return s.toLoad.State(ctx, dataset, ties...)
}

func (s *twoStores) Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	return s.toLoad.Roll(ctx, dataset)
}

func (s *twoStores) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	if sqlitestore.IsKeyed(&q) {
		return s.toLoad.Claims(ctx, rev, q)
	}
	return s.Store.Claims(ctx, rev, q)
}

func (s *twoStores) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	return s.toLoad.Apply(ctx, load, changes)
}

func (s *twoStores) RecordFailure(ctx context.Context, load graph.Load) (graph.Load, error) {
	return s.toLoad.RecordFailure(ctx, load)
}

func (s *twoStores) Close() error { return errors.Join(s.Store.Close(), s.toLoad.Close()) }

// TestSuiteToLoad is the suite again, with all loads by a store that has no
// index, and all that is read by another, which must see each load at once.
func TestSuiteToLoad(t *testing.T) {
	storetest.Run(t, func(t testing.TB, clock func() time.Time) storetest.Harness {
		path := filepath.Join(t.TempDir(), "store.db")
		store := openTwice(t, path, clock)
		end := func() error {
			if store.toLoad.HasIndex() {
				t.Error("a store that only loads made an index")
			}
			return store.Close()
		}
		t.Cleanup(func() { _ = end() })
		return storetest.Harness{Store: store, Reopen: func(t testing.TB) graph.Store {
			t.Helper()
			if err := end(); err != nil {
				t.Fatal(err)
			}
			store = openTwice(t, path, clock)
			return store
		}}
	})
}

// A load and the next, of claims of all sorts, each of two batches.
func firstOfAll() graph.Changes {
	c := bulkLoad()
	c.Claims = c.Claims[bulkClaims-crashClaims:]
	return c
}

func secondOfAll() graph.Changes {
	c, there := second(bulkClaims), map[graph.ClaimID]bool{}
	c.Claims = c.Claims[bulkClaims-crashClaims:]
	for _, claim := range firstOfAll().Claims {
		there[claim.ID] = true
	}
	c.Retract = slices.DeleteFunc(c.Retract, func(r graph.Retraction) bool { return !there[r.Claim] })
	return c
}

// asked is all that a load may ask of a store.
func asked(t testing.TB, s *sqlitestore.Store) string {
	t.Helper()
	out := ""
	add := func(v any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out += storetest.Render(v)
	}
	var ids []graph.ClaimID
	var ties []graph.TieKey
	for _, c := range append(firstOfAll().Claims, secondOfAll().Claims...) {
		ids, ties = append(ids, c.ID, c.ID), append(ties, c.Tie)
	}
	for _, dataset := range []graph.DatasetID{"sample", "another", ""} {
		state, err := s.State(t.Context(), dataset, ties[:sqlitestore.BatchSize]...)
		add(state, err)
		roll, err := s.Roll(t.Context(), dataset)
		add(roll, err)
	}
	for _, q := range []graph.ClaimQuery{{IDs: ids}, {Ties: ties}, {IDs: []graph.ClaimID{}}, {Ties: []graph.TieKey{"none"}}} {
		q.Days = graph.Always
		if !sqlitestore.IsKeyed(&q) {
			t.Fatal("an index is needed for what none should be needed for")
		}
		for rev := range graph.RevNo(4) {
			page, err := s.Claims(t.Context(), rev, q)
			if errors.Is(err, graph.ErrNotFound) {
				out += "no such revision\n"
				continue
			}
			add(page, err)
		}
	}
	return out
}

// What a load is told without an index is what the index would tell, also while
// another load is under way, before it is swept, and of claims with many parties.
func TestWithoutIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	writer, eager, toLoad := openToLoad(t, path, tick()), open(t, path, tick()), openToLoad(t, path, tick())
	for _, s := range []*sqlitestore.Store{writer, eager, toLoad} {
		defer s.Close()
	}
	compare := func(when string) string {
		t.Helper()
		want, got := asked(t, eager), asked(t, toLoad)
		if got != want {
			t.Errorf("%s, the file says otherwise than the index", when)
		}
		return got
	}
	compare("while nothing is loaded")
	apply(t, writer, firstOfAll())
	before := compare("after a load")
	stop := errors.New("enough")
	changes := secondOfAll()
	if len(changes.Retract) == 0 {
		t.Fatal("the second load retracts nothing")
	}
	changes.MoreClaims = 1
	changes.More = func(yield func(*graph.Claim, error) bool) { yield(nil, stop) }
	writer.SetHook(func(point string) {
		if point == "batch" && asked(t, toLoad) != before {
			t.Error("the file shows what a load has staged")
		}
	})
	if _, err := writer.Apply(t.Context(), aLoad(), changes); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	writer.SetHook(nil)
	if compare("after a load that broke off") != before {
		t.Error("a load that broke off left something")
	}
	apply(t, writer, secondOfAll())
	if compare("after a second load") == before {
		t.Error("the second load changed nothing")
	}
	if writer.HasIndex() || toLoad.HasIndex() {
		t.Error("an index was made of a file that is only loaded into")
	}
	if want := everything(t, eager); everything(t, toLoad) != want || !toLoad.HasIndex() {
		t.Error("asked for more, a store opened to load into does not answer like another")
	}
}

// Those that a load does not ask need an index, and so do pages.
func TestNotKeyed(t *testing.T) {
	day := graph.Day(1)
	for _, q := range []graph.ClaimQuery{
		{}, {Days: graph.Always}, {IDs: []graph.ClaimID{}}, {IDs: []graph.ClaimID{}, Ties: []graph.TieKey{}, Days: graph.Always},
		{IDs: []graph.ClaimID{}, Days: graph.Days(day, day)}, {IDs: []graph.ClaimID{}, Days: graph.Always, All: true},
		{IDs: []graph.ClaimID{}, Days: graph.Always, Limit: 1}, {Ties: []graph.TieKey{}, Days: graph.Always, Stance: graph.Denies},
		{Ties: []graph.TieKey{}, Days: graph.Always, Sources: []graph.SourceID{}}, {Ties: []graph.TieKey{}, Days: graph.Always, Search: "x"},
		{Ties: []graph.TieKey{}, Days: graph.Always, Lens: &graph.Lens{}}, {Ties: []graph.TieKey{}, Days: graph.Always, After: &graph.ClaimPlace{}},
		{Ties: []graph.TieKey{}, Days: graph.Always, Actors: []graph.ActorID{}}, {Ties: []graph.TieKey{}, Days: graph.Always, Claimants: []graph.ActorID{}},
	} {
		if sqlitestore.IsKeyed(&q) {
			t.Errorf("%+v would be answered without an index", q)
		}
	}
}
