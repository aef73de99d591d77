package graph_test

import (
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// perspectiveWorld has one claim a tie, so that the ties left tell which
// claims a perspective admits.
const perspectiveWorld = `
	source own speaks=2026-01-10 reliability=B
	source paper speaks=2026-01-10 reliability=F
	source blog speaks=2026-01-10
	k/own attack usa>iran source=own when=2026-01-05
	k/envoy attack iran>usa source=paper when=2026-01-05 by=envoy
	k/iran attack iran>iraq source=paper when=2026-01-05 by=iran
	k/hedged attack usa>iraq source=blog when=2026-01-05 hedged credibility=3
	k/other attack usa>syria source=blog when=2026-01-05 dataset=other credibility=2`

// keysOf lists the ties in the order of their keys, without what all share.
func keysOf(rs []graph.Relation) string {
	s := ""
	for _, r := range rs {
		s += " " + string(r.Key[len("k/"):])
	}
	return s
}

func TestPerspectiveFields(t *testing.T) {
	type (
		sources = []graph.SourceID
		actors  = []graph.ActorID
	)
	for _, c := range []struct {
		rule string
		p    graph.Perspective
		want string
	}{
		{"none is everyone's word", graph.Perspective{}, " envoy hedged iran other own"},
		{"sources", graph.Perspective{Sources: sources{"own", "blog"}}, " hedged other own"},
		{"no sources match nothing", graph.Perspective{Sources: sources{}}, ""},
		{"sources left out", graph.Perspective{ExcludeSources: sources{"own", "blog"}}, " envoy iran"},
		{"leaving out none", graph.Perspective{ExcludeSources: sources{}}, " envoy hedged iran other own"},
		{"claimants", graph.Perspective{Claimants: actors{"iran"}}, " iran"},
		{"no claimants match nothing", graph.Perspective{Claimants: actors{}}, ""},
		{"claimants left out", graph.Perspective{ExcludeClaimants: actors{"iran"}}, " envoy hedged other own"},
		{"leaving out no claimants", graph.Perspective{ExcludeClaimants: actors{}}, " envoy hedged iran other own"},
		{"datasets", graph.Perspective{Datasets: []graph.DatasetID{"other"}}, " other"},
		{"no datasets match nothing", graph.Perspective{Datasets: []graph.DatasetID{}}, ""},
		{"voices", graph.Perspective{Voices: []graph.Voice{graph.Attributed, graph.Hedged}}, " envoy hedged iran"},
		{"no voices match nothing", graph.Perspective{Voices: []graph.Voice{}}, ""},
		{"worst reliability lets the ungraded pass", graph.Perspective{WorstReliability: graph.ReliabilityA}, " envoy hedged iran other"},
		{"worst reliability is itself let pass", graph.Perspective{WorstReliability: graph.ReliabilityB}, " envoy hedged iran other own"},
		{"worst credibility lets the ungraded pass", graph.Perspective{WorstCredibility: 2}, " envoy iran other own"},
		{"the ungraded refused: F is no grade", graph.Perspective{RefuseUngraded: true}, " hedged other own"},
		{"the ungraded in reliability refused", graph.Perspective{RefuseUngraded: true, WorstReliability: graph.ReliabilityC}, " own"},
		{"the ungraded in credibility refused", graph.Perspective{RefuseUngraded: true, WorstCredibility: 3}, " hedged other"},
		{"all given must hold", graph.Perspective{Sources: sources{"blog"}, Voices: []graph.Voice{graph.Own}}, " other"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := declare(t, perspectiveWorld)
			lens := graph.NewLens(c.p, time.Time{}, nil)
			if got := keysOf(w.fold(lens)); got != c.want {
				t.Errorf("it leaves%s, want%s", got, c.want)
			}
		})
	}
}

// A claimant's word is also that of whoever it belonged to, on the days that
// the source speaks of, at any remove.
func TestPerspectiveWithMembers(t *testing.T) {
	ministry := graph.Membership{Member: "envoy", Whole: "ministry", Days: window(t, "2025-01-01..2026-01-10")}
	iran := graph.Membership{Member: "ministry", Whole: "iran", Days: graph.Always}
	for _, c := range []struct {
		rule    string
		p       graph.Perspective
		members []graph.Membership
		want    string
	}{
		{"at one remove", graph.Perspective{Claimants: []graph.ActorID{"ministry"}, WithMembers: true}, []graph.Membership{ministry, iran}, " envoy"},
		{"at two", graph.Perspective{Claimants: []graph.ActorID{"iran"}, WithMembers: true}, []graph.Membership{ministry, iran}, " envoy iran"},
		{"only if asked for", graph.Perspective{Claimants: []graph.ActorID{"iran"}}, []graph.Membership{ministry, iran}, " iran"},
		{"not when it had left", graph.Perspective{Claimants: []graph.ActorID{"ministry"}, WithMembers: true},
			[]graph.Membership{{Member: "envoy", Whole: "ministry", Days: window(t, "2025-01-01..2026-01-09")}}, ""},
		{"nor the whole's word for the member", graph.Perspective{Claimants: []graph.ActorID{"envoy"}, WithMembers: true}, []graph.Membership{ministry, iran}, " envoy"},
		{"left out alike", graph.Perspective{ExcludeClaimants: []graph.ActorID{"iran"}, WithMembers: true}, []graph.Membership{ministry, iran}, " hedged other own"},
		{"going round in a circle ends", graph.Perspective{Claimants: []graph.ActorID{"nobody"}, WithMembers: true},
			[]graph.Membership{ministry, {Member: "ministry", Whole: "envoy", Days: graph.Always}}, ""},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := declare(t, perspectiveWorld)
			lens := graph.NewLens(c.p, time.Time{}, c.members)
			if got := keysOf(w.fold(lens)); got != c.want {
				t.Errorf("it leaves%s, want%s", got, c.want)
			}
		})
	}
}

