package ask

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/realign/realign/graph"
)

// actors are actors read together: what hangs below one is fetched for all.
type actors struct {
	v    *view
	ids  []graph.ActorID // those that are there, in order
	byID map[graph.ActorID]*graph.Actor
	refs func() (*actors, error) // wholes, parts, predecessors and successors
	srcs func() (*sources, error)

	mu   sync.Mutex
	ties map[string]func() (*tiesBelow, error)
}

// actors reads actors by id.
func (v *view) actors(ids []graph.ActorID) (*actors, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return v.group(nil), nil
	}
	refs := make([]string, len(ids))
	for i, id := range ids {
		refs[i] = string(id)
	}
	list, err := v.store.Actors(v.ctx, v.Rev, graph.ActorQuery{Refs: refs})
	if err != nil {
		return nil, err
	}
	return v.group(list), nil
}

// pinned is the group at the revision that the cursor of a page pins.
func (g *actors) pinned(p page) (*actors, error) {
	v, err := g.v.pinned(p)
	if err != nil || v == g.v {
		return g, err
	}
	return v.actors(g.ids)
}

func (v *view) group(list []*graph.Actor) *actors {
	g := &actors{v: v, byID: make(map[graph.ActorID]*graph.Actor, len(list)), ties: map[string]func() (*tiesBelow, error){}}
	for _, a := range list {
		g.byID[a.ID] = a
		g.ids = append(g.ids, a.ID)
	}
	slices.Sort(g.ids)
	g.refs = sync.OnceValues(g.readRefs)
	g.srcs = sync.OnceValues(g.readSources)
	return g
}

// readRefs reads the group and the actors that its affiliations and successions
// lead to, either way. Nobody else is in it: what is asked below one of them is
// read for all.
func (g *actors) readRefs() (*actors, error) {
	all, err := g.v.allOf()
	if err != nil {
		return nil, err
	}
	near := map[graph.ActorID]bool{}
	for _, a := range all {
		own := g.byID[a.ID] != nil
		near[a.ID] = near[a.ID] || own
		for _, id := range origins(a) {
			near[a.ID] = near[a.ID] || g.byID[id] != nil
			near[id] = near[id] || own
		}
	}
	return g.v.group(only(all, func(a *graph.Actor) bool { return near[a.ID] })), nil
}

// origins are the wholes and the predecessors of an actor.
func origins(a *graph.Actor) []graph.ActorID {
	var out []graph.ActorID
	for _, f := range a.Affiliations {
		out = append(out, f.Whole)
	}
	for _, s := range a.Predecessors {
		out = append(out, s.Predecessor)
	}
	return out
}

// readSources reads the sources of the affiliations and successions.
func (g *actors) readSources() (*sources, error) {
	refs, err := g.refs()
	if err != nil {
		return nil, err
	}
	var ids []graph.SourceID
	for _, a := range refs.byID {
		for _, f := range a.Affiliations {
			ids = append(ids, f.Source)
		}
		for _, s := range a.Predecessors {
			ids = append(ids, s.Source)
		}
	}
	return g.v.sourcesByID(slices.DeleteFunc(ids, func(id graph.SourceID) bool { return id == "" }))
}

