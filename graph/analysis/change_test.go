package analysis_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// Changes stand in the order of all that they say, whatever order they came in.
func TestSortChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	ties := func() (out []graph.Relation) {
		for range r.IntN(3) {
			out = append(out, graph.Relation{Key: graph.TieKey(fmt.Sprint(r.IntN(3)))})
		}
		return out
	}
	var list []analysis.Change
	for range 3_000 {
		c := analysis.Change{Kind: analysis.ChangeKind(1 + r.IntN(3)), Earliest: graph.Day(r.IntN(3)), Latest: graph.Day(3 + r.IntN(2)), Before: ties(), After: ties()}
		if r.IntN(4) == 0 {
			c.Earliest = graph.MinDay
		}
		for range r.IntN(3) {
			c.Actors = append(c.Actors, graph.ActorID(fmt.Sprint(r.IntN(3))))
		}
		list = append(list, c)
	}
	keys := func(a, b graph.Relation) int { return cmp.Compare(a.Key, b.Key) }
	day := func(c *analysis.Change) graph.Day {
		if c.Earliest == graph.MinDay {
			return c.Latest
		}
		return c.Earliest
	}
	want := slices.Clone(list)
	slices.SortFunc(want, func(a, b analysis.Change) int {
		return cmp.Or(cmp.Compare(day(&a), day(&b)), cmp.Compare(a.Latest, b.Latest), cmp.Compare(a.Kind, b.Kind),
			slices.Compare(a.Actors, b.Actors), slices.CompareFunc(a.Before, b.Before, keys), slices.CompareFunc(a.After, b.After, keys))
	})
	analysis.SortChanges(list)
	for i := range list {
		// What is equal in all this differs in how its first day is bounded alone.
		if list[i].Earliest == graph.MinDay {
			list[i].Earliest = list[i].Latest
		}
		if want[i].Earliest == graph.MinDay {
			want[i].Earliest = want[i].Latest
		}
		if !reflect.DeepEqual(list[i], want[i]) {
			t.Fatalf("change %d is\n%+v\nwant\n%+v", i, list[i], want[i])
		}
	}
}
