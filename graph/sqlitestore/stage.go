package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"github.com/realign/realign/graph"
)

// batchSize is how many records a transaction stages: few enough that another
// writer does not wait for long.
const batchSize = 1000

// statements are the prepared statements of staging.
type statements struct {
	actor, source, claim, party         *sql.Stmt
	closeActor, closeSource, closeClaim *sql.Stmt
}

func (l *loader) prepare(ctx context.Context) (st *statements, err error) {
	st = &statements{}
	for _, p := range []struct {
		into  **sql.Stmt
		query string
	}{
		{&st.actor, insertActor}, {&st.source, insertSource}, {&st.claim, insertClaim}, {&st.party, insertParty},
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
	for _, s := range []*sql.Stmt{st.actor, st.source, st.claim, st.party, st.closeActor, st.closeSource, st.closeClaim} {
		if s != nil {
			_ = s.Close() // of a prepared statement nothing is lost
		}
	}
}

// stage writes the changes under the number of the next revision, a batch a
// transaction. These need not be on disk yet: the flip sees to that.
func (l *loader) stage(ctx context.Context) error {
	st, err := l.prepare(ctx)
	if err != nil {
		return err
	}
	defer st.close()
	if _, err := l.conn.ExecContext(ctx, pragmaLazySync); err != nil {
		return err
	}
	// The connection goes back to the pool, as careful as it was.
	defer l.conn.ExecContext(context.WithoutCancel(ctx), pragmaFullSync)

	next, stop := iter.Pull(l.steps(ctx, st))
	defer stop()
	total := l.changes.Len()
	for done := 0; done < total; {
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
		done += size
		l.store.reached("batch")
		if l.changes.Progress != nil {
			l.changes.Progress(done, total)
		}
	}
	if step, ok := next(); ok { // more claims than were announced
		return step()
	}
	return nil
}

// steps are the records, closings before what may take their place.
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
			}) &&
			eachNewClaim(yield, c, func(c *graph.Claim) error { return stageClaim(ctx, st, rev, c) })
	}
}

// eachNewClaim is eachRecord for claims, which may come one by one; where they
// break off, so does the load.
func eachNewClaim(yield func(func() error) bool, c *graph.Changes, do func(*graph.Claim) error) bool {
	for claim, err := range c.NewClaims() {
		step := func() error { return do(claim) }
		if err != nil {
			step = func() error { return err }
		}
		if !yield(step) {
			return false
		}
	}
	return true
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

func stageClaim(ctx context.Context, st *statements, rev graph.RevNo, c *graph.Claim) error {
	done, err := st.claim.ExecContext(ctx, claimRow(rev, c)...)
	if err != nil {
		return fmt.Errorf("claim %s: %w", c.ID, err)
	}
	row, err := done.LastInsertId()
	if err != nil {
		return err
	}
	for i, p := range c.Parties {
		if _, err := st.party.ExecContext(ctx, row, i+1, nullable(p.Role.String()), string(p.Actor)); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
	}
	return nil
}
