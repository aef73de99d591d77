package graph_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// What holds of every fold, whatever is claimed.

// worldDays are the days of a random world and some on either side.
var worldDays = graph.Days(-8, lastSmallDay+8)

// The order in which a store finds the claims does not show.
func TestFoldIgnoresTheOrderOfClaims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		shuffled := w.with(rapid.Permutation(w.claims).Draw(t, "order"))
		checkSame(t, w.fold(nil), shuffled.fold(nil))
	})
}

// Fold leaves the claims it is given as they were.
func TestFoldChangesNoClaim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		order := slices.Clone(w.claims)
		graph.Fold(w.claims, w, nil)
		for i, c := range w.claims {
			if c != order[i] || c.ID != c.Digest() {
				t.Fatalf("claim %d was moved or changed", i)
			}
		}
	})
}

func TestFoldIsFeasibleAndTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		checkShape(t, w.fold(nil))
		checkShape(t, w.fold(anyLens(t)))
	})
}

// Days at the edge of what can be counted neither panic nor leave a tie
// without a reading.
func TestFoldAtExtremeDays(t *testing.T) {
	wild := usual
	wild.day = extreme
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(wild).Draw(t, "world")
		w.spans = nil // of other days
		rs := w.fold(nil)
		checkShape(t, rs)
		for i := range rs {
			for _, d := range extremeDays {
				rs[i].Certainty(graph.OneDay(d))
				rs[i].Status(graph.OneDay(d))
			}
		}
	})
}

// No part of the claims, and no perspective, has a tie outside of its
// envelope: a store may select by it.
func TestFoldStaysWithinEnvelope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		envelopes := map[graph.TieKey]graph.Span{}
		for _, r := range w.fold(nil) {
			envelopes[r.Key] = r.Envelope
		}
		within := func(part string, rs []graph.Relation) {
			for _, r := range rs {
				if e := envelopes[r.Key]; e.Hull(r.Period.Outer()) != e {
					t.Fatalf("%s: %s may hold in %v, outside of its envelope %v\n%v", part, r.Key, r.Period.Outer(), e, w)
				}
			}
		}
		lens := anyLens(t)
		for set := range 1 << len(w.claims) {
			part := w.with(subset(w.claims, set))
			within("everyone", part.fold(nil))
			within("a perspective", part.fold(lens))
		}
	})
}

func TestFoldOfHearsayIsNeverCertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		window := graph.Days(small(t, "first"), small(t, "last"))
		rs := w.fold(anyLens(t))
		for i := range rs {
			r := &rs[i]
			if r.IsAlleged(window) && r.Certainty(window) == graph.Certain {
				t.Fatalf("%s is alleged and certain in %v: %+v", r.Key, window, r)
			}
			if r.DenialOnly && (r.Certainty(window) != graph.Absent || r.Status(window) != graph.Denied) {
				t.Fatalf("%s is only denied: %+v", r.Key, r)
			}
		}
	})
}

// A day or a window is certain only if it would be by the own-voice claims
// alone: neither an outer bound by hearsay nor a reprint nor an unreliable
// claim makes it so.
func TestFoldIsCertainOnlyByOwnVoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		own := w.with(w.ownVoices())
		word := map[graph.TieKey]graph.Period{}
		for _, r := range own.fold(nil) {
			word[r.Key] = r.Period
		}
		for _, r := range w.fold(nil) {
			for first := worldDays.First; first < worldDays.Until; first++ {
				for until := first + 1; until <= worldDays.Until; until++ {
					days := graph.Span{First: first, Until: until}
					if r.Certainty(days) != graph.Certain {
						continue
					}
					if p, ok := word[r.Key]; !ok || p.In(days) != graph.Certain {
						t.Fatalf("%s is certain in %v with %+v, and by own voices it is %+v", r.Key, days, r.Period, p)
					}
				}
			}
		}
	})
}

