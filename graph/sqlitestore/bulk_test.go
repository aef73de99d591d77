package sqlitestore_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
)

// bulkClaims make a bulk load of several batches, some of whose claims have
// three parties and some none of what the first ones have.
const bulkClaims = sqlitestore.BulkBatch + 300

func bulkLoad() graph.Changes {
	c := first(bulkClaims)
	for i, claim := range c.Claims {
		switch {
		case i%15 == 0:
			claim.Parties = append(claim.Parties, graph.Party{Actor: actorID(i % 40), Role: graph.PartyTo})
		case i > bulkClaims/2 && i%4 == 1:
			claim.Claimant, claim.Note, claim.Voice = actorID(i%40), "it's quoted, 100%\x00?1", graph.Attributed
		case i > bulkClaims/2 && i%4 == 2:
			claim.Dating = graph.Dating{Held: edtf.MustParse("2015-03~")}
			claim.Reliability, claim.Marking = graph.ReliabilityD, graph.Amber
		}
		claim.ID = claim.Digest()
	}
	return c
}

// An index that was made while a load was staged answers like one that was made
// from the file, and a bulk load leaves what any other does.
func TestBulk(t *testing.T) {
	says, holds := "", ""
	for _, bulk := range []int{1, 1 << 30} {
		path := filepath.Join(t.TempDir(), "store.db")
		s := open(t, path, tick())
		dropped := 0
		s.SetBulk(bulk)
		s.SetHook(func(point string) {
			if point == "dropped" {
				dropped++
			}
		})
		apply(t, s, bulkLoad())
		if isBulk := bulk == 1; isBulk != (dropped == 1) {
			t.Errorf("from %d claims on, indexes were dropped %d times", bulk, dropped)
		}
		fed := everything(t, s)
		s.Close()
		s = open(t, path, tick())
		if everything(t, s) != fed {
			t.Error("read from its file, the store says otherwise than after the load")
		}
		s.Close()
		if says != "" && (fed != says || tables(t, path) != holds) {
			t.Error("as a bulk load, the load leaves otherwise than as a small one")
		}
		says, holds = fed, tables(t, path)
	}
}

// A second load is a bulk load only if it brings more than there is.
func TestBulkOnTop(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"), tick())
	defer s.Close()
	s.SetBulk(1)
	var points []string
	s.SetHook(func(point string) { points = append(points, point) })
	apply(t, s, first(100))
	if !strings.Contains(strings.Join(points, " "), "dropped batch indexed") {
		t.Errorf("the first load went %v", points)
	}
	points = nil
	apply(t, s, second(100))
	if strings.Contains(strings.Join(points, " "), "dropped") {
		t.Errorf("the second load went %v", points)
	}
}

// Killed anywhere in a bulk load, a loader leaves a file that reads as before,
// and that the next load makes whole again.
func TestBulkKilled(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "store.db")
	s := open(t, fresh, tick())
	empty := everything(t, s)
	apply(t, s, bulkLoad())
	afterwards := everything(t, s)
	s.Close()
	holds := tables(t, fresh)
	for _, c := range []struct {
		at      string
		visible bool
	}{
		{"dropped 1", false}, {"batch 3", false}, {"indexed 1", false}, {"indexed 5", false}, {"flipping 1", false}, {"flipped 1", true},
	} {
		t.Run(c.at, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			if err := helper(t, path, "die-in-bulk "+c.at).Run(); err == nil {
				t.Fatal("the loader did not die")
			}
			want := empty
			if c.visible {
				want = afterwards
			}
			readOnly := func() {
				t.Helper()
				s, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{ReadOnly: true})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if everything(t, s) != want {
					t.Error("the dead load shows")
				}
			}
			readOnly()
			s := open(t, path, tick())
			defer s.Close()
			if c.visible {
				return
			}
			apply(t, s, bulkLoad())
			want = afterwards
			if everything(t, s) != afterwards {
				t.Error("after a dead load, a load says otherwise than without")
			}
			readOnly()
			if tables(t, path) != holds {
				t.Error("something is left of the dead load")
			}
		})
	}
}

// The next load makes the indexes even if it is a small one.
func TestIndexesMended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	if err := helper(t, path, "die-in-bulk batch 2").Run(); err == nil {
		t.Fatal("the loader did not die")
	}
	const listed = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'claims' ORDER BY name"
	if got := rows(t, path, listed); got != "claims_to|\n" {
		t.Fatalf("a loader that died in a bulk load leaves the indexes %q", got)
	}
	s := open(t, path, tick())
	defer s.Close()
	apply(t, s, first(3))
	if got := rows(t, path, listed); got != "claims_actor_a|\nclaims_actor_b|\nclaims_from|\nclaims_open|\nclaims_tie|\nclaims_to|\n" {
		t.Errorf("after the next load there are the indexes %q", got)
	}
	if got := rows(t, path, "SELECT count(*) FROM claims"); got != "3|\n" {
		t.Errorf("%q claims are left", got)
	}
}

// A bulk load whose claims come short, stand twice or break off leaves nothing,
// and the indexes are there.
func TestBulkFails(t *testing.T) {
	broken := errors.New("the file ends here")
	for _, c := range []struct {
		name   string
		change func(c *graph.Changes, stop context.CancelFunc)
		want   error
		says   string
	}{
		{"twice", func(c *graph.Changes, _ context.CancelFunc) { c.Claims[bulkClaims-1] = c.Claims[0] }, graph.ErrInvalid, string(bulkLoad().Claims[0].ID)},
		{"short", func(c *graph.Changes, _ context.CancelFunc) { c.MoreClaims = 1 }, graph.ErrInvalid, "announced"},
		{"broken off", func(c *graph.Changes, _ context.CancelFunc) {
			c.MoreClaims = 1
			c.More = func(yield func(*graph.Claim, error) bool) { yield(nil, broken) }
		}, broken, ""},
		{"cancelled", func(c *graph.Changes, stop context.CancelFunc) {
			c.Progress = func(done, total int) {
				if done > total/2 {
					stop()
				}
			}
		}, context.Canceled, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			s := open(t, path, tick())
			defer s.Close()
			s.SetBulk(1)
			before, held := everything(t, s), tables(t, path)
			changes := bulkLoad()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			c.change(&changes, stop)
			if _, err := s.Apply(ctx, aLoad(), changes); !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("it fails with: %v", err)
			}
			if everything(t, s) != before || tables(t, path) != held {
				t.Error("something is left of it")
			}
			apply(t, s, bulkLoad())
		})
	}
}
