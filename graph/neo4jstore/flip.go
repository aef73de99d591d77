package neo4jstore

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// next is the instant of the revision after head: what the clock shows, but
// later than head's.
func (s *Store) next(head graph.Revision) time.Time {
	at := s.now()
	if head.No > 0 && !at.After(head.At) {
		at = head.At.Add(time.Microsecond)
	}
	return at
}

// record moves the head to the revision, if that is a new one, records the
// load and gives the lease back: all or nothing.
func (l *lease) record(load graph.Load, rev graph.RevNo) (graph.Load, error) {
	props, err := loadProps(load, l.token)
	if err != nil {
		return graph.Load{}, err
	}
	p := params{
		"token": l.token, "base": int64(l.head.No), "rev": int64(rev), "load": props,
		"at": micros(load.FinishedAt), "instant": load.FinishedAt.Format(time.RFC3339Nano),
	}
	l.hush()
	no, err := l.store.once(l.ctx, "recording a load", l.token, cypher("flip"), p)
	if err != nil {
		return graph.Load{}, err
	}
	l.forget()
	load.No = no
	return load, nil
}

// RecordFailure records a load that came to nothing.
func (s *Store) RecordFailure(ctx context.Context, load graph.Load) (graph.Load, error) {
	load.FinishedAt, load.Revision, load.Status = s.now(), 0, graph.LoadFailed
	token := rand.Text()
	props, err := loadProps(load, token)
	if err != nil {
		return graph.Load{}, err
	}
	no, err := s.once(ctx, "recording a failed load", token, cypher("record_failure"), params{"load": props})
	if err != nil {
		return graph.Load{}, err
	}
	load.No = no
	return load, nil
}

// once runs a query that records the load of a token, and returns the load's
// number. Where the connection is lost before the answer comes, nobody knows
// whether it was recorded; then the database is asked for the token, before
// anything is tried again or given up.
func (s *Store) once(ctx context.Context, doing, token, query string, p params) (int64, error) {
	no, err := s.tryOnce(ctx, query, p)
	if err == nil || ctx.Err() == nil && !isUnreachable(err) {
		return no, s.explain(ctx, doing, err)
	}
	// The caller may have gone away; what became of the load is still to be known.
	asking, cancel := afterwards(ctx)
	defer cancel()
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		landed, askErr := s.landed(asking, token)
		switch {
		case askErr == nil && landed > 0:
			return landed, nil
		case askErr == nil && ctx.Err() != nil:
			return 0, s.explain(ctx, doing, err)
		case askErr == nil:
			if no, err = s.tryOnce(ctx, query, p); err == nil || !isUnreachable(err) && ctx.Err() == nil {
				return no, s.explain(ctx, doing, err)
			}
		}
		select {
		case <-time.After(wait):
		case <-asking.Done():
			return 0, fmt.Errorf("%w: neo4j: %s: whether it was recorded is not known: look at the loads before loading again: %w",
				graph.ErrUnavailable, doing, err)
		}
	}
}

// tryOnce runs a query in a transaction that the driver does not run again.
func (s *Store) tryOnce(ctx context.Context, query string, p params) (int64, error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	inner, err := session.BeginTransaction(ctx)
	if err != nil {
		return 0, err
	}
	defer inner.Close(context.WithoutCancel(ctx))
	t := &tx{ctx, inner, s}
	rows, err := t.rows(query, p)
	if err != nil {
		return 0, err
	}
	if len(rows) == 0 {
		return 0, errLeaseLost
	}
	var no int64
	if err := column(rows[0], "no", &no); err != nil {
		return 0, err
	}
	s.at(stepCommit)
	return no, inner.Commit(ctx)
}

// landed returns the number of the load of a token, 0 if none was recorded. It
// waits for a commit that is still under way.
func (s *Store) landed(ctx context.Context, token string) (int64, error) {
	var no int64
	err := s.write(ctx, "asking whether a load was recorded", func(tx *tx) error {
		no = 0
		rows, err := tx.rows(cypher("load_landed"), params{"token": token})
		if err != nil || len(rows) == 0 {
			return err
		}
		return column(rows[0], "no", &no)
	})
	return no, err
}
