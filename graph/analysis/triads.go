package analysis

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// Triad is three actors of whom every two have an edge.
type Triad struct {
	Actors [3]graph.ActorID // A, B and C, in order
	Edges  [3]int           // AB, AC and BC, as indexes into [Network.Edges]
	// Balanced: the product of the signs is positive. All three together, or two
	// together against the third (Heider 1946, Cartwright and Harary 1956).
	Balanced bool
	Certain  bool // all three edges are certain
}

// Triads lists the triads of a network, in order of their actors. There can be
// as many as the cube of the number of actors; [Triangles] only counts them.
func Triads(n *Network) []Triad {
	var out []Triad
	eachTriangle(n, func(edges [3]int) { out = append(out, n.triad(edges)) })
	slices.SortFunc(out, func(s, t Triad) int { return slices.Compare(s.Actors[:], t.Actors[:]) })
	return out
}

// Triangles counts the triads of a network, those that are balanced, and those
// that are certain, balanced or not.
func Triangles(n *Network) (total, balanced, certain int) {
	eachTriangle(n, func(edges [3]int) {
		t := n.triad(edges)
		total++
		if t.Balanced {
			balanced++
		}
		if t.Certain {
			certain++
		}
	})
	return total, balanced, certain
}

// triad makes a triad of three edges in any order. Edges are in order of their
// ends, so that in order of index they are AB, AC and BC.
func (n *Network) triad(edges [3]int) Triad {
	slices.Sort(edges[:])
	ab, ac, bc := &n.Edges[edges[0]], &n.Edges[edges[1]], &n.Edges[edges[2]]
	return Triad{
		Actors:   [3]graph.ActorID{n.Actors[ab.A], n.Actors[ab.B], n.Actors[ac.B]},
		Edges:    edges,
		Balanced: ab.Sign*ac.Sign*bc.Sign > 0,
		Certain:  ab.Certain && ac.Certain && bc.Certain,
	}
}

// eachTriangle calls f once for every three edges that close. Every edge is
// looked at from the end with fewer edges, so that hubs cost no more than
// others: in all at most the number of edges to the power of 3/2 (Chiba and
// Nishizeki, SIAM Journal on Computing 14, 1985).
func eachTriangle(n *Network, f func(edges [3]int)) {
	type link struct{ to, edge int }
	degree := make([]int, len(n.Actors))
	for _, e := range n.Edges {
		degree[e.A]++
		degree[e.B]++
	}
	out := make([][]link, len(n.Actors))
	for i, e := range n.Edges {
		from, to := e.A, e.B
		if cmp.Or(cmp.Compare(degree[from], degree[to]), cmp.Compare(from, to)) > 0 {
			from, to = to, from
		}
		out[from] = append(out[from], link{to, i})
	}
	direct := make([]int, len(n.Actors)) // 1 + the edge from u, or 0
	for u := range out {
		for _, l := range out[u] {
			direct[l.to] = 1 + l.edge
		}
		for _, l := range out[u] {
			for _, m := range out[l.to] {
				if d := direct[m.to]; d > 0 {
					f([3]int{l.edge, m.edge, d - 1})
				}
			}
		}
		for _, l := range out[u] {
			direct[l.to] = 0
		}
	}
}
