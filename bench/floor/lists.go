package floor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/bench/floor/model"
	"github.com/realign/realign/graph"
)

// place stands for a cursor: no page follows another here, and only its length
// is that of a real one.
var place = strings.Repeat("c", 96)

// actorWith is an actor with its ties on a day.
func actorWith(self *model.Actor, id string, ties []tie) *model.Actor {
	a := &model.Actor{ID: self.ID, Name: self.Name, Ties: tiesPage(ties, id), Near: map[graph.Kind]*model.NeighborConnection{}}
	a.Near[0] = neighbors(id, ties)
	for _, k := range kinds {
		a.Near[k] = neighbors(id, slices.DeleteFunc(slices.Clone(ties), func(t tie) bool { return t.Kind != k }))
	}
	return a
}

// other is the other end of an actor's tie.
func (t tie) other(id string) *model.Actor {
	if t.actors[0] == id {
		return t.To
	}
	return t.From
}

// tiesPage lists ties, of one actor's if id is not empty.
func tiesPage(ties []tie, id string) *model.RelationConnection {
	c := &model.RelationConnection{TotalCount: len(ties), Edges: []*model.RelationEdge{}, Nodes: []*model.Relation{}}
	page := ties[:min(len(ties), model.PageSize)]
	c.PageInfo = pageInfo(len(page), len(ties))
	for _, t := range page {
		e := &model.RelationEdge{Cursor: place, Node: t.Relation, Others: []*model.Actor{t.From, t.To}}
		if id != "" {
			other := t.other(id)
			e.Others = []*model.Actor{other}
			e.Role = &t.Parties[slices.Index(t.actors[:], id)].Role
		}
		c.Edges = append(c.Edges, e)
		c.Nodes = append(c.Nodes, t.Relation)
	}
	return c
}

// neighbors lists the others of ties, each once, by their names as people read
// them.
func neighbors(id string, ties []tie) *model.NeighborConnection {
	byID := map[string]*model.NeighborEdge{}
	edges := []*model.NeighborEdge{}
	for _, t := range ties {
		other := t.other(id)
		e := byID[other.ID]
		if e == nil {
			e = &model.NeighborEdge{Cursor: place, Node: other}
			byID[other.ID] = e
			edges = append(edges, e)
		}
		e.Relations = append(e.Relations, t.Relation)
	}
	slices.SortFunc(edges, func(a, b *model.NeighborEdge) int {
		return cmp.Or(strings.Compare(graph.FoldText(a.Node.Name), graph.FoldText(b.Node.Name)), strings.Compare(a.Node.ID, b.Node.ID))
	})
	c := &model.NeighborConnection{TotalCount: len(edges), Edges: edges[:min(len(edges), model.PageSize)], Nodes: []*model.Actor{}}
	c.PageInfo = pageInfo(len(c.Edges), len(edges))
	for _, e := range c.Edges {
		c.Nodes = append(c.Nodes, e.Node)
	}
	return c
}

func pageInfo(rows, all int) *model.PageInfo {
	p := &model.PageInfo{HasNextPage: rows < all}
	if rows > 0 {
		p.StartCursor, p.EndCursor = &place, &place
	}
	return p
}
