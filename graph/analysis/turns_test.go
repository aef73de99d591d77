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

// reading is one way in which a tie may have been: from its first day to the
// first on which it was over.
type reading struct{ start, over graph.Day }

func (r reading) holds(d graph.Day) bool { return r.start <= d && d < r.over }

func (r reading) last() graph.Day { return r.over - 1 }

// readingsOf lists them all; of open sides one day stands for all far ones.
func readingsOf(p graph.Period) []reading {
	from, to := max(p.EarliestStart, dawn), min(p.LatestStart, dusk)
	first, last := max(p.EarliestEnd, dawn), min(p.LatestEnd, dusk)
	var out []reading
	for start := from; start <= to; start++ {
		for over := first; over <= last; over++ {
			if start < over {
				out = append(out, reading{start, over})
			}
		}
	}
	return out
}

// share says of how many readings something holds.
func share(rs []reading, holds func(reading) bool) (some, all bool) {
	all = len(rs) > 0
	for _, r := range rs {
		if holds(r) {
			some = true
		} else {
			all = false
		}
	}
	return some, all
}

func certaintyIf(all bool) graph.Certainty {
	if all {
		return graph.Certain
	}
	return graph.Possible
}

// hasFirst reports whether what is written of an end of a tie names a first
// candidate day.
func hasFirst(t *rapid.T, text string) bool {
	if text == "" || text == ".." {
		return false
	}
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d.Earliest() != graph.MinDay
}

// naiveFormed says whether a tie formed after one day and up to another, and
// how surely; Absent if it is not to be listed.
func naiveFormed(t *rapid.T, r *graph.Relation, from, to graph.Day, lives analysis.Lives) graph.Certainty {
	begun := func(x reading) bool { return from < x.start && x.start <= to }
	switch {
	case r.DenialOnly:
		return graph.Absent
	case hasFirst(t, r.StartText):
		some, all := share(readingsOf(r.Period), begun)
		if !some {
			return graph.Absent
		}
		isPast := r.Period.LatestStart <= r.Named.Last() // what is announced has not begun
		return certaintyIf(all && isPast && r.StartVouched && !r.IsAlleged(graph.Days(from+1, to)))
	}
	// Nobody says how early: any day since all of the parties may have lived.
	open := r.Period
	open.EarliestStart = graph.MinDay
	for _, p := range r.Parties {
		open.EarliestStart = max(open.EarliestStart, lives(p.Actor).EarliestStart)
	}
	form, _ := graph.FormNamed(r.Form)
	_, all := share(readingsOf(open), begun)
	switch {
	case all && open.EarliestStart > graph.MinDay && !r.IsAlleged(graph.Days(from+1, to)):
		return graph.Certain
	case form.Act && from < r.Period.LatestStart && r.Period.LatestStart <= to:
		return graph.Possible
	}
	return graph.Absent
}

// naiveEnded says whether a tie was over after one day and by another.
func naiveEnded(t *rapid.T, r *graph.Relation, from, to graph.Day) graph.Certainty {
	if r.DenialOnly || r.Period.LatestEnd == graph.MaxDay {
		return graph.Absent
	}
	some, all := share(readingsOf(r.Period), func(x reading) bool { return from < x.over && x.over <= to })
	isPast := r.Period.LastLatestEnd() <= r.Named.Last() // what is announced has not ended
	if !hasFirst(t, r.EndText) || r.EndForced {
		some, isPast = from < r.Period.LatestEnd && r.Period.LatestEnd <= to, true
	}
	if !some {
		return graph.Absent
	}
	return certaintyIf(all && isPast && r.EndVouched && !r.IsAlleged(graph.Days(from+1, to)))
}

// turned are the changes of a kind by tie.
func turned(changes []analysis.Change, kind analysis.ChangeKind) map[graph.TieKey]analysis.Change {
	out := map[graph.TieKey]analysis.Change{}
	for _, c := range changes {
		if c.Kind == kind {
			out[slices.Concat(c.Before, c.After)[0].Key] = c
		}
	}
	return out
}

func TestTurnsAgainstReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		changes := analysis.Changes(ties, analysis.Between(from, to), a.Lifetime)
		formed, ended := turned(changes, analysis.Formed), turned(changes, analysis.Ended)
		for i := range ties {
			r := &ties[i]
			if got, want := formed[r.Key].Certainty, naiveFormed(t, r, from, to, a.Lifetime); got != want {
				t.Errorf("after %d up to %d, %s formed: %s, want %s%v", from, to, r.Key, got, want, a)
			}
			if got, want := ended[r.Key].Certainty, naiveEnded(t, r, from, to); got != want {
				t.Errorf("after %d up to %d, %s ended: %s, want %s%v", from, to, r.Key, got, want, a)
			}
		}
	})
}

