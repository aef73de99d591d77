package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	sqlite3 "modernc.org/sqlite/lib"

	"github.com/realign/realign/graph"
)

// batchSize is how many records a transaction stages: few enough that another
// writer does not wait for long.
const batchSize = 1000

// A bulk load brings at least bulkFrom new claims, and bulkTimes as many as
// there are. It makes the indexes of claims when they are staged, which is many
// times faster than to keep them up to date, and has larger transactions.
const (
	bulkFrom  = 20_000
	bulkTimes = 4
	bulkBatch = 5000
)

// stage writes the changes under the number of the next revision, a batch a
// transaction. These need not be on disk yet: the flip sees to that. The feed
// is told of all that was staged.
func (l *loader) stage(ctx context.Context) error {
	if _, err := l.conn.ExecContext(ctx, pragmaLazySync); err != nil {
		return err
	}
	// The connection goes back to the pool, as careful as it was.
	defer l.conn.ExecContext(context.WithoutCancel(ctx), pragmaFullSync)
	if err := l.stageRecords(ctx); err != nil {
		return err
	}
	if err := l.feed.begin(ctx, l.head.No+1, l.newClaims()); err != nil {
		return err
	}
	bulk, err := l.isBulk(ctx)
	if err != nil {
		return err
	}
	if !bulk {
		return l.stageClaims(ctx, batchSize)
	}
	// Each checkpoint waits for the disk, and the log may grow meanwhile.
	if _, err := l.conn.ExecContext(ctx, pragmaRareCheckpoints); err != nil {
		return err
	}
	defer l.conn.ExecContext(context.WithoutCancel(ctx), pragmaUsualCheckpoints)
	if err := l.dropIndexes(ctx); err != nil {
		return err
	}
	if err := l.stageClaims(ctx, bulkBatch); err != nil {
		return err
	}
	return l.makeIndexes(ctx)
}

// staged counts records that a transaction staged.
func (l *loader) staged(records int) {
	l.done += records
	l.store.reached("batch")
	if l.changes.Progress != nil {
		l.changes.Progress(l.done, l.changes.Len())
	}
}

