package sqlitestore_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
)

// alter changes a store's file behind its back.
func alter(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sqlitestore.Raw(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// A loader that was overtaken can change nothing, wherever it is.
func TestOvertaken(t *testing.T) {
	for _, point := range []string{"leased", "swept", "batch"} {
		t.Run(point, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			s := open(t, path, tick())
			defer s.Close()
			apply(t, s, first(10))
			before := everything(t, s)
			s.SetHook(func(at string) {
				if at == point {
					alter(t, path, "UPDATE lease SET owner = 'another'")
				}
			})
			if _, err := s.Apply(t.Context(), aLoad(), second(10)); !errors.Is(err, graph.ErrConflict) {
				t.Errorf("a load that was overtaken fails with %v", err)
			}
			s.SetHook(nil)
			if everything(t, s) != before {
				t.Error("a load that was overtaken shows")
			}
			apply(t, s, second(10))
		})
	}
}

// A loader that hangs with the lock in its hands is overtaken when it has
// missed its heartbeats.
func TestHangs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, tick())
	defer s.Close()
	apply(t, s, first(10))
	lock, err := sqlitestore.Raw(path + "-lock")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	lock.SetMaxOpenConns(1)
	if _, err := lock.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	alter(t, path, "INSERT INTO lease VALUES (1, 'another', 'there', 7, '2026-01-01T00:00:00Z', 0)")
	begun := time.Now()
	apply(t, s, second(10))
	if took := time.Since(begun); took > 8*time.Second {
		t.Errorf("it took %s", took)
	}
}

// A process sees what another one loads, and what it has read stays.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	writer, reader := open(t, path, tick()), open(t, path, tick())
	defer writer.Close()
	defer reader.Close()
	apply(t, writer, first(50))
	if _, err := reader.Relations(t.Context(), 1, graph.RelationQuery{Days: graph.Always}); err != nil {
		t.Errorf("a revision of another process: %v", err)
	}
	if _, err := reader.Relations(t.Context(), 2, graph.RelationQuery{Days: graph.Always}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a revision that never was: %v", err)
	}
	if _, err := reader.Claims(t.Context(), -1, graph.ClaimQuery{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a revision below zero: %v", err)
	}
	apply(t, writer, second(50))
	if everything(t, reader) != everything(t, writer) {
		t.Error("two processes say differing things of one file")
	}
	if _, err := reader.Apply(t.Context(), aLoad(), second(50)); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("a load that was planned before another's: %v", err)
	}
}

// A file that was put back to an older copy is read anew.
func TestPutBack(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "store.db")
	s := open(t, path, tick())
	apply(t, s, first(20))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s = open(t, path, tick())
	defer s.Close()
	was := everything(t, s)
	apply(t, s, second(20))
	alter(t, path, "PRAGMA foreign_keys = 0", "DELETE FROM loads WHERE no = 2", "DELETE FROM rejections WHERE load = 2",
		"DELETE FROM revisions WHERE no = 2", "UPDATE meta SET head = 1")
	if everything(t, s) != was {
		t.Error("the store says what is no longer in the file")
	}
	copied := filepath.Join(dir, "copy.db")
	if err := os.WriteFile(copied, old, 0o600); err != nil {
		t.Fatal(err)
	}
	again := open(t, copied, tick())
	defer again.Close()
	if everything(t, again) != was {
		t.Error("a copied file says otherwise")
	}
}
