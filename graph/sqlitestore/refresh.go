package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// refresh returns an index of the file's head. Others may move the head
// meanwhile; what is not beyond it never changes, so that the rows can be read
// without a transaction.
func (s *Store) refresh(ctx context.Context) (*temporal.Index, error) {
	var head graph.RevNo
	if err := s.db.QueryRowContext(ctx, selectHead).Scan(&head); err != nil {
		return nil, fmt.Errorf("reading the head: %w", err)
	}
	if ix := s.index.Load(); ix.Head().No == head {
		return ix, nil
	}
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	ix := s.index.Load()
	switch was := ix.Head().No; {
	case was == head:
		return ix, nil
	case was > head:
		// The head never goes back, unless the file was replaced by an older
		// copy; or another goroutine has meanwhile seen a newer head.
		var again graph.RevNo
		if err := s.db.QueryRowContext(ctx, selectHead).Scan(&again); err != nil {
			return nil, fmt.Errorf("reading the head: %w", err)
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
	ix = b.Freeze()
	s.index.Store(ix)
	return ix, nil
}

// readRevision gives the builder what a revision brought, closings first.
func (s *Store) readRevision(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	var at text
	if err := s.db.QueryRowContext(ctx, selectInstant, int64(no)).Scan(&at); err != nil {
		return err
	}
	t, err := instant(at)
	if err != nil {
		return err
	}
	if err := b.Begin(graph.Revision{No: no, At: t}); err != nil {
		return err
	}
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
	if err := s.readClaims(ctx, b, no); err != nil {
		return err
	}
	b.End()
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

// readClaims reads claims and their parties side by side, both in the order of
// the claims' rows.
func (s *Store) readClaims(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	rows, err := s.db.QueryContext(ctx, selectPartiesFrom, int64(no))
	if err != nil {
		return err
	}
	parties := partyReader{rows: rows}
	defer rows.Close()
	rows, err = s.db.QueryContext(ctx, selectClaimsFrom, int64(no))
	return each(rows, err, func(rows *sql.Rows) error {
		row, c, err := scanClaim(rows)
		if err != nil {
			return err
		}
		if c.Parties, err = parties.of(row); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
		b.Claim(c)
		return nil
	})
}

// partyReader hands out parties claim by claim.
type partyReader struct {
	rows  *sql.Rows
	claim int64 // of the party that was read ahead; 0 if none was
	party graph.Party
}

// of returns the parties of the next claim.
func (p *partyReader) of(claim int64) ([]graph.Party, error) {
	var out []graph.Party
	for {
		if p.claim == 0 {
			if !p.rows.Next() {
				return out, p.rows.Err()
			}
			if err := p.read(); err != nil {
				return nil, err
			}
		}
		switch {
		case p.claim > claim:
			return out, nil
		case p.claim < claim:
			return nil, errors.New("the parties of a claim before it are left over")
		}
		out, p.claim = append(out, p.party), 0
	}
}

func (p *partyReader) read() error {
	var role text
	if err := p.rows.Scan(&p.claim, &role, &p.party.Actor); err != nil {
		return err
	}
	return p.party.Role.UnmarshalText([]byte(role))
}
