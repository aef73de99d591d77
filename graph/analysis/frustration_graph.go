package analysis

import (
	"cmp"
	"slices"
)

// A signedGraph is the graph that the frustration index is searched in: edges
// have whole weights, and what is decided of it already has been paid.
//
// The frustration of two sides is paid plus the weights of the frustrated
// edges: positive ones between the sides, negative ones within a side.
type signedGraph struct {
	adj  [][]arc // by vertex, in order of the other end
	paid int
	// at says where the vertices that the graph was first made from are now,
	// and into where those of its present ones are that were contracted.
	at   []spot
	into forest
}

// arc is one direction of an edge. Its weight is never 0.
type arc struct{ to, w int }

// spot places a vertex relative to another: on its side (+1) or the other (-1).
type spot struct{ of, sign int }

// newSignedGraph makes the graph of n vertices and the edges, of which parallel
// ones are merged.
func newSignedGraph(n int, edges []weightedEdge) *signedGraph {
	g := &signedGraph{adj: make([][]arc, n), at: stay(n), into: stay(n)}
	for _, e := range edges {
		g.add(e.a, e.b, e.w)
	}
	return g
}

// A forest places vertices relative to others, and these in turn, up to roots
// that are placed with themselves.
type forest []spot

// stay places every one of n vertices with itself.
func stay(n int) forest {
	f := make(forest, n)
	for v := range f {
		f[v] = spot{v, 1}
	}
	return f
}

// find places v relative to the root of its tree, and shortens the way there
// for all on it.
func (f forest) find(v int) spot {
	root := spot{v, 1}
	for f[root.of].of != root.of {
		root = spot{f[root.of].of, root.sign * f[root.of].sign}
	}
	for s := root; f[v].of != root.of; {
		next := f[v]
		f[v] = s
		v, s.sign = next.of, s.sign*next.sign
	}
	return root
}

// join has u and v stand together (+1) or apart (-1), unless it is settled how
// they stand. The first vertex of the tree becomes the root.
func (f forest) join(u, v, sign int) {
	a, b := f.find(u), f.find(v)
	if a.of != b.of {
		f[max(a.of, b.of)] = spot{min(a.of, b.of), a.sign * b.sign * sign}
	}
}

// weightedEdge is an edge between two vertices.
type weightedEdge struct{ a, b, w int }

// weight is the weight of the edge between two vertices, 0 if there is none.
func (g *signedGraph) weight(u, v int) int {
	if i, found := g.arc(u, v); found {
		return g.adj[u][i].w
	}
	return 0
}

func (g *signedGraph) arc(u, v int) (int, bool) {
	return slices.BinarySearchFunc(g.adj[u], v, func(a arc, v int) int { return cmp.Compare(a.to, v) })
}

// add adds w to the weight of the edge between u and v. Parallel edges of
// opposite sign cancel: whatever the sides, one of the two is frustrated, so
// that the smaller weight is paid and only the difference is left to decide.
func (g *signedGraph) add(u, v, w int) {
	if old := g.weight(u, v); old*w < 0 {
		g.paid += min(abs(old), abs(w))
	}
	g.addArc(u, v, w)
	g.addArc(v, u, w)
}

func (g *signedGraph) addArc(u, v, w int) {
	i, found := g.arc(u, v)
	switch {
	case !found:
		g.adj[u] = slices.Insert(g.adj[u], i, arc{v, w})
	case g.adj[u][i].w+w == 0:
		g.adj[u] = slices.Delete(g.adj[u], i, i+1)
	default:
		g.adj[u][i].w += w
	}
}

// contract decides that v stands on u's side (+1) or on the other (-1), and
// makes u stand for both. The edge between them is paid if that frustrates it.
func (g *signedGraph) contract(u, v, sign int) {
	arcs := g.adj[v]
	g.adj[v] = nil
	for _, a := range arcs {
		i, _ := g.arc(a.to, v)
		g.adj[a.to] = slices.Delete(g.adj[a.to], i, i+1)
		if a.to != u {
			g.add(u, a.to, sign*a.w)
		} else if a.w*sign < 0 {
			g.paid += abs(a.w)
		}
	}
	g.into[v] = spot{u, sign}
}

