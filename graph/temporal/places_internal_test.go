package temporal

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// Places are in the order that Compare says, whatever their keys have in common
// and wherever they begin to differ.
func TestOrderOfPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	days := []graph.Day{graph.MinDay, -70000, -1, 0, 1, 20000, graph.MaxDay}
	for round := range 400 {
		q := graph.RelationQuery{Order: []graph.RelationOrder{graph.ByKey, graph.ByStart, graph.ByStartDesc, graph.ByLastAttestedDesc}[round%4]}
		shared := strings.Repeat("data/", r.IntN(4))
		var s selection
		for i := range r.IntN(150) {
			key := shared
			for range r.IntN(14) {
				key += string("\x00aбz\xff"[r.IntN(6)])
			}
			from := len(s.keys)
			s.keys += key
			s.found = append(s.found, place{from: uint32(from), to: uint32(len(s.keys))})
			s.order = append(s.order, rank{day: days[r.IntN(len(days))], at: uint32(i)})
			if q.Order == graph.ByKey {
				s.order[i].day = 0
			}
		}
		text := func(x rank) string { return fmt.Sprintf("%d %q #%d", x.day, s.key(&x), x.at) }
		want := slices.Clone(s.order)
		slices.SortFunc(want, func(x, y rank) int {
			at := func(x rank) graph.RelationPlace {
				return graph.RelationPlace{Day: x.day, Key: graph.TieKey(s.key(&x))}
			}
			return cmp.Or(q.Compare(at(x), at(y)), cmp.Compare(x.at, y.at))
		})
		s.sort(&q)
		for i := range want {
			if got := text(s.order[i]); got != text(want[i]) {
				t.Fatalf("order %d, place %d of %d is %s, want %s", q.Order, i, len(want), got, text(want[i]))
			}
		}
	}
}

// Numbers are sorted as such, and those that are equal stay as they were.
func TestSortByNumber(t *testing.T) {
	type numbered struct {
		no uint32
		at int
	}
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 200 {
		list := make([]numbered, r.IntN(300))
		for i := range list {
			list[i] = numbered{r.Uint32() >> r.IntN(33) << (round % 3 * 8), i}
		}
		want := slices.Clone(list)
		slices.SortFunc(want, func(a, b numbered) int { return cmp.Or(cmp.Compare(a.no, b.no), cmp.Compare(a.at, b.at)) })
		if got := sortByNumber(list, func(x *numbered) uint32 { return x.no }); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}
