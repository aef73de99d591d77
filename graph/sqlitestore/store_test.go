package sqlitestore_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
)

// TestSuite is what every store must pass.
func TestSuite(t *testing.T) {
	storetest.Run(t, func(t testing.TB, clock func() time.Time) storetest.Harness {
		path := filepath.Join(t.TempDir(), "store.db")
		store := open(t, path, clock)
		t.Cleanup(func() { _ = store.Close() })
		return storetest.Harness{Store: store, Reopen: func(t testing.TB) graph.Store {
			t.Helper()
			if err := store.Close(); err != nil {
				t.Fatal(err)
			}
			store = open(t, path, clock)
			return store
		}}
	})
}

// open opens a store, which the caller closes.
func open(t testing.TB, path string, clock func() time.Time) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
