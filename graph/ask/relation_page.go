package ask

import (
	"encoding/json"
	"slices"

	"github.com/realign/realign/graph"
)

// RelationConnection is a page of ties.
type RelationConnection struct {
	Edges      []*RelationEdge
	PageInfo   PageInfo
	TotalCount int
}

// Nodes are the ties without their places.
func (c *RelationConnection) Nodes() []*Relation {
	out := make([]*Relation, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// RelationEdge is a tie at its place in a list; below an actor it knows that
// actor's part in it.
type RelationEdge struct {
	Node  *Relation
	of    graph.ActorID // empty where the list is nobody's
	in    *tieList      // nil where the list is cut by counting
	place cursor        // then
}

// tieList is a list whose places are told by its ties.
type tieList struct {
	query graph.RelationQuery
	name  string
	rev   graph.RevNo
}

// Cursor is the place.
func (e *RelationEdge) Cursor() string { return e.at().String() }

func (e *RelationEdge) at() cursor {
	if e.in == nil {
		return e.place
	}
	place := e.in.query.PlaceOf(e.Node.rec)
	return cursor{List: e.in.name, Rev: e.in.rev, Relation: &place}
}

// Role is what the actor is in the tie; nil where the list is nobody's.
func (e *RelationEdge) Role() *graph.Role {
	for _, p := range e.Node.rec.Parties {
		if p.Actor == e.of {
			return &p.Role
		}
	}
	return nil
}

// Others are the parties but for the actor whose list it is.
func (e *RelationEdge) Others() ([]*Actor, error) {
	g, err := e.Node.g.actors()
	if err != nil {
		return nil, err
	}
	out := []*Actor{}
	for _, p := range e.Node.rec.Parties {
		if p.Actor != e.of {
			out = append(out, g.value(p.Actor))
		}
	}
	return out, nil
}

const relationList = "relations"

// relationPage reads a page of a selection from the store.
func (v *view) relationPage(q graph.RelationQuery, p page, of graph.ActorID) (*RelationConnection, error) {
	result, err := v.fetchPage(q, p)
	if err != nil {
		return nil, err
	}
	return v.connect(v.relations(result.Relations), q, p, result, of), nil
}

// fetchPage asks the store for the rows of a page. The store has no page of no
// rows, so one is asked for and dropped.
func (v *view) fetchPage(q graph.RelationQuery, p page) (graph.RelationPage, error) {
	q.Limit = max(p.first, 1)
	if p.after != nil {
		q.After = p.after.Relation
	}
	result, err := v.store.Relations(v.ctx, v.Rev, q)
	if err == nil && p.first == 0 {
		result.More, result.Relations = len(result.Relations) > 0, nil
	}
	return result, err
}

// connect makes the page of ties that were read.
func (v *view) connect(g *relations, q graph.RelationQuery, p page, result graph.RelationPage, of graph.ActorID) *RelationConnection {
	c := &RelationConnection{TotalCount: result.Total, Edges: make([]*RelationEdge, len(result.Relations))}
	in := &tieList{q, p.list, v.Rev}
	edges := make([]RelationEdge, len(result.Relations))
	for i, r := range g.values() {
		edges[i] = RelationEdge{Node: r, of: of, in: in}
		c.Edges[i] = &edges[i]
	}
	c.PageInfo = p.info(len(c.Edges), result.More, func(i int) cursor { return c.Edges[i].at() })
	return c
}

// relationArgs narrow an actor's ties.
type relationArgs struct {
	Kinds  []graph.Kind
	Forms  []string
	With   []string
	Status []graph.Status
}

// key makes the arguments comparable; nil and empty lists differ in it.
func (a relationArgs) key() string {
	raw, err := json.Marshal(a)
	if err != nil {
		return ""
	}
	return string(raw)
}

// tiesBelow are the ties of every actor of a group, read at once.
type tiesBelow struct {
	query graph.RelationQuery
	ties  *relations
	of    map[graph.ActorID][]int // places in ties
}

// tiesOf reads the ties of all the actors of a group at once. An actor alone
// shares them with nobody.
func (g *actors) tiesOf(args relationArgs) (*tiesBelow, error) {
	if len(g.ids) == 1 {
		return g.readTies(args)
	}
	key := args.key()
	g.mu.Lock()
	below := g.ties[key]
	if below == nil {
		if g.ties == nil {
			g.ties = map[string]*once[*tiesBelow]{}
		}
		below = &once[*tiesBelow]{}
		g.ties[key] = below
	}
	g.mu.Unlock()
	return below.get(func() (*tiesBelow, error) { return g.readTies(args) })
}

func (g *actors) readTies(args relationArgs) (*tiesBelow, error) {
	q, err := g.tieQuery(args)
	if err != nil {
		return nil, err
	}
	result, err := g.v.store.Relations(g.v.ctx, g.v.Rev, q)
	if err != nil {
		return nil, err
	}
	below := &tiesBelow{query: q, ties: g.v.relations(result.Relations), of: map[graph.ActorID][]int{}}
	for i := range result.Relations {
		for _, p := range result.Relations[i].Parties {
			if g.has(p.Actor) {
				below.of[p.Actor] = append(below.of[p.Actor], i)
			}
		}
	}
	return below, nil
}

// has reports whether an actor is in the group.
func (g *actors) has(id graph.ActorID) bool {
	if len(g.ids) == 1 {
		return g.ids[0] == id
	}
	return g.byID[id] != nil
}

// tieQuery selects the ties of all the actors of the group.
func (g *actors) tieQuery(args relationArgs) (graph.RelationQuery, error) {
	q := g.v.query()
	if err := filter(&q, args.Kinds, args.Forms, args.Status); err != nil {
		return q, err
	}
	with, err := g.v.resolveActors(g.v.Rev, "with", args.With)
	if err != nil {
		return q, err
	}
	q.Actors, q.With = g.ids, with
	return q, nil
}

// relationsOf is a page of one actor's ties. An actor alone is paged in the
// store; siblings share one reading of all their ties.
func (g *actors) relationsOf(id graph.ActorID, args relationArgs, p page) (*RelationConnection, error) {
	g, err := g.pinned(p)
	if err != nil {
		return nil, err
	}
	if len(g.ids) == 1 {
		q, err := g.tieQuery(args)
		if err != nil {
			return nil, err
		}
		return g.v.relationPage(q, p, id)
	}
	below, err := g.tiesOf(args)
	if err != nil {
		return nil, err
	}
	return below.page(g.v, id, p), nil
}

// page cuts one actor's part out of what was read for all. The values stay
// those of the group, so that what hangs below them is read for all as well.
func (b *tiesBelow) page(v *view, id graph.ActorID, p page) *RelationConnection {
	all := b.ties.values()
	mine := []*RelationEdge{}
	in := &tieList{b.query, p.list, v.Rev}
	for _, i := range b.of[id] {
		if b.query.With == nil || sharesWith(all[i].rec, id, b.query.With) {
			mine = append(mine, &RelationEdge{Node: all[i], of: id, in: in})
		}
	}
	c := &RelationConnection{TotalCount: len(mine)}
	rows := mine
	if p.after != nil && p.after.Relation != nil {
		for len(rows) > 0 && b.query.Compare(*rows[0].at().Relation, *p.after.Relation) <= 0 {
			rows = rows[1:]
		}
	}
	more := len(rows) > p.first
	c.Edges = rows[:min(p.first, len(rows))]
	c.PageInfo = p.info(len(c.Edges), more, func(i int) cursor { return c.Edges[i].at() })
	return c
}

// sharesWith reports whether another party of the tie is among with.
func sharesWith(r *graph.Relation, id graph.ActorID, with []graph.ActorID) bool {
	return slices.ContainsFunc(r.Parties, func(p graph.Party) bool { return p.Actor != id && slices.Contains(with, p.Actor) })
}
