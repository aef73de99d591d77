package graph_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
)

// reading is one way that a period may have been: from the first day up to the
// first day after.
type reading struct{ start, end graph.Day }

// readings enumerates the pairs of a start and a later end within the bounds.
func readings(p graph.Period) []reading {
	var rs []reading
	for s := p.EarliestStart; s <= p.LatestStart; s++ {
		for e := max(p.EarliestEnd, s+1); e <= p.LatestEnd; e++ {
			rs = append(rs, reading{s, e})
		}
	}
	return rs
}

// smallDay is a day of a range that is small enough to be enumerated.
func smallDay() *rapid.Generator[graph.Day] {
	return rapid.Map(rapid.IntRange(0, 12), func(n int) graph.Day { return graph.Day(n) })
}

// anyPeriod has a reading; it need not be tight.
func anyPeriod() *rapid.Generator[graph.Period] {
	return rapid.Custom(func(t *rapid.T) graph.Period {
		s1, s2 := smallDay().Draw(t, "start"), smallDay().Draw(t, "start")
		e1, e2 := smallDay().Draw(t, "end"), smallDay().Draw(t, "end")
		return graph.Period{EarliestStart: min(s1, s2), LatestStart: max(s1, s2), EarliestEnd: min(e1, e2), LatestEnd: max(e1, e2)}
	}).Filter(graph.Period.Feasible)
}

func TestPeriodFeasible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func() graph.Day { return smallDay().Draw(t, "bound") }
		p := graph.Period{EarliestStart: day(), LatestStart: day(), EarliestEnd: day(), LatestEnd: day()}
		if got, want := p.Feasible(), len(readings(p)) > 0; got != want {
			t.Fatalf("%+v: Feasible is %v, and it has %d readings", p, got, len(readings(p)))
		}
	})
}

// The predicate in a window: certain if every reading has some day of it,
// possible if one has.
func TestPeriodInAgainstReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod().Draw(t, "period")
		w := graph.Span{First: smallDay().Draw(t, "first"), Until: smallDay().Draw(t, "until") + 1}
		all, hits := 0, 0
		for _, r := range readings(p) {
			all++
			if (graph.Span{First: r.start, Until: r.end}).Overlaps(w) {
				hits++
			}
		}
		want := graph.Possible
		switch hits {
		case 0:
			want = graph.Absent
		case all:
			want = graph.Certain
		}
		if got := p.In(w); got != want {
			t.Fatalf("%+v in %v is %s; %d of %d readings have a day of it", p, w, got, hits, all)
		}
	})
}

// On a day the predicate is the one in words: certain from the latest start to
// the earliest last day, possible from the earliest start to the latest last
// day.
func TestPeriodOnInWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, d := anyPeriod().Draw(t, "period").Tight(), smallDay().Draw(t, "day")
		want := graph.Absent
		switch {
		case p.LatestStart <= d && d <= p.LastEarliestEnd():
			want = graph.Certain
		case p.EarliestStart <= d && d <= p.LastLatestEnd():
			want = graph.Possible
		}
		if got := p.On(d); got != want {
			t.Fatalf("%+v on %d is %s, want %s", p, d, got, want)
		}
		if p.Core().Contains(d) != (want == graph.Certain) || p.Outer().Contains(d) != (want != graph.Absent) {
			t.Fatalf("%+v has the core %v and the outside %v", p, p.Core(), p.Outer())
		}
	})
}

// A tie turns in a window if some reading begins on a day of it, or is over
// from a day of it on; but for ends that nobody bounds.
func TestTurnsInAgainstReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := graph.Relation{Period: anyPeriod().Draw(t, "period").Tight()}
		w := graph.Span{First: smallDay().Draw(t, "first"), Until: smallDay().Draw(t, "until")}
		begins, ends := false, false
		for _, reading := range readings(r.Period) {
			begins, ends = begins || w.Contains(reading.start), ends || w.Contains(reading.end)
		}
		if got := r.TurnsIn(w); got != (begins || ends) {
			t.Fatalf("%+v turns in %v: %v; some reading begins there: %v, is over: %v", r.Period, w, got, begins, ends)
		}
		r.Period.LatestEnd = graph.MaxDay
		if got := r.TurnsIn(w); got != begins {
			t.Fatalf("%+v turns in %v: %v; some reading begins there: %v, and its end is open", r.Period, w, got, begins)
		}
	})
}

func TestPeriodTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod().Draw(t, "period")
		all := readings(p)
		want := graph.Period{EarliestStart: graph.MaxDay, LatestStart: graph.MinDay, EarliestEnd: graph.MaxDay, LatestEnd: graph.MinDay}
		for _, r := range all {
			want.EarliestStart, want.LatestStart = min(want.EarliestStart, r.start), max(want.LatestStart, r.start)
			want.EarliestEnd, want.LatestEnd = min(want.EarliestEnd, r.end), max(want.LatestEnd, r.end)
		}
		got := p.Tight()
		if got != want || len(readings(got)) != len(all) {
			t.Fatalf("%+v tightened is %+v, want %+v", p, got, want)
		}
		if p.Core() != got.Core() || p.Outer() != got.Outer() {
			t.Fatalf("%+v: tightening moves its core or its outside", p)
		}
	})
}

// Unbounded sides are as good as days that lie outside of everything asked.
func TestPeriodUnboundedSides(t *testing.T) {
	const before, behind = graph.Day(-100), graph.Day(100)
	rapid.Check(t, func(t *rapid.T) {
		p := anyPeriod().Draw(t, "period")
		open, far := p, p
		if rapid.Bool().Draw(t, "open start") {
			open.EarliestStart, far.EarliestStart = graph.MinDay, before
		}
		if rapid.Bool().Draw(t, "open earliest end") {
			open.EarliestEnd, far.EarliestEnd = graph.MinDay, before
		}
		if rapid.Bool().Draw(t, "open latest start") {
			open.LatestStart, far.LatestStart = graph.MaxDay, behind
		}
		if rapid.Bool().Draw(t, "open end") {
			open.LatestEnd, far.LatestEnd = graph.MaxDay, behind
		}
		d := smallDay().Draw(t, "day")
		if open.On(d) != far.On(d) {
			t.Fatalf("%+v on %d is %s, but %s with far days for its open sides", open, d, open.On(d), far.On(d))
		}
	})
}

// extremeDays are those next to which a sum could run over.
var extremeDays = []graph.Day{graph.MinDay, graph.MinDay + 1, graph.MinDay + 2, -1, 0, graph.MaxDay - 2, graph.MaxDay - 1, graph.MaxDay}

func TestPeriodExtremeDays(t *testing.T) {
	for _, a := range extremeDays {
		for _, b := range extremeDays {
			if a > b || a == graph.MaxDay || b == graph.MinDay {
				continue
			}
			s := graph.Days(a, b)
			if s.Empty() || !s.Contains(a) || b != graph.MaxDay && !s.Contains(b) {
				t.Errorf("the days from %d to %d are %v", a, b, s)
			}
			p := graph.Period{EarliestStart: a, LatestStart: b, EarliestEnd: graph.MinDay, LatestEnd: graph.MaxDay}
			if !p.Tight().Feasible() {
				t.Errorf("%+v tightened has no reading", p)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	none := graph.Span{First: 5, Until: 5}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"one day has a last day", graph.OneDay(3).Last(), graph.Day(3)},
		{"an open span has none", graph.Always.Last(), graph.MaxDay},
		{"half-open", graph.Days(1, 3).Contains(4), false},
		{"neighbours share no day", graph.Days(1, 3).Overlaps(graph.Days(4, 6)), false},
		{"shared days", graph.Days(1, 3).Intersect(graph.Days(3, 6)), graph.OneDay(3)},
		{"the hull bridges a gap", graph.Days(1, 2).Hull(graph.Days(5, 6)), graph.Days(1, 6)},
		{"an empty span adds nothing", graph.Days(1, 2).Hull(none), graph.Days(1, 2)},
		{"nor takes anything away", none.Hull(graph.Days(1, 2)), graph.Days(1, 2)},
		{"in an empty window nothing holds", graph.AnyPeriod.In(none), graph.Absent},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}
