package analysis

import (
	"math/rand/v2"
	"slices"
)

// localSearch returns the best sides that it finds, and what they cost: from
// several starts it moves, step by step, the vertex that gains most and was not
// moved lately (tabu search; Glover 1989). Nothing is left to chance: the
// generator has a fixed seed.
func localSearch(g *signedGraph, st *steps) ([]int8, int) {
	n := len(g.adj)
	best := treeSides(g)
	bestCost := g.frustration(best)
	rnd := rand.New(rand.NewPCG(1, 2))
	for start := range 10 {
		sides := slices.Clone(best)
		switch {
		case start == 0: // the tree as it is
		case start == 1:
			for v := range sides {
				sides[v] = 1
			}
		case start%2 == 0:
			for v := range sides {
				sides[v] = int8(1 - 2*rnd.IntN(2))
			}
		default: // the best so far, shaken
			for range n/5 + 1 {
				v := rnd.IntN(n)
				sides[v] = -sides[v]
			}
		}
		if cost := tabu(g, sides, rnd, st); cost < bestCost {
			best, bestCost = sides, cost
		}
	}
	return best, bestCost
}

// treeSides frustrates no edge of a spanning tree (of a forest, if the graph
// has components).
func treeSides(g *signedGraph) []int8 {
	sides := make([]int8, len(g.adj))
	for root := range g.adj {
		if sides[root] != 0 {
			continue
		}
		sides[root] = 1
		queue := []int{root}
		for len(queue) > 0 {
			v := queue[0]
			queue = queue[1:]
			for _, a := range g.adj[v] {
				if sides[a.to] == 0 {
					sides[a.to] = sides[v] * int8(signOf(a.w))
					queue = append(queue, a.to)
				}
			}
		}
	}
	return sides
}

// A board is a graph with sides, and what it would cost to move each vertex.
type board struct {
	g     *signedGraph
	sides []int8
	price []int
}

func newBoard(g *signedGraph, sides []int8) *board {
	b := &board{g, sides, make([]int, len(sides))}
	for v, arcs := range g.adj {
		for _, a := range arcs {
			b.price[v] += a.w * int(sides[v]) * int(sides[a.to])
		}
	}
	return b
}

// move moves v to the other side.
func (b *board) move(v int) {
	b.sides[v] = -b.sides[v]
	b.price[v] = -b.price[v]
	for _, a := range b.g.adj[v] {
		b.price[a.to] += 2 * a.w * int(b.sides[v]) * int(b.sides[a.to])
	}
}

// descend moves vertices for as long as one gains.
func (b *board) descend() {
	for again := true; again; {
		again = false
		for v := range b.price {
			if b.price[v] < 0 {
				b.move(v)
				again = true
			}
		}
	}
}

// tabu improves the sides in place and returns what they cost.
func tabu(g *signedGraph, sides []int8, rnd *rand.Rand, st *steps) int {
	n := len(sides)
	b := newBoard(g, sides)
	b.descend()
	cost := g.frustration(sides)
	best, bestCost := slices.Clone(sides), cost
	free := make([]int, n) // the move from which on a vertex may be moved again
	moves := min(200+20*n, 20_000_000/(n+1))
	st.spend(moves * (n + 8))
	for move := range moves {
		pick := -1
		for v, price := range b.price {
			if (free[v] <= move || cost+price < bestCost) && (pick < 0 || price < b.price[pick]) {
				pick = v
			}
		}
		if pick < 0 {
			continue
		}
		cost += b.price[pick]
		b.move(pick)
		free[pick] = move + 1 + min(n/4, 10+rnd.IntN(10))
		if cost < bestCost {
			bestCost = cost
			copy(best, sides)
		}
	}
	copy(sides, best)
	return bestCost
}