// The bounds that a turn is given are those of its readings, and they are in
// order.
func TestTurnsHaveTheBoundsOfTheirReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		from, to := anyWindow(t)
		for _, c := range analysis.Changes(a.fold(nil), analysis.Between(from, to), a.Lifetime) {
			if c.Earliest > c.Latest {
				t.Fatalf("after %d up to %d, it %s from %d to %d%v", from, to, c.Kind, c.Earliest, c.Latest, a)
			}
			r := slices.Concat(c.Before, c.After)[0]
			var days []graph.Day
			for _, x := range readingsOf(r.Period) {
				switch {
				case c.Kind == analysis.Formed && hasFirst(t, r.StartText):
					days = append(days, x.start)
				case c.Kind == analysis.Ended:
					days = append(days, x.last())
				}
			}
			isFar := r.Period.LatestStart >= dusk || r.Period.LatestEnd >= dusk
			if len(days) > 0 && slices.Min(days) > dawn && !isFar && (c.Earliest != slices.Min(days) || c.Latest != slices.Max(days)) {
				t.Fatalf("%s %s from %d to %d, want %d to %d%v", r.Key, c.Kind, c.Earliest, c.Latest, slices.Min(days), slices.Max(days), a)
			}
		}
	})
}

// A turn is certain only if the claims in their source's own voice would make
// it so alone, whatever hearsay and unreliable sources add.
func TestCertainTurnsRestOnOwnVoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		own := &account{a.ownVoices(), a.sources, a.spans}
		word := map[graph.TieKey]*graph.Relation{}
		for _, r := range own.fold(nil) {
			word[r.Key] = &r
		}
		from, to := anyWindow(t)
		for _, c := range analysis.Changes(a.fold(nil), analysis.Between(from, to), a.Lifetime) {
			if c.Certainty != graph.Certain || c.Kind > analysis.Ended {
				continue
			}
			r := word[slices.Concat(c.Before, c.After)[0].Key]
			if r == nil {
				t.Fatalf("%v is certain, and nobody says so himself%v", c, a)
			}
			p := r.Period
			at := func(x reading) graph.Day { return x.over }
			if c.Kind == analysis.Formed {
				at = func(x reading) graph.Day { return x.start }
				if !hasFirst(t, r.StartText) {
					p.EarliestStart = graph.MinDay
					for _, party := range r.Parties {
						p.EarliestStart = max(p.EarliestStart, a.Lifetime(party.Actor).EarliestStart)
					}
				}
			}
			if lives := graph.Lifetimes(r.Parties, a); p.EarliestStart > p.LatestStart || p.LatestEnd > lives.Until {
				continue // a birth or a death contradicts all of them
			}
			if c.Kind == analysis.Ended && r.Period.LatestEnd == graph.MaxDay {
				continue // an opposite tie ends it, see TestHearsayEndsNothing
			}
			if _, all := share(readingsOf(p), func(x reading) bool { return from < at(x) && at(x) <= to }); !all {
				t.Fatalf("after %d up to %d, it %s for certain, and by own voices it is %+v%v", from, to, c.Kind, r, a)
			}
		}
	})
}

// ownVoices are the asserting claims that bind and are in their source's own
// voice: those that would not be hearsay all by themselves.
func (a *account) ownVoices() []*graph.Claim {
	var out []*graph.Claim
	for _, c := range a.claims {
		if c.Stance == graph.Asserts && !graph.Fold([]*graph.Claim{c}, a, nil)[0].HearsayOnly {
			out = append(out, c)
		}
	}
	return out
}

