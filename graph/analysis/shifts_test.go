package analysis_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

// jointly calls f with every way in which the ties together may have been, as
// many as there are up to a few ten thousand; false if there are more.
func jointly(ties []graph.Relation, f func([]reading)) bool {
	var each [][]reading
	product := 1
	for i := range ties {
		each = append(each, readingsOf(ties[i].Period))
		if product *= len(each[i]); product > 50_000 {
			return false
		}
	}
	now := make([]reading, len(ties))
	var next func(int)
	next = func(i int) {
		if i == len(ties) {
			f(now)
			return
		}
		for _, x := range each[i] {
			now[i] = x
			next(i + 1)
		}
	}
	next(0)
	return true
}

// shifted reports whether in one reading of all ties, within a window, the old
// tie gave way to the new one: it was there first, and over first; no others of
// the old sort went on beside the new all the while, and none of the new sort
// was there before.
func shifted(now []reading, from, to graph.Day, o, n int, olds, news []int) bool {
	old, fresh := now[o], now[n]
	if !(from < old.over && old.over <= to && from < fresh.start && fresh.start <= to && old.start < fresh.start && old.over < fresh.over) {
		return false
	}
	isLeft := false // nothing of the old sort outlasts the new tie, or the window
	for d := max(old.over, fresh.start); d <= min(to, fresh.over); d++ {
		isLeft = isLeft || !slices.ContainsFunc(olds, func(i int) bool { return now[i].holds(d) })
	}
	if !isLeft {
		return false
	}
	for _, i := range news {
		if i != n && now[i].holds(from) && now[i].over > fresh.start {
			return false
		}
	}
	return true
}

// sided are the places of the ties of a pair that take a side, by sign.
func sided(ties []graph.Relation, a, b graph.ActorID) (plus, minus []int) {
	for i := range ties {
		r := &ties[i]
		if len(r.Parties) != 2 || !r.Has(a) || !r.Has(b) || !(analysis.Counting{}).Counts(r, r.Period.Outer()) {
			continue
		}
		if r.Sign() > 0 {
			plus = append(plus, i)
		} else {
			minus = append(minus, i)
		}
	}
	return plus, minus
}

func among(ties []graph.Relation, list []graph.Relation) []int {
	var out []int
	for i := range ties {
		if slices.ContainsFunc(list, func(r graph.Relation) bool { return r.Key == ties[i].Key }) {
			out = append(out, i)
		}
	}
	return out
}

// pairOfTies are the ties between two actors.
var pairOfTies = toldTies[:4]

// What flipped for certain did so in every reading of all ties of the pair.
func TestCertainFlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(telling{ties: pairOfTies, most: 4, calm: rapid.Bool().Draw(t, "calm")}).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		for _, c := range analysis.Changes(ties, analysis.Between(from, to), a.Lifetime) {
			if c.Kind != analysis.Flipped || c.Certainty != graph.Certain {
				continue
			}
			before, after := among(ties, c.Before), among(ties, c.After)
			olds, news := sided(ties, "a", "b")
			if ties[before[0]].Sign() < 0 {
				olds, news = news, olds
			}
			jointly(ties, func(now []reading) {
				for _, o := range before {
					for _, n := range after {
						if shifted(now, from, to, o, n, olds, news) {
							return
						}
					}
				}
				t.Fatalf("after %d up to %d it flipped for certain, and not if the ties were %v%v", from, to, now, a)
			})
		}
	})
}

// Of a pair with two ties everything that flips in every reading is told as
// certain, what flips in some is listed, and nothing else is.
func TestFlipsOfTwoTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(telling{ties: []toldTie{toldTies[0], toldTies[2]}, most: 3, calm: true}).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		changes := analysis.Changes(ties, analysis.Between(from, to), a.Lifetime)
		formed, ended := turned(changes, analysis.Formed), turned(changes, analysis.Ended)
		plus, minus := sided(ties, "a", "b")
		if len(plus) != 1 || len(minus) != 1 {
			return
		}
		for _, way := range [][2]int{{plus[0], minus[0]}, {minus[0], plus[0]}} {
			o, n := way[0], way[1]
			some, all, first, last := false, true, graph.MaxDay, graph.MinDay
			jointly(ties, func(now []reading) {
				if shifted(now, from, to, o, n, nil, nil) {
					some = true
					day := max(now[o].last(), now[n].start)
					first, last = min(first, day), max(last, day)
				} else {
					all = false
				}
			})
			_, begins := formed[ties[n].Key]
			_, ends := ended[ties[o].Key]
			want := graph.Absent
			if some && begins && ends {
				want = certaintyIf(all)
			}
			got := analysis.Change{}
			for _, c := range changes {
				if c.Kind == analysis.Flipped && c.Before[0].Key == ties[o].Key {
					got = c
				}
			}
			if got.Certainty != want {
				t.Fatalf("after %d up to %d, from %s to %s: %s, want %s%v", from, to, ties[o].Key, ties[n].Key, cmp.Or(got.Certainty, graph.Absent), want, a)
			}
			if want == graph.Certain && (got.Earliest > first || got.Latest < last) {
				t.Fatalf("it flipped between %d and %d, and it says between %d and %d%v", first, last, got.Earliest, got.Latest, a)
			}
		}
	})
}

