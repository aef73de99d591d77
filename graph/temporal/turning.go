package temporal

import "github.com/realign/realign/graph"

// When a tie begins and ends is found in two places. A beginning on one known
// day is the first day of the tie's entry among days, which are sorted by it;
// and an act of one day is over on the next. All other turns, the windows in
// which a tie may have begun or ended, have entries of their own among turns.

// turnsOf returns the windows in which a tie may turn, as far as its first day
// does not tell them; see [graph.Relation.TurnsIn].
func turnsOf(p graph.Period) [2]graph.Span {
	begins, ends := graph.Days(p.EarliestStart, p.LatestStart), graph.Days(p.EarliestEnd, p.LatestEnd)
	if p.LatestStart <= p.EarliestStart {
		begins = graph.Span{}
	}
	if p.LatestEnd == graph.MaxDay || p.EarliestEnd > p.EarliestStart && p.LatestEnd <= p.EarliestStart+1 {
		ends = graph.Span{}
	}
	if begins.Overlaps(ends) {
		return [2]graph.Span{begins.Hull(ends)}
	}
	return [2]graph.Span{begins, ends}
}

// turning returns, once each, the relation versions that may turn on a day of
// w, and others that turn the day before.
func (ix *Index) turning(w graph.Span) []uint32 {
	var out []uint32
	see := func(no uint32) { out = append(out, no) }
	ix.days.visitFirsts(firstsOf(w), see)
	ix.turns.visit(0, w, see)
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
	names, few := ix.namesIn(q)
	known := ix.days.countFirsts(firstsOf(*q.Turning))
	for limit := 256; ; limit *= 4 {
		switch {
		case known <= limit && known+ix.turns.count(0, *q.Turning, limit-known) <= limit:
			return true
		case few && ix.countOf(names, q.Days, limit) <= limit, ix.days.count(0, q.Days, limit) <= limit:
			return false
		}
	}
}
