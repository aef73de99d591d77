package analysis_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

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
