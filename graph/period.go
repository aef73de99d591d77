package graph

import (
	"github.com/realign/realign/graph/edtf"
)

// Day is a calendar day, UTC. MinDay and MaxDay stand for "unbounded".
type Day = edtf.Day

// The sentinels of an unbounded day.
const (
	MinDay = edtf.MinDay
	MaxDay = edtf.MaxDay
)

// Span is a set of consecutive days, half-open: First is in it, Until is the
// first day after it. MinDay and MaxDay leave a side open.
type Span struct{ First, Until Day }

// Always is the span of all days.
var Always = Span{MinDay, MaxDay}

// OneDay is the span of d alone.
func OneDay(d Day) Span { return Span{d, after(d)} }

// Days is the span from first to last, both inclusive.
func Days(first, last Day) Span { return Span{first, after(last)} }

// Last is the last day in s, MaxDay if it has none.
func (s Span) Last() Day { return before(s.Until) }

// Empty reports whether s has no day.
func (s Span) Empty() bool { return s.First >= s.Until }

// Contains reports whether d is in s.
func (s Span) Contains(d Day) bool { return s.First <= d && d < s.Until }

// Overlaps reports whether s and t share a day.
func (s Span) Overlaps(t Span) bool { return !s.Intersect(t).Empty() }

// Intersect returns the days in both.
func (s Span) Intersect(t Span) Span { return Span{max(s.First, t.First), min(s.Until, t.Until)} }

// Hull returns the smallest span that holds both; an empty span adds nothing.
func (s Span) Hull(t Span) Span {
	switch {
	case s.Empty():
		return t
	case t.Empty():
		return s
	}
	return Span{min(s.First, t.First), max(s.Until, t.Until)}
}

// Period bounds when something began and ended, as far as is known. It began
// on a day from EarliestStart to LatestStart, both inclusive. Its ends are
// half-open: the first day after it lies from EarliestEnd to LatestEnd, both
// inclusive. MinDay and MaxDay leave a bound open.
//
// A period is a set of readings, the pairs of a start and a later end within
// the bounds. A tight one (see [Period.Tight]) has no bound that no reading
// reaches.
type Period struct{ EarliestStart, LatestStart, EarliestEnd, LatestEnd Day }

// AnyPeriod leaves everything open.
var AnyPeriod = Period{MinDay, MaxDay, MinDay, MaxDay}

// On says whether the thing held on day d: Certain if it did in every reading,
// Possible if in some, Absent if in none. This is the day predicate of
// Realign; no query and no store has another.
func (p Period) On(d Day) Certainty { return p.In(OneDay(d)) }

// In says whether the thing held on some day of a window: Certain if it did in
// every reading, each perhaps on another day of the window; Possible if in
// some reading; Absent if in none. For a window of one day it is [Period.On].
func (p Period) In(w Span) Certainty {
	p = p.Tight()
	switch {
	case w.Empty() || !p.Outer().Overlaps(w):
		return Absent
	case p.LatestStart < w.Until && p.EarliestEnd > w.First:
		return Certain
	default:
		return Possible
	}
}

// Outer is the span of days on which it may have held.
func (p Period) Outer() Span { return Span{p.EarliestStart, p.LatestEnd} }

// Core is the span of days on which it certainly held; it may be empty.
func (p Period) Core() Span {
	p = p.Tight()
	return Span{p.LatestStart, p.EarliestEnd}
}

// LastEarliestEnd is the earliest last day, inclusive; MinDay is unbounded.
func (p Period) LastEarliestEnd() Day { return before(p.EarliestEnd) }

// LastLatestEnd is the latest last day, inclusive; MaxDay is unbounded.
func (p Period) LastLatestEnd() Day { return before(p.LatestEnd) }

// Feasible reports whether there is a reading at all.
func (p Period) Feasible() bool {
	return p.EarliestStart <= p.LatestStart && p.EarliestEnd <= p.LatestEnd && p.EarliestStart < p.LatestEnd
}

// Tight moves LatestStart before LatestEnd and EarliestEnd behind
// EarliestStart, since a thing lasts at least a day. The readings stay the
// same; a period without any stays without.
func (p Period) Tight() Period {
	p.LatestStart = min(p.LatestStart, before(p.LatestEnd))
	p.EarliestEnd = max(p.EarliestEnd, after(p.EarliestStart))
	return p
}

// after is the day after d, and before the day before it; unbounded days stay
// unbounded. Behind the last day that can be counted lies MaxDay, so that no
// real day is lost from a span.
func after(d Day) Day {
	if d == MinDay || d == MaxDay {
		return d
	}
	return d + 1
}

func before(d Day) Day {
	if d == MaxDay || d <= MinDay+1 {
		return d
	}
	return d - 1
}
