package analysis

import (
	"slices"
)

// signed is a graph with two weights an edge, one for standing together and one
// for standing against each other. Its nodes are actors, or, after
// [signed.merge], groups of them; what lies inside of a group counts in its
// degrees alone.
type signed struct {
	start    []int   // the edges of v are those from start[v] to before start[v+1]
	to       []int   // the other end of each
	pos, neg []int64 // its weights
	kpos     []int64 // positive degree of each node: an edge inside counts twice
	kneg     []int64
}

// newSigned is the graph of a network: its actors, and weight 1 an edge.
func newSigned(n *Network) *signed {
	entries := make([]entry, 0, 2*len(n.Edges))
	for _, e := range n.Edges {
		x := entry{from: e.A, to: e.B}
		if e.Sign > 0 {
			x.pos = 1
		} else {
			x.neg = 1
		}
		y := x
		y.from, y.to = x.to, x.from
		entries = append(entries, x, y)
	}
	g := makeSigned(len(n.Actors), entries)
	for v := range g.kpos {
		for i := g.start[v]; i < g.start[v+1]; i++ {
			g.kpos[v] += g.pos[i]
			g.kneg[v] += g.neg[i]
		}
	}
	return g
}

// entry is an edge as one of its ends sees it.
type entry struct {
	from, to int
	pos, neg int64
}

// makeSigned sorts entries by their first end. Degrees are the caller's.
func makeSigned(nodes int, entries []entry) *signed {
	g := &signed{
		start: make([]int, nodes+1),
		to:    make([]int, len(entries)), pos: make([]int64, len(entries)), neg: make([]int64, len(entries)),
		kpos: make([]int64, nodes), kneg: make([]int64, nodes),
	}
	for _, e := range entries {
		g.start[e.from+1]++
	}
	for v := range nodes {
		g.start[v+1] += g.start[v]
	}
	next := slices.Clone(g.start)
	for _, e := range entries {
		i := next[e.from]
		g.to[i], g.pos[i], g.neg[i] = e.to, e.pos, e.neg
		next[e.from]++
	}
	return g
}

func (g *signed) nodes() int { return len(g.kpos) }

// merge makes one node of each group; of holds the group of each node, numbered
// from 0 without a gap.
func (g *signed) merge(of []int, groups int) *signed {
	start := make([]int, groups+1) // the members of c are those from start[c] to before start[c+1]
	for _, c := range of {
		start[c+1]++
	}
	for c := range groups {
		start[c+1] += start[c]
	}
	members, next := make([]int, len(of)), slices.Clone(start)
	for v, c := range of {
		members[next[c]] = v
		next[c]++
	}
	entries := make([]entry, 0, len(g.to))
	at := make([]int, groups) // where in entries an edge to the group stands, +1
	for c := range groups {
		first := len(entries)
		for _, v := range members[start[c]:start[c+1]] {
			for i := g.start[v]; i < g.start[v+1]; i++ {
				d := of[g.to[i]]
				if d == c {
					continue
				}
				if at[d] == 0 {
					entries = append(entries, entry{from: c, to: d})
					at[d] = len(entries)
				}
				entries[at[d]-1].pos += g.pos[i]
				entries[at[d]-1].neg += g.neg[i]
			}
		}
		for _, e := range entries[first:] {
			at[e.to] = 0
		}
	}
	h := makeSigned(groups, entries)
	for v, c := range of {
		h.kpos[c] += g.kpos[v]
		h.kneg[c] += g.kneg[v]
	}
	return h
}
