package ask

import (
	"fmt"
	"slices"

	"github.com/realign/realign/graph"
)

// Perspective is the argument that says whose account to believe, with ids as
// given. A nil list does not filter, an empty one matches nothing.
type Perspective struct {
	Sources, ExcludeSources     []string
	Claimants, ExcludeClaimants []string
	Datasets                    []string
	Voices                      []graph.Voice
	WithMembers                 *bool
	WorstReliability            *graph.Reliability
	WorstCredibility            *int
	Ungraded                    *bool
	Clock                       *graph.Clock
}

// perspective resolves the ids of a perspective as of a revision.
func (r *reader) perspective(rev graph.RevNo, p *Perspective) (*graph.Perspective, error) {
	out := &graph.Perspective{
		Voices:         p.Voices,
		WithMembers:    p.WithMembers != nil && *p.WithMembers,
		RefuseUngraded: p.Ungraded != nil && !*p.Ungraded,
	}
	if p.WorstReliability != nil {
		out.WorstReliability = *p.WorstReliability
	}
	if p.WorstCredibility != nil {
		if *p.WorstCredibility < 1 || *p.WorstCredibility > 6 {
			return nil, invalid("perspective.worstCredibility", "write 1 (confirmed) to 5 (improbable)", "%d is no grade of credibility", *p.WorstCredibility)
		}
		out.WorstCredibility = graph.Credibility(*p.WorstCredibility)
	}
	if p.Clock != nil {
		out.Clock = *p.Clock
	}
	var err error
	if out.Sources, err = r.resolveSources(rev, "perspective.sources", p.Sources); err != nil {
		return nil, err
	}
	if out.ExcludeSources, err = r.resolveSources(rev, "perspective.excludeSources", p.ExcludeSources); err != nil {
		return nil, err
	}
	if out.Claimants, err = r.resolveActors(rev, "perspective.claimants", p.Claimants); err != nil {
		return nil, err
	}
	if out.ExcludeClaimants, err = r.resolveActors(rev, "perspective.excludeClaimants", p.ExcludeClaimants); err != nil {
		return nil, err
	}
	if out.Datasets, err = r.resolveDatasets("perspective.datasets", p.Datasets); err != nil {
		return nil, err
	}
	return out, nil
}

// resolveActors finds whom ids, former ids or identifiers name, in the order
// given; nil stays nil.
func (r *reader) resolveActors(rev graph.RevNo, argument string, refs []string) ([]graph.ActorID, error) {
	if refs == nil {
		return nil, nil
	}
	found, err := r.findActors(rev, refs)
	if err != nil {
		return nil, err
	}
	out := make([]graph.ActorID, 0, len(refs))
	for _, ref := range refs {
		a := found[bare(ref, "actor:")]
		if a == nil {
			return nil, unknownActor(argument, ref, rev)
		}
		out = append(out, a.ID)
	}
	return distinct(out), nil
}

func unknownActor(argument, ref string, rev graph.RevNo) error {
	return notFound(argument, `look for it with actors(search: "…")`, "no actor %q is known at revision r%d", ref, rev)
}

// findActors returns actors by the refs that lead to them, ids without their
// prefix.
func (r *reader) findActors(rev graph.RevNo, refs []string) (map[string]*graph.Actor, error) {
	out := make(map[string]*graph.Actor, len(refs))
	if len(refs) == 0 {
		return out, nil
	}
	wanted := make([]string, len(refs))
	for i, ref := range refs {
		wanted[i] = bare(ref, "actor:")
	}
	actors, err := r.store.Actors(r.ctx, rev, graph.ActorQuery{Refs: wanted})
	if err != nil {
		return nil, fmt.Errorf("looking up actors: %w", err)
	}
	for _, a := range actors {
		for _, alias := range a.Aliases {
			out[string(alias)] = a
		}
		for _, id := range a.Identifiers {
			out[id.Ref()] = a
		}
	}
	for _, a := range actors { // ids go before former ids of others
		out[string(a.ID)] = a
	}
	return out, nil
}

func (r *reader) resolveSources(rev graph.RevNo, argument string, refs []string) ([]graph.SourceID, error) {
	if refs == nil {
		return nil, nil
	}
	found, err := r.findSources(rev, refs)
	if err != nil {
		return nil, err
	}
	out := make([]graph.SourceID, 0, len(refs))
	for _, ref := range refs {
		s := found[bare(ref, "source:")]
		if s == nil {
			return nil, notFound(argument, `look for it with sources(search: "…")`, "no source %q is known at revision r%d", ref, rev)
		}
		out = append(out, s.ID)
	}
	return distinct(out), nil
}

func (r *reader) findSources(rev graph.RevNo, refs []string) (map[string]*graph.Source, error) {
	out := make(map[string]*graph.Source, len(refs))
	if len(refs) == 0 {
		return out, nil
	}
	wanted := make([]string, len(refs))
	for i, ref := range refs {
		wanted[i] = bare(ref, "source:")
	}
	sources, err := r.store.Sources(r.ctx, rev, graph.SourceQuery{Refs: wanted})
	if err != nil {
		return nil, fmt.Errorf("looking up sources: %w", err)
	}
	for _, s := range sources {
		for _, alias := range s.Aliases {
			out[string(alias)] = s
		}
	}
	for _, s := range sources {
		out[string(s.ID)] = s
	}
	return out, nil
}

func (r *reader) resolveDatasets(argument string, refs []string) ([]graph.DatasetID, error) {
	if refs == nil {
		return nil, nil
	}
	known, err := r.datasets()
	if err != nil {
		return nil, err
	}
	out := make([]graph.DatasetID, 0, len(refs))
	for _, ref := range refs {
		id := graph.DatasetID(bare(ref, "dataset:"))
		if _, ok := known[id]; !ok {
			return nil, notFound(argument, "ask datasets { id } for those there are", "there is no dataset %q", ref)
		}
		out = append(out, id)
	}
	return distinct(out), nil
}

// distinct drops repeats and keeps the order: an id given ten thousand times
// would be looked at as often for every tie.
func distinct[T comparable](list []T) []T {
	seen := make(map[T]bool, len(list))
	return slices.DeleteFunc(list, func(x T) bool {
		again := seen[x]
		seen[x] = true
		return again
	})
}

// bare is an id without the prefix that says what it names.
func bare(ref, prefix string) string {
	if len(ref) > len(prefix) && ref[:len(prefix)] == prefix {
		return ref[len(prefix):]
	}
	return ref
}
