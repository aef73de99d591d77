package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/realign/realign/graph"
)

// claimsAtOnce is how many claims one statement inserts: most of what SQLite
// does for a statement, it does once for all of them.
const claimsAtOnce = 50

// claimWriter inserts claims, many with one statement. Each value that is given
// to a statement costs, so that one which all claims shared so far is written
// into it: the dataset, or the NULL of a column that none of them uses.
type claimWriter struct {
	conn   *sql.Conn
	rev    graph.RevNo
	next   int64 // the row of the next claim; nobody else inserts any meanwhile
	rows   [][claimWidth]any
	listed []listedParties
	args   []any

	varies           [claimWidth]bool // the columns that many takes a value a claim for
	fixed            [claimWidth]any  // the values of the others
	started          bool             // whether these are set
	many, one, party *sql.Stmt        // nil until they are needed
}

// listedParties are the parties of a claim that has not just two.
type listedParties struct {
	row   int64
	claim *graph.Claim
}

func newClaimWriter(ctx context.Context, conn *sql.Conn, rev graph.RevNo) (*claimWriter, error) {
	w := &claimWriter{conn: conn, rev: rev}
	if err := conn.QueryRowContext(ctx, lastClaim).Scan(&w.next); err != nil {
		return nil, err
	}
	w.next++
	return w, nil
}

func (w *claimWriter) close() {
	for _, s := range []*sql.Stmt{w.many, w.one, w.party} {
		if s != nil {
			_ = s.Close() // of a prepared statement nothing is lost
		}
	}
}

// write inserts claims. If it fails some may be inserted, and the writer must
// not be used any more.
func (w *claimWriter) write(ctx context.Context, claims []*graph.Claim) error {
	for _, c := range claims {
		w.rows = append(w.rows, claimRow(w.rev, w.next, c))
		if len(c.Parties) != 2 {
			w.listed = append(w.listed, listedParties{w.next, c})
		}
		w.next++
		if len(w.rows) == claimsAtOnce && w.insertMany(ctx) == nil {
			w.rows = w.rows[:0]
		}
		if len(w.rows) < claimsAtOnce {
			continue
		}
		// One of them is refused: the way to tell which.
		if err := w.insertEach(ctx); err != nil {
			return err
		}
	}
	if err := w.insertEach(ctx); err != nil {
		return err
	}
	return w.insertParties(ctx)
}

// insertEach inserts the rows that wait one by one.
func (w *claimWriter) insertEach(ctx context.Context) error {
	for i := range w.rows {
		if err := w.exec(ctx, &w.one, insertOneClaim, w.rows[i][:]...); err != nil {
			return fmt.Errorf("claim %s: %w", claimID(&w.rows[i]), err)
		}
	}
	w.rows = w.rows[:0]
	return nil
}

// claimID is the id in a row of a claim.
func claimID(row *[claimWidth]any) any { return row[2] }

// insertMany inserts the rows that wait.
func (w *claimWriter) insertMany(ctx context.Context) error {
	if !w.started {
		w.started, w.fixed = true, w.rows[0]
		for column, value := range w.fixed {
			_, ok := literal(value)
			w.varies[column] = !ok
		}
	}
	changed := false
	for i := range w.rows {
		for column, value := range w.rows[i] {
			if !w.varies[column] && value != w.fixed[column] {
				w.varies[column], changed = true, true
			}
		}
	}
	if changed && w.many != nil {
		_ = w.many.Close()
		w.many = nil
	}
	w.args = w.args[:0]
	for i := range w.rows {
		for column, value := range w.rows[i] {
			if w.varies[column] {
				w.args = append(w.args, value)
			}
		}
	}
	return w.exec(ctx, &w.many, func() string { return insertClaims(claimsAtOnce, &w.varies, &w.fixed) }, w.args...)
}

func (w *claimWriter) insertParties(ctx context.Context) error {
	for _, l := range w.listed {
		for i, p := range l.claim.Parties {
			err := w.exec(ctx, &w.party, func() string { return insertParty }, l.row, i+1, nullable(p.Role.String()), string(p.Actor))
			if err != nil {
				return fmt.Errorf("claim %s: %w", l.claim.ID, err)
			}
		}
	}
	w.listed = w.listed[:0]
	return nil
}

// exec runs a statement, which it prepares if nobody did.
func (w *claimWriter) exec(ctx context.Context, stmt **sql.Stmt, query func() string, args ...any) (err error) {
	if *stmt == nil {
		if *stmt, err = w.conn.PrepareContext(ctx, query()); err != nil {
			return err
		}
	}
	_, err = (*stmt).ExecContext(ctx, args...)
	return err
}
