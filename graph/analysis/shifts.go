package analysis

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// shift is an end and a beginning that together change an actor's side: the
// one tie was over, and the other came in its place.
type shift struct {
	old, new *strand
	certain  bool
}

// shifts pairs the ties of before that ended in the window with those of after
// that began in it, where the old may have held before the new and the new after
// the old, no other of either list held for certain in between, none of before
// goes on for certain beside the new (then nobody left anyone), and none of
// after held for certain when the old one ended (then nobody came).
func (p *plot) shifts(before, after []*strand) []shift {
	var out []shift
	stays := stayers{before, map[graph.Span]surest{}}
	between := newGaps(before, after)
	for _, o := range before {
		if !o.ends || o.rumoured {
			continue
		}
		there := thereWhen(o, after)
		for _, n := range after {
			if !n.begins || n.rumoured || o.Period.EarliestStart >= n.begin.Last() || n.Period.LatestEnd <= o.Period.EarliestEnd {
				continue
			}
			done := min(max(o.Period.LatestEnd, n.begin.Last()), p.w.Begin.Last())
			stayed := stays.by(graph.Days(min(done, n.Period.EarliestEnd), done)).but(o)
			came := there.but(n)
			if stayed == graph.Certain || came == graph.Certain || between.hold(o.Period.LatestEnd, n.begin.First) {
				continue
			}
			certain := o.end.certain && n.begin.certain && stayed == graph.Absent && came == graph.Absent &&
				o.Period.LatestStart < n.begin.First && n.Period.EarliestEnd > o.Period.LatestEnd
			out = append(out, shift{o, n, certain})
		}
	}
	return out
}

// surest is the certainty of the surest of several ties, and what it is without
// that one: a pair can have hundreds, and each is left out once.
type surest struct {
	of           *strand
	best, second graph.Certainty
}

func (s *surest) add(g *strand, c graph.Certainty) {
	switch {
	case c > s.best:
		s.of, s.best, s.second = g, c, s.best
	case c > s.second:
		s.second = c
	}
}

func (s surest) but(g *strand) graph.Certainty {
	if s.of == g {
		return s.second
	}
	return s.best
}

// stayers say whether an old tie held beside the new one, or after it: for
// certain if it did on the first day on which a shift was done for certain.
type stayers struct {
	old  []*strand
	days map[graph.Span]surest
}

// by is asked with the days from the first on which the new tie may have been
// over to that on which the shift was done.
func (s stayers) by(days graph.Span) surest {
	found, ok := s.days[days]
	if !ok {
		for _, g := range s.old {
			c := g.heldOn(graph.OneDay(days.Last()))
			if g.Touches(days) {
				c = max(c, graph.Possible)
			}
			found.add(g, c)
		}
		s.days[days] = found
	}
	return found
}

// thereWhen says whether a new tie held when an old one ended: for certain if it
// did on every day that may have been the last. One that is known to have begun
// in the window is part of the same change.
func thereWhen(o *strand, fresh []*strand) surest {
	last := graph.Days(o.Period.LastEarliestEnd(), o.Period.LastLatestEnd())
	var found surest
	for _, g := range fresh {
		switch {
		case g.begins && g.begin.certain:
		case contains(g.Period.Core(), last) && !g.rumoured:
			found.add(g, graph.Certain)
		default:
			found.add(g, min(g.heldOn(last), graph.Possible))
		}
	}
	return found
}

// gaps tells whether a tie held for certain between two days, and at no other
// time: by first day, with the earliest of the ends of all that begin later.
type gaps []gap

type gap struct{ first, until graph.Day }

func newGaps(lists ...[]*strand) gaps {
	var out gaps
	for _, list := range lists {
		for _, g := range list {
			if !g.rumoured {
				out = append(out, gap{g.Period.EarliestStart, g.Period.LatestEnd})
			}
		}
	}
	slices.SortFunc(out, func(a, b gap) int { return cmp.Compare(a.first, b.first) })
	for i := len(out) - 2; i >= 0; i-- {
		out[i].until = min(out[i].until, out[i+1].until)
	}
	return out
}

// hold reports whether one of them lies from a day on and was over by another.
func (g gaps) hold(from, by graph.Day) bool {
	i, _ := slices.BinarySearchFunc(g, from, func(x gap, d graph.Day) int { return cmp.Compare(x.first, d) })
	return i < len(g) && g[i].until <= by
}

// heldOn is [graph.Relation.Certainty], but for a tie of whose beginning nobody
// knows a first day: it may have been there before sources speak of it.
func (s *strand) heldOn(days graph.Span) graph.Certainty {
	c := s.Certainty(days)
	if c == graph.Absent && !isBounded(s.StartText) && s.Period.LatestEnd > days.First {
		return graph.Possible
	}
	return c
}

// shiftGroup are shifts that share ties, and so are one change.
type shiftGroup []shift

// end is a tie as one end of a shift: what is new in one may be old in another.
type end struct {
	*strand
	isNew bool
}

// join groups shifts that share an old or a new tie, in the order of their first.
func join(shifts []shift) []shiftGroup {
	head := map[end]end{} // of each tie's group; itself if it heads one
	var find func(e end) end
	find = func(e end) end {
		if h, ok := head[e]; ok && h != e {
			head[e] = find(h)
			return head[e]
		}
		head[e] = e
		return e
	}
	for _, s := range shifts {
		head[find(end{s.new, true})] = find(end{s.old, false})
	}
	at := map[end]int{}
	var groups []shiftGroup
	for _, s := range shifts {
		h := find(end{s.old, false})
		i, ok := at[h]
		if !ok {
			i = len(groups)
			at[h] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

// change makes one change of the group: it is certain if one of its shifts is.
// It was done when the first of them was, so that its day is no later than that
// of any that is as sure as itself.
func (g shiftGroup) change(kind ChangeKind) Change {
	c := Change{Kind: kind, Certainty: graph.Possible, Earliest: graph.MaxDay, Latest: graph.MaxDay}
	for _, s := range g {
		c.Certainty = max(c.Certainty, sure(s.certain))
		c.Before = append(c.Before, *s.old.Relation)
		c.After = append(c.After, *s.new.Relation)
	}
	for _, s := range g {
		c.Earliest = min(c.Earliest, max(s.old.Period.LastEarliestEnd(), s.new.begin.First))
		if sure(s.certain) == c.Certainty {
			c.Latest = min(c.Latest, max(s.old.Period.LastLatestEnd(), s.new.begin.Last()))
		}
	}
	c.Before, c.After = sorted(c.Before), sorted(c.After)
	return c
}
