package storetest

import (
	"slices"

	"github.com/realign/realign/graph"
)

// Version is all that a dataset says at one time. Loading the next version
// retracts what it no longer has.
type Version struct {
	Dataset graph.DatasetID
	Actors  []*graph.Actor
	Sources []*graph.Source
	Claims  []*graph.Claim
}

// number gives the records what follows from where they stand: the dataset,
// the claims' places and their ids. It copies them, since the records of an
// earlier version are in a store.
func (v *Version) number() {
	for i, a := range v.Actors {
		a := *a
		a.Dataset, v.Actors[i] = v.Dataset, &a
	}
	for i, s := range v.Sources {
		s := *s
		s.Dataset, v.Sources[i] = v.Dataset, &s
	}
	seq := map[graph.TieKey]int{}
	for i, c := range v.Claims {
		c := *c
		seq[c.Tie]++
		c.Dataset, c.Seq = v.Dataset, seq[c.Tie]
		c.ID = c.Digest()
		v.Claims[i] = &c
	}
}

// Plan returns what makes the state into this version, and a load that counts
// it. It is as simple as tests need it: a claim is replaced by the first new
// one of the same tie and source.
func (v *Version) Plan(state *graph.DatasetState) (graph.Load, graph.Changes) {
	load := graph.Load{Dataset: v.Dataset, Status: graph.LoadRunning}
	changes := graph.Changes{Base: state.Base}

	actors := map[graph.ActorID]bool{}
	for _, a := range v.Actors {
		actors[a.ID] = true
		if old := state.Actors[a.ID]; old == nil || Render(old) != Render(a) {
			changes.Actors = append(changes.Actors, a)
		}
	}
	sources := map[graph.SourceID]bool{}
	for _, s := range v.Sources {
		sources[s.ID] = true
		if old := state.Sources[s.ID]; old == nil || Render(old) != Render(s) {
			changes.Sources = append(changes.Sources, s)
		}
	}
	for _, id := range sortedKeys(state.Actors) {
		if !actors[id] {
			changes.WithdrawActors = append(changes.WithdrawActors, id)
		}
	}
	for _, id := range sortedKeys(state.Sources) {
		if !sources[id] {
			changes.WithdrawSources = append(changes.WithdrawSources, id)
		}
	}
	claims := map[graph.ClaimID]bool{}
	for _, c := range v.Claims {
		if claims[c.ID] {
			continue // the same words twice are one claim
		}
		claims[c.ID] = true
		if state.Claims[c.ID] == nil {
			changes.Claims = append(changes.Claims, c)
		} else {
			load.Unchanged++
		}
	}
	changes.Retract = retractions(state, claims, changes.Claims)

	load.Created, load.Retracted = len(changes.Claims), len(changes.Retract)
	load.Changed = len(changes.Actors) + len(changes.Sources) + len(changes.WithdrawActors) + len(changes.WithdrawSources)
	return load, changes
}

func retractions(state *graph.DatasetState, keep map[graph.ClaimID]bool, fresh []*graph.Claim) []graph.Retraction {
	var old []*graph.Claim
	for id, c := range state.Claims {
		if !keep[id] {
			old = append(old, c)
		}
	}
	slices.SortFunc(old, graph.CompareClaims)
	taken := map[graph.ClaimID]bool{}
	var out []graph.Retraction
	for _, c := range old {
		r := graph.Retraction{Claim: c.ID}
		for _, n := range fresh {
			if !taken[n.ID] && n.Tie == c.Tie && n.Source == c.Source {
				r.ReplacedBy, taken[n.ID] = n.ID, true
				break
			}
		}
		out = append(out, r)
	}
	return out
}