func only[T any](list []T, keep func(T) bool) []T {
	var out []T
	for _, x := range list {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// value is an actor of the group. One that is not there stands with its id
// alone, so that a tie never loses a party.
func (g *actors) value(id graph.ActorID) *Actor {
	if a := g.byID[id]; a != nil {
		return &Actor{g, a}
	}
	return &Actor{g, stranger(id)}
}

// stranger stands for an actor that the revision does not know.
func stranger(id graph.ActorID) *graph.Actor { return &graph.Actor{ID: id, Kind: graph.OtherActor} }

// Actor is an actor in a view.
type Actor struct {
	g   *actors
	rec *graph.Actor
}

// IsNode marks what the API finds by id.
func (*Actor) IsNode() {}

// ID names the actor in every view.
func (a *Actor) ID() string { return "actor:" + string(a.rec.ID) }

// View is the token of the view that it is seen in.
func (a *Actor) View() string { return a.g.v.token }

// Name is the name in use on the view's (last) day.
func (a *Actor) Name(language *string) string {
	if language == nil {
		return a.rec.Name("", a.g.v.lastDay())
	}
	return a.rec.Name(*language, a.g.v.lastDay())
}

// ShortName is for graphs and tables.
func (a *Actor) ShortName() *string { return text(a.rec.ShortName) }

// called is the short name, or the name where there is none.
func (a *Actor) called() string {
	if short := a.ShortName(); short != nil {
		return *short
	}
	return a.Name(nil)
}

// Kind is what sort of actor it is.
func (a *Actor) Kind() graph.ActorKind { return a.rec.Kind }

// Unnamed reports whether it is one source's unnamed actor.
func (a *Actor) Unnamed() bool { return a.rec.Unnamed }

// Description is prose about it.
func (a *Actor) Description() *string { return text(a.rec.Description) }

// Period is its lifetime.
func (a *Actor) Period() *Period { return lifetime(a.rec.Span) }

func lifetime(d graph.Dating) *Period {
	return &Period{period: d.Lifetime(), start: d.StartText(), end: d.EndText()}
}

// Name is a dated name.
type Name struct {
	Value    string
	Language *string
	Period   *Period
}

func nameOf(n graph.Name) *Name { return &Name{n.Value, text(n.Language), lifetime(n.Span)} }

// Names are all its names.
func (a *Actor) Names() []*Name {
	out := make([]*Name, len(a.rec.Names))
	for i, n := range a.rec.Names {
		out[i] = nameOf(n)
	}
	return out
}

// Identifiers are what others call it.
func (a *Actor) Identifiers() []*graph.Identifier {
	out := make([]*graph.Identifier, len(a.rec.Identifiers))
	for i := range a.rec.Identifiers {
		out[i] = &a.rec.Identifiers[i]
	}
	return out
}

// Affiliation says who belonged to whom, and when.
type Affiliation struct {
	Actor, Whole *Actor
	Role         *string
	Period       *Period
	Source       *Source
	Quote        *string
}

// PartOf is what it was part of, led or spoke for.
func (a *Actor) PartOf() ([]*Affiliation, error) {
	return a.affiliations(func(part *graph.Actor, f graph.Affiliation) bool { return part.ID == a.rec.ID })
}

// Members are those who were part of it, led it or spoke for it.
func (a *Actor) Members() ([]*Affiliation, error) {
	return a.affiliations(func(_ *graph.Actor, f graph.Affiliation) bool { return f.Whole == a.rec.ID })
}

func (a *Actor) affiliations(keep func(*graph.Actor, graph.Affiliation) bool) ([]*Affiliation, error) {
	refs, srcs, err := a.g.around()
	if err != nil {
		return nil, err
	}
	out := []*Affiliation{}
	for _, id := range refs.ids {
		part := refs.byID[id]
		for _, f := range part.Affiliations {
			if keep(part, f) {
				out = append(out, &Affiliation{refs.value(id), refs.value(f.Whole), text(f.Role), lifetime(f.Span), srcs.value(f.Source), text(f.Quote)})
			}
		}
	}
	return out, nil
}

// around reads what affiliations and successions lead to.
func (g *actors) around() (*actors, *sources, error) {
	refs, err := g.refs()
	if err != nil {
		return nil, nil, err
	}
	srcs, err := g.srcs()
	return refs, srcs, err
}

// Succession says which actor came out of which.
type Succession struct {
	Predecessor, Successor *Actor
	On, Form               *string
	Source                 *Source
	Quote                  *string
}

// Predecessors are those it came out of.
func (a *Actor) Predecessors() ([]*Succession, error) {
	return a.successions(func(heir *graph.Actor, s graph.Succession) bool { return heir.ID == a.rec.ID })
}

// Successors are those that came out of it.
func (a *Actor) Successors() ([]*Succession, error) {
	return a.successions(func(_ *graph.Actor, s graph.Succession) bool { return s.Predecessor == a.rec.ID })
}

func (a *Actor) successions(keep func(*graph.Actor, graph.Succession) bool) ([]*Succession, error) {
	refs, srcs, err := a.g.around()
	if err != nil {
		return nil, err
	}
	out := []*Succession{}
	for _, id := range refs.ids {
		heir := refs.byID[id]
		for _, s := range heir.Predecessors {
			if keep(heir, s) {
				out = append(out, &Succession{refs.value(s.Predecessor), refs.value(id), text(s.On.StartText()), text(s.Form), srcs.value(s.Source), text(s.Quote)})
			}
		}
	}
	return out, nil
}

// Relations are its ties in the view.
func (a *Actor) Relations(kinds []graph.Kind, forms, with []string, status []graph.Status, first *int, after *string) (*RelationConnection, error) {
	p, err := pageOf(relationList, first, after)
	if err != nil {
		return nil, err
	}
	return a.g.relationsOf(a.rec.ID, relationArgs{kinds, forms, with, status}, p)
}

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
	Cursor    string
	Node      *Actor
	Relations []*Relation
}

// Neighbors are those it has ties with in the view, by name.
func (a *Actor) Neighbors(kinds []graph.Kind, first *int, after *string) (*NeighborConnection, error) {
	p, err := pageOf(listOf("neighbors", a.g.v.same(), a.rec.ID, kinds), first, after)
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
	for i, e := range rows {
		e.Cursor = p.at(g.v.Rev, i).String()
	}
	return &NeighborConnection{Edges: rows, TotalCount: len(edges), PageInfo: p.info(len(rows), more, func(i int) cursor { return p.at(g.v.Rev, i) })}, nil
}

func neighborEdges(below *tiesBelow, others *actors, of graph.ActorID) []*NeighborEdge {
	ties := below.ties.values()
	byID := map[graph.ActorID]*NeighborEdge{}
	edges := []*NeighborEdge{}
	for _, i := range below.of[of] {
		for _, id := range neighborsOf(ties[i].rec, of) {
			e := byID[id]
			if e == nil {
				e = &NeighborEdge{Node: others.value(id)}
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
	names := make(map[graph.ActorID]string, len(edges))
	for _, e := range edges {
		names[e.Node.rec.ID] = graph.FoldText(e.Node.Name(nil))
	}
	slices.SortFunc(edges, func(x, y *NeighborEdge) int {
		a, b := x.Node.rec.ID, y.Node.rec.ID
		return cmp.Or(strings.Compare(names[a], names[b]), strings.Compare(string(a), string(b)))
	})
	return edges
}
