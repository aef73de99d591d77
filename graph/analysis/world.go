package analysis

import (
	"slices"

	"github.com/realign/realign/graph"
)

// Changes returns what changed in the world within a window, as far as the ties
// tell, in the order in which it happened: ties that formed and ended, pairs
// that flipped, actors that realigned. Ties are those of one view; it needs all
// that turn in the window, and all others on its [Window.Days] among the actors
// that [Context] names.
func Changes(ties []graph.Relation, w Window, lives Lives) []Change {
	p := newPlot(ties, w, lives)
	out := slices.Concat(Turned(ties, w, lives), p.flips(), p.realignments())
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
	// rumoured: no source asserts it in its own voice. It takes no side, and
	// makes what others do less sure.
	rumoured bool
}

// plot is the ties of a window by who they are between.
type plot struct {
	w       Window
	strands []strand
	// sides are the ties that take a side with deeds, be it by hearsay, by pair.
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
		s.rumoured = s.IsAlleged(s.Period.Outer())
		if len(s.Parties) == 2 && (Counting{Alleged: true}).Counts(s.Relation, w.Days()) {
			k := pairOf(s.Parties[0].Actor, s.Parties[1].Actor)
			p.sides[k] = append(p.sides[k], s)
		}
	}
	for _, list := range p.sides {
		slices.SortFunc(list, func(a, b *strand) int { return compareKeys(*a.Relation, *b.Relation) })
	}
	return p
}

func sure(is bool) graph.Certainty {
	if is {
		return graph.Certain
	}
	return graph.Possible
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
			if s.Sign() < 0 || s.rumoured {
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

// rivalry returns the hostile ties of two actors up to the last day of a shift,
// from the day before the window, and how sure it is that these made them rivals
// then: for certain if one of them held for certain on that last day. If none was
// certain before, they are not known to be rivals; nor are they if they stand
// together in the end, whatever they did to each other.
func (p *plot) rivalry(ties []*strand, shift graph.Span) ([]graph.Relation, graph.Certainty) {
	days := p.w.Days().Intersect(graph.Span{First: graph.MinDay, Until: shift.Until})
	last := graph.OneDay(days.Last())
	together, before, then := graph.Absent, graph.Absent, graph.Absent
	var out []graph.Relation
	for _, s := range ties {
		c := s.Certainty(days)
		switch {
		case c == graph.Absent:
		case s.Sign() > 0:
			together = max(together, s.Certainty(last))
		case !s.rumoured:
			before, then = max(before, c), max(then, s.Certainty(last))
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
// the same side before, as surely: it is not that side which they left then.
func firstOf(list []Change) []Change {
	return slices.DeleteFunc(slices.Clone(list), func(c Change) bool {
		return slices.ContainsFunc(list, func(o Change) bool {
			return o.Actors[1] == c.Actors[1] && o.Actors[2] != c.Actors[2] && o.Latest < c.Earliest && o.Certainty >= c.Certainty && sharesTie(o.Before, c.Before)
		})
	})
}

func sharesTie(a, b []graph.Relation) bool {
	return slices.ContainsFunc(a, func(r graph.Relation) bool {
		return slices.ContainsFunc(b, func(o graph.Relation) bool { return o.Key == r.Key })
	})
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
