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

// What changed is held against an enumeration: every day on which a tie may
// have begun with every later day on which it may have been over, day by day.

// The claims of a random account speak of day 0 to lastTold, and windows lie
// between them. What lies farther off than dawn and dusk is as good as there.
const (
	lastTold   graph.Day = 9
	dawn, dusk           = -3, lastTold + 4
)

// account is a few claims about a few actors, with what their fold must know.
type account struct {
	claims  []*graph.Claim
	sources map[graph.SourceID]*graph.Source
	spans   map[graph.ActorID]graph.Period
}

func (a *account) Source(id graph.SourceID) *graph.Source { return a.sources[id] }

func (a *account) Lifetime(id graph.ActorID) graph.Period {
	if p, ok := a.spans[id]; ok {
		return p
	}
	return graph.AnyPeriod
}

// fold adds the claims up, unit by unit, in order of the keys.
func (a *account) fold(lens *graph.Lens) []graph.Relation {
	units := map[graph.Unit][]*graph.Claim{}
	for _, c := range a.claims {
		units[c.Unit()] = append(units[c.Unit()], c)
	}
	var all []graph.Relation
	for _, claims := range units {
		all = append(all, graph.Fold(claims, a, lens)...)
	}
	slices.SortFunc(all, func(r, s graph.Relation) int { return strings.Compare(string(r.Key), string(s.Key)) })
	return all
}

// String is the account as lines that can be read.
func (a *account) String() string {
	var w strings.Builder
	for _, id := range []graph.SourceID{"s0", "s1"} {
		fmt.Fprintf(&w, "\nsource %s spoke %v", id, a.sources[id].Spoken())
	}
	for _, id := range []graph.ActorID{"a", "b", "c"} {
		if p, ok := a.spans[id]; ok {
			fmt.Fprintf(&w, "\nactor %s lived %+v", id, p)
		}
	}
	for _, c := range a.claims {
		fmt.Fprintf(&w, "\n%s %s %s %s %s by %q: start=%s end=%s held=%s credibility=%d", c.Source, c.Stance, c.Tie, c.Form, c.Voice, c.Claimant,
			c.Dating.StartText(), c.Dating.EndText(), c.Dating.Held, c.Credibility)
	}
	for _, r := range a.fold(nil) {
		fmt.Fprintf(&w, "\n%s: %+v start %q end %q own %v vouched %v %v", r.Key, r.Period, r.StartText, r.EndText, r.OwnDays, r.StartVouched, r.EndVouched)
	}
	return w.String()
}

// toldTie is a tie that accounts may speak of.
type toldTie struct {
	key     graph.TieKey
	forms   []string
	parties []graph.Party
}

func mutual(a, b graph.ActorID) []graph.Party {
	return []graph.Party{{Actor: a, Role: graph.Member}, {Actor: b, Role: graph.Member}}
}

func directed(a, b graph.ActorID) []graph.Party {
	return []graph.Party{{Actor: a, Role: graph.From}, {Actor: b, Role: graph.To}}
}

var toldTies = []toldTie{
	{"ab/stand", []string{"alliance", "close-ties"}, mutual("a", "b")},
	{"ab/aid", []string{"arms-supply"}, directed("a", "b")},
	{"ab/war", []string{"war", "clash"}, mutual("a", "b")},
	{"ab/raid", []string{"attack", "initiation", "condemnation"}, directed("b", "a")},
	{"ac/stand", []string{"alliance"}, mutual("a", "c")},
	{"bc/stand", []string{"alliance"}, mutual("b", "c")},
	{"bc/war", []string{"war"}, mutual("b", "c")},
	{"c/talks", []string{"mediated-talks"}, []graph.Party{{Actor: "c", Role: graph.Mediator}, {Actor: "a", Role: graph.PartyTo}, {Actor: "b", Role: graph.PartyTo}}},
}

// telling says how wild an account is.
type telling struct {
	ties []toldTie
	most int  // claims
	calm bool // every source speaks for itself, of short spells, on the last day
}

var wild = telling{ties: toldTies, most: 7}

