package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync"

	"github.com/realign/realign/graph"
)

// headReader reads the head from the file, which every question begins with. It
// keeps a connection and a prepared statement to itself: to take a connection
// from the pool, to prepare the statement and to have the driver watch a context
// takes five times as long as to run it.
type headReader struct {
	db *sql.DB // waits for no lock

	mu     sync.Mutex
	conn   *sql.Conn // nil until it is needed
	stmt   driver.Stmt
	query  driver.StmtQueryContext // the same
	values [1]driver.Value
}

func newHeadReader(path string) (*headReader, error) {
	db, err := sql.Open("sqlite", address(path, "mode=ro", "_pragma=busy_timeout(0)", "_pragma=query_only(1)"))
	return &headReader{db: db}, err
}

// read reads the head as it is in the file now. If that does not succeed at
// once, which is rare, it fails, and the caller may wait.
func (r *headReader) read() (head graph.RevNo, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.conn == nil {
		if err := r.prepare(); err != nil {
			return 0, err
		}
	}
	err = r.conn.Raw(func(any) error {
		head, err = r.run()
		return err
	})
	if err != nil {
		r.drop()
	}
	return head, err
}

// run runs the statement. Closing the rows resets it, so that the connection
// keeps nobody from anything.
func (r *headReader) run() (head graph.RevNo, err error) {
	rows, err := r.query.QueryContext(context.Background(), nil)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if err := rows.Next(r.values[:]); err != nil {
		return 0, err
	}
	no, ok := r.values[0].(int64)
	if !ok {
		return 0, fmt.Errorf("the head is %T and no whole number", r.values[0])
	}
	return graph.RevNo(no), nil
}

func (r *headReader) prepare() (err error) {
	if r.conn, err = r.db.Conn(context.Background()); err != nil {
		return err
	}
	err = r.conn.Raw(func(raw any) error {
		conn, ok := raw.(driver.Conn)
		if !ok {
			return fmt.Errorf("%T prepares no statements", raw)
		}
		if r.stmt, err = conn.Prepare(selectHead); err != nil {
			return err
		}
		if r.query, ok = r.stmt.(driver.StmtQueryContext); !ok {
			return fmt.Errorf("%T asks no queries", r.stmt)
		}
		return nil
	})
	if err != nil {
		r.drop()
	}
	return err
}

// drop closes the connection.
func (r *headReader) drop() {
	if r.conn == nil {
		return
	}
	_ = r.conn.Raw(func(any) error {
		if r.stmt != nil {
			_ = r.stmt.Close() // of a prepared statement nothing is lost
		}
		return driver.ErrBadConn // has database/sql close it, and not keep it
	})
	_ = r.conn.Close()
	r.conn, r.stmt, r.query = nil, nil, nil
}

func (r *headReader) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop()
	return r.db.Close()
}

// head is the newest revision in the file.
func (s *Store) head(ctx context.Context) (head graph.RevNo, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if head, err = s.heads.read(); err == nil {
		return head, nil
	}
	// Slower, but it waits for whoever keeps the file locked, and can be broken off.
	if err := s.db.QueryRowContext(ctx, selectHead).Scan(&head); err != nil {
		return 0, fmt.Errorf("reading the head: %w", err)
	}
	return head, nil
}
