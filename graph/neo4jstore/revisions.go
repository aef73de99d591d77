package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Head returns the newest revision; under a context of [Store.Presume] the newest
// that was seen before, asking nobody.
func (s *Store) Head(ctx context.Context) (graph.Revision, error) {
	if p := presumptionIn(ctx); p != nil {
		p.used.Store(true)
		return p.rev, ctx.Err()
	}
	return s.oneRevision(ctx, "looking for the newest revision", cypher("head"), nil)
}

// RevisionAt returns the newest revision known at an instant.
func (s *Store) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	return s.oneRevision(ctx, "looking for a revision", cypher("revision_at"), params{"at": micros(at)})
}

// Revision returns a revision by number; revision 0 is the empty store.
func (s *Store) Revision(ctx context.Context, no graph.RevNo) (graph.Revision, error) {
	if no == 0 {
		return graph.Revision{}, ctx.Err()
	}
	rev, err := s.oneRevision(ctx, "looking for a revision", cypher("revision"), params{"no": int64(no)})
	if err == nil && rev.No == 0 {
		return rev, fmt.Errorf("revision %d: %w", no, graph.ErrNotFound)
	}
	return rev, err
}

// oneRevision returns the first row's revision, revision 0 if there is none.
func (s *Store) oneRevision(ctx context.Context, doing, query string, p params) (graph.Revision, error) {
	var rev graph.Revision
	err := s.read(ctx, doing, func(tx *tx) error {
		rev = graph.Revision{}
		rows, err := tx.rows(query, p)
		if err != nil || len(rows) == 0 {
			return err
		}
		rev, err = revisionOf(rows[0])
		return err
	})
	if err == nil {
		s.saw(rev)
		if p := presumptionIn(ctx); p != nil && rev.No > p.rev.No {
			p.void.Store(true)
		}
	}
	return rev, err
}

// saw notes that a revision is there, and so are all before it.
func (s *Store) saw(rev graph.Revision) {
	for {
		newest := s.newest.Load()
		if newest != nil && rev.No <= newest.No || s.newest.CompareAndSwap(newest, &rev) {
			return
		}
	}
}

// isPast reports whether a revision is known to be there, so that nothing it
// holds can change any more. Of one that is not, a load may still be writing.
func (s *Store) isPast(rev graph.RevNo) bool {
	newest := s.newest.Load()
	return newest != nil && rev <= newest.No
}

func revisionOf(row *neo4j.Record) (graph.Revision, error) {
	var rev graph.Revision
	var at int64
	if err := errors.Join(number(row, "no", &rev.No), column(row, "at", &at)); err != nil {
		return rev, err
	}
	rev.At = instantOf(rev.No, at)
	return rev, nil
}

// Instants are kept in microseconds since 1970.

func instantOf(no graph.RevNo, at int64) time.Time {
	if no == 0 {
		return time.Time{}
	}
	return time.UnixMicro(at).UTC()
}

// micros is the last whole microsecond by t, within what can be counted.
func micros(t time.Time) int64 {
	const farYear = 290_000
	switch {
	case t.Year() > farYear:
		t = time.Date(farYear, 1, 1, 0, 0, 0, 0, time.UTC)
	case t.Year() < -farYear:
		t = time.Date(-farYear, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UnixMicro()
}

// now is the instant that the clock shows, as fine as revisions are kept.
func (s *Store) now() time.Time { return s.opt.Clock().UTC().Truncate(time.Microsecond) }
