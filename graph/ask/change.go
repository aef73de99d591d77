package ask

import (
	"slices"
	"sync"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// changes are what changed between some views: those of the earlier and the
// later side for changes of the world, and those for changes of knowledge.
type changes struct {
	list         []analysis.Change
	world, known [2]*view
}

// ChangeConnection is a page of changes.
type ChangeConnection struct {
	Edges      []*ChangeEdge
	PageInfo   PageInfo
	TotalCount int
}

// ChangeEdge is a change at its place in a list.
type ChangeEdge struct {
	Node  *Change
	no    int // which of the page it is
	place func(no int) cursor
}

// Cursor is the place.
func (e *ChangeEdge) Cursor() string { return e.place(e.no).String() }

// Nodes are the changes without their places.
func (c *ChangeConnection) Nodes() []*Change {
	out := make([]*Change, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// page cuts a page out of a list of changes.
func (g *changes) page(list []analysis.Change, p page, rev graph.RevNo) *ChangeConnection {
	rows, more := cut(p, list)
	c := &ChangeConnection{TotalCount: len(list), Edges: make([]*ChangeEdge, len(rows))}
	place := func(no int) cursor { return p.at(rev, no) }
	edges := make([]ChangeEdge, len(rows))
	for i, node := range g.values(rows) {
		edges[i] = ChangeEdge{node, i, place}
		c.Edges[i] = &edges[i]
	}
	c.PageInfo = p.info(len(rows), more, place)
	return c
}

// values binds changes to their views, so that what hangs below one of them is
// fetched for all.
func (g *changes) values(list []analysis.Change) []*Change {
	people := sync.OnceValues(func() (*actors, error) {
		var ids []graph.ActorID
		for i := range list {
			ids = append(ids, list[i].Actors...)
		}
		return g.world[1].actors(ids)
	})
	bound := g.bind(list)
	values, out := make([]Change, len(list)), make([]*Change, len(list))
	for i := range list {
		c := &list[i]
		sides := &bound[c.Kind.Cause()-analysis.World]
		values[i] = Change{rec: c, people: people,
			before: sides[0].take(len(c.Before)), after: sides[1].take(len(c.After)), rivalry: sides[1].take(len(c.Rivalry))}
		out[i] = &values[i]
	}
	return out
}

// boundTies are ties of a view, in the order in which changes take them.
type boundTies []*Relation

func (b *boundTies) take(n int) []*Relation {
	out := (*b)[:n:n]
	*b = (*b)[n:]
	return out
}

// bind binds the ties of changes, by cause and by side, the earlier first.
func (g *changes) bind(list []analysis.Change) (bound [2][2]boundTies) {
	for k, views := range [2][2]*view{g.world, g.known} {
		for side, v := range views {
			if ties := tiesOf(list, analysis.World+analysis.Cause(k), side); len(ties) > 0 {
				bound[k][side] = v.relations(ties).values()
			}
		}
	}
	return bound
}

// tiesOf are the ties of the changes of a cause: of side 0 those before, of side
// 1 those after, each with the rivalry behind it.
func tiesOf(list []analysis.Change, cause analysis.Cause, side int) []graph.Relation {
	var parts [][]graph.Relation
	for i := range list {
		switch c := &list[i]; {
		case c.Kind.Cause() != cause:
		case side == 0:
			parts = append(parts, c.Before)
		default:
			parts = append(parts, c.After, c.Rivalry)
		}
	}
	return slices.Concat(parts...)
}

// Change is one thing that changed.
type Change struct {
	rec           *analysis.Change
	people        func() (*actors, error)
	before, after []*Relation
	rivalry       []*Relation
}

// ID names the change by what it says.
func (c *Change) ID() string {
	keys := func(ties []graph.Relation) []graph.TieKey {
		out := []graph.TieKey{}
		for i := range ties {
			out = append(out, ties[i].Key)
		}
		return out
	}
	return "change:" + digest([]any{c.rec.Kind, c.rec.Actors, c.rec.Earliest, c.rec.Latest, keys(c.rec.Before), keys(c.rec.After)})
}

// Kind is what changed.
func (c *Change) Kind() analysis.ChangeKind { return c.rec.Kind }

// Cause is the world or knowledge.
func (c *Change) Cause() analysis.Cause { return c.rec.Kind.Cause() }

// Certainty is Certain if it happened within the window in every reading.
func (c *Change) Certainty() graph.Certainty { return c.rec.Certainty }

// Actors are those concerned, who moved first, as of the later day.
func (c *Change) Actors() ([]*Actor, error) {
	g, err := c.people()
	if err != nil {
		return nil, err
	}
	out := make([]*Actor, len(c.rec.Actors))
	for i, id := range c.rec.Actors {
		out[i] = g.value(id)
	}
	return out, nil
}

// Earliest is the first day on which it may have happened; nil is unbounded.
func (c *Change) Earliest() *graph.Day { return bounded(c.rec.Earliest) }

// Latest is the last day on which it may have happened; nil is unbounded.
func (c *Change) Latest() *graph.Day { return bounded(c.rec.Latest) }

// Before are the ties that were, in the earlier view.
func (c *Change) Before() []*Relation { return c.before }

// After are the ties that came, in the later view.
func (c *Change) After() []*Relation { return c.after }

// Rivalry are the hostile ties of the two sides of a realignment.
func (c *Change) Rivalry() []*Relation { return c.rivalry }

// Claims are the evidence: of a change of the world, all that is said of its
// ties; of a change of knowledge, what came or went, or all where the same
// claims now add up otherwise.
func (c *Change) Claims() ([]*Claim, error) {
	before, err := claimsOfTies(c.before)
	if err != nil {
		return nil, err
	}
	after, err := claimsOfTies(c.after)
	if err != nil {
		return nil, err
	}
	if c.Cause() == analysis.World {
		return union(before, after), nil
	}
	if came := union(without(after, before), without(before, after)); len(came) > 0 {
		return came, nil
	}
	return union(before, after), nil
}

func claimsOfTies(ties []*Relation) ([]*Claim, error) {
	var out []*Claim
	for _, r := range ties {
		byKey, err := r.g.claimsOf(claimsBelow{})
		if err != nil {
			return nil, err
		}
		out = append(out, byKey[r.rec.Key]...)
	}
	return out, nil
}

// union lists the claims of both, each once.
func union(a, b []*Claim) []*Claim { return append(slices.Clip(orEmpty(a)), without(b, a)...) }

func without(list, others []*Claim) []*Claim {
	return slices.DeleteFunc(slices.Clone(list), func(c *Claim) bool {
		return slices.ContainsFunc(others, func(o *Claim) bool { return o.rec.ID == c.rec.ID })
	})
}

// worldChanges are the changes of the world within a window, as the view knows
// them, given the ties that turn in it.
func (v *view) worldChanges(w analysis.Window, ties []graph.Relation) ([]analysis.Change, error) {
	lives, err := v.lives(ties)
	if err != nil {
		return nil, err
	}
	among := analysis.Context(ties, w, lives)
	if len(among) > 0 {
		q := v.touching(w)
		q.Actors, q.With, q.Kinds = among, among, []graph.Kind{graph.Allegiance, graph.Hostility}
		page, err := v.store.Relations(v.ctx, v.Rev, q)
		if err != nil {
			return nil, err
		}
		ties = merge(ties, page.Relations)
		if lives, err = v.lives(ties); err != nil {
			return nil, err
		}
	}
	return analysis.Changes(ties, w, lives), nil
}

// touching selects the ties of a window and the day before it.
func (v *view) touching(w analysis.Window) graph.RelationQuery {
	return graph.RelationQuery{Lens: v.lens, Days: w.Days(), Order: graph.ByKey}
}

// turning are the ties that may begin or end in the window: all, or those of
// some actors and, of whoever left or joined one of them, those with their
// rivals.
func (v *view) turning(w analysis.Window, actors []graph.ActorID) ([]graph.Relation, error) {
	q := v.touching(w)
	if actors == nil {
		days := w.Turning()
		q.Turning = &days
	} else {
		q.Actors = actors
	}
	page, err := v.store.Relations(v.ctx, v.Rev, q)
	if err != nil || actors == nil || len(page.Relations) == 0 {
		return page.Relations, err
	}
	moved, rivals := sidesOf(page.Relations, w, actors)
	if len(moved) == 0 || len(rivals) == 0 {
		return page.Relations, nil
	}
	q.Actors, q.With, q.Kinds = moved, rivals, []graph.Kind{graph.Allegiance}
	beyond, err := v.store.Relations(v.ctx, v.Rev, q)
	return merge(page.Relations, beyond.Relations), err
}

// sidesOf are whoever left or joined one of the actors, and whoever was hostile
// to one.
func sidesOf(ties []graph.Relation, w analysis.Window, actors []graph.ActorID) (moved, rivals []graph.ActorID) {
	for i := range ties {
		r := &ties[i]
		for _, p := range r.Parties {
			// Of several, one may have left another.
			isAlone := len(actors) == 1 && p.Actor == actors[0]
			switch {
			case isAlone:
			case r.Kind == graph.Hostility:
				rivals = append(rivals, p.Actor)
			case r.Kind == graph.Allegiance && r.TurnsIn(w.Turning()):
				moved = append(moved, p.Actor)
			}
		}
	}
	slices.Sort(moved)
	slices.Sort(rivals)
	return slices.Compact(moved), slices.Compact(rivals)
}

// merge joins two lists of ties in order of their keys, each tie once.
func merge(a, b []graph.Relation) []graph.Relation {
	out := make([]graph.Relation, 0, len(a)+len(b))
	for i := range b {
		n := 0
		for n < len(a) && a[n].Key < b[i].Key {
			n++
		}
		out, a = append(out, a[:n]...), a[n:]
		if !leads(a, &b[i]) {
			out = append(out, b[i])
		}
	}
	return append(out, a...)
}

// leads reports whether the tie is among the first of a list, those with its
// key. One key may stand for ties of several units.
func leads(list []graph.Relation, r *graph.Relation) bool {
	for i := range list {
		if list[i].Key != r.Key {
			return false
		}
		if list[i].Unit() == r.Unit() {
			return true
		}
	}
	return false
}

// lives reads the lifetimes of the parties of those ties that need them.
func (v *view) lives(ties []graph.Relation) (analysis.Lives, error) {
	var ids []graph.ActorID
	for i := range ties {
		if !analysis.NeedsLives(&ties[i]) {
			continue
		}
		for _, p := range ties[i].Parties {
			ids = append(ids, p.Actor)
		}
	}
	people, err := v.actors(ids)
	if err != nil {
		return nil, err
	}
	return func(id graph.ActorID) graph.Period { return people.value(id).rec.Span.Lifetime() }, nil
}

// concerns reports whether a tie of the change has one of the actors as a
// party, and, where with is given, with that other one. Nil is everyone.
func concerns(c *analysis.Change, actors []graph.ActorID, with *graph.ActorID) bool {
	return actors == nil || anyTie(c, func(r *graph.Relation) bool {
		return (with == nil || r.Has(*with)) && slices.ContainsFunc(actors, r.Has)
	})
}

// isAbout reports whether the change is about a tie of one of the kinds; nil is
// all.
func isAbout(c *analysis.Change, kinds []graph.Kind) bool {
	return kinds == nil || anyTie(c, func(r *graph.Relation) bool { return slices.Contains(kinds, r.Kind) })
}

// anyTie reports whether a tie before the change or after it is so.
func anyTie(c *analysis.Change, is func(*graph.Relation) bool) bool {
	for _, ties := range [2][]graph.Relation{c.Before, c.After} {
		for i := range ties {
			if is(&ties[i]) {
				return true
			}
		}
	}
	return false
}