// What turned in two windows that meet turned in the one that they make. Beyond
// that it has for certain what straddles the day on which they meet, and so,
// where nobody says how early, what a birth forces into it.
func TestTurnsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		mid := from + graph.Day(rapid.IntRange(0, int(to-from)).Draw(t, "mid"))
		list := func(first, last graph.Day, kind analysis.ChangeKind) map[graph.TieKey]analysis.Change {
			return turned(analysis.Changes(ties, analysis.Between(first, last), a.Lifetime), kind)
		}
		for _, kind := range []analysis.ChangeKind{analysis.Formed, analysis.Ended} {
			whole, early, late := list(from, to, kind), list(from, mid, kind), list(mid, to, kind)
			for i := range ties {
				r := &ties[i]
				if r.Disputed {
					continue // whether it is only alleged may depend on the window
				}
				w, e, l := whole[r.Key], early[r.Key], late[r.Key]
				text := r.EndText
				turnsLate := func(x reading) bool { return x.over > mid }
				if kind == analysis.Formed {
					text = r.StartText
					turnsLate = func(x reading) bool { return x.start > mid }
				}
				straddles := w.Latest > mid && w.Earliest <= mid
				if kind == analysis.Ended {
					straddles = w.Latest >= mid && w.Earliest < mid
				}
				parts := max(e.Certainty, l.Certainty)
				switch {
				case parts == graph.Certain && w.Certainty != graph.Certain,
					parts != graph.Absent && w.Certainty == graph.Absent,
					w.Certainty == graph.Certain && parts != graph.Certain && !straddles,
					w.Certainty != graph.Absent && parts == graph.Absent && hasFirst(t, text):
					some, all := share(readingsOf(r.Period), turnsLate)
					t.Fatalf("%s %s %s after %d up to %d; up to %d it did %s, and from then on %s (late in some readings %v, in all %v)%v",
						r.Key, kind, w.Certainty, from, to, mid, e.Certainty, l.Certainty, some, all, a)
				}
			}
		}
	})
}

// Whatever a snapshot shows and another does not is told of between the two.
func TestChangesBetweenSnapshots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		w := analysis.Between(from, to)
		changes := analysis.Changes(ties, w, a.Lifetime)
		formed, ended := turned(changes, analysis.Formed), turned(changes, analysis.Ended)
		named := map[graph.TieKey]bool{}
		for _, r := range analysis.FirstNamed(ties, w, a.Lifetime) {
			named[r.Key] = true
		}
		for i := range ties {
			r := &ties[i]
			shown := func(d graph.Day) bool { return !r.DenialOnly && r.Certainty(graph.OneDay(d)) != graph.Absent }
			meanwhile := false
			for d := from; d <= to; d++ {
				meanwhile = meanwhile || shown(d)
			}
			_, begins := formed[r.Key]
			_, ends := ended[r.Key]
			comes, goes := !shown(from) && meanwhile, meanwhile && !shown(to)
			if comes && !begins && !named[r.Key] || goes && !ends || begins && named[r.Key] {
				t.Fatalf("after %d up to %d: %s comes %v, formed %v, first named %v; goes %v, ended %v%v", from, to, r.Key, comes, begins, named[r.Key], goes, ends, a)
			}
			if named[r.Key] && (shown(from) || !meanwhile) {
				t.Fatalf("after %d up to %d: %s is first named%v", from, to, r.Key, a)
			}
		}
		if from == to && (len(changes) > 0 || len(named) > 0) {
			t.Fatalf("between day %d and itself: %v, first named %v%v", from, changes, named, a)
		}
	})
}

func TestChangesIgnoreTheOrderOfTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(wild).Draw(t, "account")
		ties := a.fold(nil)
		shuffled := rapid.Permutation(ties).Draw(t, "order")
		from, to := anyWindow(t)
		w := analysis.Between(from, to)
		same := func(what string, x, y any) {
			if fmt.Sprintf("%+v", x) != fmt.Sprintf("%+v", y) {
				t.Fatalf("%s:\n%+v\nin another order:\n%+v%v", what, x, y, a)
			}
		}
		same("changes", analysis.Changes(ties, w, a.Lifetime), analysis.Changes(shuffled, w, a.Lifetime))
		same("first named", analysis.FirstNamed(ties, w, a.Lifetime), analysis.FirstNamed(shuffled, w, a.Lifetime))
		same("context", analysis.Context(ties, w, a.Lifetime), analysis.Context(shuffled, w, a.Lifetime))
	})
}

// What a store reads for a window is enough to tell what changed.
func TestChangesNeedOnlyTheirContext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(telling{ties: toldTies, most: 10}).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		w := analysis.Between(from, to)
		touches := func(r graph.Relation) bool { return r.Touches(w.Days()) }
		read := slices.DeleteFunc(slices.Clone(ties), func(r graph.Relation) bool { return !touches(r) || !r.TurnsIn(w.Turning()) })
		among := analysis.Context(read, w, a.Lifetime)
		for _, r := range ties {
			inside := func(p graph.Party) bool { return slices.Contains(among, p.Actor) }
			isNew := !slices.ContainsFunc(read, func(o graph.Relation) bool { return o.Key == r.Key })
			if isNew && touches(r) && len(r.Parties) == 2 && inside(r.Parties[0]) && inside(r.Parties[1]) {
				read = append(read, r)
			}
		}
		got, want := analysis.Changes(read, w, a.Lifetime), analysis.Changes(ties, w, a.Lifetime)
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Fatalf("after %d up to %d, from what turns: %+v\nfrom all: %+v%v", from, to, got, want, a)
		}
	})
}
