package analysis

import (
	"slices"

	"github.com/realign/realign/graph"
)

// lister lists chains in their order: first those that are certain throughout,
// then the others. It enters no dead ends, so that a few chains are found
// quickly however many there are.
type lister struct {
	*web
	from    graph.ActorID
	limit   int
	certain bool // which of the two it lists
	way     []*hop
	chosen  []link
	found   []Path
	err     error
}

// overActors goes on from a stop to all ends, and reports whether more is
// wanted. Unsure says that the way so far has a tie to choose that is possible
// only.
func (l *lister) overActors(at *stop, unsure bool) bool {
	if len(at.hops) == 0 {
		return l.overKinds(false)
	}
	for i := range at.hops {
		h := &at.hops[i]
		if l.err = l.step(); l.err != nil {
			return false
		}
		leads := unsure || h.unsure || h.to.unsure
		if l.certain {
			leads = h.certain && h.to.certain
		}
		if !leads {
			continue
		}
		l.way = append(l.way, h)
		more := l.overActors(h.to, unsure || h.unsure)
		l.way = l.way[:len(l.way)-1]
		if !more {
			return false
		}
	}
	return true
}

// overKinds chooses ties for the hops of the way from the first to which none
// is chosen yet, and reports whether more is wanted. Unsure says that one of
// those chosen is possible only.
func (l *lister) overKinds(unsure bool) bool {
	if len(l.chosen) == len(l.way) {
		l.found = append(l.found, l.path())
		return l.limit == 0 || len(l.found) < l.limit
	}
	h := l.way[len(l.chosen)]
	for _, k := range h.links {
		if l.err = l.step(); l.err != nil {
			return false
		}
		fits := unsure || !k.isCertain() || l.unsureLater()
		if l.certain {
			fits = k.isCertain()
		}
		if !fits {
			continue
		}
		l.chosen = append(l.chosen, k)
		more := l.overKinds(unsure || !k.isCertain())
		l.chosen = l.chosen[:len(l.chosen)-1]
		if !more {
			return false
		}
	}
	return true
}

// unsureLater reports whether a hop behind the one to choose for has a tie that
// is possible only.
func (l *lister) unsureLater() bool {
	return slices.ContainsFunc(l.way[len(l.chosen)+1:], func(h *hop) bool { return h.unsure })
}

// path is the chain of the ties chosen.
func (l *lister) path() Path {
	p := Path{
		Actors: append(make([]graph.ActorID, 0, len(l.chosen)+1), l.from), Ties: make([]int, 0, len(l.chosen)),
		Sign: 1, Certainty: graph.Certain, Shared: always,
	}
	for _, k := range l.chosen {
		r := &l.ties[k.tie]
		p.Actors = append(p.Actors, k.to)
		p.Ties = append(p.Ties, k.tie)
		p.Sign *= r.Sign()
		p.Certainty = min(p.Certainty, k.certainty)
		p.Shared = together(p.Shared, r.Period)
	}
	p.Shared = p.Shared.Tight()
	return p
}

// always is the period of what never began and never ends: it takes nothing from
// what it is together with.
var always = graph.Period{EarliestStart: graph.MinDay, LatestStart: graph.MinDay, EarliestEnd: graph.MaxDay, LatestEnd: graph.MaxDay}

// together bounds the days that two things had in common, granted that they had
// some: from the later start to the earlier end.
func together(p, q graph.Period) graph.Period {
	return graph.Period{
		EarliestStart: max(p.EarliestStart, q.EarliestStart), LatestStart: max(p.LatestStart, q.LatestStart),
		EarliestEnd: min(p.EarliestEnd, q.EarliestEnd), LatestEnd: min(p.LatestEnd, q.LatestEnd),
	}
}
