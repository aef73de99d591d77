package analysis_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// pathDay is the day on which the tests look for chains.
const pathDay graph.Day = 100

// pathPeriods by what they are on pathDay.
var pathPeriods = map[graph.Certainty]graph.Period{
	graph.Certain:  {EarliestStart: 80, LatestStart: 90, EarliestEnd: 110, LatestEnd: 120},
	graph.Possible: {EarliestStart: 95, LatestStart: 130, EarliestEnd: 96, LatestEnd: 140},
	graph.Absent:   {EarliestStart: 101, LatestStart: 101, EarliestEnd: 140, LatestEnd: 150},
}

// pathTie is a certain tie: "a&b" is mutual, "a>b" directed; of a mediation,
// "m|a+b" has a mediator and "a+b" none.
func pathTie(key string, kind graph.Kind, parties string) graph.Relation {
	r := graph.Relation{Key: graph.TieKey(key), Kind: kind, OwnDays: graph.Always, Period: pathPeriods[graph.Certain]}
	add := func(role graph.Role, names string) {
		for _, n := range strings.FieldsFunc(names, func(c rune) bool { return c == '+' || c == '&' }) {
			r.Parties = append(r.Parties, graph.Party{Actor: graph.ActorID(n), Role: role})
		}
	}
	mediators, rest, mediated := strings.Cut(parties, "|")
	from, to, directed := strings.Cut(parties, ">")
	switch {
	case mediated:
		add(graph.Mediator, mediators)
		add(graph.PartyTo, rest)
	case kind == graph.Mediation:
		add(graph.PartyTo, parties)
	case directed:
		add(graph.From, from)
		add(graph.To, to)
	default:
		add(graph.Member, parties)
	}
	return r
}

// withPeriod is the tie held in another period.
func withPeriod(r graph.Relation, p graph.Period) graph.Relation {
	r.Period = p
	return r
}