func anyAccount(l telling) *rapid.Generator[*account] {
	return rapid.Custom(func(t *rapid.T) *account {
		a := &account{sources: map[graph.SourceID]*graph.Source{}, spans: map[graph.ActorID]graph.Period{}}
		for _, id := range []graph.SourceID{"s0", "s1"} {
			spoke := edtf.Between(lastTold, lastTold)
			if !l.calm {
				spoke = anyDays(t, "spoke", false)
			}
			a.sources[id] = &graph.Source{ID: id, SpeaksOf: spoke}
		}
		if !l.calm && rapid.Bool().Draw(t, "a is born") {
			birth := anyDay(t, "birth")
			a.spans["a"] = graph.Period{EarliestStart: birth, LatestStart: birth + 1, EarliestEnd: birth + 1, LatestEnd: graph.MaxDay}
		}
		if !l.calm && rapid.Bool().Draw(t, "b dies") {
			death := anyDay(t, "death")
			a.spans["b"] = graph.Period{EarliestStart: graph.MinDay, LatestStart: death, EarliestEnd: death, LatestEnd: death + 2}
		}
		for range rapid.IntRange(1, l.most).Draw(t, "claims") {
			c := anyClaim(a, l).Draw(t, "claim")
			c.Seq = len(a.claims)
			c.ID = c.Digest()
			a.claims = append(a.claims, c)
		}
		return a
	})
}

func anyDay(t *rapid.T, label string) graph.Day {
	return graph.Day(rapid.IntRange(0, int(lastTold)).Draw(t, label))
}

// anyDays draws a date of one day, or of some; at times open on a side.
func anyDays(t *rapid.T, label string, mayBeOpen bool) edtf.Date {
	first := anyDay(t, label)
	last := min(first+graph.Day(rapid.SampledFrom([]int{0, 0, 0, 1, 2, 4}).Draw(t, label+" more")), lastTold)
	if mayBeOpen {
		switch rapid.IntRange(0, 9).Draw(t, label+" open") {
		case 8:
			first = graph.MinDay
		case 9:
			last = graph.MaxDay
		}
	}
	return edtf.Between(first, last)
}

func anyClaim(a *account, l telling) *rapid.Generator[*graph.Claim] {
	return rapid.Custom(func(t *rapid.T) *graph.Claim {
		tie := rapid.SampledFrom(l.ties).Draw(t, "tie")
		form, _ := graph.FormNamed(rapid.SampledFrom(tie.forms).Draw(t, "form"))
		c := &graph.Claim{Tie: tie.key, Kind: form.Kind, Form: form.Name, Parties: tie.parties, Stance: graph.Asserts, Voice: graph.Own, Source: "s0"}
		c.Dating = anyDating(t, !l.calm)
		if l.calm {
			return c
		}
		c.Source = rapid.SampledFrom([]graph.SourceID{"s0", "s0", "s1"}).Draw(t, "source")
		if rapid.IntRange(0, 6).Draw(t, "stance") == 0 {
			c.Stance = graph.Denies
		}
		c.Voice = rapid.SampledFrom([]graph.Voice{graph.Own, graph.Own, graph.Own, graph.Attributed, graph.Hedged}).Draw(t, "voice")
		if c.Voice != graph.Own {
			c.Claimant = rapid.SampledFrom([]graph.ActorID{"", "a", "c"}).Draw(t, "claimant")
		}
		c.Credibility = graph.Credibility(rapid.SampledFrom([]int{0, 0, 0, 4}).Draw(t, "credibility"))
		return c
	}).Filter(func(c *graph.Claim) bool { return len(c.Check(a.sources[c.Source])) == 0 })
}

func anyDating(t *rapid.T, mayBeOpen bool) graph.Dating {
	ways := 5
	if mayBeOpen {
		ways = 6
	}
	switch rapid.IntRange(0, ways-1).Draw(t, "way") {
	case 0:
		return graph.Dating{Start: anyDays(t, "start", mayBeOpen), End: anyDays(t, "end", mayBeOpen)}
	case 1:
		return graph.Dating{Start: anyDays(t, "start", mayBeOpen), Ongoing: true}
	case 2:
		return graph.Dating{When: anyDays(t, "when", mayBeOpen)}
	case 3:
		return graph.Dating{Start: anyDays(t, "start", mayBeOpen)}
	case 4:
		return graph.Dating{End: anyDays(t, "end", mayBeOpen)}
	default:
		return graph.Dating{Held: anyDays(t, "held", mayBeOpen)}
	}
}

// anyWindow draws the two days of a diff.
func anyWindow(t *rapid.T) (from, to graph.Day) {
	a := graph.Day(rapid.IntRange(-1, int(lastTold)+1).Draw(t, "a day"))
	b := graph.Day(rapid.IntRange(-1, int(lastTold)+1).Draw(t, "another"))
	return min(a, b), max(a, b)
}

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
// reading, while or after these two were hostile in the window.
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
			isRival := func(now []reading, until graph.Day) bool {
				for d := from; d <= until; d++ {
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
						if shifted(now, from, to, o, n, olds, news) && isRival(now, max(now[o].last(), now[n].start)) {
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
