// Package temporaltest has tests and benchmarks ask an index as they ask a
// store, without the file that one is kept in. It imports graph and
// graph/temporal, and no program imports it.
package temporaltest

import (
	"context"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// Reader asks an index as a store is asked. It knows of no datasets and loads.
type Reader struct{ *temporal.Index }

var _ graph.Reader = Reader{}

// Head returns the newest revision.
func (x Reader) Head(context.Context) (graph.Revision, error) { return x.Index.Head(), nil }

// RevisionAt returns the newest revision known at an instant.
func (x Reader) RevisionAt(_ context.Context, at time.Time) (graph.Revision, error) {
	return x.Index.RevisionAt(at), nil
}

// Revision returns a revision by number.
func (x Reader) Revision(_ context.Context, no graph.RevNo) (graph.Revision, error) {
	rev, ok := x.Index.Revision(no)
	if !ok {
		return rev, graph.ErrNotFound
	}
	return rev, nil
}

// Relations selects relations.
func (x Reader) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return x.Index.Relations(rev, q), nil
}

// Claims selects claims.
func (x Reader) Claims(_ context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	return x.Index.Claims(rev, q), nil
}

// Changed returns the ties that may have changed.
func (x Reader) Changed(_ context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	return x.Index.Changed(after, upTo), nil
}

// Actors selects actors.
func (x Reader) Actors(_ context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	return x.Index.Actors(rev, q), nil
}

// Sources selects sources.
func (x Reader) Sources(_ context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	return x.Index.Sources(rev, q), nil
}

// Census counts a selection of relations.
func (x Reader) Census(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	return x.Index.Census(rev, q), nil
}

// Stats counts claims.
func (x Reader) Stats(_ context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	return x.Index.Stats(rev, lens), nil
}

// Datasets returns none.
func (Reader) Datasets(context.Context) ([]graph.Dataset, error) { return nil, nil }

// Loads returns none.
func (Reader) Loads(context.Context, graph.LoadQuery) (graph.LoadPage, error) {
	return graph.LoadPage{}, nil
}

// WalkRelations hands out a selection without making a list of it.
func (x Reader) WalkRelations(_ context.Context, rev graph.RevNo, q graph.RelationQuery, begin func([]graph.ActorID, []*graph.Actor, int) error, see func(*graph.Relation) error) error {
	return x.Walk(rev, q, begin, see)
}
