package analysis

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// Changes returns what changed in the world within a window, as far as the ties tell, in the order in which it happened: ties
// that formed and ended, pairs that flipped, actors that realigned. Ties are
// those of one view; it needs all that turn in the window and all others of the
// actors concerned that touch it or the day before.
func Changes(ties []graph.Relation, w Window, lives Lives) []Change {
	p := newPlot(ties, w, lives)
	out := slices.Concat(p.turns(), p.flips(), p.realignments())
	SortChanges(out)
	return out
}

// FirstNamed returns the ties that a view of the window's last day may show and
// one of the day before the window does not, though nothing in it is known to
// have formed them: sources speak of them from a day of the window on, and do
// not say when they began.
func FirstNamed(ties []graph.Relation, w Window, lives Lives) []graph.Relation {
	var out []graph.Relation
	for i := range ties {
		r := &ties[i]
		if _, formed := beginning(r, w, lives); !formed && !r.DenialOnly && w.Begin.Contains(r.Period.EarliestStart) {
			out = append(out, *r)
		}
	}
	slices.SortFunc(out, compareKeys)
	return out
}

// Context names, in order, the actors among whom all ties must be known to tell
// which pairs flipped and who realigned, given those that turn in the window:
// the pairs that have turns of both signs, and whoever left one and joined
// another, with these.
func Context(turning []graph.Relation, w Window, lives Lives) []graph.ActorID {
	p := newPlot(turning, w, lives)
	var out []graph.ActorID
	for k, ties := range p.sides {
		plus, minus := bySign(ties)
		if len(plus) > 0 && len(minus) > 0 {
			out = append(out, k.a, k.b)
		}
	}
	left, joined := p.moves()
	for mover, sides := range left {
		if len(joined[mover]) > 0 {
			out = append(append(append(out, mover), sides...), joined[mover]...)
		}
	}
	return distinct(out)
}

// strand is a tie with its turns in the window.
type strand struct {
	*graph.Relation
	begin, end   turn
	begins, ends bool
}

// plot is the ties of a window by who they are between.
type plot struct {
	w       Window
	strands []strand
	// sides are the ties that count where sides are added up, by pair.
	sides map[pair][]*strand
}

// pair is two actors in order of their ids.
type pair struct{ a, b graph.ActorID }

func pairOf(a, b graph.ActorID) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

func newPlot(ties []graph.Relation, w Window, lives Lives) *plot {
	p := &plot{w: w, strands: make([]strand, len(ties)), sides: map[pair][]*strand{}}
	for i := range ties {
		s := &p.strands[i]
		s.Relation = &ties[i]
		s.begin, s.begins = beginning(s.Relation, w, lives)
		s.end, s.ends = ending(s.Relation, w)
		if len(s.Parties) == 2 && (Counting{}).Counts(s.Relation, s.Period.Outer()) {
			k := pairOf(s.Parties[0].Actor, s.Parties[1].Actor)
			p.sides[k] = append(p.sides[k], s)
		}
	}
	for _, list := range p.sides {
		slices.SortFunc(list, func(a, b *strand) int { return compareKeys(*a.Relation, *b.Relation) })
	}
	return p
}

// turns lists what formed and ended.
func (p *plot) turns() []Change {
	var out []Change
	for i := range p.strands {
		s := &p.strands[i]
		if s.begins {
			c := s.change(Formed, s.begin)
			c.Earliest, c.Latest, c.After = s.begin.First, s.begin.Last(), []graph.Relation{*s.Relation}
			out = append(out, c)
		}
		if s.ends {
			c := s.change(Ended, s.end)
			c.Earliest, c.Latest, c.Before = s.Period.LastEarliestEnd(), s.Period.LastLatestEnd(), []graph.Relation{*s.Relation}
			out = append(out, c)
		}
	}
	return out
}

func (s *strand) change(kind ChangeKind, t turn) Change {
	c := Change{Kind: kind, Certainty: sure(t.certain)}
	for _, p := range s.Parties {
		c.Actors = append(c.Actors, p.Actor)
	}
	return c
}

func sure(is bool) graph.Certainty {
	if is {
		return graph.Certain
	}
	return graph.Possible
}

// shift is an end and a beginning that together change an actor's side: the
// one tie was over, and the other came in its place.
type shift struct {
	old, new *strand
	certain  bool
}

