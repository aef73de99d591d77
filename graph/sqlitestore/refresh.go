package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// refresh returns an index of the file's head. Others may move the head
// meanwhile; what is not beyond it never changes, so that the rows can be read
// without a transaction.
func (s *Store) refresh(ctx context.Context) (*temporal.Index, error) {
	head, err := s.head(ctx)
	if err != nil {
		return nil, err
	}
	if ix := s.index.Load(); ix != nil && ix.Head().No == head {
		return ix, nil
	}
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	ix := s.index.Load()
	if ix != nil && ix.Head().No == head {
		return ix, nil
	}
	if ix == nil {
		ix = temporal.Empty()
	}
	if was := ix.Head().No; was > head {
		// The head never goes back, unless the file was replaced by an older
		// copy; or another goroutine has meanwhile seen a newer head.
		again, err := s.head(ctx)
		if err != nil {
			return nil, err
		}
		if again == was {
			return ix, nil
		}
		if head = again; was > head {
			ix = temporal.Empty()
		}
	}
	b := ix.Edit()
	for no := ix.Head().No + 1; no <= head; no++ {
		if err := s.readRevision(ctx, b, no); err != nil {
			return nil, fmt.Errorf("reading revision %d: %w", no, err)
		}
	}
	was := ix.Size()
	ix = b.Freeze()
	s.index.Store(ix)
	giveBack(ix.Size() - was)
	return ix, nil
}

// manyNew is the number of new claims from which on an index leaves so much
// behind in the making that the system should have it back at once.
const manyNew = 50_000

// giveBack gives memory back to the system after an index was made with so many
// new claims. Otherwise it stays with the process for minutes, though nobody
// needs it.
func giveBack(claims int) {
	if claims >= manyNew {
		debug.FreeOSMemory()
	}
}

// readRevision gives the builder what a revision brought, closings first.
func (s *Store) readRevision(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	t, err := s.instantOf(ctx, no)
	if err != nil {
		return err
	}
	if err := b.Begin(graph.Revision{No: no, At: t}); err != nil {
		return err
	}
	if err := s.readRecords(ctx, b, no); err != nil {
		return err
	}
	if err := s.readClaims(ctx, b, no); err != nil {
		return err
	}
	b.End()
	return nil
}

// instantOf is when a revision was known.
func (s *Store) instantOf(ctx context.Context, no graph.RevNo) (time.Time, error) {
	var at text
	if err := s.db.QueryRowContext(ctx, selectInstant, int64(no)).Scan(&at); err != nil {
		return time.Time{}, err
	}
	return instant(at)
}

// readRecords gives the builder all that a revision brought but new claims,
// closings first.
func (s *Store) readRecords(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	for _, part := range []struct {
		query string
		see   func(rows *sql.Rows) error
	}{
		{selectActorsTo, func(rows *sql.Rows) error { return withID(rows, b.WithdrawActor) }},
		{selectSourcesTo, func(rows *sql.Rows) error { return withID(rows, b.WithdrawSource) }},
		{selectActorsFrom, func(rows *sql.Rows) error { return with(rows, scanActor, b.Actor) }},
		{selectSourcesFrom, func(rows *sql.Rows) error { return with(rows, scanSource, b.Source) }},
		{selectClaimsTo, func(rows *sql.Rows) error { return with(rows, scanRetraction, b.Retract) }},
	} {
		rows, err := s.db.QueryContext(ctx, part.query, int64(no))
		if err := each(rows, err, part.see); err != nil {
			return err
		}
	}
	return nil
}

func with[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error), take func(T)) error {
	v, err := scan(rows)
	if err != nil {
		return err
	}
	take(v)
	return nil
}

func withID[T ~string](rows *sql.Rows, take func(T)) error {
	var id T
	if err := rows.Scan(&id); err != nil {
		return err
	}
	take(id)
	return nil
}

func scanRetraction(rows *sql.Rows) (graph.Retraction, error) {
	var r graph.Retraction
	err := rows.Scan(&r.Claim, (*text)(&r.ReplacedBy))
	return r, err
}
