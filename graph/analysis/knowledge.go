package analysis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/realign/realign/graph"
)

// Learnt returns what is known otherwise of the days from the first to the last
// of a window, both inclusive: ties as they were known earlier, and as they are
// known later. It needs both versions of every tie that may differ; others do
// no harm.
//
// What the later knowledge says of the world's changes within the days is told
// by [Changes], and not told again: a tie of which nobody knew, and that formed
// within the days, formed.
func Learnt(earlier, later []graph.Relation, days graph.Span, lives Lives) []Change {
	l := learner{days: days, turned: Between(days.First, days.Last()), lives: lives}
	was, is := byKey(earlier), byKey(later)
	keys := slices.AppendSeq(slices.Collect(maps.Keys(was)), maps.Keys(is))
	slices.Sort(keys)
	var out []Change
	for _, key := range slices.Compact(keys) {
		if c, ok := l.compare(was[key], is[key]); ok {
			out = append(out, c)
		}
	}
	SortChanges(out)
	return out
}

// byKey finds relations by their keys. A key that two units have, since it was
// given to another tie, is found once: the denied one last.
func byKey(ties []graph.Relation) map[graph.TieKey]*graph.Relation {
	out := make(map[graph.TieKey]*graph.Relation, len(ties))
	for i := range ties {
		r := &ties[i]
		if o := out[r.Key]; o == nil || o.DenialOnly {
			out[r.Key] = r
		}
	}
	return out
}

type learner struct {
	days   graph.Span
	turned Window
	lives  Lives
}

// shows reports whether a view of the days lists the tie.
func (l *learner) shows(r *graph.Relation) bool {
	return r != nil && !r.DenialOnly && r.Touches(l.days)
}

func (l *learner) compare(was, is *graph.Relation) (Change, bool) {
	switch {
	case l.shows(was) && l.shows(is):
		return l.corrected(was, is)
	case l.shows(was):
		if is != nil && !is.DenialOnly {
			return l.change(Corrected, was, is), true // it is still told of, on other days
		}
		return l.change(Retracted, was, nil), true
	case l.shows(is):
		if _, formed := beginning(is, l.turned, l.lives); formed && !is.Touches(graph.OneDay(l.days.First)) {
			return Change{}, false
		}
		if was != nil && !was.DenialOnly {
			return l.change(Corrected, was, is), true
		}
		return l.change(NewlySourced, nil, is), true
	}
	return Change{}, false
}

func (l *learner) corrected(was, is *graph.Relation) (Change, bool) {
	before, after := was.Status(l.days), is.Status(l.days)
	switch {
	case after == graph.Contested && before != graph.Contested:
		return l.change(BecameContested, was, is), true
	case before != after || !l.saysLike(was, is) && !l.ended(was, is):
		return l.change(Corrected, was, is), true
	}
	return Change{}, false
}

// ended reports whether all that is new of a tie is that it ended within the
// days, on a day of which nothing was known: then it ended, and that is told.
func (l *learner) ended(was, is *graph.Relation) bool {
	_, was1 := ending(was, l.turned)
	_, is1 := ending(is, l.turned)
	if was1 || !is1 || is.Period.EarliestEnd < was.Period.EarliestEnd {
		return false
	}
	open := *is
	open.Period.EarliestEnd, open.Period.LatestEnd = was.Period.EarliestEnd, was.Period.LatestEnd
	return l.saysLike(was, &open)
}

// saysLike reports whether both versions say the same of the days.
func (l *learner) saysLike(a, b *graph.Relation) bool {
	return a.Kind == b.Kind && a.Form == b.Form && a.Nominal == b.Nominal && a.Outcome == b.Outcome &&
		slices.Equal(a.Parties, b.Parties) && a.Regarding == b.Regarding &&
		l.cut(a.Period) == l.cut(b.Period) && l.vouched(a) == l.vouched(b) &&
		slices.Equal(l.disputed(a), l.disputed(b))
}

// cut keeps of a period what can be seen from within the days.
func (l *learner) cut(p graph.Period) graph.Period {
	within := func(d graph.Day) graph.Day { return max(l.days.First, min(d, l.days.Until)) }
	return graph.Period{
		EarliestStart: within(p.EarliestStart), LatestStart: within(p.LatestStart),
		EarliestEnd: within(p.EarliestEnd), LatestEnd: within(p.LatestEnd),
	}
}

// vouched are the days on which the tie is not merely alleged, cut to the days.
func (l *learner) vouched(r *graph.Relation) graph.Span {
	if in := r.OwnDays.Intersect(r.Period.Outer()).Intersect(l.days); !r.HearsayOnly && !in.Empty() {
		return in
	}
	return graph.Span{}
}

// disputed are the days on which the tie may have held and about which sources
// contradict each other, cut to the days, each once and in order.
func (l *learner) disputed(r *graph.Relation) []graph.Span {
	if r.Disputed {
		return []graph.Span{l.days.Intersect(r.Period.Outer())}
	}
	var spans []graph.Span
	for _, s := range r.DisputedOn {
		if in := s.Intersect(l.days).Intersect(r.Period.Outer()); !in.Empty() {
			spans = append(spans, in)
		}
	}
	slices.SortFunc(spans, func(a, b graph.Span) int { return cmp.Compare(a.First, b.First) })
	var out []graph.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.First <= out[n-1].Until {
			out[n-1].Until = max(out[n-1].Until, s.Until)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func (l *learner) change(kind ChangeKind, was, is *graph.Relation) Change {
	c := Change{Kind: kind}
	var about graph.Span
	for _, r := range []*graph.Relation{was, is} {
		if r != nil {
			c.Certainty = max(c.Certainty, r.Certainty(l.days))
			about = about.Hull(r.Period.Outer().Intersect(l.days))
		}
	}
	c.Earliest, c.Latest = about.First, about.Last()
	shown := is
	if was != nil {
		c.Before = []graph.Relation{*was}
		shown = cmp.Or(is, was)
	}
	if is != nil {
		c.After = []graph.Relation{*is}
	}
	for _, p := range shown.Parties {
		c.Actors = append(c.Actors, p.Actor)
	}
	return c
}