// What sources surely say of a day is not left out: it is possible, or the tie
// is contested there.
func TestFoldHidesNoSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		rs := w.fold(nil)
		for _, c := range w.claims {
			src := w.Source(c.Source)
			// An unreliable claim binds nothing, nor does a reprint.
			if c.Stance == graph.Denies || src.Republishes != "" || c.Credibility == 4 || src.Reliability == graph.ReliabilityE {
				continue
			}
			says := c.Alone(src, graph.Always)
			r := &rs[slices.IndexFunc(rs, func(r graph.Relation) bool { return r.Key == c.Tie })]
			for d := worldDays.First; d < worldDays.Until; d++ {
				on := graph.OneDay(d)
				if says.On(d) == graph.Certain && r.Certainty(on) == graph.Absent && r.Status(on) != graph.Contested {
					t.Fatalf("%s is absent on %d: %+v\n%v", c.Tie, d, r.Period, w)
				}
			}
		}
	})
}

func TestFoldIsCertainOnNamedDaysOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		for _, r := range w.fold(nil) {
			for d := worldDays.First; d < worldDays.Until; d++ {
				if on := graph.OneDay(d); r.Certainty(on) == graph.Certain && r.Attestation(on) != graph.Attested {
					t.Fatalf("%s is certain and assumed on %d: %+v\n%v", r.Key, d, r, w)
				}
			}
		}
	})
}

// What is shown of an end is no sharper than its bounds. An announced end is
// shown as written, and bounds less.
func TestFoldTextsAreNoSharperThanBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		for _, r := range w.fold(nil) {
			if d := parsed(t, r.StartText); d.Earliest() > r.Period.EarliestStart || d.Latest() < r.Period.LatestStart {
				t.Fatalf("%s starts %s, within %+v\n%v", r.Key, r.StartText, r.Period, w)
			}
			if r.EndText == ".." {
				continue
			}
			if d := parsed(t, r.EndText); d.Latest() < r.Period.LastLatestEnd() {
				t.Fatalf("%s ends %s, within %+v\n%v", r.Key, r.EndText, r.Period, w)
			}
		}
	})
}

func parsed(t *rapid.T, text string) edtf.Date {
	var d edtf.Date
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

// ownVoices is the asserting claims in their source's own voice: those that
// bind, or for a tie without any such, the reprints of what does not assert it.
// A claim is in its source's own voice if it would not be hearsay all by itself.
func (w *world) ownVoices() []*graph.Claim {
	binding, reprints := map[graph.TieKey][]*graph.Claim{}, map[graph.TieKey][]*graph.Claim{}
	for _, c := range w.claims {
		if c.Stance == graph.Denies || graph.Fold([]*graph.Claim{c}, w, nil)[0].HearsayOnly {
			continue
		}
		original := w.Source(c.Source).Republishes
		isRepeated := func(o *graph.Claim) bool {
			return o.Tie == c.Tie && o.Source == original && o.Stance == graph.Asserts
		}
		switch {
		case original == "":
			binding[c.Tie] = append(binding[c.Tie], c)
		case !slices.ContainsFunc(w.claims, isRepeated):
			reprints[c.Tie] = append(reprints[c.Tie], c)
		}
	}
	var own []*graph.Claim
	for _, tie := range randomTies {
		if len(binding[tie.key]) > 0 {
			own = append(own, binding[tie.key]...)
		} else {
			own = append(own, reprints[tie.key]...)
		}
	}
	return own
}

// A second source that says the same changes no answer, nor does a reprint.
func TestFoldOfTheSameWordAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		said := rapid.SampledFrom(w.claims).Draw(t, "said")
		again := *said
		again.Source = "again"
		second := *w.Source(said.Source)
		second.ID = "again"
		if rapid.Bool().Draw(t, "reprint") {
			second.Republishes = said.Source
		}
		more := w.with(slices.Clone(w.claims))
		w.sources["again"] = &second
		more.add(&again)
		before, after := w.fold(nil), more.fold(nil)
		checkSameAnswers(t, before, after)
		for i := range before {
			before[i].DisputedOn, after[i].DisputedOn = nil, nil // the list grows by a denial
		}
		checkSame(t, before, after)
	})
}

