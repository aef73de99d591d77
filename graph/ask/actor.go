package ask

import (
	"slices"
	"strings"
	"sync"

	"github.com/realign/realign/graph"
)

// actors are actors read together: what hangs below one is fetched for all.
type actors struct {
	v    *view
	ids  []graph.ActorID // those that are there, in order
	byID map[graph.ActorID]*Actor
	all  []Actor // in the order in which they were read

	names, nodes once[[]string] // their names by default, and their ids in the API
	near         once[*actors]  // wholes, parts, predecessors and successors
	cited        once[*sources] // sources of what leads there

	mu   sync.Mutex
	ties map[string]*once[*tiesBelow]
}

// actors reads actors by id.
func (v *view) actors(ids []graph.ActorID) (*actors, error) {
	refs := refsOf(ids)
	if len(refs) == 0 {
		return v.group(nil), nil
	}
	list, err := v.store.Actors(v.ctx, v.Rev, graph.ActorQuery{Refs: refs})
	if err != nil {
		return nil, err
	}
	return v.group(list), nil
}

// refsOf are ids without repeats, in order. A page of ties names the same few
// again and again, which costs less to see than to sort.
func refsOf(ids []graph.ActorID) []string {
	seen := map[graph.ActorID]struct{}{}
	refs := []string{}
	for _, id := range ids {
		if _, again := seen[id]; !again {
			seen[id] = struct{}{}
			refs = append(refs, string(id))
		}
	}
	slices.Sort(refs)
	return refs
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
	g := &actors{v: v, byID: make(map[graph.ActorID]*Actor, len(list)), ids: make([]graph.ActorID, len(list)), all: make([]Actor, len(list))}
	for i, a := range list {
		g.all[i] = Actor{g, a, i}
		g.byID[a.ID] = &g.all[i]
		g.ids[i] = a.ID
	}
	slices.Sort(g.ids)
	return g
}

func (g *actors) refs() (*actors, error) { return g.near.get(g.readRefs) }

func (g *actors) srcs() (*sources, error) { return g.cited.get(g.readSources) }

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
	for i := range refs.all {
		a := refs.all[i].rec
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
		return a
	}
	return &Actor{g, stranger(id), notThere}
}

// notThere is the place of an actor that is not in its group.
const notThere = -1

// stranger stands for an actor that the revision does not know.
func stranger(id graph.ActorID) *graph.Actor { return &graph.Actor{ID: id, Kind: graph.OtherActor} }

// Actor is an actor in a view.
type Actor struct {
	g   *actors
	rec *graph.Actor
	no  int // its place in the group
}

// IsNode marks what the API finds by id.
func (*Actor) IsNode() {}

// ID names the actor in every view.
func (a *Actor) ID() string {
	if a.no == notThere {
		return actorNode + string(a.rec.ID)
	}
	ids, _ := a.g.nodes.get(a.g.nodeIDs)
	return ids[a.no]
}

const actorNode = "actor:"

// nodeIDs are all the ids in one text: rows of ties show the same actors often.
func (g *actors) nodeIDs() ([]string, error) {
	var text strings.Builder
	ends := make([]int, len(g.all))
	for i := range g.all {
		text.WriteString(actorNode)
		text.WriteString(string(g.all[i].rec.ID))
		ends[i] = text.Len()
	}
	out, from := make([]string, len(ends)), 0
	for i, end := range ends {
		out[i], from = text.String()[from:end], end
	}
	return out, nil
}

// View is the token of the view that it is seen in.
func (a *Actor) View() string { return a.g.v.token() }

// Name is the name in use on the view's (last) day.
func (a *Actor) Name(language *string) string {
	switch {
	case language != nil:
		return a.rec.Name(*language, a.g.v.lastDay())
	case a.no == notThere:
		return a.rec.Name("", a.g.v.lastDay())
	}
	names, _ := a.g.names.get(a.g.defaultNames)
	return names[a.no]
}

func (g *actors) defaultNames() ([]string, error) {
	out := make([]string, len(g.all))
	for i := range g.all {
		out[i] = g.all[i].rec.Name("", g.v.lastDay())
	}
	return out, nil
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
		part := refs.byID[id].rec
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
		heir := refs.byID[id].rec
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
