package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/realign/realign/graph"
)

// Apply makes the changes visible at once as the next revision, or not at all,
// and records the load.
func (s *Store) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	if err := ctx.Err(); err != nil {
		return graph.Load{}, err
	}
	if s.lock == nil {
		return graph.Load{}, fmt.Errorf("loading into %s: %w: it was opened to be read only", s.path, graph.ErrUnavailable)
	}
	done, err := s.apply(ctx, load, &changes)
	if err != nil {
		return graph.Load{}, explain(ctx, "loading into "+s.path, err)
	}
	if done.Revision != 0 && s.index.Load() != nil {
		// The load is on disk whether or not the index can be made now; whoever
		// asks for the head next makes it if not.
		if _, err := s.refresh(context.WithoutCancel(ctx)); err != nil {
			s.log.ErrorContext(ctx, "the index could not be brought up to date after a load", "store", s.path, "error", err)
		}
	}
	return done, nil
}

func (s *Store) apply(outer context.Context, load graph.Load, changes *graph.Changes) (graph.Load, error) {
	ctx, lease, err := s.acquire(outer)
	if err != nil {
		return load, err
	}
	defer lease.release()
	s.reached("leased")
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return load, err
	}
	defer conn.Close()
	l := &loader{store: s, lease: lease, conn: conn, changes: changes}
	err = l.run(ctx, &load)
	if err != nil && isInterruption(err) && ctx.Err() != nil {
		err = context.Cause(ctx) // which may be that the lease is lost
	}
	return load, err
}

// reached tells a test how far the load is.
func (s *Store) reached(point string) {
	if s.hook != nil {
		s.hook(point)
	}
}

// loader is one load with all it needs.
type loader struct {
	store   *Store
	lease   *lease
	conn    *sql.Conn
	changes *graph.Changes
	head    graph.Revision
	feed    *feed
	done    int // how many records are staged
}

func (l *loader) run(ctx context.Context, load *graph.Load) (err error) {
	if err := l.readHead(ctx); err != nil {
		return err
	}
	load.Revision, load.Status = 0, graph.LoadSucceeded
	if len(load.Rejections) > 0 {
		load.Status = graph.LoadSucceededWithRejections
	}
	if load.DryRun || l.changes.Empty() {
		return l.transact(ctx, func() error {
			load.FinishedAt = l.store.now()
			return record(ctx, l.conn, load)
		})
	}
	if err := l.sweep(ctx); err != nil {
		return fmt.Errorf("sweeping up after a dead load: %w", err)
	}
	l.store.reached("swept")
	l.feed = l.store.newFeed(l.head.No)
	defer l.feed.drop()
	defer func() {
		if err != nil {
			l.abandon()
		}
	}()
	if err := l.stage(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.flip(context.WithoutCancel(ctx), load); err != nil {
		return err
	}
	l.feed.publish(graph.Revision{No: load.Revision, At: load.FinishedAt})
	return nil
}

// readHead reads the head and compares it with what the changes were planned
// against.
func (l *loader) readHead(ctx context.Context) error {
	var at text
	if err := l.conn.QueryRowContext(ctx, selectHeadAt).Scan(&l.head.No, &at); err != nil {
		return err
	}
	if l.head.No != l.changes.Base {
		return fmt.Errorf("%w: planned at revision %d, which is now %d; plan again", graph.ErrConflict, l.changes.Base, l.head.No)
	}
	var err error
	l.head.At, err = instant(at)
	return err
}

// transact runs a transaction of the load, which begins with its heartbeat: it
// changes nothing if the lease is lost.
func (l *loader) transact(ctx context.Context, do func() error) error {
	return transact(ctx, l.conn, begin, func() error {
		if err := l.lease.renew(ctx, l.conn); err != nil {
			return err
		}
		return do()
	})
}

// sweep undoes what lies beyond the head, and makes the indexes that are
// missing. Nothing does, and none are, but after a load that died or was broken
// off.
func (l *loader) sweep(ctx context.Context) error {
	for _, statement := range sweeps() {
		for swept := int64(sweepSlice); swept == sweepSlice; {
			err := l.transact(ctx, func() error {
				done, err := l.conn.ExecContext(ctx, statement, int64(l.head.No), sweepSlice)
				if err != nil {
					return err
				}
				swept, err = done.RowsAffected()
				return err
			})
			if err != nil {
				return err
			}
			if swept > 0 {
				l.store.log.InfoContext(ctx, "swept up after a load that did not come to its end", "store", l.store.path, "rows", swept)
			}
		}
	}
	return l.mendIndexes(ctx)
}

// abandon sweeps up after this load. If it cannot, the next load will.
func (l *loader) abandon() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := l.sweep(ctx); err != nil {
		l.store.log.WarnContext(ctx, "what a broken-off load staged stays until the next load", "store", l.store.path, "error", err)
	}
}

// flip makes the staged rows visible and records the load. When it returns
// without an error that is on disk, with all that was staged before it: one log
// holds both.
func (l *loader) flip(ctx context.Context, load *graph.Load) error {
	if _, err := l.conn.ExecContext(ctx, pragmaFullSync); err != nil {
		return err
	}
	base := l.head
	err := l.transact(ctx, func() error {
		if err := l.readHead(ctx); err != nil {
			return err
		}
		next := graph.Revision{No: base.No + 1, At: l.store.now()}
		if !next.At.After(base.At) {
			next.At = base.At.Add(time.Microsecond)
		}
		if _, err := l.conn.ExecContext(ctx, insertRevision, int64(next.No), instantText(next.At)); err != nil {
			return err
		}
		load.Revision, load.FinishedAt = next.No, next.At
		if err := record(ctx, l.conn, load); err != nil {
			return err
		}
		_, err := l.conn.ExecContext(ctx, moveHead, int64(next.No))
		l.store.reached("flipping")
		return err
	})
	l.store.reached("flipped")
	return err
}
