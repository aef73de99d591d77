package sqlitestore_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
)

// oneActor is a load that changes as little as can be.
func oneActor(base graph.RevNo) graph.Changes {
	return graph.Changes{Base: base, Actors: []*graph.Actor{{ID: "a", Kind: graph.State, Dataset: "sample", Note: fmt.Sprint(base)}}}
}

// A load is seen by whoever asks after it, through another store, whatever
// becomes of the log that it was written to: it is begun anew, cut off, or
// deleted with its last writer.
func TestHeadAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	reader := open(t, path, tick())
	defer reader.Close()
	clock := tick()
	writer := openToLoad(t, path, clock)
	defer func() { writer.Close() }()
	for i := range graph.RevNo(120) {
		if i == 60 {
			if err := reader.BreakHeads(); err != nil { // from here on by the slower way
				t.Fatal(err)
			}
		}
		apply(t, writer, oneActor(i))
		head, err := reader.Head(t.Context())
		if err != nil || head.No != i+1 {
			t.Fatalf("after load %d the head is %d (%v)", i+1, head.No, err)
		}
		switch i % 10 {
		case 3, 7:
			rows(t, path, "PRAGMA wal_checkpoint(TRUNCATE)")
		case 5:
			rows(t, path, "PRAGMA wal_checkpoint(RESTART)")
		case 9:
			if err := writer.Close(); err != nil {
				t.Fatal(err)
			}
			if i%20 == 9 {
				reader.Close()
				reader = open(t, path, tick())
			}
			writer = openToLoad(t, path, clock)
		}
	}
}

// Who asks while others load and ask is told of no older head than one that was
// there when it began to ask.
func TestHeadsTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	reader, writer := open(t, path, tick()), openToLoad(t, path, tick())
	defer reader.Close()
	defer writer.Close()
	var there atomic.Int64 // the newest revision that is known to be there
	done := make(chan struct{})
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				least := graph.RevNo(there.Load())
				if head, err := reader.Head(t.Context()); err != nil || head.No < least {
					t.Errorf("with revision %d on disk the head is %d (%v)", least, head.No, err)
					return
				}
			}
		})
	}
	for i := range graph.RevNo(60) {
		apply(t, writer, oneActor(i))
		there.Store(int64(i + 1))
	}
	close(done)
	asking.Wait()
}

// Another process is no other case.
func TestHeadOfAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	reader := open(t, path, tick())
	defer reader.Close()
	apply(t, reader, first(crashClaims))
	for range 3 {
		if head, err := reader.Head(t.Context()); err != nil || head.No != 1 {
			t.Fatal(head, err)
		}
	}
	if err := helper(t, path, "run").Run(); err != nil {
		t.Fatal(err)
	}
	if head, err := reader.Head(t.Context()); err != nil || head.No != 2 {
		t.Errorf("after another process loaded the head is %d (%v)", head.No, err)
	}
}

// Nothing is asked once the store is closed.
func TestHeadClosed(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := s.Head(t.Context()); err == nil {
		t.Error("a closed store tells its head")
	}
}
