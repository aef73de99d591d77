package neo4jstore

import (
	"context"

	"github.com/realign/realign/graph"
)

// Census counts the relations of a selection. For everyone's word it reads no
// more of each than the selection itself looks at.
func (s *Store) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	q.After, q.Limit = nil, 0
	if matchesNothing(&q) {
		return graph.NewCensus(), ctx.Err()
	}
	var census graph.Census
	err := s.read(ctx, "counting relations", func(tx *tx) error {
		if q.Lens != nil {
			page, err := tx.foldedAnew(rev, &q)
			census = q.Census(page.Relations)
			return err
		}
		candidates, err := tx.briefs(rev, &q)
		census = q.Census(candidates)
		return err
	})
	return census, err
}
