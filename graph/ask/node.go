package ask

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/realign/realign/graph"
)

// Node is whatever the API finds by id: *Actor, *Relation, *Claim, *Source,
// *Dataset or *Load.
type Node interface{ IsNode() }

// Actor is the actor of today's graph.
func (a *Asker) Actor(ctx context.Context, id string) (*Actor, error) {
	g, err := a.Now(ctx)
	if err != nil {
		return nil, err
	}
	return g.Actor(id)
}

// Actors lists actors of today, by name.
func (a *Asker) Actors(ctx context.Context, search *string, kinds []graph.ActorKind, dataset *string, first *int, after *string) (*ActorConnection, error) {
	p, err := pageOf(listOf("actors", search, kinds, dataset), first, after)
	if err != nil {
		return nil, err
	}
	v, err := a.now(ctx, p)
	if err != nil {
		return nil, err
	}
	var in graph.DatasetID
	if dataset != nil {
		ids, err := v.resolveDatasets("dataset", []string{*dataset})
		if err != nil {
			return nil, err
		}
		in = ids[0]
	}
	list, err := v.searchActors(search, kinds, in)
	if err != nil {
		return nil, err
	}
	return v.actorPage(list, nil, search, p), nil
}

// now is today's view, at the revision that a cursor pins.
func (a *Asker) now(ctx context.Context, p page) (*view, error) {
	g, err := a.Now(ctx)
	if err != nil {
		return nil, err
	}
	return g.v.pinned(p)
}

// Claim finds a claim, also a retracted one; nil if there is none.
func (a *Asker) Claim(ctx context.Context, id string) (*Claim, error) {
	g, err := a.Now(ctx)
	if err != nil {
		return nil, err
	}
	cid := graph.ClaimID(bare(id, "claim:"))
	byID, err := g.v.claimsByID([]graph.ClaimID{cid})
	if err != nil {
		return nil, err
	}
	return byID[cid], nil
}

// Sources lists sources, by title.
func (a *Asker) Sources(ctx context.Context, search *string, first *int, after *string) (*SourceConnection, error) {
	p, err := pageOf(listOf("sources", search), first, after)
	if err != nil {
		return nil, err
	}
	v, err := a.now(ctx, p)
	if err != nil {
		return nil, err
	}
	q := graph.SourceQuery{}
	if search != nil {
		q.Search = graph.FoldText(*search)
	}
	list, err := v.store.Sources(ctx, v.Rev, q)
	if err != nil {
		return nil, err
	}
	return v.sourcePage(list, p), nil
}

// Source finds a source by id or former id.
func (a *Asker) Source(ctx context.Context, id string) (*Source, error) {
	g, err := a.Now(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := g.v.resolveSources(g.v.Rev, "id", []string{id})
	if err != nil {
		return nil, err
	}
	found, err := g.v.sourcesByID(ids)
	if err != nil {
		return nil, err
	}
	return found.value(ids[0]), nil
}

// Node finds a thing by id; nil if there is none.
func (a *Asker) Node(ctx context.Context, id string) (Node, error) {
	nodes, err := a.Nodes(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// Nodes finds things by id, in the order asked, nil where there is none.
func (a *Asker) Nodes(ctx context.Context, ids []string) ([]Node, error) {
	g, err := a.Now(ctx)
	if err != nil {
		return nil, err
	}
	return g.v.nodes(ids)
}

// maxNodes bounds a batch of ids.
const maxNodes = MaxFirst

// nodes finds things by id, each sort of thing in one reading.
func (v *view) nodes(ids []string) ([]Node, error) {
	if len(ids) > maxNodes {
		return nil, &Error{Code: TooLarge, Argument: "ids", Message: "more than 10000 ids", Remedy: "ask in several batches"}
	}
	refs := map[string][]string{}
	for _, id := range distinct(slices.Clone(ids)) {
		for _, s := range sortsOf(id) {
			refs[s.prefix] = append(refs[s.prefix], bare(id, s.prefix))
		}
	}
	found := map[string]Node{}
	for _, s := range sorts {
		if len(refs[s.prefix]) == 0 {
			continue
		}
		put := func(ref string, n Node) { found[s.prefix+ref] = n }
		if err := s.find(v, refs[s.prefix], put); err != nil {
			return nil, err
		}
	}
	out := make([]Node, len(ids))
	for i, id := range ids {
		for _, s := range sortsOf(id) {
			if n, ok := found[s.prefix+bare(id, s.prefix)]; ok && out[i] == nil {
				out[i] = n
			}
		}
	}
	return out, nil
}

// sort is a sort of thing that has ids.
type sort struct {
	prefix string
	// find puts the things that refs, without their prefix, lead to in the view.
	find func(v *view, refs []string, put func(ref string, n Node)) error
}

var sorts = []sort{
	{"actor:", (*view).findActorNodes},
	{"relation:", (*view).findRelationNodes},
	{"claim:", (*view).findClaimNodes},
	{"source:", (*view).findSourceNodes},
	{"dataset:", (*view).findDatasetNodes},
	{"load:", (*view).findLoadNodes},
}

// sortsOf are the sorts that an id may be of. Without a prefix, or with that of
// an identifier (wikidata:Q42), it is an actor's if there is such an actor, else
// a tie's or a source's.
func sortsOf(id string) []sort {
	for i, s := range sorts {
		if strings.HasPrefix(id, s.prefix) {
			return sorts[i : i+1]
		}
	}
	return []sort{sorts[0], sorts[1], sorts[3]}
}

func (v *view) findActorNodes(refs []string, put func(string, Node)) error {
	byRef, err := v.findActors(v.Rev, refs)
	if err != nil {
		return err
	}
	list := map[graph.ActorID]*graph.Actor{}
	for _, rec := range byRef {
		list[rec.ID] = rec
	}
	g := v.group(slices.Collect(maps.Values(list)))
	for ref, rec := range byRef {
		if v.holds(rec.ID) {
			put(ref, g.value(rec.ID))
		}
	}
	return nil
}

func (v *view) findRelationNodes(refs []string, put func(string, Node)) error {
	byKey, err := v.relationsByKey(typed[graph.TieKey](refs))
	if err != nil {
		return err
	}
	for key, r := range byKey {
		if v.holdsTie(r) {
			put(string(key), r)
		}
	}
	return nil
}

func (v *view) findClaimNodes(refs []string, put func(string, Node)) error {
	byID, err := v.claimsByID(typed[graph.ClaimID](refs))
	for id, c := range byID {
		put(string(id), c)
	}
	return err
}

func (v *view) findSourceNodes(refs []string, put func(string, Node)) error {
	byRef, err := v.findSources(v.Rev, refs)
	if err != nil {
		return err
	}
	list := map[graph.SourceID]*graph.Source{}
	for _, rec := range byRef {
		list[rec.ID] = rec
	}
	g := v.sources(slices.Collect(maps.Values(list)))
	for ref, rec := range byRef {
		put(ref, g.value(rec.ID))
	}
	return nil
}

func (v *view) findDatasetNodes(_ []string, put func(string, Node)) error {
	all, err := v.datasets()
	for id, d := range all {
		put(string(id), &Dataset{v.reader, d})
	}
	return err
}

func (v *view) findLoadNodes(refs []string, put func(string, Node)) error {
	loads, err := v.loadsByNo(refs)
	for _, l := range loads {
		put(strconv.FormatInt(l.rec.No, 10), l)
	}
	return err
}

func typed[T ~string](ids []string) []T {
	out := make([]T, len(ids))
	for i, id := range ids {
		out[i] = T(id)
	}
	return out
}
