package analysis_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
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

// periodAround draws a period in which a thing may have held on pathDay; it
// need not be tight.
func periodAround(t *rapid.T) graph.Period {
	return rapid.Custom(func(t *rapid.T) graph.Period {
		day := func(label string) graph.Day { return pathDay + graph.Day(rapid.IntRange(-3, 3).Draw(t, label)) }
		s1, s2, e1, e2 := day("start"), day("start"), day("end")+1, day("end")+1
		return graph.Period{EarliestStart: min(s1, s2), LatestStart: max(s1, s2), EarliestEnd: min(e1, e2), LatestEnd: max(e1, e2)}
	}).Filter(func(p graph.Period) bool { return p.Feasible() && p.On(pathDay) != graph.Absent }).Draw(t, "period")
}

func pathReadings(p graph.Period) (all []graph.Span) {
	for s := p.EarliestStart; s <= p.LatestStart; s++ {
		for e := max(p.EarliestEnd, s+1); e <= p.LatestEnd; e++ {
			all = append(all, graph.Span{First: s, Until: e})
		}
	}
	return all
}

func TestPathsAgainstEnumeration(t *testing.T) {
	lengths := map[int]int{}
	for seed := range uint64(3_000) {
		r := rand.New(rand.NewPCG(seed, 0))
		ties := somePathTies(r)
		q := analysis.PathQuery{From: "a", To: "f", MaxLength: 6 - r.IntN(6)*r.IntN(2),
			Counting: analysis.Counting{Nominal: r.IntN(2) == 0, Alleged: r.IntN(2) == 0}}
		if r.IntN(6) == 0 {
			q.Kinds = []graph.Kind{graph.Allegiance, graph.Mediation}
		}
		want := enumerated(ties, q)
		for q.Limit = range len(want) + 2 {
			first := want
			if q.Limit > 0 {
				first = want[:min(q.Limit, len(want))]
			}
			paths := findPaths(t, ties, q)
			if got := pathTexts(ties, paths); !slices.Equal(got, first) {
				t.Fatalf("seed %d, limit %d: got\n%s\nwant\n%s", seed, q.Limit, strings.Join(got, "\n"), strings.Join(first, "\n"))
			}
			if len(paths) > 1 {
				lengths[len(paths[0].Ties)]++
			}
		}
	}
	for n := 2; n <= 5; n++ {
		if lengths[n] < 50 {
			t.Errorf("several chains of %d ties came up %d times: the ties drawn test too little", n, lengths[n])
		}
	}
}

// somePathTies draws ties of six actors, most of them between neighbours in the
// alphabet, so that a and f are far apart.
func somePathTies(r *rand.Rand) []graph.Relation {
	var ties []graph.Relation
	for i := range 6 + r.IntN(12) {
		who := strings.Split([]string{"abcd", "bcda", "cdba", "decf", "efdc"}[r.IntN(5)], "")
		if r.IntN(20) == 0 {
			r.Shuffle(len(who), reflect.Swapper(who))
		}
		kind := []graph.Kind{graph.Allegiance, graph.Allegiance, graph.Hostility, graph.Hostility, graph.Mediation}[r.IntN(5)]
		parties := who[0] + "&" + who[1]
		switch {
		case kind == graph.Mediation:
			parties = []string{who[0] + "+" + who[1], who[0] + "|" + who[1], who[0] + "+" + who[1] + "|" + who[2] + "+" + who[3],
				strings.Join(who[:3], "+")}[r.IntN(4)]
		case r.IntN(2) == 0:
			parties = who[1] + ">" + who[0]
		}
		tie := pathTie(fmt.Sprintf("%02d", i), kind, parties)
		switch r.IntN(8) {
		case 0:
			tie.Period = pathPeriods[graph.Absent]
		case 1, 2:
			tie.Period = pathPeriods[graph.Possible]
		}
		switch r.IntN(16) {
		case 0:
			tie.DenialOnly = true
		case 1:
			tie.HearsayOnly = true
		case 2:
			tie.HearsayOnly, tie.Disputed = true, true
		case 3:
			tie.Disputed = true
		case 4:
			tie.DisputedOn = []graph.Span{graph.OneDay(pathDay)}
		case 5:
			tie.Nominal = true
		}
		ties = append(ties, tie)
	}
	r.Shuffle(len(ties), reflect.Swapper(ties))
	return ties
}