// shifts pairs the ties of before that ended in the window with those of after
// that began in it, where the old may have held before the new and the new after
// the old, and no other of either list held for certain in between, nor goes on
// for certain beside the new (then nobody left anyone) or was there for certain
// before the window (then nobody came).
func (p *plot) shifts(before, after []*strand) []shift {
	var out []shift
	for _, o := range before {
		if !o.ends {
			continue
		}
		for _, n := range after {
			if !n.begins || o.Period.EarliestStart >= n.begin.Last() || n.Period.LatestEnd <= o.Period.EarliestEnd {
				continue
			}
			certain := o.end.certain && n.begin.certain &&
				o.Period.LatestStart < n.begin.First && n.Period.EarliestEnd > o.Period.LatestEnd
			stays := p.stays(o, n, before)
			came := p.wasThere(n, after)
			if stays == graph.Certain || came == graph.Certain || between(o, n, before) || between(o, n, after) {
				continue
			}
			out = append(out, shift{o, n, certain && stays == graph.Absent && came == graph.Absent})
		}
	}
	return out
}

// stays says whether another of the old ties held beside the new one, on the
// first day on which the shift was done for certain.
func (p *plot) stays(o, n *strand, old []*strand) graph.Certainty {
	day := min(max(o.Period.LatestEnd, n.begin.Last()), p.w.Begin.Last())
	best := graph.Absent
	for _, g := range old {
		if g != o {
			best = max(best, g.Certainty(graph.OneDay(day)))
		}
	}
	return best
}

// wasThere says whether another of the new ties held on the day before the
// window, and went on into it.
func (p *plot) wasThere(n *strand, fresh []*strand) graph.Certainty {
	best := graph.Absent
	for _, g := range fresh {
		if g != n && !g.begins && g.Period.LatestEnd > n.begin.First {
			best = max(best, g.Certainty(p.w.eve()))
		}
	}
	return best
}

// between reports whether one of the ties was over for certain before the new
// one came, and came for certain after the old one was over.
func between(o, n *strand, ties []*strand) bool {
	return slices.ContainsFunc(ties, func(g *strand) bool {
		return g != o && g != n && g.Period.EarliestStart >= o.Period.LatestEnd && g.Period.LatestEnd <= n.begin.First
	})
}

// flips finds the pairs that went from allegiance to hostility or back.
func (p *plot) flips() []Change {
	var out []Change
	for k, ties := range p.sides {
		plus, minus := bySign(ties)
		for _, group := range join(slices.Concat(p.shifts(plus, minus), p.shifts(minus, plus))) {
			c := group.change(Flipped)
			c.Actors = []graph.ActorID{k.a, k.b}
			if first := c.After[0]; first.Directed {
				c.Actors = []graph.ActorID{first.Parties[0].Actor, first.Parties[1].Actor}
			}
			out = append(out, c)
		}
	}
	return out
}

func bySign(ties []*strand) (plus, minus []*strand) {
	for _, s := range ties {
		if s.Sign() > 0 {
			plus = append(plus, s)
		} else {
			minus = append(minus, s)
		}
	}
	return plus, minus
}

// realignments finds the actors that left one side for its rival: whose
// allegiance with the one ended in the window and with the other began in it,
// while the two were hostile to each other.
func (p *plot) realignments() []Change {
	left, joined := p.moves()
	var out []Change
	for mover, sides := range left {
		var moved []Change
		for _, from := range distinct(sides) {
			for _, to := range distinct(joined[mover]) {
				moved = append(moved, p.realigned(mover, from, to)...)
			}
		}
		out = append(out, firstOf(moved)...)
	}
	return out
}

// moves lists whom each actor left and joined in the window, in no order.
func (p *plot) moves() (left, joined map[graph.ActorID][]graph.ActorID) {
	left, joined = map[graph.ActorID][]graph.ActorID{}, map[graph.ActorID][]graph.ActorID{}
	for k, ties := range p.sides {
		for _, s := range ties {
			if s.Sign() < 0 {
				continue
			}
			for _, of := range []pair{{k.a, k.b}, {k.b, k.a}} {
				if s.ends {
					left[of.a] = append(left[of.a], of.b)
				}
				if s.begins {
					joined[of.a] = append(joined[of.a], of.b)
				}
			}
		}
	}
	return left, joined
}

