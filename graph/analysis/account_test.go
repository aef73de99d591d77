package analysis_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
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
