package sqlitestore

import (
	"database/sql"
	"fmt"
)

// SetHook has a test told how far loads are.
func (s *Store) SetHook(hook func(point string)) { s.hook = hook }

// LimitPages lets the file grow by so many pages only, as a full disk would.
func (s *Store) LimitPages(more int) error {
	var pages int
	err := s.db.QueryRow("PRAGMA page_count").Scan(&pages)
	if err == nil {
		err = s.db.Close()
	}
	if err != nil {
		return err
	}
	s.db, err = sql.Open("sqlite", address(s.path, "_pragma=busy_timeout(10000)", "_pragma=foreign_keys(1)",
		fmt.Sprintf("_pragma=max_page_count(%d)", pages+more)))
	return err
}

// Raw opens a store's file as any SQLite tool would.
func Raw(path string) (*sql.DB, error) {
	return sql.Open("sqlite", address(path, "_pragma=busy_timeout(10000)"))
}

// BatchSize is how many records a transaction stages.
const BatchSize = batchSize

// Format is the number of the newest format.
const Format = format

// SetBulk has loads from so many new claims on be bulk loads, if they bring
// enough more than there are.
func (s *Store) SetBulk(claims int) { s.bulk = claims }

// BulkBatch is how many claims a transaction of a bulk load stages.
const BulkBatch = bulkBatch

// HasIndex reports whether the store has an index.
func (s *Store) HasIndex() bool { return s.index.Load() != nil }

// IsKeyed reports whether claims are looked up without an index.
var IsKeyed = isKeyed

// BreakHeads closes the connection that reads the head, for good.
func (s *Store) BreakHeads() error { return s.heads.close() }
