package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// edgesRewritten is the migration that has edges written anew, from the JSON
// that they had. It can be broken off and gone on with.
const edgesRewritten = 3

func (s *Store) rewriteEdges(lease *lease) error {
	for _, t := range allEdges() {
		if err := s.rewriteEdgesOf(lease, t); err != nil {
			return err
		}
	}
	return nil
}

// rewriteEdgesOf reads the edges of a type as a stream, which may be millions,
// and writes a batch at a time.
func (s *Store) rewriteEdgesOf(lease *lease, t edgeType) error {
	const doing = "writing edges anew"
	session := s.driver.NewSession(lease.ctx, neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeWrite, DatabaseName: s.opt.Database, FetchSize: s.batch, // of the leader
		BookmarkManager: s.driver.ExecuteQueryBookmarkManager(),
	})
	defer session.Close(context.WithoutCancel(lease.ctx))
	result, err := session.Run(lease.ctx, branches("edges_to_rewrite", []edgeType{t}), nil)
	if err != nil {
		return s.explain(lease.ctx, doing, err)
	}
	var rows []params
	flush := func() error {
		if len(rows) == 0 {
			return nil
		}
		err := lease.write(doing, func(tx *tx) error { return tx.run(branches("rewrite_edges", []edgeType{t}), params{"rows": rows}) })
		rows = rows[:0]
		return err
	}
	for result.Next(lease.ctx) {
		row, err := rewritten(result.Record())
		if err != nil {
			return s.explain(lease.ctx, doing, err)
		}
		if rows = append(rows, row); len(rows) < s.batch {
			continue
		}
		if err := flush(); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return s.explain(lease.ctx, doing, err)
	}
	return flush()
}

func rewritten(edge *neo4j.Record) (params, error) {
	var id string
	var r graph.Relation
	if err := column(edge, "id", &id); err != nil {
		return nil, err
	}
	if err := body(edge, "body", &r); err != nil {
		return nil, err
	}
	record, err := recordOf(&r)
	if err != nil {
		return nil, err
	}
	census, err := censusOf(&r)
	return params{"id": id, "record": record, "census": census}, err
}
