package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// State returns what the head holds of a dataset, and what others say of some
// ties, to plan a load against.
func (ix *Index) State(dataset graph.DatasetID, ties []graph.TieKey) *graph.DatasetState {
	roll := ix.roll(dataset)
	state := &graph.DatasetState{Base: roll.Base, Actors: roll.Actors, Sources: roll.Sources,
		Claims: map[graph.ClaimID]*graph.Claim{}, Others: roll.Others}
	state.Others.Ties = map[graph.TieKey]*graph.Claim{}
	ix.openClaims(func(no uint32, c *graph.Claim) {
		if c.Dataset != dataset {
			refer(roll, c)
			return
		}
		own := new(graph.Claim)
		ix.unpack(no, own, nil)
		state.Claims[own.ID] = own
	})
	if len(ties) == 0 {
		return state
	}
	for _, v := range ix.Claims(roll.Base, graph.ClaimQuery{Ties: ties, Days: graph.Always}).Claims {
		if v.Dataset != dataset && state.Others.Ties[v.Tie] == nil {
			state.Others.Ties[v.Tie] = v.Claim
		}
	}
	return state
}

// Roll returns the same without the claims themselves.
func (ix *Index) Roll(dataset graph.DatasetID) *graph.Roll {
	roll := ix.roll(dataset)
	ix.openClaims(func(_ uint32, c *graph.Claim) {
		if c.Dataset == dataset {
			roll.Claims = append(roll.Claims, c.ID)
		} else {
			refer(roll, c)
		}
	})
	slices.Sort(roll.Claims)
	return roll
}

// refer notes what another dataset's claim refers to of the roll's records.
func refer(roll *graph.Roll, c *graph.Claim) {
	named := func(id graph.ActorID) {
		if roll.Actors[id] == nil {
			return
		}
		if first, ok := roll.Others.Named[id]; !ok || c.Tie < first {
			roll.Others.Named[id] = c.Tie
		}
	}
	named(c.Claimant)
	for _, p := range c.Parties {
		named(p.Actor)
	}
	if roll.Sources[c.Source] == nil {
		return
	}
	if first, ok := roll.Others.Cited[c.Source]; !ok || c.Tie < first {
		roll.Others.Cited[c.Source] = c.Tie
	}
}

// roll has all of a roll but the claims.
func (ix *Index) roll(dataset graph.DatasetID) *graph.Roll {
	head := ix.revisions.last()
	state := &graph.Roll{
		Base:    graph.RevNo(head),
		Actors:  map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{},
		Others: graph.Others{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Named:   map[graph.ActorID]graph.TieKey{},
			Cited:   map[graph.SourceID]graph.TieKey{},
		},
	}
	for _, a := range ix.Actors(graph.RevNo(head), graph.ActorQuery{}) {
		if a.Dataset == dataset {
			state.Actors[a.ID] = a
		} else {
			state.Others.Actors[a.ID] = a
		}
	}
	for _, s := range ix.Sources(graph.RevNo(head), graph.SourceQuery{}) {
		if s.Dataset == dataset {
			state.Sources[s.ID] = s
		} else {
			state.Others.Sources[s.ID] = s
		}
	}
	return state
}

// openClaims calls see with every claim that the head knows. The claim is good
// until see returns.
func (ix *Index) openClaims(see func(no uint32, c *graph.Claim)) {
	head := ix.revisions.last()
	var c graph.Claim
	var parties []graph.Party
	for no := uint32(1); no < ix.claims.n; no++ {
		if v := ix.claims.at(no); isKnown(v.from, v.to, head) {
			parties = ix.unpack(no, &c, parties[:0])
			see(no, &c)
		}
	}
}
