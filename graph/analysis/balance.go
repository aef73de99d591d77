package analysis

import "github.com/realign/realign/graph"

// ExactActors is the size up to which [BalanceOf] always finds the frustration
// index, whatever the budget: of networks of so many actors, and of larger ones
// of which no more are left to search once trees, bridges, chains and the like
// are done with.
const ExactActors = 40

// DefaultBudget is a budget for [BalanceOf] with which a network of a hundred
// actors is done in about two seconds if it is as hard as they come, and in some
// milliseconds if two sides explain nearly all of it.
const DefaultBudget = 5_000_000

// Balance says how near a network is to two sides, each at one with itself and
// at odds with the other: by its triads, and as a whole.
type Balance struct {
	// Triads are three actors with all three edges; Balanced those of them of
	// which the product of the signs is positive (Heider, Journal of Psychology
	// 21, 1946).
	Triads, Balanced int
	// Degree is the share of triads that are balanced (Cartwright and Harary,
	// Psychological Review 63, 1956, of cycles of length 3); nil without triads.
	Degree *float64
	// Frustration is the number of edges against Partition: the least that was
	// found. The frustration index (Abelson and Rosenberg, Behavioral Science 3,
	// 1958; line index of balance, Harary, Behavioral Science 4, 1959) is the
	// least that any two sides have, or, what is the same, the least number of
	// edges to be removed, or changed in sign, to leave the network balanced. It
	// is never less than FrustrationLowerBound, which is proven.
	Frustration, FrustrationLowerBound int
	// Exact: the two are equal, so that Frustration is the index.
	Exact bool
	// OnlyPossible is the share of edges of which no tie is certain; nil without
	// edges.
	OnlyPossible *float64
	// Ambivalent are the pairs with both signs. They are in nothing else.
	Ambivalent int
	// Partition is two sides with Frustration edges against them, each in order.
	// Other sides may do as well. How actors stand who are not connected is not
	// said by any edge: the first of each connected component is put on the
	// first side.
	Partition [2][]graph.ActorID
}

// BalanceOf measures the balance of a network. The budget is for the
// frustration index, in steps of a thousand additions, give or take, and never
// in time: the same network and budget give the same answer everywhere. Without
// any, sides are found and a bound is given all the same.
func BalanceOf(n *Network, budget int) Balance {
	b := Balance{Ambivalent: len(n.Ambivalent)}
	b.Triads, b.Balanced, _ = Triangles(n)
	b.Degree = share(b.Balanced, b.Triads)

	edges := make([]weightedEdge, len(n.Edges))
	possible := 0
	for i, e := range n.Edges {
		edges[i] = weightedEdge{e.A, e.B, e.Sign}
		if !e.Certain {
			possible++
		}
	}
	b.OnlyPossible = share(possible, len(edges))

	f := frustrationOf(len(n.Actors), edges, budget)
	b.Frustration, b.FrustrationLowerBound, b.Exact = f.best, f.lower, f.best == f.lower
	for i, a := range n.Actors {
		side := 0
		if f.sides[i] < 0 {
			side = 1
		}
		b.Partition[side] = append(b.Partition[side], a)
	}
	return b
}

// share is part of whole, nil if there is no whole.
func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	s := float64(part) / float64(whole)
	return &s
}
