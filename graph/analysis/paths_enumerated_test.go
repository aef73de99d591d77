package analysis_test

import (
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
			if got := searchTexts(t, r, ties, q); !slices.Equal(got, first) {
				t.Fatalf("seed %d, limit %d, read as needed: got\n%s\nwant\n%s", seed, q.Limit, strings.Join(got, "\n"), strings.Join(first, "\n"))
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