func findPaths(t interface {
	Helper()
	Fatal(...any)
}, ties []graph.Relation, q analysis.PathQuery) []analysis.Path {
	t.Helper()
	paths, err := analysis.Paths(ties, graph.OneDay(pathDay), q)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// pathText writes a path with the keys of its ties, which do not depend on the
// order of the input.
func pathText(ties []graph.Relation, p analysis.Path) string {
	b := string(p.Actors[0])
	for i, tie := range p.Ties {
		b += fmt.Sprintf(" -%s- %s", ties[tie].Key, p.Actors[i+1])
	}
	return fmt.Sprintf("%s %+d %s", b, p.Sign, p.Certainty)
}

func pathTexts(ties []graph.Relation, paths []analysis.Path) []string {
	texts := []string{}
	for _, p := range paths {
		texts = append(texts, pathText(ties, p))
	}
	return texts
}

func TestPathsExamples(t *testing.T) {
	possible := func(r graph.Relation) graph.Relation { return withPeriod(r, pathPeriods[graph.Possible]) }
	alleged := func(r graph.Relation) graph.Relation { r.HearsayOnly = true; return r }
	contested := func(r graph.Relation) graph.Relation { r.Disputed = true; return r }
	nominal := func(r graph.Relation) graph.Relation { r.Nominal = true; return r }
	denied := func(r graph.Relation) graph.Relation { r.DenialOnly, r.HearsayOnly = true, true; return r }
	ally, war, talks := graph.Allegiance, graph.Hostility, graph.Mediation

	for _, c := range []struct {
		name string
		ties []graph.Relation
		q    analysis.PathQuery
		want []string
	}{
		{"either way", []graph.Relation{pathTie("1", ally, "b>a"), pathTie("2", war, "b>z")}, analysis.PathQuery{},
			[]string{"a -1- b -2- z -1 certain"}},
		{"an enemy's enemy", []graph.Relation{pathTie("1", war, "a&b"), pathTie("2", war, "b&z")}, analysis.PathQuery{},
			[]string{"a -1- b -2- z +1 certain"}},
		{"only the shortest", []graph.Relation{pathTie("1", ally, "a&z"), pathTie("2", ally, "a&b"), pathTie("3", ally, "b&z")}, analysis.PathQuery{},
			[]string{"a -1- z +1 certain"}},
		{"a longer one is not found for want of a shorter", []graph.Relation{pathTie("1", ally, "a&b"), pathTie("2", ally, "b&c"), pathTie("3", ally, "c&z")},
			analysis.PathQuery{MaxLength: 2}, []string{}},
		{"possible and short before certain and long", []graph.Relation{possible(pathTie("1", ally, "a&z")), pathTie("2", ally, "a&b"), pathTie("3", ally, "b&z")},
			analysis.PathQuery{}, []string{"a -1- z +1 possible"}},
		{"a mediator's two sides", []graph.Relation{pathTie("1", talks, "m|a+z")}, analysis.PathQuery{},
			[]string{"a -1- m -1- z +0 certain"}},
		{"parties alone", []graph.Relation{pathTie("1", talks, "a+b+z")}, analysis.PathQuery{}, []string{"a -1- z +0 certain"}},
		{"mediators are not joined", []graph.Relation{pathTie("1", talks, "a+z|b")}, analysis.PathQuery{}, []string{"a -1- b -1- z +0 certain"}},
		{"a mediation makes the sign 0", []graph.Relation{pathTie("1", war, "a&b"), pathTie("2", talks, "b|z+c")}, analysis.PathQuery{},
			[]string{"a -1- b -2- z +0 certain"}},
		{"one for each kind", []graph.Relation{pathTie("1", war, "a&z"), pathTie("2", talks, "a+z"), pathTie("3", ally, "a>z"), pathTie("4", ally, "z>a")}, analysis.PathQuery{},
			[]string{"a -3- z +1 certain", "a -2- z +0 certain", "a -1- z -1 certain"}},
		{"kinds asked for", []graph.Relation{pathTie("1", war, "a&z"), pathTie("2", talks, "a+z")}, analysis.PathQuery{Kinds: []graph.Kind{talks}},
			[]string{"a -2- z +0 certain"}},
		{"no kinds at all", []graph.Relation{pathTie("1", war, "a&z")}, analysis.PathQuery{Kinds: []graph.Kind{}}, []string{}},
		{"certain before uncontested", []graph.Relation{possible(pathTie("1", ally, "a&z")), contested(pathTie("2", ally, "a&z"))}, analysis.PathQuery{},
			[]string{"a -2- z +1 certain"}},
		{"uncontested before contested", []graph.Relation{contested(pathTie("1", ally, "a&z")), pathTie("2", ally, "a&z")}, analysis.PathQuery{},
			[]string{"a -2- z +1 certain"}},
		{"alleged last, contested or not", []graph.Relation{contested(alleged(pathTie("1", ally, "a&z"))), contested(possible(pathTie("2", ally, "a&z")))},
			analysis.PathQuery{Counting: analysis.Counting{Alleged: true}}, []string{"a -2- z +1 possible"}},
		{"by key", []graph.Relation{pathTie("2", ally, "a&z"), pathTie("1", ally, "z&a")}, analysis.PathQuery{}, []string{"a -1- z +1 certain"}},
		{"alleged ties do not count", []graph.Relation{alleged(pathTie("1", ally, "a&z"))}, analysis.PathQuery{}, []string{}},
		{"alleged ties are never certain", []graph.Relation{alleged(pathTie("1", ally, "a&z"))}, analysis.PathQuery{Counting: analysis.Counting{Alleged: true}},
			[]string{"a -1- z +1 possible"}},
		{"words do not count", []graph.Relation{nominal(pathTie("1", war, "a&z"))}, analysis.PathQuery{}, []string{}},
		{"words asked for", []graph.Relation{nominal(pathTie("1", war, "a&z"))}, analysis.PathQuery{Counting: analysis.Counting{Nominal: true}},
			[]string{"a -1- z -1 certain"}},
		{"denied ties never count", []graph.Relation{denied(pathTie("1", war, "a&z"))}, analysis.PathQuery{Counting: analysis.Counting{Nominal: true, Alleged: true}}, []string{}},
		{"certain ones first", []graph.Relation{
			pathTie("1", ally, "a&b"), possible(pathTie("2", ally, "b&z")), pathTie("3", ally, "a&c"), pathTie("4", war, "c&z"),
			possible(pathTie("5", ally, "c&z")), pathTie("6", talks, "c|z")}, analysis.PathQuery{},
			[]string{"a -3- c -6- z +0 certain", "a -3- c -4- z -1 certain", "a -1- b -2- z +1 possible", "a -3- c -5- z +1 possible"}},
		{"unknown actors", []graph.Relation{pathTie("1", ally, "b&c")}, analysis.PathQuery{}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.q.From, c.q.To = "a", "z"
			if c.q.MaxLength == 0 {
				c.q.MaxLength = 4
			}
			if got := pathTexts(c.ties, findPaths(t, c.ties, c.q)); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Ties of different days form no chain: there is none on any day, and the days
// between cannot be asked for at once.
func TestPathsNeverMixDays(t *testing.T) {
	ties := []graph.Relation{
		withPeriod(pathTie("early", graph.Allegiance, "a&b"), graph.Period{EarliestStart: 90, LatestStart: 90, EarliestEnd: 100, LatestEnd: 100}),
		withPeriod(pathTie("late", graph.Allegiance, "b&z"), graph.Period{EarliestStart: 100, LatestStart: 100, EarliestEnd: 110, LatestEnd: 110}),
	}
	q := analysis.PathQuery{From: "a", To: "z", MaxLength: 4}
	for day := graph.Day(88); day < 112; day++ {
		paths, err := analysis.Paths(ties, graph.OneDay(day), q)
		if err != nil || len(paths) > 0 {
			t.Errorf("day %d: %v, %v; the first tie ends on day 99 and the second begins on day 100", day, pathTexts(ties, paths), err)
		}
	}
	for _, days := range []graph.Span{{First: 99, Until: 101}, graph.Always, {First: 90, Until: graph.MaxDay}, {First: 100, Until: 100},
		graph.OneDay(graph.MaxDay), graph.OneDay(graph.MinDay), {First: graph.MinDay, Until: graph.MinDay + 1}} {
		if paths, err := analysis.Paths(ties, days, q); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("days %v: %v, %v; that is not one day", days, pathTexts(ties, paths), err)
		}
	}
}

func TestPathsRefuses(t *testing.T) {
	for _, q := range []analysis.PathQuery{
		{From: "a", To: "a", MaxLength: 4},
		{From: "a", To: "z"},
		{From: "a", To: "z", MaxLength: analysis.MaxPathLength + 1},
		{From: "a", To: "z", MaxLength: 4, Limit: -1},
	} {
		if _, err := analysis.Paths(nil, graph.OneDay(pathDay), q); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// The shared days are bounded by all that the ties' own bounds allow, and no
// wider. A chain that is certain is so on the day by its shared bounds, too.
func TestPathsShareDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ties []graph.Relation
		for i, parties := range []string{"a&b", "b&c", "c&z"} {
			ties = append(ties, withPeriod(pathTie(fmt.Sprint(i), graph.Allegiance, parties), periodAround(t)))
		}
		paths := findPaths(t, ties, analysis.PathQuery{From: "a", To: "z", MaxLength: 3})
		if len(paths) != 1 {
			t.Fatalf("%d paths", len(paths))
		}
		want, first := graph.Period{}, true
		for _, x := range pathReadings(ties[0].Period) {
			for _, y := range pathReadings(ties[1].Period) {
				for _, z := range pathReadings(ties[2].Period) {
					s := x.Intersect(y).Intersect(z)
					if s.Empty() {
						continue
					}
					if first {
						want, first = graph.Period{EarliestStart: s.First, LatestStart: s.First, EarliestEnd: s.Until, LatestEnd: s.Until}, false
					}
					want = graph.Period{EarliestStart: min(want.EarliestStart, s.First), LatestStart: max(want.LatestStart, s.First),
						EarliestEnd: min(want.EarliestEnd, s.Until), LatestEnd: max(want.LatestEnd, s.Until)}
				}
			}
		}
		p := paths[0]
		if p.Shared != want {
			t.Fatalf("shared %+v, enumerated %+v", p.Shared, want)
		}
		if p.Certainty == graph.Certain && p.Shared.On(pathDay) != graph.Certain || p.Shared.On(pathDay) == graph.Absent {
			t.Fatalf("%s, and shared %+v is %s that day", p.Certainty, p.Shared, p.Shared.On(pathDay))
		}
	})
}
