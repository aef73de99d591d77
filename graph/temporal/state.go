package temporal

import "github.com/realign/realign/graph"

// State returns what the head holds of a dataset and of the others, to plan a
// load against.
func (ix *Index) State(dataset graph.DatasetID) *graph.DatasetState {
	head := ix.revisions.last()
	state := &graph.DatasetState{
		Base:    graph.RevNo(head),
		Actors:  map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{},
		Claims:  map[graph.ClaimID]*graph.Claim{},
		Others: graph.Others{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Ties:    map[graph.TieKey]*graph.Claim{},
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
	for no := uint32(1); no < ix.claims.n; no++ {
		v := ix.claims.at(no)
		if !isKnown(v.from, v.to, head) {
			continue
		}
		c := new(graph.Claim)
		ix.unpack(no, c, nil)
		if c.Dataset == dataset {
			state.Claims[c.ID] = c
		} else if first := state.Others.Ties[c.Tie]; first == nil || graph.CompareClaims(c, first) < 0 {
			state.Others.Ties[c.Tie] = c
		}
	}
	return state
}