// realigned finds the times at which mover left one of two for the other.
func (p *plot) realigned(mover, from, to graph.ActorID) []Change {
	if from == to {
		return nil
	}
	between := p.sides[pairOf(from, to)]
	if len(between) == 0 {
		return nil
	}
	old, _ := bySign(p.sides[pairOf(mover, from)])
	fresh, _ := bySign(p.sides[pairOf(mover, to)])
	var out []Change
	for _, group := range join(p.shifts(old, fresh)) {
		c := group.change(Realigned)
		rivalry, certainty := p.rivalry(between, c.days())
		if certainty == graph.Absent {
			continue
		}
		c.Actors = []graph.ActorID{mover, from, to}
		c.Certainty, c.Rivalry = min(c.Certainty, certainty), rivalry
		out = append(out, c)
	}
	return out
}

// rivalry returns the hostile ties of two actors up to the days of a shift, from
// the day before the window, and how sure it is that these made them rivals
// then: for certain if one of them held for certain on some of these days. If
// none was certain before, they are not known to be rivals; nor are they if they
// stand together in the end, whatever they did to each other.
func (p *plot) rivalry(ties []*strand, shift graph.Span) ([]graph.Relation, graph.Certainty) {
	days := p.w.Days().Intersect(graph.Span{First: graph.MinDay, Until: shift.Until})
	together, before, then := graph.Absent, graph.Absent, graph.Absent
	var out []graph.Relation
	for _, s := range ties {
		c := s.Certainty(days)
		switch {
		case c == graph.Absent:
		case s.Sign() > 0:
			together = max(together, s.Certainty(graph.OneDay(days.Last())))
		default:
			before, then = max(before, c), max(then, s.Certainty(shift))
			out = append(out, *s.Relation)
		}
	}
	switch {
	case before != graph.Certain || together == graph.Certain:
		return nil, graph.Absent
	case then != graph.Certain || together == graph.Possible:
		return out, graph.Possible
	}
	return out, graph.Certain
}

// days are those between which a change lies.
func (c *Change) days() graph.Span { return graph.Days(c.Earliest, c.Latest) }

// firstOf drops the realignments of those who had gone over to another rival of
// the same side before: it is not that side which they left then.
func firstOf(list []Change) []Change {
	return slices.DeleteFunc(slices.Clone(list), func(c Change) bool {
		return slices.ContainsFunc(list, func(o Change) bool {
			return o.Actors[1] == c.Actors[1] && o.Actors[2] != c.Actors[2] && o.Latest < c.Earliest && sharesTie(o.Before, c.Before)
		})
	})
}

func sharesTie(a, b []graph.Relation) bool {
	return slices.ContainsFunc(a, func(r graph.Relation) bool {
		return slices.ContainsFunc(b, func(o graph.Relation) bool { return o.Key == r.Key })
	})
}

// shiftGroup are shifts that share ties, and so are one change.
type shiftGroup []shift

// join groups shifts that share an old or a new tie.
func join(shifts []shift) []shiftGroup {
	var groups []shiftGroup
	for _, s := range shifts {
		merged := shiftGroup{s}
		var rest []shiftGroup
		for _, g := range groups {
			if slices.ContainsFunc(g, func(o shift) bool { return o.old == s.old || o.new == s.new }) {
				merged = append(merged, g...)
			} else {
				rest = append(rest, g)
			}
		}
		groups = append(rest, merged)
	}
	return groups
}

// change makes one change of the group. Its day is that of the surest of its
// shifts, of several of these of the first.
func (g shiftGroup) change(kind ChangeKind) Change {
	c := Change{Kind: kind, Certainty: graph.Possible}
	for i, s := range g {
		first := max(s.old.Period.LastEarliestEnd(), s.new.begin.First)
		last := max(s.old.Period.LastLatestEnd(), s.new.begin.Last())
		certainty := sure(s.certain)
		isSurer := cmp.Or(-cmp.Compare(certainty, c.Certainty), cmp.Compare(first, c.Earliest), cmp.Compare(last, c.Latest)) < 0
		if i == 0 || isSurer {
			c.Certainty, c.Earliest, c.Latest = certainty, first, last
		}
		c.Before = append(c.Before, *s.old.Relation)
		c.After = append(c.After, *s.new.Relation)
	}
	c.Before, c.After = sorted(c.Before), sorted(c.After)
	return c
}

// sorted puts ties in order, each once.
func sorted(ties []graph.Relation) []graph.Relation {
	slices.SortFunc(ties, compareKeys)
	return slices.CompactFunc(ties, func(a, b graph.Relation) bool { return a.Key == b.Key })
}

// distinct sorts actors and drops those that stand twice.
func distinct(actors []graph.ActorID) []graph.ActorID {
	slices.Sort(actors)
	return slices.Compact(actors)
}
