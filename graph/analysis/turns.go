package analysis

import (
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// turn is a beginning or an end of a tie: the bounds, both inclusive, of the
// first day on which it held, or on which it was over.
type turn struct {
	graph.Span // the candidate days
	certain    bool
}

// Window says which turns to look for.
type Window struct {
	Begin graph.Span // the first days on which a tie held
	Over  graph.Span // the first days on which a tie was over
}

// Between is the window of the turns after one day and up to another: what
// holds on the first of them has not begun, and what holds on the last has not
// ended. Two such windows that meet make one.
func Between(from, to graph.Day) Window {
	w := graph.Span{First: graph.OneDay(from).Until, Until: graph.OneDay(to).Until}
	return Window{w, w}
}

// Throughout is the window of the turns on some days: what first held on one of
// them, and what last held on one of them.
func Throughout(days graph.Span) Window {
	over := days
	if over.First != graph.MinDay {
		over.First = graph.OneDay(days.First).Until
	}
	if over.Until != graph.MaxDay {
		over.Until = graph.OneDay(days.Until).Until
	}
	return Window{days, over}
}

// Turning are the days of all turns of the window.
func (w Window) Turning() graph.Span { return w.Begin.Hull(w.Over) }

// eve is the day before the window; no day if the window has no first one.
func (w Window) eve() graph.Span {
	if w.Begin.First == graph.MinDay {
		return graph.Span{}
	}
	return graph.Span{First: w.Begin.First - 1, Until: w.Begin.First}
}

// Days are the days whose ties tell what turned: the window's, and the day
// before it.
func (w Window) Days() graph.Span { return w.eve().Hull(w.Begin) }

// beginning returns when a tie began, and whether it is known well enough to be
// a change within w.
//
// A beginning that sources bound on both sides may have been in every window
// that its bounds touch. One without a lower bound ("by 5 January") is a change
// only where it must have been in w because a party did not live before, or
// where an act is first seen in w, which then may have begun in it. A state that
// is first seen in w is no change: silence before is not its absence.
func beginning(r *graph.Relation, in Window, lives Lives) (turn, bool) {
	w := in.Begin
	if r.DenialOnly {
		return turn{}, false
	}
	days := graph.Days(r.Period.EarliestStart, r.Period.LatestStart)
	bounded := isBounded(r.StartText)
	if !bounded {
		days.First = graph.MinDay
		for _, p := range r.Parties {
			days.First = max(days.First, lives(p.Actor).EarliestStart)
		}
		if days.Empty() {
			days.First = graph.MinDay // the tie is older than a party: no lifetime dates it
		}
	}
	// What is only announced has not begun.
	t := turnIn(r, days, w, bounded && r.StartVouched && days.Last() < r.Named.Until)
	if bounded {
		return t, days.Overlaps(w)
	}
	t.certain = days.First != graph.MinDay && contains(w, days) && !r.IsAlleged(w)
	return t, t.certain || isAct(r) && w.Contains(days.Last())
}

// ending returns when a tie was over, and whether it is known well enough to be
// a change within w.
//
// An end that nobody dates, and that the death of a party or an opposite tie
// forces, is a change in the window in which the tie was over at the latest,
// and so is one without a lower bound. An end without a last day is none.
func ending(r *graph.Relation, in Window) (turn, bool) {
	w := in.Over
	if r.DenialOnly || r.Period.LatestEnd == graph.MaxDay {
		return turn{}, false
	}
	days := graph.Days(r.Period.EarliestEnd, r.Period.LatestEnd)
	if isBounded(r.EndText) && !r.EndForced {
		// What is only announced has not ended: a source must speak of its last
		// day as past.
		return turnIn(r, days, w, r.EndVouched && r.Period.LatestEnd <= r.Named.Until), days.Overlaps(w)
	}
	return turnIn(r, days, w, r.EndVouched), w.Contains(r.Period.LatestEnd)
}

func turnIn(r *graph.Relation, days, w graph.Span, vouched bool) turn {
	return turn{days, vouched && contains(w, days) && !r.IsAlleged(w)}
}

// contains reports whether all of days lies in w.
func contains(w, days graph.Span) bool { return w.First <= days.First && days.Until <= w.Until }

// isBounded reports whether a text of a beginning or an end names a first
// candidate day.
func isBounded(text string) bool {
	if text == "" || text == ".." {
		return false
	}
	d, err := edtf.Parse(text)
	return err == nil && d.Earliest() != graph.MinDay
}

// isAct reports whether a tie is an act, begun and ended within a short time.
func isAct(r *graph.Relation) bool {
	f, ok := graph.FormNamed(r.Form)
	return ok && f.Act
}

// Turned returns the ties that formed and those that ended within a window, in
// no order: of [Changes], what each tie tells by itself, whatever the others.
// The changes share the ties given.
func Turned(ties []graph.Relation, w Window, lives Lives) []Change {
	out := make([]Change, 0, len(ties))
	actors := make([]graph.ActorID, 0, 2*len(ties)) // of all, end to end
	for i := range ties {
		r, first := &ties[i], len(actors)
		begin, begins := beginning(r, w, lives)
		end, ends := ending(r, w)
		if !begins && !ends {
			continue
		}
		for _, p := range r.Parties {
			actors = append(actors, p.Actor)
		}
		tie, parties := ties[i:i+1:i+1], slices.Clip(actors[first:])
		if begins {
			out = append(out, Change{Kind: Formed, Certainty: sure(begin.certain), Actors: parties,
				Earliest: begin.First, Latest: begin.Last(), After: tie})
		}
		if ends {
			out = append(out, Change{Kind: Ended, Certainty: sure(end.certain), Actors: parties,
				Earliest: r.Period.LastEarliestEnd(), Latest: r.Period.LastLatestEnd(), Before: tie})
		}
	}
	return out
}

// NeedsLives reports whether only the lifetimes of its parties can bound the
// first day of a tie, since no source does.
func NeedsLives(r *graph.Relation) bool { return !r.DenialOnly && !isBounded(r.StartText) }

// Turns returns the beginnings and ends of ties on some days, for
// [ActivityOf]: no order.
func Turns(ties []graph.Relation, days graph.Span, lives Lives) []Turn {
	w := Throughout(days)
	var out []Turn
	for i := range ties {
		r := &ties[i]
		if t, ok := beginning(r, w, lives); ok {
			out = append(out, Turn{Begins: true, First: t.First, Last: t.Last(), Certain: t.certain})
		}
		if t, ok := ending(r, w); ok {
			out = append(out, Turn{First: r.Period.LastEarliestEnd(), Last: r.Period.LastLatestEnd(), Certain: t.certain})
		}
	}
	return out
}
