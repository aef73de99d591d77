package neo4jstore

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestSpill adds claims, with chunks that all, some or none of the parts fill.
// All come back, each unit's together, and no file is left.
func TestSpill(t *testing.T) {
	claims := worldClaims(1)
	want := map[graph.Unit][]graph.ClaimID{}
	for _, c := range claims {
		want[c.Unit()] = append(want[c.Unit()], c.ID)
	}
	for _, chunk := range []int{1, 2000, spillChunk} {
		t.Run(fmt.Sprint(chunk), func(t *testing.T) {
			folder := t.TempDir()
			t.Setenv("TMPDIR", folder)
			s := spill{chunk: chunk}
			for _, c := range claims {
				text, err := encode(c)
				if err == nil {
					err = s.add(c.Unit(), text)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if wrote := s.file != nil; wrote != (chunk < spillChunk) {
				t.Errorf("wrote a file: %v", wrote)
			}
			for range 2 { // in the same order
				var units []graph.Unit
				for said, err := range s.units() {
					if err != nil {
						t.Fatal(err)
					}
					u := said[0].Unit()
					units = append(units, u)
					var ids []graph.ClaimID
					for _, c := range said {
						ids = append(ids, c.ID)
					}
					if !slices.Equal(ids, want[u]) {
						t.Errorf("%s has %v, want %v", u, ids, want[u])
					}
				}
				if len(units) != len(want) {
					t.Errorf("%d units of %d", len(units), len(want))
				}
			}
			s.close()
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("left %v, %v", left, err)
			}
		})
	}
}

// TestLoadedInSteps loads claims at once, when all units are new, and in steps,
// when some are and others are not. The edges are the same.
func TestLoadedInSteps(t *testing.T) {
	srv := neo4jtest.Shared(t)
	var want []string
	for _, steps := range []int{1, 2, 5} {
		empty(t, srv)
		s := openOn(t, srv, epoch)
		s.batch, s.spillChunk = 50, 1000
		_, changes := worldChanges(1)
		all := changes.Claims
		for _, c := range worldClaims(1) { // something else of the same parties
			c.Tie += "-again"
			c.ID = c.Digest()
			all = append(all, c)
		}
		for step := range steps {
			changes.Base, changes.Claims = graph.RevNo(step), nil
			for i, c := range all {
				if (i+i/worldSize)%steps == step {
					changes.Claims = append(changes.Claims, c)
				}
			}
			if _, err := s.Apply(t.Context(), graph.Load{Dataset: "world"}, changes); err != nil {
				t.Fatal(err)
			}
			changes = graph.Changes{}
		}
		got := openEdgesOf(t, srv)
		if want == nil {
			want = got
		}
		if len(got) == 0 || !slices.Equal(got, want) {
			t.Errorf("in %d steps: %d edges, and at once %d, or others", steps, len(got), len(want))
		}
	}
}

// openEdgesOf lists the edges that are not closed, but for since when they are.
func openEdgesOf(t testing.TB, srv *neo4jtest.Server) []string {
	t.Helper()
	var out []string
	for _, row := range cypherOn(t, srv, `
		MATCH (a:Actor)-[r {knownTo: $forever}]->(b:Actor)
		RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS has`, map[string]any{"forever": int64(graph.Forever)}) {
		delete(row.Values[3].(map[string]any), "knownFrom")
		text, err := json.Marshal(row.Values)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	slices.Sort(out)
	return out
}
