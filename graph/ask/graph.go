package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/realign/realign/graph"
)

// Graph is the graph fixed at a day, an instant of knowledge, a perspective
// and a certainty.
type Graph struct{ v *view }

// AsOf is the day.
func (g *Graph) AsOf() graph.Day { return *g.v.From }

// KnownAt is the instant of the newest revision seen; on the clock of
// publication, the instant asked for.
func (g *Graph) KnownAt() time.Time { return g.v.knownAt() }

// Revision names the state of the store that answers.
func (g *Graph) Revision() string { return fmt.Sprintf("r%d", g.v.Rev) }

// View is all of it in one token.
func (g *Graph) View() string { return g.v.token() }

// Notices are what a reader should know lest an answer mislead.
func (g *Graph) Notices() ([]string, error) { return g.v.notices() }

// Actor finds an actor by id, former id or identifier.
func (g *Graph) Actor(id string) (*Actor, error) { return g.v.actor(id) }

func (v *view) actor(ref string) (*Actor, error) {
	found, err := v.findActors(v.Rev, []string{ref})
	if err != nil {
		return nil, err
	}
	rec := found[bare(ref, "actor:")]
	if rec == nil {
		return nil, unknownActor("id", ref, v.Rev)
	}
	if !v.holds(rec.ID) {
		return nil, outsideOfSubgraph("id", ref)
	}
	return v.group([]*graph.Actor{rec}).value(rec.ID), nil
}

// Relation finds a tie by id, in force on the view's days or not; nil if the
// view has none.
func (g *Graph) Relation(id string) (*Relation, error) { return g.v.relation(id) }

func (v *view) relation(ref string) (*Relation, error) {
	key := graph.TieKey(bare(ref, "relation:"))
	byKey, err := v.relationsByKey([]graph.TieKey{key})
	if err != nil || !v.holdsTie(byKey[key]) {
		return nil, err
	}
	return byKey[key], nil
}

// Relations are the ties in force, at least possibly.
func (g *Graph) Relations(kinds []graph.Kind, forms, actors []string, status []graph.Status, attestedSince *graph.Day, first *int, after *string) (*RelationConnection, error) {
	return g.v.relationsWhere(kinds, forms, actors, status, attestedSince, graph.ByStart, first, after)
}

func (v *view) relationsWhere(kinds []graph.Kind, forms, actors []string, status []graph.Status, since *graph.Day, order graph.RelationOrder, first *int, after *string) (*RelationConnection, error) {
	p, err := pageOf(fmt.Sprintf("%s.%d", relationList, order), first, after)
	if err != nil {
		return nil, err
	}
	if v, err = v.pinned(p); err != nil {
		return nil, err
	}
	q := v.query()
	q.Order = order
	if err := filter(&q, kinds, forms, status); err != nil {
		return nil, err
	}
	if q.Actors, err = v.resolveActors(v.Rev, "actors", actors); err != nil {
		return nil, err
	}
	if since != nil && (q.AttestedSince == nil || *since > *q.AttestedSince) {
		q.AttestedSince = since
	}
	return v.relationPage(q, p, "")
}

