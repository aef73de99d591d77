package graph_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// Random worlds for the properties of the fold: few actors and few days, so
// that claims meet, and all voices, grades, reprints and denials.

// lastSmallDay is the last day of random worlds.
const lastSmallDay = 14

// small draws a day of a random world.
func small(t *rapid.T, label string) graph.Day {
	return graph.Day(rapid.IntRange(0, lastSmallDay).Draw(t, label))
}

// extreme draws a day next to which a sum could run over.
func extreme(t *rapid.T, label string) graph.Day {
	return rapid.SampledFrom(extremeDays).Draw(t, label)
}

// anyDate draws a date of some days, at times open on a side; zero at times
// where the days are sentinels.
func anyDate(t *rapid.T, day func(*rapid.T, string) graph.Day, label string) edtf.Date {
	a, b := day(t, label), day(t, label)
	a, b = min(a, b), max(a, b)
	switch rapid.IntRange(0, 9).Draw(t, label+" open") {
	case 0:
		a = graph.MinDay
	case 1:
		b = graph.MaxDay
	case 2, 3, 4:
		b = a
	}
	return edtf.Between(a, b)
}

func anyDating(t *rapid.T, day func(*rapid.T, string) graph.Day) graph.Dating {
	switch rapid.IntRange(0, 5).Draw(t, "way") {
	case 0:
		return graph.Dating{Start: anyDate(t, day, "start")}
	case 1:
		return graph.Dating{End: anyDate(t, day, "end")}
	case 2:
		return graph.Dating{Start: anyDate(t, day, "start"), End: anyDate(t, day, "end")}
	case 3:
		return graph.Dating{Start: anyDate(t, day, "start"), Ongoing: true}
	case 4:
		return graph.Dating{When: anyDate(t, day, "when")}
	default:
		return graph.Dating{Held: anyDate(t, day, "held")}
	}
}

// randomTie is a tie of the pair a and b, all ties of which fold together, or
// of a mediation between them.
type randomTie struct {
	key     graph.TieKey
	parties string
	forms   []string
}

var randomTies = []randomTie{
	{"p/stand", "a&b", []string{"alliance", "close-ties"}},
	{"p/fight", "a>b", []string{"attack", "campaign", "condemnation"}},
	{"p/war", "a&b", []string{"war", "clash"}},
	{"p/talks", "c|a+b", []string{"mediated-talks", "good-offices"}},
}

// limits say how wild a random world is.
type limits struct {
	day       func(*rapid.T, string) graph.Day
	maxClaims int
	ties      []randomTie
}

var usual = limits{small, 6, randomTies}

func anyWorld(l limits) *rapid.Generator[*world] {
	return rapid.Custom(func(t *rapid.T) *world {
		w := &world{sources: map[graph.SourceID]*graph.Source{}, spans: map[graph.ActorID]graph.Period{}}
		for i := range 4 {
			s := anySource(t, l, graph.SourceID(fmt.Sprintf("s%d", i)))
			if i == 3 {
				s.Republishes = "s0"
			}
			w.sources[s.ID] = s
		}
		if rapid.Bool().Draw(t, "a has a lifetime") {
			w.spans["a"] = graph.Period{EarliestStart: -5, LatestStart: 0, EarliestEnd: graph.MinDay, LatestEnd: graph.MaxDay}
		}
		if rapid.Bool().Draw(t, "b has a lifetime") {
			w.spans["b"] = graph.Period{EarliestStart: graph.MinDay, LatestStart: 0, EarliestEnd: 10, LatestEnd: 20}
		}
		for range rapid.IntRange(1, l.maxClaims).Draw(t, "claims") {
			w.add(anyClaim(w, l).Draw(t, "claim"))
		}
		return w
	})
}

func anySource(t *rapid.T, l limits, id graph.SourceID) *graph.Source {
	a, b := l.day(t, "speaks"), l.day(t, "speaks")
	if rapid.Bool().Draw(t, "late") {
		a, b = max(a, b), max(a, b)
	}
	return &graph.Source{ID: id, Title: string(id), SpeaksOf: edtf.Between(min(a, b), max(a, b)),
		Reliability: graph.Reliability(rapid.SampledFrom([]int{0, 0, 1, 3, 5, 6}).Draw(t, "reliability"))}
}

