package temporal

import (
	"math/rand/v2"
	"testing"

	"github.com/realign/realign/graph"
)

// Counted by stretches, a relation counts on each day as it does counted on that
// day alone, whatever is said of it.
func TestCountByStretches(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	day := func() graph.Day { return graph.Day(r.IntN(12)) }
	span := func() graph.Span {
		switch first := day(); r.IntN(6) {
		case 0:
			return graph.Always
		case 1:
			return graph.Span{First: graph.MinDay, Until: first}
		case 2:
			return graph.Span{First: first, Until: graph.MaxDay}
		default:
			return graph.Span{First: first, Until: first + 1 + graph.Day(r.IntN(6))}
		}
	}
	for range 5000 {
		start, end := span(), span()
		s := &said{
			kind: graph.Hostility, named: span(), ownDays: span(), flags: flag(r.IntN(4) == 0, disputed) | flag(r.IntN(4) == 0, hearsayOnly),
			period: graph.Period{EarliestStart: start.First, LatestStart: start.Last(), EarliestEnd: end.First, LatestEnd: end.Until},
		}
		if r.IntN(2) == 0 {
			s.rare = &rare{disputedOn: []graph.Span{span(), span()}}
		}
		by := changes{}
		by.count(s, 3)
		for on := graph.Day(-3); on < 24; on++ {
			var got, want graph.Census
			for since, c := range by {
				if since <= on {
					addTo(&got, c, 1)
				}
			}
			if s.period.Outer().Contains(on) {
				r, one := s.counted(), graph.Census{}
				one.Add(&r, graph.OneDay(on))
				addTo(&want, &one, 3)
			}
			if got != want {
				t.Fatalf("on %d was counted %+v, not %+v, of %+v", on, got, want, *s)
			}
		}
	}
}
