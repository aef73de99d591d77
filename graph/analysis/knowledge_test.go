package analysis_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

// What was learnt is held against all that two states of knowledge say of the
// days and of every window within them.

// saidOf is what can be seen of a tie from within some days: window by window,
// and of its readings what they show there; empty if it is not shown at all.
func saidOf(r *graph.Relation, days graph.Span) []string {
	if r == nil || r.DenialOnly {
		return nil
	}
	var out []string
	for first := days.First; first < days.Until; first++ {
		for until := first + 1; until <= days.Until; until++ {
			w := graph.Span{First: first, Until: until}
			if c := r.Certainty(w); c != graph.Absent {
				out = append(out, fmt.Sprintf("%v %s %s alleged %v, %s %q %v %v %v %q", w, c, r.Status(w), r.IsAlleged(w), r.Kind, r.Form, r.Nominal, r.Outcome, r.Parties, r.Regarding))
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	within := func(d graph.Day) graph.Day { return max(days.First, min(d, days.Until)) }
	var starts, overs []graph.Day
	for _, x := range readingsOf(r.Period) {
		starts, overs = append(starts, within(x.start)), append(overs, within(x.over))
	}
	return append(out, fmt.Sprint(slices.Min(starts), slices.Max(starts), slices.Min(overs), slices.Max(overs)))
}

func find(ties []graph.Relation, key graph.TieKey) *graph.Relation {
	for i := range ties {
		if ties[i].Key == key {
			return &ties[i]
		}
	}
	return nil
}

// anyCorrection is an account, and the same after some claims were retracted
// and others made.
func anyCorrection(t *rapid.T) (was, is *account) {
	was = anyAccount(wild).Draw(t, "account")
	is = &account{slices.Clone(was.claims), was.sources, was.spans}
	for range rapid.IntRange(0, 2).Draw(t, "retracted") {
		if n := len(is.claims); n > 0 {
			i := rapid.IntRange(0, n-1).Draw(t, "which")
			is.claims = slices.Delete(is.claims, i, i+1)
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "made") {
		c := anyClaim(is, wild).Draw(t, "claim")
		c.Seq = 100 + len(is.claims)
		c.ID = c.Digest()
		is.claims = append(is.claims, c)
	}
	return was, is
}

func TestLearntAgainstEveryWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, is := anyCorrection(t)
		from, to := anyWindow(t)
		days := graph.Days(from, to)
		earlier, later := was.fold(nil), is.fold(nil)
		got := map[graph.TieKey]analysis.Change{}
		for _, c := range analysis.Learnt(earlier, later, days, is.Lifetime) {
			got[slices.Concat(c.Before, c.After)[0].Key] = c
		}
		w := analysis.Between(from, to)
		changes := analysis.Changes(later, w, is.Lifetime)
		formed, ended := turned(changes, analysis.Formed), turned(changes, analysis.Ended)
		endedBefore := turned(analysis.Changes(earlier, w, is.Lifetime), analysis.Ended)
		for _, tie := range toldTies {
			a, b := find(earlier, tie.key), find(later, tie.key)
			before, after := saidOf(a, days), saidOf(b, days)
			c, isTold := got[tie.key]
			_, isFormed := formed[tie.key]
			isNew := len(before) == 0 && len(after) > 0 && isFormed && b.Period.EarliestStart > from
			// Nor is it told again that a tie ended, if that is all that is new.
			_, isEnded := ended[tie.key]
			_, wasEnded := endedBefore[tie.key]
			if isEnded = isEnded && !wasEnded && len(before) > 0 && b.Period.EarliestEnd >= a.Period.EarliestEnd; isEnded {
				open := *b
				open.Period.EarliestEnd, open.Period.LatestEnd = a.Period.EarliestEnd, a.Period.LatestEnd
				isEnded = slices.Equal(before, saidOf(&open, days))
			}
			if differs := !slices.Equal(before, after) && !isNew && !isEnded; isTold != differs {
				t.Fatalf("%s from %d to %d: told %v, differs %v\nbefore %q\nafter %q\nthen:%v\nnow:%v", tie.key, from, to, isTold, differs, before, after, was, is)
			}
			if isTold {
				checkLearnt(t, c, a, b, days)
			}
		}
	})
}

// checkLearnt holds the kind of what was learnt against what both sides show.
func checkLearnt(t *rapid.T, c analysis.Change, was, is *graph.Relation, days graph.Span) {
	shown := func(r *graph.Relation) bool { return len(saidOf(r, days)) > 0 }
	asserted := func(r *graph.Relation) bool { return r != nil && !r.DenialOnly }
	want := analysis.Corrected
	switch {
	case !asserted(is):
		want = analysis.Retracted
	case !asserted(was):
		want = analysis.NewlySourced
	case shown(was) && shown(is) && is.Status(days) == graph.Contested && was.Status(days) != graph.Contested:
		want = analysis.BecameContested
	}
	if c.Kind != want {
		t.Fatalf("%v of %v, want %s: was %+v, is %+v", c, days, want, was, is)
	}
	best := graph.Absent
	for _, r := range []*graph.Relation{was, is} {
		if asserted(r) {
			best = max(best, r.Certainty(days))
		}
	}
	if c.Certainty != best || c.Earliest < days.First || c.Latest > days.Last() || c.Earliest > c.Latest {
		t.Fatalf("%s %s from %s to %s in %v, want %s: was %+v, is %+v", c.Kind, c.Certainty, c.Earliest, c.Latest, days, best, was, is)
	}
}

// Nothing is learnt from the same claims, in whatever order they are found.
func TestNothingIsLearntFromTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		ties := a.fold(nil)
		shuffled := rapid.Permutation(ties).Draw(t, "order")
		from, to := anyWindow(t)
		if got := analysis.Learnt(ties, shuffled, graph.Days(from, to), a.Lifetime); len(got) > 0 {
			t.Fatalf("from the same: %+v%v", got, a)
		}
	})
}