// A chain of members holds on days that all its links share, also where the
// source spoke on one of many days.
func TestPerspectiveWithMembersMixesNoDays(t *testing.T) {
	w := declare(t, `
		source vague speaks=2026-01
		k/envoy attack iran>usa source=vague when=2026-01-02 by=envoy`)
	p := graph.Perspective{Claimants: []graph.ActorID{"iran"}, WithMembers: true}
	envoy := graph.Membership{Member: "envoy", Whole: "ministry", Days: window(t, "2025-01-01..2026-01-10")}
	for _, c := range []struct{ ministryFrom, want string }{{"2026-01-10", " envoy"}, {"2026-01-11", ""}} {
		ministry := graph.Membership{Member: "ministry", Whole: "iran", Days: window(t, c.ministryFrom+"..2026-12-31")}
		// A way that leads nowhere, to the same actor on other days, hides none.
		detour := graph.Membership{Member: "envoy", Whole: "ministry", Days: window(t, "2025-01-01..2026-01-03")}
		lens := graph.NewLens(p, time.Time{}, []graph.Membership{detour, envoy, ministry})
		if got := keysOf(w.fold(lens)); got != c.want {
			t.Errorf("with the ministry Iran's from %s it leaves%s, want%s", c.ministryFrom, got, c.want)
		}
	}
}

// To ask for an actor's account is to believe it: its word, reported, is then
// no hearsay, though "reportedly" stays what it is.
func TestPerspectiveBelievesClaimants(t *testing.T) {
	w := declare(t, `
		k/a attack usa>iran when=2026-01-05 by=iran
		k/h attack usa>iraq when=2026-01-05 by=iran hedged`)
	on := window(t, "2026-01-05")
	for _, c := range []struct {
		rule string
		p    graph.Perspective
		want graph.Certainty
	}{
		{"everyone's word", graph.Perspective{}, graph.Possible},
		{"named", graph.Perspective{Claimants: []graph.ActorID{"iran"}}, graph.Certain},
		{"merely let pass", graph.Perspective{Voices: []graph.Voice{graph.Attributed, graph.Hedged}}, graph.Possible},
	} {
		rs := w.fold(graph.NewLens(c.p, time.Time{}, nil))
		if got := rs[0].Certainty(on); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
		if got := rs[1].Certainty(on); got != graph.Possible {
			t.Errorf("%s: what is hedged is %s", c.rule, got)
		}
	}
}

// On the clock of publication a source counts from the end of its last
// candidate day.
func TestPerspectivePublishedClock(t *testing.T) {
	w := declare(t, `
		source exact published=2026-01-10
		source month published=2026-01
		source undated speaks=2026-01-12
		k/exact attack usa>iran source=exact when=2026-01-01
		k/month attack usa>iraq source=month when=2026-01-01
		k/undated attack usa>syria source=undated when=2026-01-01`)
	for _, c := range []struct{ at, want string }{
		{"2026-01-10T23:59:59Z", ""},
		{"2026-01-10T23:59:59.999999999Z", " exact"}, // the last instant of a day, as clients write its end
		{"2026-01-11T00:00:00Z", " exact"},
		{"2026-01-13T00:00:00Z", " exact undated"},
		{"2026-01-31T12:00:00Z", " exact undated"},
		{"2026-02-01T00:00:00Z", " exact month undated"},
	} {
		at, err := time.Parse(time.RFC3339Nano, c.at)
		if err != nil {
			t.Fatal(err)
		}
		lens := graph.NewLens(graph.Perspective{Clock: graph.Published}, at, nil)
		if got := keysOf(w.fold(lens)); got != c.want {
			t.Errorf("at %s it is public of%s, want%s", c.at, got, c.want)
		}
		recorded := graph.NewLens(graph.Perspective{Voices: []graph.Voice{graph.Own}}, at, nil)
		if got := keysOf(w.fold(recorded)); got != " exact month undated" {
			t.Errorf("on the clock of recording %s is known at %s", got, c.at)
		}
	}
}

func TestPerspectivePublicBy(t *testing.T) {
	var everyone *graph.Lens
	if everyone.PublicBy() != graph.MaxDay {
		t.Error("everyone's word asks when sources came out")
	}
	at := day(t, "2026-01-11").Time()
	if got := graph.NewLens(graph.Perspective{Clock: graph.Published}, at, nil).PublicBy(); got != day(t, "2026-01-10") {
		t.Errorf("when 11 January begins sources are public to %s", got)
	}
	if got := graph.NewLens(graph.Perspective{Clock: graph.Published}, time.Unix(-1<<60, 0), nil).PublicBy(); got != graph.MinDay {
		t.Errorf("before all time sources are public to %s", got)
	}
}
