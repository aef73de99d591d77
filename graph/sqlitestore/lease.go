package sqlitestore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/realign/realign/graph"
)

const (
	leaseTTL  = 10 * time.Second
	beatEvery = leaseTTL / 4
	pollEvery = 50 * time.Millisecond
	// patience is how long to wait at least before a lease is overtaken, since
	// who has just locked the lock file has not yet written itself down.
	patience = time.Second
)

// lease is the right to load. See the package's comment for its three layers.
// Its times are the machine's, since they are compared between processes.
type lease struct {
	store *Store
	token string
	since time.Time // it is waited for
	lock  *sql.Conn // with an exclusive transaction on the lock file; nil if the lease was overtaken from one that hangs
	stop  func()    // ends the heartbeat
}

// acquire waits until this store may load, for as long as ctx allows. The
// context that it returns is cancelled when the lease is lost.
func (s *Store) acquire(ctx context.Context) (context.Context, *lease, error) {
	select {
	case s.loading <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, fmt.Errorf("%w: %w", graph.ErrLoadRunning, context.Cause(ctx))
	}
	l := &lease{store: s, token: rand.Text(), since: time.Now()}
	if err := l.take(ctx); err != nil {
		<-s.loading
		return nil, nil, err
	}
	beating, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go l.beat(beating, cancel, ended)
	l.stop = func() {
		cancel(context.Canceled)
		<-ended
	}
	return beating, l, nil
}

// take tries until the lease is ours.
func (l *lease) take(ctx context.Context) error {
	for {
		taken, err := l.try(ctx)
		if taken {
			return nil
		}
		if err == nil {
			err = pause(ctx)
		}
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("%w: %s: %w", graph.ErrLoadRunning, l.store.holder(), context.Cause(ctx))
		}
		if err != nil {
			return err
		}
	}
}

// try takes the lease if nobody holds the lock file or whoever does hangs.
func (l *lease) try(ctx context.Context) (bool, error) {
	lock, err := l.store.lock.Conn(ctx)
	if err != nil {
		return false, err
	}
	_, err = lock.ExecContext(ctx, beginExclusive)
	if err != nil {
		lock.Close()
		if !isBusy(err) {
			return false, fmt.Errorf("locking %s-lock: %w", l.store.path, err)
		}
		if time.Since(l.since) < patience {
			return false, nil
		}
		taken, err := l.enter(ctx, takeStaleLease, time.Now().Add(-leaseTTL).UnixMilli())
		if taken {
			l.store.log.WarnContext(ctx, "took over the load of a process that hangs", "store", l.store.path)
		}
		return taken, err
	}
	// Whoever is still written down as loading is dead, or the lock file was
	// deleted below a living one; then its next transaction fails.
	taken, err := l.enter(ctx, takeLease)
	if !taken {
		closeLock(lock)
		return false, err
	}
	l.lock = lock
	return true, nil
}

// enter writes the lease down and reports whether it could.
func (l *lease) enter(ctx context.Context, statement string, more ...any) (bool, error) {
	host, _ := os.Hostname() // only told to people; empty will do
	now := time.Now()
	args := append([]any{l.token, nullable(host), os.Getpid(), instantText(now), now.UnixMilli()}, more...)
	done, err := l.store.db.ExecContext(ctx, statement, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// beat keeps the lease alive until ctx ends; if it is lost the load is
// cancelled.
func (l *lease) beat(ctx context.Context, cancel context.CancelCauseFunc, ended chan<- struct{}) {
	defer close(ended)
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := l.renew(ctx, l.store.db)
		switch {
		case errors.Is(err, errOvertaken):
			cancel(err)
			return
		case err != nil && ctx.Err() == nil:
			l.store.log.WarnContext(ctx, "the heartbeat of the load failed", "store", l.store.path, "error", err)
		}
	}
}

// executor is a connection or what hands them out.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// renew beats once. In a transaction it is also the fence: it fails if the
// lease is another's.
func (l *lease) renew(ctx context.Context, db executor) error {
	done, err := db.ExecContext(ctx, beatLease, l.token, time.Now().UnixMilli())
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errOvertaken
}

// release gives the lease back.
func (l *lease) release() {
	l.stop()
	ctx, cancel := context.WithTimeout(context.Background(), leaseTTL)
	defer cancel()
	if _, err := l.store.db.ExecContext(ctx, dropLease, l.token); err != nil {
		l.store.log.WarnContext(ctx, "the lease of the load stays written down", "store", l.store.path, "error", err)
	}
	if l.lock != nil {
		closeLock(l.lock)
	}
	<-l.store.loading
}

// closeLock lets go of the lock file. Nothing was written to it, so that there
// is nothing to lose.
func closeLock(lock *sql.Conn) {
	_, _ = lock.ExecContext(context.Background(), rollback)
	_ = lock.Close()
}

// holder says who loads, for an error's text.
func (s *Store) holder() string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var host, since text
	var pid sql.NullInt64
	if err := s.db.QueryRowContext(ctx, selectLease).Scan(&host, &pid, &since); err != nil {
		return "waited in vain"
	}
	return fmt.Sprintf("process %d on %s loads since %s", pid.Int64, host, since)
}

func pause(ctx context.Context) error {
	select {
	case <-time.After(pollEvery):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
