package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// The floor under the embedded store's load: a program that does nothing but put
// the same flat rows, as durably, into an SQLite file with the same driver.
//
// What it does was found to be the fastest that is sound. One transaction in a
// rollback journal writes every page of a new file once (a write-ahead log
// twice), and is there whole or not at all; it is on disk when its commit
// returns. One statement inserts all rows, out of a table that is this program
// (sqlitefeed.go), with literals for what is the same in all of them: nothing is
// bound. Indexes are made when all rows are there. Nobody can read meanwhile:
// there is nothing to be read before.

const sqliteSchema = `
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -64000;
CREATE TABLE claims (
  "row" INTEGER PRIMARY KEY, id TEXT NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER CHECK (known_to > known_from),
  replaced_by TEXT, tie TEXT NOT NULL, kind TEXT, form TEXT, regarding TEXT, stance TEXT, voice TEXT, outcome TEXT,
  "start" TEXT, "end" TEXT, "when" TEXT, held TEXT,
  starts_earliest INTEGER, starts_latest INTEGER, ends_earliest INTEGER, ends_latest INTEGER,
  source TEXT, claimant TEXT, quote TEXT, locator TEXT, note TEXT, reliability TEXT, credibility INTEGER, marking TEXT,
  dataset TEXT, seq INTEGER NOT NULL, role_a TEXT, actor_a TEXT, role_b TEXT, actor_b TEXT
)`

const sqliteInsert = `
INSERT INTO claims (id, known_from, tie, kind, form, stance, voice, "start", "end",
  starts_earliest, starts_latest, ends_earliest, ends_latest, source, dataset, seq, role_a, actor_a, role_b, actor_b)
SELECT id, 1, tie, kind, form, 'asserts', 'own', first, last,
  first_day, first_day, last_day, last_day, 'icews14-first', 'events', 1, role_a, actor_a, role_b, actor_b
FROM temp.feed`

// sqliteIndexes are those that the embedded store has on claims.
const sqliteIndexes = `
CREATE UNIQUE INDEX claims_open ON claims (id) WHERE known_to IS NULL;
CREATE INDEX claims_from    ON claims (known_from);
CREATE INDEX claims_tie     ON claims (tie);
CREATE INDEX claims_actor_a ON claims (actor_a) WHERE actor_a IS NOT NULL;
CREATE INDEX claims_actor_b ON claims (actor_b) WHERE actor_b IS NOT NULL;
CREATE INDEX claims_to      ON claims (known_to) WHERE known_to IS NOT NULL`

// sqliteSteps is how long the steps of a load took, one after the other.
type sqliteSteps struct {
	Rows, Index, Commit time.Duration
}

// LoadSQLiteFloor inserts the relations of data, a claim each, into a new SQLite
// file. It fails if the file is there.
func LoadSQLiteFloor(ctx context.Context, data Data, path string) (LoadReport, error) {
	began := time.Now()
	_, err := loadSQLite(ctx, data, path)
	took := time.Since(began)
	if err != nil {
		return LoadReport{}, fmt.Errorf("loading into plain SQLite: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return LoadReport{}, err
	}
	return LoadReport{Took: took, Disk: info.Size()}, nil
}

func loadSQLite(ctx context.Context, data Data, path string) (steps sqliteSteps, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return steps, err
	}
	if err := file.Close(); err != nil {
		return steps, err
	}
	rows := newFeed(ctx, data.Edges)
	defer rows.stop()
	connector, err := rows.connector("file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath())
	if err != nil {
		return steps, err
	}
	db := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // the settings are those of one connection
	if _, err := db.ExecContext(ctx, sqliteSchema); err != nil {
		return steps, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return steps, err
	}
	defer tx.Rollback() // after the commit it does nothing
	for _, step := range []struct {
		took *time.Duration
		do   func() error
	}{
		{&steps.Rows, func() error { return rows.into(ctx, tx) }},
		{&steps.Index, func() error { _, err := tx.ExecContext(ctx, sqliteIndexes); return err }},
		{&steps.Commit, tx.Commit},
	} {
		began := time.Now()
		if err := step.do(); err != nil {
			return steps, err
		}
		*step.took = time.Since(began)
	}
	return steps, nil
}

// sqliteAlone is that program among the contenders. It only loads.
type sqliteAlone struct{ env Env }

func newSQLiteFloor(e Env) Contender { return sqliteAlone{e} }

// Name heads a column.
func (sqliteAlone) Name() string { return sqliteFloor }

// Load loads the data into a new file.
func (s sqliteAlone) Load(ctx context.Context, data Data) (LoadReport, error) {
	return LoadSQLiteFloor(ctx, data, filepath.Join(s.env.Scratch, "floor.sqlite"))
}

// Start has nothing to start.
func (sqliteAlone) Start(context.Context) (StartReport, error) { return StartReport{}, nil }

// Asker is nil: it answers nothing.
func (sqliteAlone) Asker(Workload) Asker { return nil }

// Stop has nothing to stop.
func (sqliteAlone) Stop() error { return nil }
