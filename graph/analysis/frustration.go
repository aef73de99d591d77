package analysis

import (
	"cmp"
	"math"
	"slices"
)

// frustration is what is known of the frustration index of a graph.
type frustration struct {
	sides       []int8 // by vertex; the first vertex of a component has +1
	best, lower int    // what the sides cost, and what all sides cost at least
	steps       int64  // elementary operations, give or take
}

// frustrationOf searches the frustration index of n vertices and the edges, in
// so many thousand elementary operations. The graph is split into biconnected
// blocks, these are reduced and split again; what is left (the cores) is
// searched one by one, small ones first. If the cores have no more than
// [ExactActors] vertices together, the budget does not apply.
func frustrationOf(n int, edges []weightedEdge, budget int) frustration {
	d := &decomposition{joined: stay(n)}
	d.split(newSignedGraph(n, edges), stay(n))
	st := &steps{limit: 1000 * min(int64(budget), math.MaxInt64/1000), unlimited: d.size() <= ExactActors}
	for _, c := range d.cores {
		c.sides, c.best = localSearch(c.g, st)
		c.lower = packing(c.g, c.sides, st)
	}
	slices.SortStableFunc(d.cores, func(x, y *core) int { return cmp.Compare(len(x.g.adj), len(y.g.adj)) })
	f := frustration{sides: make([]int8, n), lower: d.paid}
	for _, c := range d.cores {
		c.steps = st
		c.run()
		f.lower += c.lower
		d.settle(c)
	}
	f.steps = st.spent
	for v := range f.sides {
		f.sides[v] = int8(d.joined.find(v).sign)
	}
	for _, e := range edges {
		if e.w*int(f.sides[e.a])*int(f.sides[e.b]) < 0 {
			f.best += abs(e.w)
		}
	}
	return f
}

// decomposition is a graph in parts.
type decomposition struct {
	paid  int
	cores []*core
	// joined says of vertices how they stand to others: a forest, in which the
	// root of each tree is its first vertex.
	joined forest
}

// core is a block that nothing reduces any more. lead names, for each of its
// vertices, one vertex of the whole, and whether it is on the same side.
type core struct {
	search
	lead []spot
}

// split decides what needs no search and collects the cores of a graph, whose
// vertices lead names.
func (d *decomposition) split(g *signedGraph, lead []spot) {
	number := make([]int, len(g.adj))
	for _, block := range g.blocks() {
		sub := g.induced(block, number)
		sub.reduce()
		sub = sub.compact()
		d.paid += sub.paid
		leads := make([]spot, len(sub.adj))
		for i, p := range sub.at {
			v := lead[block[i]]
			v.sign *= p.sign
			if first := leads[p.of]; first.sign == 0 {
				leads[p.of] = v
			} else {
				d.joined.join(first.of, v.of, first.sign*v.sign)
			}
		}
		switch rest := sub.fresh(); {
		case len(rest.adj) == 1:
		case len(rest.adj) == len(block):
			d.cores = append(d.cores, &core{search{g: rest}, leads})
		default:
			d.split(rest, leads)
		}
	}
}

// size is the number of vertices that must be searched.
func (d *decomposition) size() int {
	n := 0
	for _, c := range d.cores {
		n += len(c.g.adj)
	}
	return n
}

// settle joins the vertices of a core as its sides have them.
func (d *decomposition) settle(c *core) {
	first := c.lead[0].sign * int(c.sides[0])
	for v, lead := range c.lead[1:] {
		d.joined.join(c.lead[0].of, lead.of, first*lead.sign*int(c.sides[v+1]))
	}
}