// enumerated finds what Paths should: it walks all chains of all ties without a
// repeated actor, keeps the shortest, and of those with the same actors and
// kinds the one with the strongest ties.
func enumerated(ties []graph.Relation, q analysis.PathQuery) []string {
	type chain struct {
		actors []graph.ActorID
		ties   []int
	}
	var all []chain
	var walk func(c chain)
	walk = func(c chain) {
		at := c.actors[len(c.actors)-1]
		if at == q.To {
			all = append(all, c)
			return
		}
		if len(c.ties) == q.MaxLength {
			return
		}
		for i, r := range ties {
			for _, next := range []graph.ActorID{"a", "b", "c", "d", "e", "f"} {
				if !slices.Contains(c.actors, next) && mayWalk(r, at, next, q) {
					walk(chain{append(slices.Clone(c.actors), next), append(slices.Clone(c.ties), i)})
				}
			}
		}
	}
	walk(chain{actors: []graph.ActorID{q.From}})

	shortest := q.MaxLength
	for _, c := range all {
		shortest = min(shortest, len(c.ties))
	}
	best := map[string]chain{}
	for _, c := range all {
		if len(c.ties) > shortest {
			continue
		}
		id := fmt.Sprint(c.actors)
		for _, i := range c.ties {
			id += " " + fmt.Sprint(uint8(ties[i].Kind))
		}
		b, ok := best[id]
		if !ok {
			best[id] = c
			continue
		}
		for i := range b.ties {
			if tieStrength(ties[c.ties[i]]) < tieStrength(ties[b.ties[i]]) {
				b.ties[i] = c.ties[i]
			}
		}
	}
	var order []string // certainty, actors, kinds: what an id begins with
	text := map[string]string{}
	for id, c := range best {
		sign, certainty := 1, graph.Certain
		line := string(q.From)
		for i, tie := range c.ties {
			r := ties[tie]
			sign *= map[graph.Kind]int{graph.Allegiance: 1, graph.Hostility: -1}[r.Kind]
			if r.HearsayOnly || r.Period != pathPeriods[graph.Certain] {
				certainty = graph.Possible
			}
			line += fmt.Sprintf(" -%s- %s", r.Key, c.actors[i+1])
		}
		place := map[graph.Certainty]string{graph.Certain: "0", graph.Possible: "1"}[certainty] + id
		order = append(order, place)
		text[place] = fmt.Sprintf("%s %+d %s", line, sign, certainty)
	}
	slices.Sort(order)
	texts := []string{}
	for _, place := range order {
		texts = append(texts, text[place])
	}
	return texts
}

// mayWalk says whether the tie leads from one actor to the other on pathDay.
func mayWalk(r graph.Relation, from, to graph.ActorID, q analysis.PathQuery) bool {
	if r.DenialOnly || r.Period == pathPeriods[graph.Absent] || r.Nominal && !q.Counting.Nominal || r.HearsayOnly && !q.Counting.Alleged ||
		q.Kinds != nil && !slices.Contains(q.Kinds, r.Kind) {
		return false
	}
	roles := map[graph.ActorID]graph.Role{}
	mediated := false
	for _, p := range r.Parties {
		roles[p.Actor] = p.Role
		mediated = mediated || p.Role == graph.Mediator
	}
	if roles[from] == 0 || roles[to] == 0 {
		return false
	}
	return !mediated || roles[from] != roles[to]
}

// tieStrength sorts the strongest tie first.
func tieStrength(r graph.Relation) string {
	sure, standing := "0", "0"
	if r.HearsayOnly || r.Period != pathPeriods[graph.Certain] {
		sure = "1"
	}
	if r.Disputed || len(r.DisputedOn) > 0 {
		standing = "1"
	}
	if r.HearsayOnly {
		standing = "2"
	}
	return sure + standing + string(r.Key)
}

// layered joins all of each layer with all of the next, between a and z.
func layered(layers, width int) []graph.Relation {
	var ties []graph.Relation
	last := []string{"a"}
	for l := range layers + 1 {
		var next []string
		for i := range width {
			next = append(next, fmt.Sprintf("n%d-%03d", l, i))
		}
		if l == layers {
			next = []string{"z"}
		}
		for _, from := range last {
			for _, to := range next {
				ties = append(ties, pathTie(from+"/"+to, graph.Allegiance, from+"&"+to))
			}
		}
		last = next
	}
	return ties
}

func TestPathsDoNotDependOnOrder(t *testing.T) {
	ties := layered(3, 6)
	for i := range ties {
		switch i % 5 {
		case 0:
			ties[i].Period = pathPeriods[graph.Possible]
		case 1:
			again := ties[i]
			again.Key, again.Kind = again.Key+"/war", graph.Hostility
			ties = append(ties, again)
		}
	}
	q := analysis.PathQuery{From: "a", To: "z", MaxLength: 4}
	all := pathTexts(ties, findPaths(t, ties, q))
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(ties), reflect.Swapper(ties))
		q.Limit = random.IntN(len(all))
		want := all
		if q.Limit > 0 {
			want = all[:q.Limit]
		}
		if got := pathTexts(ties, findPaths(t, ties, q)); !slices.Equal(got, want) {
			t.Fatalf("limit %d: other chains in another order", q.Limit)
		}
	}
}

