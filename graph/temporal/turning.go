package temporal

import (
	"math"

	"github.com/realign/realign/graph"
)

// When a tie begins and ends is found in two places. A beginning on one known
// day is the first day of the tie's entry among days, which are sorted by it;
// and an act of one day is over on the next. All other turns, the windows in
// which a tie may have begun or ended, have entries of their own among turns.

// enterTurns makes a relation version to be found by the days on which it may
// turn, as far as its first day does not tell them; see
// [graph.Relation.TurnsIn].
func (b *Builder) enterTurns(no uint32, p graph.Period) {
	begins, ends := graph.Days(p.EarliestStart, p.LatestStart), graph.Days(p.EarliestEnd, p.LatestEnd)
	if p.LatestStart <= p.EarliestStart {
		begins = graph.Span{}
	}
	if p.LatestEnd == graph.MaxDay || p.EarliestEnd > p.EarliestStart && p.LatestEnd <= p.EarliestStart+1 {
		ends = graph.Span{}
	}
	if begins.Overlaps(ends) {
		begins, ends = begins.Hull(ends), graph.Span{}
	}
	for _, s := range []graph.Span{begins, ends} {
		if !s.Empty() {
			b.freshTurns = append(b.freshTurns, entry{first: s.First, until: s.Until, no: no})
		}
	}
}

// turning returns, once each, the relation versions that may turn on a day of
// w, and others that turn the day before.
func (ix *Index) turning(w graph.Span) []uint32 {
	var out []uint32
	see := func(no uint32) { out = append(out, no) }
	ix.days.visitFirsts(firstsOf(w), see)
	ix.turns.visit(w, see)
	return distinct(out)
}

// firstsOf are the first days of ties whose first day tells that they turn on a
// day of w.
func firstsOf(w graph.Span) graph.Span {
	if w.First > graph.MinDay && !w.Empty() {
		w.First--
	}
	return w
}

// turnsAreFewer reports whether fewer ties turn as the selection asks than it
// names otherwise. It counts both no further than it must.
func (ix *Index) turnsAreFewer(q *graph.RelationQuery) bool {
	if q.Turning == nil || q.Keys != nil {
		return false
	}
	most := math.MaxInt
	if actors := ix.fewest(q.Actors, q.With, q.Within); actors != nil {
		most = ix.degree(actors)
	}
	known := ix.days.countFirsts(firstsOf(*q.Turning))
	for limit := min(256, most); ; limit = min(4*limit, most) {
		if known <= limit && known+ix.turns.count(*q.Turning, limit-known) <= limit {
			return true
		}
		if limit == most || ix.days.count(q.Days, limit) <= limit {
			return false
		}
	}
}
