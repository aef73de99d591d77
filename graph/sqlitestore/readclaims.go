package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// readAtOnce is how many claims are read before the builder is given them.
const readAtOnce = 500

// readClaims gives the builder the claims of a revision, in the order of their
// rows. They are read on one goroutine and taken on another.
func (s *Store) readClaims(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	first, last, err := s.rowsOf(ctx, no)
	if err != nil || first == 0 {
		return err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	version, err := formatOf(ctx, conn)
	if err != nil {
		return err
	}
	r := &claimReader{store: s, full: make(chan *slab, 1), empty: make(chan *slab, 2), first: first, last: last}
	r.claims, r.listed = selectClaims2, selectParties2
	if version == 1 {
		// Should another process bring the file up to date meanwhile, these
		// queries find the same.
		r.claims, r.listed = selectClaims1, selectParties1
	}
	b.Expect(int(last - first + 1))
	for range cap(r.empty) {
		r.empty <- new(slab)
	}
	go r.read(ctx, conn, no)
	for slab := range r.full {
		for i := range slab.claims {
			b.Claim(&slab.claims[i])
		}
		r.empty <- slab
	}
	return r.err
}

// rowsOf returns the first and the last row of a revision's claims, 0 if there
// is none.
func (s *Store) rowsOf(ctx context.Context, no graph.RevNo) (first, last int64, err error) {
	var from, to sql.NullInt64
	if err := s.db.QueryRowContext(ctx, firstClaimFrom, int64(no)).Scan(&from); err != nil {
		return 0, 0, err
	}
	err = s.db.QueryRowContext(ctx, lastClaimFrom, int64(no)).Scan(&to)
	return from.Int64, to.Int64, err
}

// slab is memory for some claims, which is used again.
type slab struct {
	claims  []graph.Claim
	parties []graph.Party
}

// claimReader reads the claims of one revision.
type claimReader struct {
	store          *Store
	claims, listed string // queries
	full, empty    chan *slab
	err            error // what went wrong, to be read when full is closed
	first, last    int64
	parties        *partyReader // nil until a claim has not just two
	words          words
}

// read fills slabs until there are no more claims. It takes the rows from the
// driver itself: what database/sql does for each value takes as long as all
// the rest.
func (r *claimReader) read(ctx context.Context, conn *sql.Conn, no graph.RevNo) {
	defer close(r.full)
	r.err = conn.Raw(func(raw any) error {
		queryer, ok := raw.(driver.QueryerContext)
		if !ok {
			return fmt.Errorf("%T asks no queries", raw)
		}
		args := []driver.NamedValue{{Ordinal: 1, Value: r.first}, {Ordinal: 2, Value: r.last}, {Ordinal: 3, Value: int64(no)}}
		rows, err := queryer.QueryContext(context.WithoutCancel(ctx), r.claims, args)
		if err != nil {
			return err
		}
		defer rows.Close()
		values := make([]driver.Value, len(rows.Columns()))
		for {
			slab := <-r.empty
			more, err := r.fill(ctx, slab, rows, values)
			if err != nil {
				return err
			}
			r.full <- slab
			if !more {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	})
	if r.parties != nil {
		r.parties.close()
	}
}

// fill reads claims into a slab and reports whether there may be more.
func (r *claimReader) fill(ctx context.Context, s *slab, rows driver.Rows, values []driver.Value) (more bool, err error) {
	s.claims, s.parties = s.claims[:0], s.parties[:0]
	for range readAtOnce {
		if err := rows.Next(values); err == io.EOF {
			return false, nil
		} else if err != nil {
			return false, err
		}
		s.claims = append(s.claims, graph.Claim{})
		c := &s.claims[len(s.claims)-1]
		from := len(s.parties)
		row, err := r.decode(ctx, values, c, s)
		if err != nil {
			return false, fmt.Errorf("row %d of the claims, claim %s: %w", row, c.ID, err)
		}
		c.Parties = s.parties[from:len(s.parties):len(s.parties)]
	}
	return true, nil
}

// decode reads a row into a claim, and its parties into the slab.
func (r *claimReader) decode(ctx context.Context, values []driver.Value, c *graph.Claim, s *slab) (row int64, err error) {
	v := valueReader{values: values}
	w := &r.words
	row = v.number()
	c.ID, c.Tie = graph.ClaimID(v.text()), graph.TieKey(v.text())
	c.Kind = w.kind.read(&v)
	c.Form, c.Regarding = v.text(), graph.TieKey(v.text())
	c.Stance, c.Voice, c.Outcome = w.stance.read(&v), w.voice.read(&v), w.outcome.read(&v)
	start, end, when, held := v.text(), v.text(), v.text(), v.text()
	c.Source, c.Claimant = graph.SourceID(v.text()), graph.ActorID(v.text())
	c.Quote, c.Locator, c.Note = v.text(), v.text(), v.text()
	c.Reliability = w.reliability.read(&v)
	c.Credibility = graph.Credibility(v.number())
	c.Marking = w.marking.read(&v)
	c.Dataset, c.Seq = graph.DatasetID(v.text()), int(v.number())
	roleA, hasTwo := w.role.read(&v), v.said()
	if hasTwo {
		s.parties = append(s.parties, graph.Party{Role: roleA, Actor: graph.ActorID(v.text())})
		s.parties = append(s.parties, graph.Party{Role: w.role.read(&v), Actor: graph.ActorID(v.text())})
	}
	if v.err == nil {
		c.Dating, v.err = graph.ParseDating(start, end, when, held)
	}
	if v.err != nil || hasTwo {
		return row, v.err
	}
	if r.parties == nil {
		if r.parties, err = r.store.partiesFrom(ctx, r.listed, row, r.last); err != nil {
			return row, err
		}
	}
	s.parties, err = r.parties.of(row, s.parties)
	return row, err
}

// partyReader reads the parties of claims that do not have just two, claim by
// claim.
type partyReader struct {
	conn  *sql.Conn
	rows  *sql.Rows
	claim int64 // of the party that was read ahead; 0 if none was
	party graph.Party
}

func (s *Store) partiesFrom(ctx context.Context, query string, first, last int64) (*partyReader, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.QueryContext(context.WithoutCancel(ctx), query, first, last)
	if err != nil {
		conn.Close()
		return nil, err
	}
	return &partyReader{conn: conn, rows: rows}, nil
}

func (p *partyReader) close() {
	_ = p.rows.Close() // it was read as far as it was needed
	_ = p.conn.Close()
}

// of appends the parties of a claim to a list. Claims come in the order of
// their rows; parties of claims between them are none of this revision's.
func (p *partyReader) of(claim int64, parties []graph.Party) ([]graph.Party, error) {
	for {
		if p.claim == 0 {
			if !p.rows.Next() {
				return parties, p.rows.Err()
			}
			if err := p.read(); err != nil {
				return parties, err
			}
		}
		if p.claim > claim {
			return parties, nil
		}
		if p.claim == claim {
			parties = append(parties, p.party)
		}
		p.claim = 0
	}
}

func (p *partyReader) read() error {
	var role text
	if err := p.rows.Scan(&p.claim, &role, &p.party.Actor); err != nil {
		return err
	}
	if p.claim <= 0 {
		return errors.New("parties of a claim without a row")
	}
	return p.party.Role.UnmarshalText([]byte(role))
}