// What was learnt does not depend on the order in which ties are given.
func TestLearntIgnoresTheOrderOfTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, is := anyCorrection(t)
		from, to := anyWindow(t)
		earlier, later := was.fold(nil), is.fold(nil)
		days := graph.Days(from, to)
		one := analysis.Learnt(earlier, later, days, is.Lifetime)
		other := analysis.Learnt(rapid.Permutation(earlier).Draw(t, "order"), rapid.Permutation(later).Draw(t, "order"), days, is.Lifetime)
		if fmt.Sprintf("%+v", one) != fmt.Sprintf("%+v", other) {
			t.Fatalf("%+v\nin another order:\n%+v", one, other)
		}
	})
}

// What was hearsay on some of the days, and is a source's own word now, is known
// otherwise, though the tie was vouched for on other days all along.
func TestLearntOfVoices(t *testing.T) {
	stand := toldTies[0]
	rumour := dated(stand, "1", "10")
	rumour.Voice, rumour.Source = graph.Hedged, "s1"
	rumour.ID = rumour.Digest()
	was := accountOf(rumour, dated(stand, "5", "10"))
	is := accountOf(rumour, dated(stand, "5", "10"), dated(stand, "1", "10"))
	days := graph.Days(edtf.Civil(1970, 1, 1), edtf.Civil(1970, 1, 9))
	third := graph.OneDay(edtf.Civil(1970, 1, 3))
	before, after := was.fold(nil), is.fold(nil)
	if before[0].IsAlleged(third) == after[0].IsAlleged(third) {
		t.Fatalf("on the 3rd it was only alleged, and is no more, it was thought%v%v", was, is)
	}
	if got := analysis.Learnt(before, after, days, is.Lifetime); len(got) != 1 || got[0].Kind != analysis.Corrected {
		t.Errorf("got %+v%v%v", got, was, is)
	}
}

// Another denial of days that are denied already teaches as little as another
// source that says the same.
func TestASecondDenialTeachesNothing(t *testing.T) {
	denied := func(start, end string) *graph.Claim {
		c := dated(toldTies[0], start, end)
		c.Stance = graph.Denies
		c.ID = c.Digest()
		return c
	}
	stand := dated(toldTies[0], "1", "10")
	was, is := accountOf(stand, denied("2", "6")), accountOf(stand, denied("2", "6"), denied("3", "5"))
	days := graph.Days(edtf.Civil(1970, 1, 1), edtf.Civil(1970, 1, 9))
	if got := analysis.Learnt(was.fold(nil), is.fold(nil), days, is.Lifetime); len(got) > 0 {
		t.Errorf("learnt %+v%v%v", got, was, is)
	}
}
