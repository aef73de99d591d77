package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// lease is the right to load, held by one loader at a time. It is a token on
// the head that its owner renews; one that is not renewed for a while is taken
// by the next. Every transaction of a loader begins by making sure that the
// lease is still its own, so that a loader that slept through its end writes
// nothing more.
type lease struct {
	store *Store
	token string
	// ctx is the caller's, and ends with a cause when the lease is lost.
	ctx    context.Context
	lose   context.CancelCauseFunc
	quiet  context.CancelFunc // ends the renewing
	beats  sync.WaitGroup
	given  sync.Once
	head   graph.Revision // when the lease was taken; nobody else can move it
	staged bool           // a dead load left something
	shown  graph.RevNo    // the revision whose display properties are in place
}

// errLeaseLost is a load that was not heard of for too long, so that another
// one has begun.
var errLeaseLost = fmt.Errorf("%w: this load was not heard of for too long and another one began: load again", graph.ErrConflict)

// A loader that waits asks at first often, then less so.
const (
	firstWait   = 20 * time.Millisecond
	longestWait = 500 * time.Millisecond
)

// acquire waits for the lease for as long as ctx allows.
func (s *Store) acquire(ctx context.Context) (*lease, error) {
	l := &lease{store: s, token: rand.Text()}
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		ok, err := l.try(ctx)
		if err == nil && ok {
			break
		}
		if ctx.Err() == nil && err != nil {
			return nil, err
		}
		select {
		case <-time.After(wait):
			continue
		case <-ctx.Done():
		}
		// The answer to the last try may be lost: what was not got is given back.
		l.release(ctx)
		return nil, fmt.Errorf("%w: try again when it is done: %w", graph.ErrLoadRunning, context.Cause(ctx))
	}
	l.ctx, l.lose = context.WithCancelCause(ctx)
	beating, quiet := context.WithCancel(l.ctx)
	l.quiet = quiet
	l.beats.Go(func() { l.beat(beating) })
	return l, nil
}

// try takes the lease if it is free.
func (l *lease) try(ctx context.Context) (bool, error) {
	ok := false
	err := l.store.write(ctx, "waiting for the right to load", func(tx *tx) error {
		ok = false
		rows, err := tx.rows(cypher("acquire_lease"), l.params())
		if err != nil || len(rows) == 0 {
			return err
		}
		ok = true
		return l.read(rows[0])
	}, l.bounded)
	return ok, err
}

// bounded has the server end a transaction that holds the lock of the head for
// far longer than a batch takes: its loader was stopped in the midst of it, and
// nobody else could take the lease before the connection broke.
func (l *lease) bounded(c *neo4j.TransactionConfig) {
	c.Timeout = max(12*l.store.opt.Lease, 20*time.Second)
}

func (l *lease) read(row *neo4j.Record) error {
	var at int64
	if err := errors.Join(number(row, "no", &l.head.No), column(row, "at", &at), number(row, "displayed", &l.shown)); err != nil {
		return err
	}
	l.head.At = instantOf(l.head.No, at)
	staging, _ := row.Get("staging")
	l.staged = staging != nil
	return nil
}

func (l *lease) params() params {
	return params{"owner": l.token, "ttl": l.store.opt.Lease.Milliseconds()}
}

// beat renews the lease until it is given back. A beat that fails is no news:
// the next transaction of the load will tell.
func (l *lease) beat(ctx context.Context) {
	ticker := time.NewTicker(l.store.opt.Lease / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := l.writeIn(ctx, "keeping the right to load", func(*tx) error { return nil })
		if errors.Is(err, errLeaseLost) {
			l.lose(err)
			return
		}
	}
}

// write does work in a transaction that holds only while the lease does.
func (l *lease) write(doing string, work func(*tx) error) error {
	return l.writeIn(l.ctx, doing, work)
}

func (l *lease) writeIn(ctx context.Context, doing string, work func(*tx) error) error {
	return l.store.write(ctx, doing, func(tx *tx) error {
		rows, err := tx.rows(cypher("fence"), l.params())
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return errLeaseLost
		}
		return work(tx)
	}, l.bounded)
}

// rest bounds what a load still does after its caller has gone away.
const rest = 30 * time.Second

// afterwards is a context for putting things in order, also for a caller who
// has gone away.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), rest)
}

// release gives the lease back, if it is still held, and ends the lease's
// context. It may be called twice.
func (l *lease) release(ctx context.Context) {
	l.hush()
	if l.lose != nil {
		l.lose(nil)
	}
	l.given.Do(func() {
		ctx, cancel := afterwards(ctx)
		defer cancel()
		err := l.store.write(ctx, "giving back the right to load", func(tx *tx) error {
			return tx.run(cypher("release_lease"), l.params())
		})
		if err != nil {
			l.store.opt.Logger.Warn("the right to load was not given back; it ends by itself", "error", err, "after", l.store.opt.Lease)
		}
	})
}

// hush ends the renewing, so that no beat meets a lease that the flip has given
// back.
func (l *lease) hush() {
	if l.quiet != nil {
		l.quiet()
		l.beats.Wait()
	}
}

// forget keeps release from giving back what the flip gave back.
func (l *lease) forget() { l.given.Do(func() {}) }