// stageRecords stages all but new claims.
func (l *loader) stageRecords(ctx context.Context) error {
	st, err := l.prepare(ctx)
	if err != nil {
		return err
	}
	defer st.close()
	next, stop := iter.Pull(l.steps(ctx, st))
	defer stop()
	total := l.changes.Len() - l.newClaims()
	for done := 0; done < total; done += batchSize {
		size := min(batchSize, total-done)
		err := l.transact(ctx, func() error {
			for range size {
				step, ok := next()
				if !ok {
					break
				}
				if err := step(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		l.staged(size)
	}
	return nil
}

func (l *loader) newClaims() int { return len(l.changes.Claims) + l.changes.MoreClaims }

// statements are the prepared statements of staging all but new claims.
type statements struct {
	actor, source                       *sql.Stmt
	closeActor, closeSource, closeClaim *sql.Stmt
}

func (l *loader) prepare(ctx context.Context) (st *statements, err error) {
	st = &statements{}
	for _, p := range []struct {
		into  **sql.Stmt
		query string
	}{
		{&st.actor, insertActor}, {&st.source, insertSource},
		{&st.closeActor, closeActor}, {&st.closeSource, closeSource}, {&st.closeClaim, closeClaim},
	} {
		if *p.into, err = l.conn.PrepareContext(ctx, p.query); err != nil {
			st.close()
			return nil, err
		}
	}
	return st, nil
}

func (st *statements) close() {
	for _, s := range []*sql.Stmt{st.actor, st.source, st.closeActor, st.closeSource, st.closeClaim} {
		if s != nil {
			_ = s.Close() // of a prepared statement nothing is lost
		}
	}
}

// steps are the records but for new claims, closings before what may take their
// place.
func (l *loader) steps(ctx context.Context, st *statements) iter.Seq[func() error] {
	rev := l.head.No + 1
	exec := func(s *sql.Stmt, args ...any) error {
		_, err := s.ExecContext(ctx, args...)
		return err
	}
	c := l.changes
	return func(yield func(func() error) bool) {
		_ = eachRecord(yield, c.WithdrawActors, func(id graph.ActorID) error { return exec(st.closeActor, int64(rev), string(id)) }) &&
			eachRecord(yield, c.WithdrawSources, func(id graph.SourceID) error { return exec(st.closeSource, int64(rev), string(id)) }) &&
			eachRecord(yield, c.Actors, func(a *graph.Actor) error {
				row, err := actorRow(rev, a)
				if err != nil {
					return err
				}
				if err := exec(st.closeActor, int64(rev), string(a.ID)); err != nil {
					return err
				}
				return exec(st.actor, row...)
			}) &&
			eachRecord(yield, c.Sources, func(s *graph.Source) error {
				row, err := sourceRow(rev, s)
				if err != nil {
					return err
				}
				if err := exec(st.closeSource, int64(rev), string(s.ID)); err != nil {
					return err
				}
				return exec(st.source, row...)
			}) &&
			eachRecord(yield, c.Retract, func(r graph.Retraction) error {
				return exec(st.closeClaim, int64(rev), string(r.Claim), nullable(r.ReplacedBy))
			})
	}
}

// eachRecord yields a step for each record, and reports whether to go on.
func eachRecord[T any](yield func(func() error) bool, records []T, do func(T) error) bool {
	for _, r := range records {
		if !yield(func() error { return do(r) }) {
			return false
		}
	}
	return true
}

// stageClaims stages the new claims. They are made on another goroutine, since
// whoever makes them may be as busy as SQLite.
func (l *loader) stageClaims(ctx context.Context, size int) error {
	w, err := newClaimWriter(ctx, l.conn, l.head.No+1)
	if err != nil {
		return err
	}
	defer w.close()
	batches, stop := ahead(l.changes.NewClaims(), size)
	defer stop()
	for batch := range batches {
		if batch.err != nil {
			return batch.err
		}
		if err := l.transact(ctx, func() error { return w.write(context.WithoutCancel(ctx), batch.claims) }); err != nil {
			return err
		}
		l.feed.take(batch.claims)
		l.staged(len(batch.claims))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	l.feed.end()
	return nil
}

// batch is some claims, or what kept them from coming.
type batch struct {
	claims []*graph.Claim
	err    error
}

// ahead ranges over claims on a goroutine of its own, a batch ahead of whoever
// takes them. It has ended when stop returns.
func ahead(claims iter.Seq2[*graph.Claim, error], size int) (batches <-chan batch, stop func()) {
	out, stopped, ended := make(chan batch, 1), make(chan struct{}), make(chan struct{})
	send := func(b batch) bool {
		select {
		case out <- b:
			return true
		case <-stopped:
			return false
		}
	}
	go func() {
		defer close(ended)
		defer close(out)
		var waiting []*graph.Claim
		for c, err := range claims {
			if err != nil {
				send(batch{err: err})
				return
			}
			if waiting = append(waiting, c); len(waiting) == size {
				if !send(batch{claims: waiting}) {
					return
				}
				waiting = make([]*graph.Claim, 0, size)
			}
		}
		if len(waiting) > 0 {
			send(batch{claims: waiting})
		}
	}()
	return out, func() { close(stopped); <-ended }
}

// isBulk reports whether the load is a bulk load.
func (l *loader) isBulk(ctx context.Context) (bool, error) {
	if l.newClaims() < l.store.bulk {
		return false, nil
	}
	var there int64
	err := l.conn.QueryRowContext(ctx, lastClaim).Scan(&there)
	return int64(l.newClaims()) >= bulkTimes*there, err
}

func (l *loader) dropIndexes(ctx context.Context) error {
	err := l.transact(ctx, func() error {
		_, err := l.conn.ExecContext(ctx, dropClaimIndexes)
		return err
	})
	l.store.reached("dropped")
	return err
}

// makeIndexes makes the indexes of claims that are not there, a transaction
// each. That may take long, so that each ends with a heartbeat too.
func (l *loader) makeIndexes(ctx context.Context) error {
	for _, statement := range claimIndexes() {
		err := l.transact(ctx, func() error {
			if _, err := l.conn.ExecContext(ctx, statement); err != nil {
				return err
			}
			return l.lease.renew(ctx, l.conn)
		})
		if err != nil {
			return l.whichTwice(ctx, fmt.Errorf("indexing the claims: %w", err))
		}
		l.store.reached("indexed")
	}
	return nil
}

// whichTwice names the claim that an index would have only once, if that is what
// went wrong.
func (l *loader) whichTwice(ctx context.Context, err error) error {
	var id string
	if code(err) == sqlite3.SQLITE_CONSTRAINT && l.conn.QueryRowContext(ctx, openTwice).Scan(&id) == nil {
		return fmt.Errorf("claim %s: %w", id, err)
	}
	return err
}

// mendIndexes makes those that a bulk load dropped which did not come to its
// end.
func (l *loader) mendIndexes(ctx context.Context) error {
	there := map[string]bool{}
	rows, err := l.conn.QueryContext(ctx, listClaimIndexes)
	err = each(rows, err, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		there[name] = true
		return err
	})
	if err != nil || len(there) > len(claimIndexes()) { // claims_to is one more
		return err
	}
	return l.makeIndexes(ctx)
}
