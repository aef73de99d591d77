package neo4jstore

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/realign/realign/graph"
)

// State returns what the newest revision holds of a dataset, and what others
// say of some ties.
func (s *Store) State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error) {
	var state *graph.DatasetState
	err := s.read(ctx, "reading the state of a dataset", func(tx *tx) error {
		roll, err := tx.roll(dataset)
		if err != nil {
			return err
		}
		state = &graph.DatasetState{Base: roll.Base, Actors: roll.Actors, Sources: roll.Sources, Others: roll.Others}
		return tx.stateOfClaims(dataset, ties, state)
	})
	if err != nil {
		return nil, err
	}
	return state, nil
}

// Roll returns the same without the claims themselves.
func (s *Store) Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	var roll *graph.Roll
	err := s.read(ctx, "reading the roll of a dataset", func(tx *tx) (err error) {
		if roll, err = tx.roll(dataset); err != nil {
			return err
		}
		return tx.rollOfClaims(dataset, roll)
	})
	if err != nil {
		return nil, err
	}
	return roll, nil
}

// roll has all of a roll but the claims.
func (t *tx) roll(dataset graph.DatasetID) (*graph.Roll, error) {
	roll := &graph.Roll{
		Actors:  map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{},
		Others: graph.Others{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Named:   map[graph.ActorID]graph.TieKey{},
			Cited:   map[graph.SourceID]graph.TieKey{},
		},
	}
	rows, err := t.rows(cypher("head"), nil)
	if err != nil || len(rows) == 0 {
		return roll, err
	}
	if err := number(rows[0], "no", &roll.Base); err != nil {
		return nil, err
	}
	all := params{"rev": int64(roll.Base), "kinds": nil, "dataset": nil, "search": ""}
	if rows, err = t.rows(cypher("actors_all"), all); err != nil {
		return nil, err
	}
	actors, err := bodies[graph.Actor](rows)
	if err != nil {
		return nil, err
	}
	for _, a := range actors {
		if a.Dataset == dataset {
			roll.Actors[a.ID] = a
		} else {
			roll.Others.Actors[a.ID] = a
		}
	}
	if rows, err = t.rows(cypher("sources_all"), all); err != nil {
		return nil, err
	}
	sources, err := bodies[graph.Source](rows)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.Dataset == dataset {
			roll.Sources[s.ID] = s
		} else {
			roll.Others.Sources[s.ID] = s
		}
	}
	own := params{"rev": int64(roll.Base), "dataset": string(dataset),
		"actors": texts(slices.Sorted(maps.Keys(roll.Actors))), "sources": texts(slices.Sorted(maps.Keys(roll.Sources)))}
	if err := referred(t, "named_by_others", own, roll.Others.Named); err != nil {
		return nil, err
	}
	return roll, referred(t, "cited_by_others", own, roll.Others.Cited)
}

// referred reads which records a query finds referred to, and on which tie.
func referred[ID ~string](t *tx, query string, p params, into map[ID]graph.TieKey) error {
	rows, err := t.rows(cypher(query), p)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var id, tie string
		if err := errors.Join(column(row, "id", &id), column(row, "tie", &tie)); err != nil {
			return err
		}
		into[ID(id)] = graph.TieKey(tie)
	}
	return nil
}

// rollOfClaims adds the ids of the claims.
func (t *tx) rollOfClaims(dataset graph.DatasetID, roll *graph.Roll) error {
	rows, err := t.rows(cypher("roll_claims"), params{"rev": int64(roll.Base), "dataset": string(dataset)})
	if err != nil {
		return err
	}
	for _, row := range rows {
		var id string
		if err := column(row, "id", &id); err != nil {
			return err
		}
		roll.Claims = append(roll.Claims, graph.ClaimID(id))
	}
	slices.Sort(roll.Claims)
	return nil
}

func (t *tx) stateOfClaims(dataset graph.DatasetID, ties []graph.TieKey, state *graph.DatasetState) error {
	p := params{"rev": int64(state.Base), "dataset": string(dataset), "ties": texts(distinct(ties))}
	rows, err := t.rows(cypher("state_claims"), p)
	if err != nil {
		return err
	}
	claims, err := bodies[graph.Claim](rows)
	if err != nil {
		return err
	}
	state.Claims, state.Others.Ties = map[graph.ClaimID]*graph.Claim{}, map[graph.TieKey]*graph.Claim{}
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
