package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/realign/realign/graph"
)

// Loads returns loads, newest first. The total counts the selection without
// regard to where the page begins.
func (s *Store) Loads(ctx context.Context, q graph.LoadQuery) (graph.LoadPage, error) {
	var page graph.LoadPage
	err := s.snapshot(ctx, func(conn *sql.Conn) error {
		var nos any
		if q.Nos != nil {
			b, err := json.Marshal(q.Nos)
			if err != nil {
				return err
			}
			nos = string(b)
		}
		if err := conn.QueryRowContext(ctx, countLoads, nos, string(q.Dataset)).Scan(&page.Total); err != nil {
			return err
		}
		limit := -1
		if q.Limit > 0 {
			limit = q.Limit + 1
		}
		var err error
		page.Loads, err = readLoads(ctx, conn, selectLoads, nos, string(q.Dataset), q.Before, limit)
		if q.Limit > 0 && len(page.Loads) > q.Limit {
			page.Loads, page.More = page.Loads[:q.Limit], true
		}
		return err
	})
	return page, explain(ctx, "reading loads", err)
}

// Datasets returns what is known of every dataset, by id.
func (s *Store) Datasets(ctx context.Context) ([]graph.Dataset, error) {
	var out []graph.Dataset
	err := s.snapshot(ctx, func(conn *sql.Conn) error {
		loads, err := readLoads(ctx, conn, selectNewestLoads)
		for i := range loads {
			l := &loads[i]
			d := graph.Dataset{ID: l.Dataset, Title: l.Title, License: l.License, Schedule: l.Schedule}
			if !l.DryRun {
				d.LastLoad = l
			}
			out = append(out, d)
		}
		return err
	})
	return out, explain(ctx, "reading datasets", err)
}

// snapshot lets several queries see one state of the file.
func (s *Store) snapshot(ctx context.Context, do func(conn *sql.Conn) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return transact(ctx, conn, beginReading, func() error { return do(conn) })
}

func readLoads(ctx context.Context, conn *sql.Conn, query string, args ...any) ([]graph.Load, error) {
	var loads []graph.Load
	rows, err := conn.QueryContext(ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		l, err := scanLoad(rows)
		loads = append(loads, l)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range loads {
		l := &loads[i]
		rows, err := conn.QueryContext(ctx, selectRejections, l.No)
		err = each(rows, err, func(rows *sql.Rows) error {
			var r graph.Rejection
			err := rows.Scan((*text)(&r.File), &r.Line, &r.Column, (*text)(&r.Message), (*text)(&r.Remedy))
			l.Rejections = append(l.Rejections, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return loads, nil
}

func scanLoad(rows *sql.Rows) (graph.Load, error) {
	var l graph.Load
	var started, finished, status text
	var revision sql.NullInt64
	err := rows.Scan(&l.No, (*text)(&l.Dataset), (*text)(&l.Title), (*text)(&l.License), (*text)(&l.Schedule),
		&started, &finished, &status, &l.DryRun, (*text)(&l.Error),
		&l.Created, &l.Changed, &l.Retracted, &l.Unchanged, &revision)
	if err != nil {
		return l, err
	}
	var r reader
	l.StartedAt, l.FinishedAt = r.instant(started), r.instant(finished)
	r.word(&l.Status, status)
	l.Revision = graph.RevNo(revision.Int64)
	if r.err != nil {
		return l, fmt.Errorf("load %d: %w", l.No, r.err)
	}
	return l, nil
}

// RecordFailure records a load that came to nothing.
func (s *Store) RecordFailure(ctx context.Context, load graph.Load) (graph.Load, error) {
	if err := ctx.Err(); err != nil {
		return graph.Load{}, err
	}
	load.FinishedAt, load.Revision, load.Status = s.now(), 0, graph.LoadFailed
	err := func() error {
		conn, err := s.db.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close()
		return transact(ctx, conn, begin, func() error { return record(ctx, conn, &load) })
	}()
	if err != nil {
		return graph.Load{}, explain(ctx, "recording a failed load", err)
	}
	return load, nil
}

// now is the instant that the clock shows, as fine as instants are kept.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// record writes a load down and gives it its number.
func record(ctx context.Context, conn *sql.Conn, l *graph.Load) error {
	var revision any
	if l.Revision != 0 {
		revision = int64(l.Revision)
	}
	err := conn.QueryRowContext(ctx, insertLoad, string(l.Dataset), nullable(l.Title), nullable(l.License), nullable(l.Schedule),
		fullInstantText(l.StartedAt), fullInstantText(l.FinishedAt), l.Status.String(), l.DryRun, nullable(l.Error),
		l.Created, l.Changed, l.Retracted, l.Unchanged, revision).Scan(&l.No)
	if err != nil {
		return err
	}
	for i, r := range l.Rejections {
		_, err := conn.ExecContext(ctx, insertRejection, l.No, i+1, nullable(r.File), r.Line, r.Column, nullable(r.Message), nullable(r.Remedy))
		if err != nil {
			return err
		}
	}
	return nil
}