// Ten million chains of eight ties are too many to list, and the first few of
// them are found at once.
func TestPathsAreBounded(t *testing.T) {
	ties := layered(7, 10)
	q := analysis.PathQuery{From: "a", To: "z", MaxLength: 8}
	some, err := analysis.Paths(ties, graph.OneDay(pathDay), q)
	var large *analysis.TooLarge
	if !errors.Is(err, analysis.ErrTooLarge) || !errors.As(err, &large) || some != nil {
		t.Fatalf("ten million chains: %d of them, %v", len(some), err)
	}
	q.Limit = 2
	want := []string{
		"a n0-000 n1-000 n2-000 n3-000 n4-000 n5-000 n6-000 z",
		"a n0-000 n1-000 n2-000 n3-000 n4-000 n5-000 n6-001 z",
	}
	for i, p := range findPaths(t, ties, q) {
		if got := strings.Trim(fmt.Sprint(p.Actors), "[]"); got != want[i] {
			t.Errorf("chain %d: %s", i, got)
		}
	}

	// The last of the chains in order may be the only one that is certain.
	for i := range ties {
		from, to, _ := strings.Cut(string(ties[i].Key), "/")
		if (from == "a" || strings.HasSuffix(from, "-009")) && (to == "z" || strings.HasSuffix(to, "-009")) {
			continue
		}
		ties[i].Period = pathPeriods[graph.Possible]
	}
	paths := findPaths(t, ties, q)
	if got := fmt.Sprint(paths[0].Actors, paths[0].Certainty); got != "[a n0-009 n1-009 n2-009 n3-009 n4-009 n5-009 n6-009 z] certain" {
		t.Errorf("the first chain is %s", got)
	}
	if got := strings.Trim(fmt.Sprint(paths[1].Actors), "[]"); got != want[0] || paths[1].Certainty != graph.Possible {
		t.Errorf("the second chain is %s, %s", got, paths[1].Certainty)
	}
}

// A million ways that are certain but for the last tie are no reason to give up
// before the first chain is found.
func TestPathsWithoutCertainEnd(t *testing.T) {
	ties := layered(7, 10)
	for i := range ties {
		if strings.HasSuffix(string(ties[i].Key), "/z") {
			ties[i].Period = pathPeriods[graph.Possible]
		}
	}
	paths := findPaths(t, ties, analysis.PathQuery{From: "a", To: "z", MaxLength: 8, Limit: 3})
	if len(paths) != 3 || paths[0].Certainty != graph.Possible {
		t.Errorf("%v", pathTexts(ties, paths))
	}
}

// Hubs that everyone is tied to make many looks and chains, not many steps a
// chain.
func TestPathsThroughHubs(t *testing.T) {
	var ties []graph.Relation
	for i := range 20_000 {
		middle := fmt.Sprintf("m%05d", i)
		ties = append(ties, pathTie("a/"+middle, graph.Hostility, "a&"+middle), pathTie(middle+"/z", graph.Allegiance, middle+"&z"))
	}
	q := analysis.PathQuery{From: "a", To: "z", MaxLength: 8}
	if got := len(findPaths(t, ties, q)); got != 20_000 {
		t.Errorf("%d chains", got)
	}
	q.Limit = 1
	if got := findPaths(t, ties, q)[0].Actors[1]; got != "m00000" {
		t.Errorf("first by %s", got)
	}

	// Talks of a crowd join all with all, which must not be looked at pair by pair.
	crowd := "b"
	ties = []graph.Relation{pathTie("1", graph.Allegiance, "a&b"), pathTie("2", graph.Allegiance, "y&z")}
	for i := range 3_000 {
		p := fmt.Sprintf("p%04d", i)
		crowd += "+" + p
		ties = append(ties, pathTie("3/"+p, graph.Allegiance, "y&"+p))
	}
	ties = append(ties, pathTie("4", graph.Mediation, crowd))
	if got := findPaths(t, ties, q); len(got) != 1 || fmt.Sprint(got[0].Actors) != "[a b p0000 y z]" {
		t.Errorf("%v", got)
	}
}

func BenchmarkPaths(b *testing.B) {
	ties := layered(7, 10)
	for _, limit := range []int{5, 0} {
		b.Run(fmt.Sprintf("limit=%d", limit), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := analysis.Paths(ties, graph.OneDay(pathDay), analysis.PathQuery{From: "a", To: "z", MaxLength: 8, Limit: limit})
				if err != nil && limit > 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
