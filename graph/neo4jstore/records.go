package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// Actors returns the actors that the query selects, by id. They are shared with
// other callers and not to be changed.
func (s *Store) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	if q.Refs == nil || q.Kinds != nil || q.Dataset != "" || q.Search != "" || !s.isPast(rev) {
		return s.actors(ctx, rev, q)
	}
	found, err := s.keptActors.find(rev, q.Refs, func(refs []string) ([]*graph.Actor, error) {
		return s.actors(ctx, rev, graph.ActorQuery{Refs: refs})
	})
	return found, cmp.Or(err, ctx.Err())
}

func (s *Store) actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	p := params{
		"rev": int64(rev), "refs": texts(q.Refs), "kinds": words(q.Kinds),
		"dataset": nil, "search": q.Search,
	}
	if q.Dataset != "" {
		p["dataset"] = string(q.Dataset)
	}
	name := "actors_all"
	if q.Refs != nil {
		name = "actors_by_ref"
	}
	found, err := records[graph.Actor](ctx, s, "reading actors", cypher(name), p)
	slices.SortFunc(found, func(a, b *graph.Actor) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return found, err
}

// Sources returns the sources that the query selects, by id. They are shared
// with other callers and not to be changed.
func (s *Store) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	if q.Refs == nil || q.Search != "" || !s.isPast(rev) {
		return s.sources(ctx, rev, q)
	}
	found, err := s.keptSources.find(rev, q.Refs, func(refs []string) ([]*graph.Source, error) {
		return s.sources(ctx, rev, graph.SourceQuery{Refs: refs})
	})
	return found, cmp.Or(err, ctx.Err())
}

func (s *Store) sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	p := params{"rev": int64(rev), "refs": texts(q.Refs), "search": q.Search}
	name := "sources_all"
	if q.Refs != nil {
		name = "sources_by_ref"
	}
	found, err := records[graph.Source](ctx, s, "reading sources", cypher(name), p)
	slices.SortFunc(found, func(a, b *graph.Source) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return found, err
}

// records reads the column body of a query's rows; nil if there is none.
func records[T any](ctx context.Context, s *Store, doing, query string, p params) ([]*T, error) {
	var out []*T
	err := s.read(ctx, doing, func(tx *tx) error {
		out = nil
		rows, err := tx.rows(query, p)
		if err != nil || len(rows) == 0 {
			return err
		}
		out, err = bodies[T](rows)
		return err
	})
	return out, err
}
