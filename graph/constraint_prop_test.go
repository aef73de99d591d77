package graph_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
)

// Claims that agree are held to the set of all spells that satisfy each of
// them. Here days are inclusive, as in the rules, and every claim is read anew
// from its words.

// spell is one way that a tie may have been, from its first day to its last.
type spell struct{ first, last graph.Day }

// allows says whether a claim allows the spell, by the fourth and the fifth
// rule of time.
func allows(c *graph.Claim, src *graph.Source, s spell) bool {
	d := c.Dating
	firstSpoken, lastSpoken := src.SpeaksOf.Earliest(), src.SpeaksOf.Latest()
	switch {
	case !d.When.IsZero(): // begun and ended within
		return d.When.Earliest() <= s.first && s.last <= d.When.Latest()
	case !d.Held.IsZero(): // a start no later than its last day, an end no earlier than its first
		return s.first <= d.Held.Latest() && min(d.Held.Earliest(), lastSpoken) <= s.last
	}
	if !d.Start.IsZero() && (s.first < d.Start.Earliest() || d.Start.Latest() < s.first) {
		return false
	}
	if d.Ongoing { // on the day of which the source speaks, whichever that is
		return s.first <= lastSpoken && firstSpoken <= s.last
	}
	// An announced end binds no day after the source spoke.
	return d.End.IsZero() || min(d.End.Earliest(), lastSpoken) <= s.last && s.last <= d.End.Latest()
}

// firstDay is the earliest start of claims that agree: that which one gives;
// else, if one leaves the start open, that of the parties' lifetimes; else the
// first day named.
func firstDay(claims []*graph.Claim, lived spell) graph.Day {
	named, open := graph.MaxDay, false
	for _, c := range claims {
		d := c.Dating
		start := d.Start
		if start.IsZero() {
			start = d.When
		}
		switch {
		case start.Earliest() != graph.MinDay:
			return graph.MinDay // allows sees to it
		case d.Held.IsZero() || d.Held.Earliest() == graph.MinDay:
			open = true
		default:
			named = min(named, d.Held.Earliest())
		}
	}
	if open {
		return lived.first
	}
	return named
}

func TestFoldBoundsAreThoseOfAllSpells(t *testing.T) {
	lived := spell{0, lastSmallDay}
	one := limits{small, 4, []randomTie{{"p/stand", "a&b", []string{"alliance"}}}}
	folded := 0
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(one).Draw(t, "world")
		for _, s := range w.sources {
			s.Republishes, s.Reliability = "", 0
		}
		for _, c := range w.claims {
			c.Stance, c.Voice, c.Claimant, c.Credibility = graph.Asserts, graph.Own, "", 0
			if c.Dating.Zero() {
				t.Skip("it was an undated denial")
			}
		}
		if graph.CheckSpell(w.claims, w.Source) != nil {
			t.Skip("one key for two spells, which files may not have: TestGapIsNotCertain")
		}
		w.spans = map[graph.ActorID]graph.Period{
			"a": {EarliestStart: lived.first, LatestStart: lived.first, EarliestEnd: lived.last + 1, LatestEnd: lived.last + 1},
		}
		want, n := allSpells(w, spell{max(lived.first, firstDay(w.claims, lived)), lived.last})
		r := w.fold(nil)[0]
		if contradicts := n == 0; r.Disputed != contradicts {
			t.Fatalf("%d spells satisfy the claims, and contested is %v\n%v", n, r.Disputed, w)
		}
		if n > 0 {
			folded++
			if r.Period != want {
				t.Fatalf("%d spells have the bounds %+v, the fold has %+v\n%v", n, want, r.Period, w)
			}
		}
	})
	if folded == 0 {
		t.Error("no claims agreed, so that nothing was compared")
	}
}

// allSpells returns the bounds of all spells within a range that every claim
// allows, and their number.
func allSpells(w *world, within spell) (graph.Period, int) {
	bounds := graph.Period{EarliestStart: graph.MaxDay, LatestStart: graph.MinDay, EarliestEnd: graph.MaxDay, LatestEnd: graph.MinDay}
	n := 0
	for first := within.first; first <= within.last; first++ {
		for last := first; last <= within.last; last++ {
			if !w.allow(spell{first, last}) {
				continue
			}
			n++
			bounds.EarliestStart, bounds.LatestStart = min(bounds.EarliestStart, first), max(bounds.LatestStart, first)
			bounds.EarliestEnd, bounds.LatestEnd = min(bounds.EarliestEnd, last+1), max(bounds.LatestEnd, last+1)
		}
	}
	return bounds, n
}

func (w *world) allow(s spell) bool {
	for _, c := range w.claims {
		if !allows(c, w.Source(c.Source), s) {
			return false
		}
	}
	return true
}
