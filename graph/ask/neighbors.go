package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// NeighborConnection is a page of those an actor has ties with.
type NeighborConnection struct {
	Edges      []*NeighborEdge
	PageInfo   PageInfo
	TotalCount int
}

// Nodes are the neighbours without their places.
func (c *NeighborConnection) Nodes() []*Actor {
	out := make([]*Actor, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// NeighborEdge is a neighbour with the ties that make it one.
type NeighborEdge struct {
	Node      *Actor
	Relations []*Relation
	folded    string // the name as neighbours are ordered by it
	no        int    // which of the page it is
	place     func(no int) cursor
}

// Cursor is the place.
func (e *NeighborEdge) Cursor() string { return e.place(e.no).String() }

// Neighbors are those it has ties with in the view, by name.
func (a *Actor) Neighbors(kinds []graph.Kind, first *int, after *string) (*NeighborConnection, error) {
	list := func() string { return listOf("neighbors", a.g.v.same(), a.rec.ID, kinds) }
	p, err := pageIn(list, first, after)
	if err != nil {
		return nil, err
	}
	g, err := a.g.pinned(p)
	if err != nil {
		return nil, err
	}
	below, err := g.tiesOf(relationArgs{Kinds: kinds})
	if err != nil {
		return nil, err
	}
	others, err := below.ties.actors()
	if err != nil {
		return nil, err
	}
	edges := neighborEdges(below, others, a.rec.ID)
	rows, more := cut(p, edges)
	place := func(no int) cursor {
		named := p // cursors may be asked for at the same time
		named.list = list()
		return named.at(g.v.Rev, no)
	}
	for i, e := range rows {
		e.no, e.place = i, place
	}
	return &NeighborConnection{Edges: rows, TotalCount: len(edges), PageInfo: p.info(len(rows), more, place)}, nil
}

func neighborEdges(below *tiesBelow, others *actors, of graph.ActorID) []*NeighborEdge {
	ties := below.ties.values()
	byID := make(map[graph.ActorID]*NeighborEdge, len(others.ids))
	edges := make([]*NeighborEdge, 0, len(others.ids))
	for _, i := range below.of[of] {
		for _, id := range neighborsOf(ties[i].rec, of) {
			e := byID[id]
			if e == nil {
				who := others.value(id)
				e = &NeighborEdge{Node: who, folded: graph.FoldText(who.Name(nil))}
				byID[id] = e
				edges = append(edges, e)
			}
			e.Relations = append(e.Relations, ties[i])
		}
	}
	return byName(edges)
}

// byName orders neighbours by their names as people read them, then by id.
func byName(edges []*NeighborEdge) []*NeighborEdge {
	slices.SortFunc(edges, func(x, y *NeighborEdge) int {
		return cmp.Or(strings.Compare(x.folded, y.folded), cmp.Compare(x.Node.rec.ID, y.Node.rec.ID))
	})
	return edges
}
