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

// Claims are read by two readers in turn, so many rows at once: what the driver
// does for a row takes longer than what the builder does with it.
const (
	readAtOnce   = 2000
	claimReaders = 2
)

// readClaims gives the builder the claims of a revision, in the order of their
// rows. They are read on goroutines of their own.
func (s *Store) readClaims(ctx context.Context, b *temporal.Builder, no graph.RevNo) error {
	first, last, err := s.rowsOf(ctx, no)
	if err != nil || first == 0 {
		return err
	}
	b.Expect(int(last - first + 1))
	ctx, stop := context.WithCancel(ctx)
	var readers [claimReaders]*claimReader
	for i := range readers {
		readers[i] = s.newClaimReader(no)
		go readers[i].read(ctx, first+int64(i)*readAtOnce, last)
	}
	defer func() {
		stop()
		for _, r := range readers {
			for range r.full { // until it has ended
			}
		}
	}()
	for i := 0; first <= last; i, first = i+1, first+readAtOnce {
		r := readers[i%claimReaders]
		slab, ok := <-r.full
		if !ok {
			return r.err
		}
		for i := range slab.claims {
			b.Claim(&slab.claims[i])
		}
		r.empty <- slab
	}
	return nil
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

// claimReader reads every other slab of the claims of one revision.
type claimReader struct {
	store       *Store
	no          graph.RevNo
	full, empty chan *slab // as long as there are slabs, so that nobody waits to send one
	err         error      // what went wrong, to be read when full is closed
	words       words
}

func (s *Store) newClaimReader(no graph.RevNo) *claimReader {
	r := &claimReader{store: s, no: no, full: make(chan *slab, 2), empty: make(chan *slab, 2)}
	for range cap(r.empty) {
		r.empty <- new(slab)
	}
	return r
}

// read fills slabs from a row on, as far as the last, and leaves those to the
// other readers that are theirs.
func (r *claimReader) read(ctx context.Context, from, last int64) {
	defer close(r.full)
	if from > last {
		return
	}
	conn, err := r.store.db.Conn(ctx)
	if err != nil {
		r.err = err
		return
	}
	defer conn.Close()
	version, err := formatOf(ctx, conn)
	if err != nil {
		r.err = err
		return
	}
	for ; from <= last; from += claimReaders * readAtOnce {
		select {
		case s := <-r.empty:
			if r.err = r.fill(ctx, s, conn, version, from, min(from+readAtOnce-1, last)); r.err != nil {
				return
			}
			r.full <- s
		case <-ctx.Done():
			r.err = ctx.Err()
			return
		}
	}
}

// fill reads the claims from one row to another into a slab.
func (r *claimReader) fill(ctx context.Context, s *slab, conn *sql.Conn, version int, from, to int64) error {
	s.claims, s.parties = s.claims[:0], s.parties[:0]
	query, d := selectClaims2, claimDecoder{store: r.store, listed: selectParties2, last: to, words: &r.words}
	if version == 1 {
		// Should another process bring the file up to date meanwhile, these
		// queries find the same.
		query, d.listed = selectClaims1, selectParties1
	}
	defer d.close()
	return eachRaw(ctx, conn, query, []driver.Value{from, to, int64(r.no)}, func(values []driver.Value) (err error) {
		s.claims = append(s.claims, graph.Claim{})
		c, before := &s.claims[len(s.claims)-1], len(s.parties)
		if s.parties, err = d.decode(ctx, values, c, s.parties); err != nil {
			return err
		}
		c.Parties = s.parties[before:len(s.parties):len(s.parties)]
		return nil
	})
}

// eachRaw runs a query and calls see for each row, with values that are another
// row's at the next call. It takes the rows from the driver itself: what
// database/sql does for each value takes as long as all the rest.
func eachRaw(ctx context.Context, conn *sql.Conn, query string, args []driver.Value, see func(values []driver.Value) error) error {
	named := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	return conn.Raw(func(raw any) error {
		queryer, ok := raw.(driver.QueryerContext)
		if !ok {
			return fmt.Errorf("%T asks no queries", raw)
		}
		// The driver would watch the context with a goroutine for each row.
		rows, err := queryer.QueryContext(context.WithoutCancel(ctx), query, named)
		if err != nil {
			return err
		}
		defer rows.Close()
		values := make([]driver.Value, len(rows.Columns()))
		for n := 0; ; n++ {
			if n%500 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if err := rows.Next(values); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			if err := see(values); err != nil {
				return err
			}
		}
	})
}

// claimDecoder makes claims of rows, which must come in their order.
type claimDecoder struct {
	store   *Store
	listed  string       // the query for the parties of claims that have not just two
	last    int64        // the last row there may be
	parties *partyReader // nil until a claim has not just two
	words   *words       // of the rows before
}

func (d *claimDecoder) close() {
	if d.parties != nil {
		d.parties.close()
		d.parties = nil
	}
}

// decode reads a row into a claim, but appends its parties to a list, which it
// returns.
func (d *claimDecoder) decode(ctx context.Context, values []driver.Value, c *graph.Claim, parties []graph.Party) ([]graph.Party, error) {
	row, parties, err := d.read(ctx, values, c, parties)
	if err != nil {
		err = fmt.Errorf("row %d of the claims, claim %s: %w", row, c.ID, err)
	}
	return parties, err
}

func (d *claimDecoder) read(ctx context.Context, values []driver.Value, c *graph.Claim, parties []graph.Party) (row int64, more []graph.Party, err error) {
	v := valueReader{values: values}
	w := d.words
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
		parties = append(parties, graph.Party{Role: roleA, Actor: graph.ActorID(v.text())})
		parties = append(parties, graph.Party{Role: w.role.read(&v), Actor: graph.ActorID(v.text())})
	}
	if v.err == nil {
		c.Dating, v.err = graph.ParseDating(start, end, when, held)
	}
	if v.err != nil || hasTwo {
		return row, parties, v.err
	}
	if d.parties == nil {
		if d.parties, err = d.store.partiesFrom(ctx, d.listed, row, d.last); err != nil {
			return row, parties, err
		}
	}
	parties, err = d.parties.of(row, parties)
	return row, parties, err
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
