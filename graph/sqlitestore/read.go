package sqlitestore

import (
	"context"
	"fmt"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// Head returns the newest revision.
func (s *Store) Head(ctx context.Context) (graph.Revision, error) {
	ix, err := s.newest(ctx)
	if err != nil {
		return graph.Revision{}, err
	}
	return ix.Head(), nil
}

// RevisionAt returns the newest revision known at an instant.
func (s *Store) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	ix, err := s.newest(ctx)
	if err != nil {
		return graph.Revision{}, err
	}
	return ix.RevisionAt(at), nil
}

// Revision returns a revision by number.
func (s *Store) Revision(ctx context.Context, no graph.RevNo) (graph.Revision, error) {
	ix, err := s.newest(ctx)
	if err != nil {
		return graph.Revision{}, err
	}
	rev, ok := ix.Revision(no)
	if !ok {
		return rev, unknown(no)
	}
	return rev, nil
}

func unknown(no graph.RevNo) error { return fmt.Errorf("revision %d: %w", no, graph.ErrNotFound) }

// newest returns an index of the head that the file has now.
func (s *Store) newest(ctx context.Context) (*temporal.Index, error) {
	ix, err := s.refresh(ctx)
	return ix, explain(ctx, "reading "+s.path, err)
}

// at returns an index that answers for a revision. Only a revision that another
// process may have made costs a look into the file.
func (s *Store) at(ctx context.Context, rev graph.RevNo) (*temporal.Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if ix := s.index.Load(); ix != nil && 0 <= rev && rev <= ix.Head().No {
		return ix, nil
	}
	ix, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := ix.Revision(rev); !ok {
		return nil, unknown(rev)
	}
	return ix, nil
}

// Relations folds and selects relations.
func (s *Store) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return graph.RelationPage{}, err
	}
	return ix.Relations(rev, q), nil
}

// Census counts the relations of a selection.
func (s *Store) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return graph.Census{}, err
	}
	return ix.Census(rev, q), nil
}

// Claims selects claims. A load looks some up, which needs no index.
func (s *Store) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	if s.index.Load() == nil && isKeyed(&q) {
		head, err := s.head(ctx)
		if err == nil && (rev < 0 || rev > head) {
			return graph.ClaimPage{}, unknown(rev)
		}
		var page graph.ClaimPage
		if err == nil {
			page, err = s.keyed(ctx, rev, &q)
		}
		return page, explain(ctx, "reading "+s.path, err)
	}
	ix, err := s.at(ctx, rev)
	if err != nil {
		return graph.ClaimPage{}, err
	}
	return ix.Claims(rev, q), nil
}

// Changed returns the keys of all ties that upTo may fold otherwise than after.
func (s *Store) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	if _, err := s.at(ctx, after); err != nil {
		return nil, err
	}
	ix, err := s.at(ctx, upTo)
	if err != nil {
		return nil, err
	}
	return ix.Changed(after, upTo), nil
}

// Actors returns actors as of the revision, by id.
func (s *Store) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return nil, err
	}
	return ix.Actors(rev, q), nil
}

// Sources returns sources as of the revision, by id.
func (s *Store) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return nil, err
	}
	return ix.Sources(rev, q), nil
}

// Stats counts claims in the view.
func (s *Store) Stats(ctx context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	ix, err := s.at(ctx, rev)
	if err != nil {
		return graph.Stats{}, err
	}
	return ix.Stats(rev, lens), nil
}
