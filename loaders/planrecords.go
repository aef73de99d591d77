package loaders

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/realign/realign/graph"
)

// planRecords compares actors and sources. stay are those that claims need
// which stay although no row speaks of them.
func (p *Plan) planRecords(c *Checked, state *graph.DatasetState, stay stayers) {
	actors, goneActors := compare(p, c.Actors, state.Actors, func(a *graph.Actor) graph.ActorID { return a.ID }, sameActor)
	sources, goneSources := compare(p, c.Sources, state.Sources, func(s *graph.Source) graph.SourceID { return s.ID }, sameSource)
	stay.needOfOthers(&state.Others)
	// What stays may need more to stay, until nothing is added.
	for again := true; again; {
		again = false
		goneActors = slices.DeleteFunc(goneActors, func(a *graph.Actor) bool {
			why, needed := stay.actors[a.ID]
			if !needed && !c.keep.keepsActor(a.ID) {
				return false
			}
			again = true
			stay.needOfActor(a)
			p.stays("actor "+string(a.ID), why)
			return true
		})
		goneSources = slices.DeleteFunc(goneSources, func(s *graph.Source) bool {
			why, needed := stay.sources[s.ID]
			if !needed && !c.keep.keepsSource(s.ID) {
				return false
			}
			again = true
			stay.needOfSource(s)
			p.stays("source "+string(s.ID), why)
			return true
		})
	}
	p.Actors, p.Sources = actors, sources
	for _, a := range goneActors {
		p.Actors = append(p.Actors, Change[graph.Actor]{Old: a})
	}
	for _, s := range goneSources {
		p.Sources = append(p.Sources, Change[graph.Source]{Old: s})
	}
	slices.SortFunc(p.Actors, func(a, b Change[graph.Actor]) int {
		return cmp.Compare(cmp.Or(a.New, a.Old).ID, cmp.Or(b.New, b.Old).ID)
	})
	slices.SortFunc(p.Sources, func(a, b Change[graph.Source]) int {
		return cmp.Compare(cmp.Or(a.New, a.Old).ID, cmp.Or(b.New, b.Old).ID)
	})
}

// stays counts a record that no row speaks of, and warns if something that
// will be there still refers to it.
func (p *Plan) stays(what, why string) {
	p.UnchangedRecords++
	p.Kept++
	if why != "" {
		p.Problems = append(p.Problems, newProblem(Place{File: p.Dataset.Folder}, RuleReferredTo,
			fmt.Sprintf("the %s is gone from the files, and stays since %s refers to it", what, why),
			"put its row back, or remove what refers to it first"))
	}
}

// compare finds what is new or another version, and what is gone.
func compare[ID cmp.Ordered, T any](p *Plan, rows []Placed[T], stored map[ID]*T, id func(*T) ID, same func(a, b *T) bool) (changes []Change[T], gone []*T) {
	written := map[ID]bool{}
	for _, r := range rows {
		written[id(r.Record)] = true
		if old := stored[id(r.Record)]; old == nil || !same(old, r.Record) {
			changes = append(changes, Change[T]{r.Place, old, r.Record})
		} else {
			p.UnchangedRecords++
		}
	}
	for _, k := range sortedKeys(stored) {
		if !written[k] {
			gone = append(gone, stored[k])
		}
	}
	return changes, gone
}

// sameActor does not tell nil lists from empty ones: stores need not either.
func sameActor(a, b *graph.Actor) bool {
	x, y := *a, *b
	x.Aliases, x.Names, x.Identifiers, x.Affiliations, x.Predecessors = nil, nil, nil, nil, nil
	y.Aliases, y.Names, y.Identifiers, y.Affiliations, y.Predecessors = nil, nil, nil, nil, nil
	return reflect.DeepEqual(x, y) && slices.Equal(a.Aliases, b.Aliases) && slices.Equal(a.Names, b.Names) &&
		slices.Equal(a.Identifiers, b.Identifiers) && slices.Equal(a.Affiliations, b.Affiliations) && slices.Equal(a.Predecessors, b.Predecessors)
}

func sameSource(a, b *graph.Source) bool {
	x, y := *a, *b
	x.Aliases, y.Aliases = nil, nil
	return reflect.DeepEqual(x, y) && slices.Equal(a.Aliases, b.Aliases)
}

// stayers are records that something refers to which will be there, and what.
type stayers struct {
	actors  map[graph.ActorID]string
	sources map[graph.SourceID]string
}

func newStayers() stayers {
	return stayers{actors: map[graph.ActorID]string{}, sources: map[graph.SourceID]string{}}
}

func (s stayers) need(refs []ref, by string) {
	for _, r := range refs {
		if r.actor != nil {
			s.actors[*r.actor] = by
		} else {
			s.sources[*r.source] = by
		}
	}
}

func (s stayers) needOfActor(a *graph.Actor) { s.need(actorRefs(a, false), "the actor "+string(a.ID)) }

func (s stayers) needOfSource(src *graph.Source) {
	s.need(sourceRefs(src), "the source "+string(src.ID))
}

func (s stayers) needOfClaim(c *graph.Claim) {
	by := claimOn(c.Tie)
	s.actors[c.Claimant], s.sources[c.Source] = by, by
	for _, p := range c.Parties {
		s.actors[p.Actor] = by
	}
}

func claimOn(tie graph.TieKey) string { return "a claim on " + string(tie) }

func (s stayers) needOfOthers(o *graph.Others) {
	for _, id := range sortedKeys(o.Actors) {
		s.needOfActor(o.Actors[id])
	}
	for _, id := range sortedKeys(o.Sources) {
		s.needOfSource(o.Sources[id])
	}
	for id, tie := range o.Named {
		s.actors[id] = claimOn(tie)
	}
	for id, tie := range o.Cited {
		s.sources[id] = claimOn(tie)
	}
}