// Whoever realigned for certain left the one and joined the other in every
// reading, and these two were hostile in the window by the last day that the move
// may have had: in a reading where it was done sooner, they may have fallen out
// after it.
func TestCertainRealignments(t *testing.T) {
	ties := []toldTie{
		{"ab/war", []string{"war"}, mutual("a", "b")},
		{"ab/stand", []string{"alliance"}, mutual("a", "b")},
		{"ac/stand", []string{"alliance"}, mutual("a", "c")},
		{"bc/stand", []string{"alliance"}, mutual("b", "c")},
	}
	rapid.Check(t, func(t *rapid.T) {
		a := anyAccount(telling{ties: ties, most: 5, calm: true}).Draw(t, "account")
		ties := a.fold(nil)
		from, to := anyWindow(t)
		for _, c := range analysis.Changes(ties, analysis.Between(from, to), a.Lifetime) {
			if c.Kind != analysis.Realigned || c.Certainty != graph.Certain {
				continue
			}
			mover, left, joined := c.Actors[0], c.Actors[1], c.Actors[2]
			olds, _ := sided(ties, mover, left)
			news, _ := sided(ties, mover, joined)
			_, against := sided(ties, left, joined)
			isRival := func(now []reading) bool {
				for d := from; d <= c.Latest; d++ {
					for _, i := range against {
						if now[i].holds(d) {
							return true
						}
					}
				}
				return false
			}
			jointly(ties, func(now []reading) {
				for _, o := range among(ties, c.Before) {
					for _, n := range among(ties, c.After) {
						if shifted(now, from, to, o, n, olds, news) && isRival(now) {
							return
						}
					}
				}
				t.Fatalf("after %d up to %d %s left %s for %s for certain, and not if the ties were %v%v", from, to, mover, left, joined, now, a)
			})
		}
	})
}

// dated makes a claim of s0, in its own voice, on a day-by-day calendar: dates
// are numbers of January 1970.
func dated(tie toldTie, start, end string) *graph.Claim {
	form, _ := graph.FormNamed(tie.forms[0])
	c := &graph.Claim{Tie: tie.key, Kind: form.Kind, Form: form.Name, Parties: tie.parties, Stance: graph.Asserts, Voice: graph.Own, Source: "s0"}
	date := func(text string) edtf.Date {
		first, last, isRange := strings.Cut(text, "-")
		if !isRange {
			last = first
		}
		var d [2]int
		fmt.Sscan(first, &d[0])
		fmt.Sscan(last, &d[1])
		return edtf.Between(edtf.Civil(1970, 1, d[0]), edtf.Civil(1970, 1, d[1]))
	}
	c.Dating.Ongoing = end == ".."
	if start != "" {
		c.Dating.Start = date(start)
	}
	if end != "" && end != ".." {
		c.Dating.End = date(end)
	}
	c.ID = c.Digest()
	return c
}

// accountOf is what s0 says on 20 January 1970.
func accountOf(claims ...*graph.Claim) *account {
	for i, c := range claims {
		c.Seq = i
	}
	spoke := edtf.Between(edtf.Civil(1970, 1, 20), edtf.Civil(1970, 1, 20))
	return &account{claims, map[graph.SourceID]*graph.Source{"s0": {ID: "s0", SpeaksOf: spoke}, "s1": {ID: "s1", SpeaksOf: spoke}}, map[graph.ActorID]graph.Period{}}
}

func (a *account) changes(from, to int) []analysis.Change {
	return analysis.Changes(a.fold(nil), analysis.Between(edtf.Civil(1970, 1, from), edtf.Civil(1970, 1, to)), a.Lifetime)
}

