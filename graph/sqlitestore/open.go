package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
	_ "modernc.org/sqlite" // the driver
)

// Options are what a store may be opened with. The zero value will do.
type Options struct {
	// Clock gives the instants of revisions and loads; nil is the time of day.
	Clock func() time.Time
	// Logger is told what no caller is: a sweep, a lease taken over. Nil is
	// silent.
	Logger *slog.Logger
	// ReadOnly opens a file that must exist, and refuses to load.
	ReadOnly bool
	// ToLoad opens a file to load into: no index is made until somebody asks what
	// only an index can tell, who then waits for it. With ReadOnly it has no
	// effect.
	ToLoad bool
}

// Store is a [graph.Store] in a file. It is safe for use by many goroutines and
// together with other processes.
type Store struct {
	path  string
	db    *sql.DB
	heads *headReader
	lock  *sql.DB // on the lock file; nil if read-only
	clock func() time.Time
	log   *slog.Logger

	index      atomic.Pointer[temporal.Index] // nil as long as there is none
	refreshing sync.Mutex                     // who brings the index up to date
	loading    chan struct{}                  // holds a token while this store loads
	bulk       int                            // the number of new claims from which on a load may be a bulk load

	hook func(point string) // told how far a load is; nil but in tests
}

var _ graph.Store = (*Store)(nil)

// Open opens the store in a file, which is made if it is not there, and builds
// its index, unless it is opened to load into.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	s := &Store{path: path, clock: opts.Clock, log: opts.Logger, loading: make(chan struct{}, 1), bulk: bulkFrom}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.heads, err = newHeadReader(path); err != nil {
		return nil, explain(ctx, "opening "+path, err)
	}
	if opts.ReadOnly {
		s.db, err = sql.Open("sqlite", address(path, "mode=ro", "_pragma=busy_timeout(10000)", "_pragma=query_only(1)"))
	} else {
		s.db, err = sql.Open("sqlite", address(path, "_pragma=busy_timeout(10000)", "_pragma=synchronous(FULL)", "_pragma=foreign_keys(1)"))
	}
	if err != nil {
		return nil, explain(ctx, "opening "+path, err)
	}
	// A load takes three connections and its heartbeat one, who brings the index
	// up to date four, and everybody else one for a moment.
	s.db.SetMaxOpenConns(16)
	s.db.SetMaxIdleConns(8)
	if err := s.start(ctx, opts); err != nil {
		s.db.Close()
		_ = s.heads.close()
		return nil, explain(ctx, "opening "+path, err)
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, opts Options) error {
	if err := s.checkFormat(ctx, opts.ReadOnly); err != nil {
		return err
	}
	if !opts.ToLoad || opts.ReadOnly {
		if _, err := s.refresh(ctx); err != nil {
			return err
		}
	}
	if opts.ReadOnly {
		return nil
	}
	var err error
	s.lock, err = sql.Open("sqlite", address(s.path+"-lock", "_pragma=busy_timeout(0)"))
	return err
}

// address is the URI of a file, with whatever its name has escaped.
func address(path string, params ...string) string {
	uri := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?"
	for i, p := range params {
		if i > 0 {
			uri += "&"
		}
		uri += p
	}
	return uri
}

// checkFormat refuses a file that is not ours or newer than this program, makes
// the tables of an empty one, and brings an older one up to date.
func (s *Store) checkFormat(ctx context.Context, readOnly bool) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return notADatabase(err)
	}
	defer conn.Close()
	version, err := formatOf(ctx, conn)
	switch {
	case err != nil:
		return err
	case readOnly && version == 0:
		return fmt.Errorf("%w: it is empty", ErrFormat)
	case readOnly:
		return nil
	}
	if err := keepLog(ctx, conn); err != nil || version == format {
		return err
	}
	return transact(ctx, conn, begin, func() error {
		// Another process may have been faster.
		version, err := formatOf(ctx, conn)
		if err != nil || version == format {
			return err
		}
		script := []string{upgradeTo2, views, indexes, fmt.Sprintf(pragmaSetUserVersion, format)}
		if version == 0 {
			script[0] = schema
			script = append(script, fmt.Sprintf(pragmaSetApplicationID, applicationID))
		}
		for _, statement := range script {
			if _, err := conn.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepLog has SQLite write ahead, so that readers and a loader do not wait for
// each other. The file remembers it; the first time it needs the file for
// itself, which SQLite does not wait for.
func keepLog(ctx context.Context, conn *sql.Conn) error {
	for tries := 0; ; tries++ {
		_, err := conn.ExecContext(ctx, pragmaLog)
		if err == nil || !isBusy(err) || tries == 100 {
			return err
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

// formatOf is the format of a file, 0 if it is empty.
func formatOf(ctx context.Context, conn *sql.Conn) (version int, err error) {
	var id, tables int
	for _, q := range []struct {
		query string
		into  *int
	}{{countTables, &tables}, {pragmaApplicationID, &id}, {pragmaUserVersion, &version}} {
		if err := conn.QueryRowContext(ctx, q.query).Scan(q.into); err != nil {
			return 0, notADatabase(err)
		}
	}
	switch {
	case tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, fmt.Errorf("%w: it is an SQLite file of another program", ErrFormat)
	case version > format:
		return 0, fmt.Errorf("%w: it has format %d, and this program reads formats up to %d; use a newer release", ErrFormat, version, format)
	case version < 1:
		return 0, fmt.Errorf("%w: it has format %d, which never was", ErrFormat, version)
	}
	return version, nil
}

func notADatabase(err error) error {
	if code(err) == sqlite3.SQLITE_NOTADB {
		return fmt.Errorf("%w: it is no SQLite file", ErrFormat)
	}
	return err
}

// Close closes the file. Loads that are under way fail.
func (s *Store) Close() error {
	// The last connection to be closed writes the log back into the file, which
	// that of the head may not.
	err := s.heads.close()
	if err2 := s.db.Close(); err == nil {
		err = err2
	}
	if s.lock != nil {
		if err2 := s.lock.Close(); err == nil {
			err = err2
		}
	}
	return explain(context.Background(), "closing "+s.path, err)
}

// transact runs do in a transaction on one connection. Whether it was committed
// is never left open by a cancelled context: the commit does not look at it.
func transact(ctx context.Context, conn *sql.Conn, how string, do func() error) error {
	if _, err := conn.ExecContext(ctx, how); err != nil {
		return err
	}
	always := context.WithoutCancel(ctx)
	err := do()
	if err == nil {
		if _, err = conn.ExecContext(always, commit); err == nil {
			return nil
		}
	}
	// SQLite may have rolled back by itself, and then says so; there is no more
	// to be done about it.
	_, _ = conn.ExecContext(always, rollback)
	return err
}
