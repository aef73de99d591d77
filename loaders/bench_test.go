package loaders

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/realign/realign/graph"
)

// BenchmarkPlan reads, validates and plans ten thousand claims.
func BenchmarkPlan(b *testing.B) {
	var actors, claims strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&actors, "- {id: a%d, kind: state, name: Actor %d, source: s}\n", i, i)
	}
	for i := range 5000 {
		fmt.Fprintf(&claims, "- {tie: a/t%d, kind: allegiance, form: alliance, members: [a%d, a%d], claims: [{source: s, at: l, when: 2025, quote: q}, {source: s, at: m, held: 2025-06, quote: r}]}\n", i, i%1000, (i+1+i/1000)%1000)
	}
	files := fstest.MapFS{
		"d/actors.yaml": {Data: []byte(actors.String())}, "d/sources.yaml": {Data: []byte("- {id: s, title: S, publishedOn: 2026}")},
		"d/claims/c.yaml": {Data: []byte(claims.String())},
	}
	for b.Loop() {
		rows, err := Read(files, Declared{ID: "d", Folder: "d"})
		if err != nil {
			b.Fatal(err)
		}
		state := &graph.DatasetState{}
		if plan := NewPlan(rows.Validate(state, today), state); len(plan.Claims) != 10000 {
			b.Fatal(plan)
		}
	}
}
