package neo4jstore

import (
	"context"

	"github.com/realign/realign/graph"
)

// State returns what the newest revision holds of a dataset, and of the others.
func (s *Store) State(ctx context.Context, dataset graph.DatasetID) (*graph.DatasetState, error) {
	var state *graph.DatasetState
	err := s.read(ctx, "reading the state of a dataset", func(tx *tx) error {
		state = &graph.DatasetState{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Claims:  map[graph.ClaimID]*graph.Claim{},
			Others: graph.Others{
				Actors:  map[graph.ActorID]*graph.Actor{},
				Sources: map[graph.SourceID]*graph.Source{},
				Ties:    map[graph.TieKey]*graph.Claim{},
			},
		}
		rows, err := tx.rows(cypher("head"), nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := number(rows[0], "no", &state.Base); err != nil {
			return err
		}
		if err := tx.stateOfRecords(dataset, state); err != nil {
			return err
		}
		return tx.stateOfClaims(dataset, state)
	})
	if err != nil {
		return nil, err
	}
	return state, nil
}

func (t *tx) stateOfRecords(dataset graph.DatasetID, state *graph.DatasetState) error {
	all := params{"rev": int64(state.Base), "kinds": nil, "dataset": nil, "search": ""}
	rows, err := t.rows(cypher("actors_all"), all)
	if err != nil {
		return err
	}
	actors, err := bodies[graph.Actor](rows)
	if err != nil {
		return err
	}
	for _, a := range actors {
		if a.Dataset == dataset {
			state.Actors[a.ID] = a
		} else {
			state.Others.Actors[a.ID] = a
		}
	}
	if rows, err = t.rows(cypher("sources_all"), all); err != nil {
		return err
	}
	sources, err := bodies[graph.Source](rows)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if s.Dataset == dataset {
			state.Sources[s.ID] = s
		} else {
			state.Others.Sources[s.ID] = s
		}
	}
	return nil
}

func (t *tx) stateOfClaims(dataset graph.DatasetID, state *graph.DatasetState) error {
	p := params{"rev": int64(state.Base), "dataset": string(dataset)}
	rows, err := t.rows(cypher("state_claims"), p)
	if err != nil {
		return err
	}
	claims, err := bodies[graph.Claim](rows)
	if err != nil {
		return err
	}
	for _, c := range claims {
		state.Claims[c.ID] = c
	}
	if rows, err = t.rows(cypher("state_ties"), p); err != nil {
		return err
	}
	if claims, err = bodies[graph.Claim](rows); err != nil {
		return err
	}
	for _, c := range claims {
		state.Others.Ties[c.Tie] = c
	}
	return nil
}
