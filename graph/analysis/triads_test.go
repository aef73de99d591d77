package analysis_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// The oracle: every three actors in order.
func allTriads(n *analysis.Network) []analysis.Triad {
	find := func(a, b int) int {
		return slices.IndexFunc(n.Edges, func(e analysis.Edge) bool { return e.A == a && e.B == b })
	}
	var out []analysis.Triad
	for a := range n.Actors {
		for b := a + 1; b < len(n.Actors); b++ {
			for c := b + 1; c < len(n.Actors); c++ {
				e := [3]int{find(a, b), find(a, c), find(b, c)}
				if slices.Contains(e[:], -1) {
					continue
				}
				negative, certain := 0, true
				for _, i := range e {
					if n.Edges[i].Sign < 0 {
						negative++
					}
					certain = certain && n.Edges[i].Certain
				}
				out = append(out, analysis.Triad{
					Actors: [3]graph.ActorID{n.Actors[a], n.Actors[b], n.Actors[c]}, Edges: e,
					Balanced: negative%2 == 0, Certain: certain,
				})
			}
		}
	}
	return out
}

func TestTriadsAreAllThreesInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawSigns(t, 20).network()
		for i := range n.Edges {
			n.Edges[i].Certain = i%5 > 0
		}
		want, got := allTriads(n), analysis.Triads(n)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("triads %v, want %v", got, want)
		}
		balanced, certain := 0, 0
		for _, triad := range want {
			if triad.Balanced {
				balanced++
			}
			if triad.Certain {
				certain++
			}
		}
		total, b, c := analysis.Triangles(n)
		if total != len(want) || b != balanced || c != certain {
			t.Fatalf("counted %d, %d and %d, want %d, %d and %d", total, b, c, len(want), balanced, certain)
		}
	})
}

// A hub that everyone is tied to must not make the count quadratic in its ties.
func TestTriadsOfAHub(t *testing.T) {
	const spokes = 50_000
	n := &analysis.Network{Actors: []graph.ActorID{actorNo(0)}}
	for i := 1; i <= spokes; i++ {
		n.Actors = append(n.Actors, actorNo(i))
		n.Edges = append(n.Edges, analysis.Edge{A: 0, B: i, Sign: 1})
	}
	for i := 1; i < spokes; i += 2 {
		n.Edges = append(n.Edges, analysis.Edge{A: i, B: i + 1, Sign: -1})
	}
	if total, balanced, _ := analysis.Triangles(n); total != spokes/2 || balanced != 0 {
		t.Errorf("%d triads, %d balanced, want %d and 0", total, balanced, spokes/2)
	}
}

func BenchmarkTriangles(b *testing.B) {
	n := &analysis.Network{}
	for i := range 300 {
		n.Actors = append(n.Actors, actorNo(i))
	}
	for i := range 300 {
		for j := i + 1; j < 300; j++ {
			if (i*j+i+j)%7 == 0 {
				n.Edges = append(n.Edges, analysis.Edge{A: i, B: j, Sign: 1})
			}
		}
	}
	for b.Loop() {
		analysis.Triangles(n)
	}
}