// anyClaim draws a claim that a store would take.
func anyClaim(w *world, l limits) *rapid.Generator[*graph.Claim] {
	return rapid.Custom(func(t *rapid.T) *graph.Claim {
		tie := rapid.SampledFrom(l.ties).Draw(t, "tie")
		form, _ := graph.FormNamed(rapid.SampledFrom(tie.forms).Draw(t, "form"))
		c := &graph.Claim{Tie: tie.key, Kind: form.Kind, Form: form.Name, Parties: parties(tie.parties), Dataset: "test",
			Source: graph.SourceID(fmt.Sprintf("s%d", rapid.IntRange(0, 3).Draw(t, "source"))), Stance: graph.Asserts}
		c.Dating = anyDating(t, l.day)
		if rapid.IntRange(0, 4).Draw(t, "stance") == 0 {
			c.Stance = graph.Denies
			if rapid.Bool().Draw(t, "undated") {
				c.Dating = graph.Dating{}
			}
		}
		if form.Kind == graph.Mediation {
			c.Outcome = graph.Outcome(rapid.IntRange(0, 5).Draw(t, "outcome"))
		}
		c.Voice = graph.Voice(rapid.IntRange(1, 3).Draw(t, "voice"))
		if c.Voice != graph.Own {
			c.Claimant = graph.ActorID(rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "claimant"))
		}
		c.Credibility = graph.Credibility(rapid.SampledFrom([]int{0, 0, 0, 2, 4, 6}).Draw(t, "credibility"))
		return c
	}).Filter(func(c *graph.Claim) bool { return len(c.Check(w.sources[c.Source])) == 0 })
}

// add appends a claim as the last one written.
func (w *world) add(c *graph.Claim) {
	c.Seq = len(w.claims)
	c.Note = fmt.Sprint("row ", c.Seq)
	c.ID = c.Digest()
	w.claims = append(w.claims, c)
}

// with is the world with other claims.
func (w *world) with(claims []*graph.Claim) *world {
	return &world{claims: claims, sources: w.sources, spans: w.spans}
}

// anyPerspective draws one that leaves out some claims and believes others.
func anyPerspective(t *rapid.T) graph.Perspective {
	var p graph.Perspective
	sources := rapid.SliceOfDistinct(rapid.SampledFrom([]graph.SourceID{"s0", "s1", "s2", "s3"}), rapid.ID[graph.SourceID])
	actors := rapid.SliceOfDistinct(rapid.SampledFrom([]graph.ActorID{"a", "b", "c"}), rapid.ID[graph.ActorID])
	switch rapid.IntRange(0, 5).Draw(t, "perspective") {
	case 0:
		p.Sources = sources.Draw(t, "sources")
	case 1:
		p.ExcludeSources = sources.Draw(t, "excluded")
	case 2:
		p.Claimants = actors.Draw(t, "claimants")
	case 3:
		p.ExcludeClaimants = actors.Draw(t, "excluded")
	case 4:
		p.Voices = []graph.Voice{graph.Voice(rapid.IntRange(1, 3).Draw(t, "voice"))}
	default:
		p.WorstReliability, p.RefuseUngraded = graph.ReliabilityC, rapid.Bool().Draw(t, "refuse ungraded")
	}
	return p
}

// String is the world as a script, so that a failure can be read.
func (w *world) String() string {
	var b strings.Builder
	for id, s := range w.sources {
		fmt.Fprintf(&b, "source %s speaks=%s reliability=%s copies=%s\n", id, s.SpeaksOf, s.Reliability, s.Republishes)
	}
	for id, p := range w.spans {
		fmt.Fprintf(&b, "actor %s %v\n", id, p.Outer())
	}
	for _, c := range w.claims {
		fmt.Fprintf(&b, "%s %s source=%s %s %s by=%s start=%s end=%s held=%s credibility=%d\n", c.Tie, c.Form, c.Source,
			c.Stance, c.Voice, c.Claimant, c.Dating.StartText(), c.Dating.EndText(), c.Dating.Held, c.Credibility)
	}
	return b.String()
}
