package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/base32"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"modernc.org/sqlite"
	"modernc.org/sqlite/vtab"

	"github.com/realign/realign/graph/edtf"
)

// feed hands the relations of an edge list to SQLite as the rows of a virtual
// table, which can be read once. They are read and prepared beside the
// inserting.
type feed struct {
	stop    context.CancelFunc
	batches chan []flatRow
	err     error // of the reading; read when batches is closed
}

// flatRow is what varies in the row of a relation, in the order of feedColumns.
type flatRow [12]driver.Value

const feedColumns = `CREATE TABLE feed (id, tie, kind, form, first, last, first_day, last_day, role_a, actor_a, role_b, actor_b)`

// newFeed begins to read a file.
func newFeed(ctx context.Context, path string) *feed {
	ctx, stop := context.WithCancel(ctx)
	f := &feed{stop: stop, batches: make(chan []flatRow, 8)}
	go func() {
		defer close(f.batches)
		f.err = eachBatch(path, func(rows []flatRow) error {
			select {
			case f.batches <- rows:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	return f
}

// into inserts all rows.
func (f *feed) into(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "CREATE VIRTUAL TABLE temp.feed USING feed"); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, sqliteInsert)
	if err == nil {
		return nil
	}
	f.stop()
	for range f.batches { // until the reading has ended, to learn whether it is to blame
	}
	if f.err != nil && !errors.Is(f.err, context.Canceled) {
		return f.err
	}
	return err
}

// connector opens connections that know the table, by a driver of their own, so
// that no other connection does.
func (f *feed) connector(address string) (driver.Connector, error) {
	d := &sqlite.Driver{}
	if err := d.RegisterModule("feed", feedModule{f}); err != nil {
		return nil, err
	}
	return feedConnector{d, address}, nil
}

type feedConnector struct {
	driver  *sqlite.Driver
	address string
}

func (c feedConnector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.address) }

func (c feedConnector) Driver() driver.Driver { return c.driver }

// feedModule and feedTable are the table, and the way to it.
type feedModule struct{ feed *feed }

func (m feedModule) Create(c vtab.Context, args []string) (vtab.Table, error) {
	return m.Connect(c, args)
}

func (m feedModule) Connect(c vtab.Context, _ []string) (vtab.Table, error) {
	return feedTable(m), c.Declare(feedColumns)
}

type feedTable struct{ feed *feed }

func (feedTable) BestIndex(*vtab.IndexInfo) error { return nil }

func (t feedTable) Open() (vtab.Cursor, error) { return &feedCursor{feed: t.feed}, nil }

func (feedTable) Disconnect() error { return nil }

func (feedTable) Destroy() error { return nil }

// feedCursor walks over the rows.
type feedCursor struct {
	feed *feed
	rows []flatRow // those of the batch from the present one on; none at the end
	no   int64
}

func (c *feedCursor) Filter(int, string, []vtab.Value) error { return c.Next() }

func (c *feedCursor) Next() error {
	c.no++
	if len(c.rows) > 1 {
		c.rows = c.rows[1:]
		return nil
	}
	var more bool
	if c.rows, more = <-c.feed.batches; !more {
		return c.feed.err
	}
	return nil
}

func (c *feedCursor) Eof() bool { return len(c.rows) == 0 }

func (c *feedCursor) Column(i int) (vtab.Value, error) { return c.rows[0][i], nil }

func (c *feedCursor) Rowid() (int64, error) { return c.no, nil }

func (c *feedCursor) Close() error { return nil }

// eachBatch reads an edge list and gives its rows, many at a time.
func eachBatch(path string, see func(rows []flatRow) error) error {
	const batch = 500
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	r.FieldsPerRecord = 6
	if _, err := r.Read(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	rows := make([]flatRow, 0, batch)
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err) // which names the line
		}
		row, err := flatten(fields)
		if err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if rows = append(rows, row); len(rows) == batch {
			if err := see(rows); err != nil {
				return err
			}
			rows = make([]flatRow, 0, batch)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return see(rows)
}

// flatten makes the row of a relation: id,source,target,kind,start,end.
func flatten(fields []string) (flatRow, error) {
	form, roles := "", [2]string{"from", "to"}
	switch fields[3] {
	case "allegiance":
		form = "alignment"
	case "hostility":
		form = "enmity"
	case "mediation":
		form, roles = "good-offices", [2]string{"mediator", "party"}
	default:
		return flatRow{}, fmt.Errorf("%q is no kind of tie: write allegiance, hostility or mediation", fields[3])
	}
	first, err := edtf.ParseDay(fields[4])
	if err != nil {
		return flatRow{}, err
	}
	last, err := edtf.ParseDay(fields[5])
	if err != nil {
		return flatRow{}, err
	}
	return flatRow{
		claimID(fields), "events/" + fields[0], fields[3], form, fields[4], fields[5],
		int64(first), int64(last), roles[0], fields[1], roles[1], fields[2],
	}, nil
}

// claimID names a claim by all that it says, in a text as long as the store's.
func claimID(fields []string) string {
	var all []byte
	for _, f := range fields {
		all = append(append(all, f...), 0)
	}
	sum := sha256.Sum256(all)
	return strings.ToLower(base32.HexEncoding.EncodeToString(sum[:15]))
}