// A flip or a realignment is no surer than its least sure reading.
func TestShiftsThatAreOnlyPossible(t *testing.T) {
	stand, aid, war, raid := toldTies[0], toldTies[1], toldTies[2], toldTies[3]
	for _, c := range []struct {
		name string
		kind analysis.ChangeKind
		said *account
	}{
		// On the 8th the war was over, and a may have moved on the 9th.
		{"the two may have been rivals no more", analysis.Realigned, accountOf(
			dated(toldTies[6], "1", "8"), dated(toldTies[4], "1", "2-8"), dated(stand, "3-9", ".."))},
		// Had the aid begun on the 1st, both stood together all the while.
		{"they may have stood together before", analysis.Flipped, accountOf(
			dated(war, "1", "5"), dated(aid, "1-9", ".."), dated(stand, "7", ".."))},
		// Had the alliance lasted for the 10th only, the war went on after it.
		{"the war may have outlasted the alliance", analysis.Flipped, accountOf(
			dated(raid, "3", "3"), dated(war, "1", "9-11"), dated(stand, "10-12", ""))},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := false
			for _, x := range c.said.changes(2, 18) {
				if x.Kind == c.kind {
					found = true
					if x.Certainty != graph.Possible {
						t.Errorf("it %s, %s%v", x.Kind, x.Certainty, c.said)
					}
				}
			}
			if !found {
				t.Errorf("nothing %s%v", c.kind, c.said)
			}
		})
	}
}

// Hostility need not precede a move: it makes rivals if it was there by the last
// day that the move may have had, and no later.
func TestRivalsByTheEndOfTheMove(t *testing.T) {
	war, with, from := toldTie{"ab/war", []string{"war"}, mutual("a", "b")}, toldTie{"ac/stand", []string{"alliance"}, mutual("a", "c")}, toldTie{"bc/stand", []string{"alliance"}, mutual("b", "c")}
	for begun, want := range map[string]graph.Certainty{"7": graph.Certain, "8": graph.Certain, "8-9": graph.Absent, "9": graph.Absent} {
		said := accountOf(dated(war, begun, ".."), dated(with, "7-8", ".."), dated(from, "1", "5"))
		got := graph.Absent
		for _, c := range said.changes(2, 18) {
			if c.Kind == analysis.Realigned {
				got = c.Certainty
			}
		}
		if got != want {
			t.Errorf("with a war from %s, c moved: %s, want %s%v", begun, got, want, said)
		}
	}
}

// A birth after the last day on which a tie can have begun contradicts it, and
// is no word on when it began.
func TestTieBeforeABirth(t *testing.T) {
	a := accountOf(dated(toldTies[0], "", "2"))
	a.spans["a"] = graph.Period{EarliestStart: edtf.Civil(1970, 1, 6), LatestStart: edtf.Civil(1970, 1, 6), EarliestEnd: edtf.Civil(1970, 1, 7), LatestEnd: graph.MaxDay}
	for _, days := range [][2]int{{4, 4}, {4, 8}, {1, 8}} {
		for _, c := range a.changes(days[0], days[1]) {
			if c.Kind == analysis.Formed {
				t.Errorf("after %d up to %d it %s, %s, from %s to %s", days[0], days[1], c.Kind, c.Certainty, c.Earliest, c.Latest)
			}
		}
	}
}

// By the paper itself the aid was there from the first, beside the war, and
// ended nothing. That somebody else dates it later does not end the war.
func TestHearsayEndsNothing(t *testing.T) {
	aid, war := toldTies[1], toldTies[2]
	rumour := dated(aid, "4", "..")
	rumour.Voice, rumour.Source = graph.Hedged, "s1"
	rumour.ID = rumour.Digest()
	a := accountOf(dated(war, "3", ""), dated(aid, "3", ".."), rumour)
	for _, c := range a.changes(2, 9) {
		if c.Kind == analysis.Ended && c.Certainty == graph.Certain {
			t.Errorf("it %s, %s, from %s to %s%v", c.Kind, c.Certainty, c.Earliest, c.Latest, a)
		}
	}
}

// A store reads the ties of the window and of the day before it. One that is
// first spoken of later is in no answer, and so must change none.
func TestTiesOfLaterDaysTellNothing(t *testing.T) {
	stand, aid, war := toldTies[0], toldTies[1], toldTies[2]
	later := dated(aid, "", "")
	later.Dating.Held = edtf.Between(edtf.Civil(1970, 1, 15), edtf.Civil(1970, 1, 15))
	later.ID = later.Digest()
	said := []*graph.Claim{dated(stand, "1", "5"), dated(war, "6", "..")}
	got := accountOf(said...).changes(3, 8)
	want := accountOf(append(said, later)...).changes(3, 8)
	for i := range want {
		if len(got) != len(want) || got[i].Kind != want[i].Kind || got[i].Certainty != want[i].Certainty {
			t.Fatalf("from what is read: %+v\nfrom all: %+v", got, want)
		}
	}
}
