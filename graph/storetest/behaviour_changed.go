package storetest

import (
	"errors"
	"testing"

	"github.com/realign/realign/graph"
)

// testChanged compares all revisions of a store with each other: what it names
// as changed between two of them holds all that differs.
func testChanged(t testing.TB, b *bench) {
	for _, text := range []string{
		twoClaims,
		`actor a state span=2015/..
		actor b state
		source s published=2026-01-08 reliability=B
		claim a-b/alliance alliance a--b s held=2026-01-08 "they stand together"
		claim a-b/aid arms-supply a>b s end=2026-01-05 "a sent shells until then"`,
		`actor a state span=2016/..
		actor b state
		source s published=2026-01-08 reliability=E
		claim a-b/aid arms-supply a>b s end=2026-01-05 "a sent shells until then"`,
		`actor a state span=2016/..
		actor b state
		source s published=2026-01-09 speaks=2026-01-08 reliability=E
		claim a-b/aid arms-supply a>b s end=2026-01-05 "a sent shells until then"`,
		`actor a state span=2015/..
		actor b state
		source s published=2026-01-08 reliability=B
		claim b-c/war war b--c s when=2026-01-03 "b fought c"`,
		twoClaims,
	} {
		b.load(t, small(t, "x", text))
	}
	head := b.head(t).No
	for after := range head + 1 {
		for upTo := range head + 1 {
			named, err := b.Changed(t.Context(), after, upTo)
			if err == nil {
				err = checkChanged(t.Context(), b.Store, after, upTo, named, lenses())
			}
			if err != nil {
				t.Errorf("what changed after revision %d up to %d: %v", after, upTo, err)
			}
		}
	}
	for _, c := range [][2]graph.RevNo{{-1, head}, {0, head + 1}, {head + 1, 0}, {0, -1}, {head + 1, head + 2}, {0, graph.Forever}} {
		if named, err := b.Changed(t.Context(), c[0], c[1]); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("what changed after revision %d up to %d of %d: %v, %v", c[0], c[1], head, named, err)
		}
	}
}

// testChangedNamesFew: what is named follows what a load changed, not what is
// stored. A new title changes no tie.
func testChangedNamesFew(t testing.TB, b *bench) {
	b.load(t, many(t, "y", 2000))
	titled := many(t, "y", 2000)
	titled.Sources[0].Title = "The Daily"
	for _, v := range []Version{
		small(t, "x", `
		actor c state
		actor d state
		source r published=2026-01-08
		claim c-d/war war c--d r when=2026-01-05
		claim c-d/talks direct-talks :c,d r when=2026-01-06`),
		titled,
	} {
		b.load(t, v)
		head := b.head(t).No
		named, err := b.Changed(t.Context(), head-1, head)
		if err != nil || len(named) > 2 {
			t.Errorf("revision %d changes two ties at most, and the store names %d: %v", head, len(named), err)
		}
	}
}
