package neo4jstore

import (
	"fmt"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestChangedWithoutLists asks what changed in a database of which a part was
// loaded before lists of what loads touched were kept. Nothing may be missing
// then, and what has nothing to do with a load is still not named.
func TestChangedWithoutLists(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadTribes(t, s)
	for i, changes := range []graph.Changes{
		{Sources: []*graph.Source{{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse("2026-01-25"), Dataset: "x"}},
			Claims: []*graph.Claim{attack("a", "b"), attack("c", "d")}},
		{Actors: []*graph.Actor{{ID: "a", Kind: graph.State, Dataset: "x", Span: graph.Dating{Start: edtf.MustParse("2025")}}}},
		{Retract: []graph.Retraction{{Claim: attack("c", "d").ID}}},
		{Sources: []*graph.Source{{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse("2026-01-26"), Dataset: "x"}}},
		{Actors: []*graph.Actor{{ID: "nobody", Kind: graph.State, Dataset: "x"}}},
	} {
		changes.Base = graph.RevNo(i + 1)
		if _, err := s.Apply(t.Context(), graph.Load{Dataset: "x"}, changes); err != nil {
			t.Fatal(err)
		}
	}
	const head = 6
	ask := func() map[string][]graph.TieKey {
		out := map[string][]graph.TieKey{}
		for after := graph.RevNo(0); after <= head; after++ {
			for upTo := after; upTo <= head; upTo++ {
				keys, err := s.Changed(t.Context(), after, upTo)
				if err != nil {
					t.Fatal(err)
				}
				out[fmt.Sprint(after, " to ", upTo)] = keys
			}
		}
		return out
	}
	kept := ask()
	for between, want := range map[string]string{
		"0 to 1": "[tribes-sdf/alliance]", "1 to 2": "[a-b/war c-d/war]", "2 to 3": "[a-b/war]", "3 to 4": "[c-d/war]",
		"4 to 5": "[a-b/war]", "5 to 6": "[]", "0 to 6": "[a-b/war tribes-sdf/alliance]",
	} {
		if got := fmt.Sprint(kept[between]); got != want {
			t.Errorf("from %s changed %s, not %s", between, got, want)
		}
	}
	for _, upTo := range []int{3, head} {
		cypherOn(t, srv, fmt.Sprintf("MATCH (n:Touched) WHERE n.knownFrom <= %d DELETE n", upTo), nil)
		for between, got := range ask() {
			for _, key := range kept[between] {
				if !slices.Contains(got, key) {
					t.Errorf("without lists up to revision %d: from %s changed %v, and not %s", upTo, between, got, key)
				}
			}
			if slices.Contains(got, "tribes-sdf/alliance") && between[0] != '0' {
				t.Errorf("without lists up to revision %d: from %s changed %v", upTo, between, got)
			}
		}
	}
}

// attack is a claim of the paper that one actor attacked another.
func attack(from, to graph.ActorID) *graph.Claim {
	c := &graph.Claim{
		Tie: graph.TieKey(from + "-" + to + "/war"), Kind: graph.Hostility, Form: "attack",
		Parties: []graph.Party{{Actor: from, Role: graph.From}, {Actor: to, Role: graph.To}},
		Stance:  graph.Asserts, Voice: graph.Own, Source: "paper", Dataset: "x", Seq: 1, Dating: graph.Dating{When: edtf.MustParse("2026-01-05")},
	}
	c.ID = c.Digest()
	return c
}