// reduce contracts every edge that weighs at least as much as all others of one
// of its ends together.
//
// It is safe: take two sides of least frustration in which such an edge (v, u)
// is frustrated, and move v to the other side. The edge is frustrated no more,
// and the others of v weigh no more than it does, so that the sides are as
// good, and some best sides leave the edge unfrustrated. This covers vertices of
// degree 1 (with them bridges to trees) and of degree 2, of which the weaker
// edge is left, with the product of the signs.
func (g *signedGraph) reduce() {
	queue := make([]int, len(g.adj))
	waiting := make([]bool, len(g.adj))
	for v := range queue {
		queue[v], waiting[v] = v, true
	}
	for len(queue) > 0 {
		v := queue[0]
		queue, waiting[v] = queue[1:], false
		u, sign := g.dominant(v)
		if u < 0 {
			continue
		}
		for _, a := range g.adj[v] {
			if !waiting[a.to] {
				queue, waiting[a.to] = append(queue, a.to), true
			}
		}
		g.contract(u, v, sign)
	}
}

// dominant returns the neighbour that v can be contracted into, with the sign
// of their edge; -1 if there is none.
func (g *signedGraph) dominant(v int) (u, sign int) {
	sum, best := 0, arc{to: -1}
	for _, a := range g.adj[v] {
		sum += abs(a.w)
		if abs(a.w) > abs(best.w) {
			best = a
		}
	}
	if best.to < 0 || 2*abs(best.w) < sum {
		return -1, 0
	}
	return best.to, signOf(best.w)
}

// compact returns the graph without the vertices that were contracted or have
// no edge left. The latter are placed with the first one that is left, where
// they cost as much as anywhere: nothing. One vertex is always left.
func (g *signedGraph) compact() *signedGraph {
	number := make([]int, len(g.adj))
	c := &signedGraph{paid: g.paid, at: make([]spot, len(g.at))}
	for v, arcs := range g.adj {
		if len(arcs) > 0 {
			number[v] = len(c.adj)
			c.adj = append(c.adj, slices.Clone(arcs))
		}
	}
	for _, arcs := range c.adj {
		for i := range arcs {
			arcs[i].to = number[arcs[i].to]
		}
	}
	if len(c.adj) == 0 {
		c.adj = make([][]arc, 1)
	}
	c.into = stay(len(c.adj))
	for v, s := range g.at {
		root := g.into.find(s.of)
		c.at[v] = spot{number[root.of], s.sign * root.sign}
	}
	return c
}

// fresh returns the graph as one of its own: nothing paid, its vertices the
// first.
func (g *signedGraph) fresh() *signedGraph {
	return &signedGraph{adj: g.adj, at: stay(len(g.adj)), into: stay(len(g.adj))}
}

// clone returns a copy to go on with.
func (g *signedGraph) clone() *signedGraph {
	c := &signedGraph{adj: make([][]arc, len(g.adj)), paid: g.paid, at: slices.Clone(g.at), into: slices.Clone(g.into)}
	for v, arcs := range g.adj {
		c.adj[v] = slices.Clone(arcs)
	}
	return c
}

// induced returns the graph of some of the vertices and the edges among them,
// with vertices in the order given. number is room for one number a vertex.
func (g *signedGraph) induced(vertices, number []int) *signedGraph {
	// The edges of the largest hub are found from their other ends, lest every
	// small block at a hub look through all of them.
	hub := 0
	for i, v := range vertices {
		number[v] = i + 1
		if len(g.adj[v]) > len(g.adj[vertices[hub]]) {
			hub = i
		}
	}
	var edges []weightedEdge
	for i, v := range vertices {
		if i == hub {
			continue
		}
		for _, a := range g.adj[v] {
			if j := number[a.to] - 1; i < j || j == hub {
				edges = append(edges, weightedEdge{i, j, a.w})
			}
		}
	}
	for _, v := range vertices {
		number[v] = 0
	}
	return newSignedGraph(len(vertices), edges)
}

// frustration is what the sides (+1 or -1 by vertex) cost.
func (g *signedGraph) frustration(sides []int8) int {
	f := g.paid
	for v, arcs := range g.adj {
		for _, a := range arcs {
			if v < a.to && a.w*int(sides[v])*int(sides[a.to]) < 0 {
				f += abs(a.w)
			}
		}
	}
	return f
}

// signOf is -1 for negative numbers, else +1.
func signOf(w int) int { return 1 + 2*(w>>63) }

// abs has no branch, since signs are what a processor guesses worst.
func abs(w int) int { return (w ^ w>>63) - w>>63 }
