package sqlitestore

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/realign/realign/graph"
)

// ErrFormat is a file that is no store, or one of a format that this program
// does not know.
var ErrFormat = errors.New("not a store that this program reads")

// errOvertaken is a load whose lease another process took.
var errOvertaken = fmt.Errorf("%w: another process took this one for dead, since it gave no sign of life for %s", graph.ErrConflict, leaseTTL)

// explain says what an error of SQLite means to whoever reads it.
func explain(ctx context.Context, what string, err error) error {
	if err == nil {
		return nil
	}
	if isInterruption(err) && ctx.Err() != nil {
		return fmt.Errorf("%s: %w", what, context.Cause(ctx))
	}
	for _, known := range []error{graph.ErrConflict, graph.ErrLoadRunning, graph.ErrInvalid, ErrFormat, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	if code(err) == sqlite3.SQLITE_CONSTRAINT {
		return fmt.Errorf("%s: %w: a record breaks a rule of the file: %w", what, graph.ErrInvalid, err)
	}
	if hint := hint(code(err)); hint != "" {
		return fmt.Errorf("%s: %w: %s: %w", what, graph.ErrUnavailable, hint, err)
	}
	return fmt.Errorf("%s: %w: %w", what, graph.ErrUnavailable, err)
}

// isInterruption reports whether the error may be that of a context, which
// SQLite reports as an interruption, or which a wait that it ended reports.
func isInterruption(err error) bool {
	return code(err) == sqlite3.SQLITE_INTERRUPT ||
		!errors.Is(err, graph.ErrLoadRunning) && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded))
}

// code is SQLite's primary result code, 0 if the error is not SQLite's.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func hint(code int) string {
	switch code {
	case sqlite3.SQLITE_FULL:
		return "the disk is full, or the file may not grow further; nothing was changed"
	case sqlite3.SQLITE_READONLY:
		return "the file may only be read; check who owns it and its folder, since SQLite also writes <file>-wal and <file>-shm beside it"
	case sqlite3.SQLITE_CANTOPEN:
		return "the file cannot be opened; check that its folder exists and may be written to"
	case sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return "access to the file is denied"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "another program keeps the file locked"
	case sqlite3.SQLITE_CORRUPT:
		return "the file is damaged; restore it from a backup"
	case sqlite3.SQLITE_IOERR:
		return "the disk failed"
	default:
		return ""
	}
}

func isBusy(err error) bool {
	return code(err) == sqlite3.SQLITE_BUSY || code(err) == sqlite3.SQLITE_LOCKED
}