// What a perspective leaves out might as well never have been loaded.
func TestFoldWithoutASource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		lens := graph.NewLens(graph.Perspective{ExcludeSources: []graph.SourceID{"s1"}}, time.Time{}, nil)
		var rest []*graph.Claim
		for _, c := range w.claims {
			if c.Source != "s1" {
				rest = append(rest, c)
			}
		}
		checkSame(t, w.fold(lens), w.with(rest).fold(nil))
	})
}

// Every status is explained by claims: what is contested is denied or told in
// two ways, and what a single claim asserts undenied is as its voice is.
func TestFoldStatusIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(usual).Draw(t, "world")
		asserting, denying := map[graph.TieKey]int{}, map[graph.TieKey]int{}
		for _, c := range w.claims {
			if c.Stance == graph.Denies {
				denying[c.Tie]++
			} else {
				asserting[c.Tie]++
			}
		}
		day := graph.OneDay(small(t, "day"))
		for _, r := range w.fold(nil) {
			status := r.Status(day)
			if status == graph.Denied != (asserting[r.Key] == 0) ||
				status == graph.Contested && denying[r.Key] == 0 && asserting[r.Key] < 2 {
				t.Fatalf("%s is %s, asserted by %d claims and denied by %d", r.Key, status, asserting[r.Key], denying[r.Key])
			}
		}
	})
}

// A tie folded alone is what it is beside the others, or says that it may not be.
func TestFoldTie(t *testing.T) {
	alone := 0
	rapid.Check(t, func(t *rapid.T) {
		w, lens := anyWorld(usual).Draw(t, "world"), anyLens(t)
		byTie := map[graph.TieKey][]*graph.Claim{}
		for _, c := range w.claims {
			byTie[c.Tie] = append(byTie[c.Tie], c)
		}
		together := map[graph.TieKey]graph.Relation{}
		for _, r := range w.fold(lens) {
			together[r.Key] = r
		}
		for key, claims := range byTie {
			r, found, done := graph.FoldTie(claims, w, lens)
			if want, ok := together[key]; found != ok || done && ok && !reflect.DeepEqual(r, want) {
				t.Fatalf("alone (found: %t)\n%+v\nand together (found: %t)\n%+v", found, r, ok, want)
			}
			if found && done {
				alone++
			}
		}
	})
	if alone == 0 {
		t.Fatal("no tie was ever folded alone")
	}
}

func anyLens(t *rapid.T) *graph.Lens {
	return graph.NewLens(anyPerspective(t), time.Time{}, nil)
}

func subset(claims []*graph.Claim, set int) []*graph.Claim {
	var part []*graph.Claim
	for i, c := range claims {
		if set&(1<<i) != 0 {
			part = append(part, c)
		}
	}
	return part
}

func checkShape(t *rapid.T, rs []graph.Relation) {
	t.Helper()
	for _, r := range rs {
		if !r.Period.Feasible() || r.Period != r.Period.Tight() {
			t.Fatalf("%s is not feasible and tight: %+v", r.Key, r.Period)
		}
	}
}

func checkSame(t *rapid.T, a, b []graph.Relation) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%d ties, and %d", len(a), len(b))
	}
	for i := range a {
		if !reflect.DeepEqual(a[i], b[i]) {
			t.Fatalf("got\n%+v\nand\n%+v", a[i], b[i])
		}
	}
}

// checkSameAnswers compares what can be asked of a day.
func checkSameAnswers(t *rapid.T, a, b []graph.Relation) {
	t.Helper()
	for i := range a {
		for d := worldDays.First; d < worldDays.Until; d++ {
			on := graph.OneDay(d)
			if before, after := wordsOf(&a[i], on), wordsOf(&b[i], on); !slices.Equal(before, after) {
				t.Fatalf("%s on %d was %v and is %v", a[i].Key, d, before, after)
			}
		}
	}
}
