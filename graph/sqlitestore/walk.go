package sqlitestore

import (
	"context"

	"github.com/realign/realign/graph"
)

// WalkRelations selects relations, for everyone's word, without making a list of
// them. It calls begin with all who are a party to one of them, in the order in
// which these name them, nil for those whom the revision does not know, and with
// how many relations there are; then see with each in order, which is another one
// at the next call. An error of theirs ends the walk.
func (s *Store) WalkRelations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery,
	begin func(ids []graph.ActorID, actors []*graph.Actor, ties int) error, see func(*graph.Relation) error) error {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return err
	}
	return ix.Walk(rev, q, begin, see)
}