// Sources are those behind the ties of the view.
func (g *Graph) Sources(first *int, after *string) (*SourceConnection, error) {
	p, err := pageOf(listOf("graph.sources", g.v.same()), first, after)
	if err != nil {
		return nil, err
	}
	v, err := g.v.pinned(p)
	if err != nil {
		return nil, err
	}
	ties, err := v.store.Relations(v.ctx, v.Rev, v.query())
	if err != nil {
		return nil, err
	}
	keys := make([]graph.TieKey, len(ties.Relations))
	for i := range ties.Relations {
		keys[i] = ties.Relations[i].Key
	}
	said, err := v.store.Claims(v.ctx, v.Rev, graph.ClaimQuery{Ties: keys, Lens: v.lens, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	ids := make([]graph.SourceID, len(said.Claims))
	for i, c := range said.Claims {
		ids[i] = c.Source
	}
	behind, err := v.sourcesByID(ids)
	if err != nil {
		return nil, err
	}
	return v.sourcePage(behind.list, p), nil
}

// Nodes finds things by id under this view, in the order asked.
func (g *Graph) Nodes(ids []string) ([]Node, error) { return g.v.nodes(ids) }

// maxHops bounds a subgraph: beyond it a neighbourhood is the whole graph.
// maxSubgraphs bounds how often one is narrowed again, each by its own readings.
const (
	maxHops      = 6
	maxSubgraphs = 16
)

// Subgraph narrows the view.
func (g *Graph) Subgraph(actors []string, hops *int, kinds []graph.Kind, forms []string) (*Graph, error) {
	s := subgraph{All: actors == nil, Kinds: kinds, AllKinds: kinds == nil, Forms: forms, AllForms: forms == nil}
	if hops != nil {
		s.Hops = *hops
	}
	if s.Hops < 0 || s.Hops > maxHops {
		return nil, invalid("hops", "ask for 0 to 6", "hops is %d", s.Hops)
	}
	if err := filter(&graph.RelationQuery{}, nil, forms, nil); err != nil {
		return nil, err
	}
	var err error
	if s.Actors, err = g.v.resolveActors(g.v.Rev, "actors", actors); err != nil {
		return nil, err
	}
	sp := g.v.spec
	if len(sp.Sub) == maxSubgraphs {
		return nil, &Error{Code: TooLarge, Message: "this graph was narrowed 16 times already", Remedy: "narrow the whole graph anew"}
	}
	sp.Sub = append(slices.Clone(sp.Sub), s)
	v, err := g.v.reader.view(sp, g.v.rev)
	if err != nil {
		return nil, err
	}
	return &Graph{v}, nil
}

// Stats counts a view.
type Stats struct {
	Actors, Relations, Certain, Assumed, Contested, Claims int
	ByKind                                                 []*KindCount
	FirstDay, LastDay, LastAttested                        *graph.Day
}

// KindCount counts ties of a kind.
type KindCount struct {
	Kind  graph.Kind
	Count int
}

// Stats counts the view.
func (g *Graph) Stats() (*Stats, error) {
	v := g.v
	ties, err := v.store.Census(v.ctx, v.Rev, v.query())
	if err != nil {
		return nil, err
	}
	known, err := v.store.Stats(v.ctx, v.Rev, v.lens)
	if err != nil {
		return nil, err
	}
	s := &Stats{
		Actors: ties.Actors, Relations: ties.Relations, Certain: ties.Certain, Assumed: ties.Assumed,
		Contested: ties.Contested, Claims: known.Claims,
	}
	if ties.LastNamed != graph.MinDay {
		s.LastAttested = bounded(ties.LastNamed)
	}
	if !known.Named.Empty() {
		s.FirstDay, s.LastDay = bounded(known.Named.First), bounded(known.Named.Last())
	}
	for _, k := range []graph.Kind{graph.Allegiance, graph.Mediation, graph.Hostility} {
		s.ByKind = append(s.ByKind, &KindCount{k, ties.ByKind[k]})
	}
	return s, nil
}

// TieFilter asks that an actor has such a tie, or has not even a possible one.
type TieFilter struct {
	With   string
	Kinds  []graph.Kind
	Absent *bool
}

// ActorOrder is the order of a list of actors.
type ActorOrder string

// The orders.
const (
	ByName   ActorOrder = "NAME"
	ByDegree ActorOrder = "DEGREE_DESC"
)

// ActorConnection is a page of actors.
type ActorConnection struct {
	Edges      []*ActorEdge
	PageInfo   PageInfo
	TotalCount int
}

// Nodes are the actors without their places.
func (c *ActorConnection) Nodes() []*Actor {
	out := make([]*Actor, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// ActorEdge is an actor at its place in a list.
type ActorEdge struct {
	Cursor  string
	Node    *Actor
	Matched *Name // what the search found; nil if there was none, or it found an id
}

// Actors lists actors of the view.
func (g *Graph) Actors(search *string, kinds []graph.ActorKind, connected *bool, ties []*TieFilter, orderBy *ActorOrder, first *int, after *string) (*ActorConnection, error) {
	order := ByName
	if orderBy != nil {
		order = *orderBy
	}
	p, err := pageOf(listOf("graph.actors", g.v.same(), search, kinds, connected, ties, order), first, after)
	if err != nil {
		return nil, err
	}
	v, err := g.v.pinned(p)
	if err != nil {
		return nil, err
	}
	list, err := v.searchActors(search, kinds, "")
	if err != nil {
		return nil, err
	}
	if list, err = v.tied(list, ties); err != nil {
		return nil, err
	}
	degree := map[graph.ActorID]int{}
	if order == ByDegree || connected != nil {
		if degree, err = v.degrees(); err != nil {
			return nil, err
		}
	}
	if connected != nil {
		list = slices.DeleteFunc(list, func(a *graph.Actor) bool { return degree[a.ID] > 0 != *connected })
	}
	if order != ByDegree {
		clear(degree)
	}
	return v.actorPage(list, degree, search, p), nil
}

func (v *view) searchActors(search *string, kinds []graph.ActorKind, dataset graph.DatasetID) ([]*graph.Actor, error) {
	q := graph.ActorQuery{Kinds: kinds, Dataset: dataset}
	if search != nil {
		q.Search = graph.FoldText(*search)
	}
	if v.within != nil {
		q.Refs = []string{}
		for _, id := range v.within {
			q.Refs = append(q.Refs, string(id))
		}
	}
	return v.store.Actors(v.ctx, v.Rev, q)
}

// maxTies bounds the filters by ties, each of which is a reading of its own.
const maxTies = 50

// tied keeps the actors that pass all the filters.
func (v *view) tied(list []*graph.Actor, filters []*TieFilter) ([]*graph.Actor, error) {
	if len(filters) > maxTies {
		return nil, &Error{Code: TooLarge, Argument: "ties", Message: "more than 50 filters by ties", Remedy: "ask in several operations"}
	}
	refs := make([]string, len(filters))
	for i, f := range filters {
		refs[i] = f.With
	}
	found, err := v.findActors(v.Rev, refs)
	if err != nil {
		return nil, err
	}
	for _, f := range filters {
		with := found[bare(f.With, "actor:")]
		if with == nil {
			return nil, unknownActor("ties.with", f.With, v.Rev)
		}
		if !v.holds(with.ID) {
			return nil, outsideOfSubgraph("ties.with", f.With)
		}
		partners, err := v.partners(with.ID, f)
		if err != nil {
			return nil, err
		}
		absent := f.Absent != nil && *f.Absent
		list = slices.DeleteFunc(list, func(a *graph.Actor) bool { return partners[a.ID] == absent || a.ID == with.ID })
	}
	return list, nil
}

// partners are those who have such ties with an actor; of ties that must be
// absent, also those who only possibly have one.
func (v *view) partners(of graph.ActorID, f *TieFilter) (map[graph.ActorID]bool, error) {
	q := v.query()
	q.Actors, q.Kinds = []graph.ActorID{of}, both(q.Kinds, f.Kinds)
	if f.Absent != nil && *f.Absent {
		q.CertainOnly, q.AttestedSince = false, nil
	}
	page, err := v.store.Relations(v.ctx, v.Rev, q)
	if err != nil {
		return nil, err
	}
	out := map[graph.ActorID]bool{}
	for i := range page.Relations {
		for _, p := range page.Relations[i].Parties {
			out[p.Actor] = true
		}
	}
	return out, nil
}

// degrees counts the ties of every actor that has any.
func (v *view) degrees() (map[graph.ActorID]int, error) {
	page, err := v.store.Relations(v.ctx, v.Rev, v.query())
	if err != nil {
		return nil, err
	}
	out := map[graph.ActorID]int{}
	for i := range page.Relations {
		for _, p := range page.Relations[i].Parties {
			out[p.Actor]++
		}
	}
	return out, nil
}

// actorPage orders actors by degree, then name, and cuts a page.
func (v *view) actorPage(list []*graph.Actor, degree map[graph.ActorID]int, search *string, p page) *ActorConnection {
	names := make(map[graph.ActorID]string, len(list))
	for _, a := range list {
		names[a.ID] = graph.FoldText(a.Name("", v.lastDay()))
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *graph.Actor) int {
		return cmp.Or(-cmp.Compare(degree[a.ID], degree[b.ID]), strings.Compare(names[a.ID], names[b.ID]), strings.Compare(string(a.ID), string(b.ID)))
	})
	rows, more := cut(p, list)
	g := v.group(rows)
	c := &ActorConnection{TotalCount: len(list), Edges: make([]*ActorEdge, len(rows))}
	for i, a := range rows {
		c.Edges[i] = &ActorEdge{p.at(v.Rev, i).String(), g.value(a.ID), matched(a, search)}
	}
	c.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(v.Rev, i) })
	return c
}

// matched is the first name that a search finds, or the short name; nil where
// it found an id.
func matched(a *graph.Actor, search *string) *Name {
	if search == nil {
		return nil
	}
	folded := graph.FoldText(*search)
	if folded == "" {
		return nil // blanks find everybody, by no name
	}
	for _, n := range append(slices.Clone(a.Names), graph.Name{Value: a.ShortName}) {
		if strings.Contains(graph.FoldText(n.Value), folded) && n.Value != "" {
			return nameOf(n)
		}
	}
	return nil
}
