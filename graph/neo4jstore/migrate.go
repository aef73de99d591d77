package neo4jstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/realign/realign/graph"
)

// migration is one step of the schema.
type migration struct {
	version    int64
	checksum   string
	statements []string
}

// migrations reads the steps that this version knows, in order.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.cypher") // sorted
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		out = append(out, migration{version, hex.EncodeToString(sum[:]), statements(string(text))})
	}
	return out, nil
}

// statements splits a file at the semicolons that end a line, and drops
// comments.
func statements(text string) []string {
	var out []string
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		rest, ends := strings.CutSuffix(line, ";")
		b.WriteString(rest)
		b.WriteByte('\n')
		if ends {
			out = append(out, b.String())
			b.Reset()
		}
	}
	return out
}

// migrate applies the steps that the database has not had. Two processes may
// do so at once: whoever has the lease goes first, and the other finds nothing
// left to do.
func (s *Store) migrate(ctx context.Context) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	pending, err := s.pending(ctx, all)
	if err != nil {
		return err
	}
	if err := s.bootstrap(ctx); err != nil || len(pending) == 0 {
		return err
	}
	lease, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	defer lease.release(ctx)
	if pending, err = s.pending(ctx, all); err != nil {
		return err
	}
	for _, m := range pending {
		if err := s.apply(lease, m); err != nil {
			return err
		}
	}
	return nil
}

// bootstrap makes what migrations themselves need, if it is not there.
func (s *Store) bootstrap(ctx context.Context) error {
	const doing = "preparing the database"
	there := false
	err := s.read(ctx, doing, func(tx *tx) error {
		rows, err := tx.rows(cypher("head"), nil)
		there = len(rows) > 0
		return err
	})
	if err != nil || there {
		return err
	}
	for _, name := range []string{"bootstrap_head", "bootstrap_migration"} {
		if err := s.write(ctx, doing, func(tx *tx) error { return tx.run(cypher(name), nil) }); err != nil {
			return err
		}
	}
	return s.write(ctx, doing, func(tx *tx) error { return tx.run(cypher("ensure_head"), nil) })
}

// apply runs the statements of one step, each its own transaction, since what
// changes the schema may not stand beside anything else.
func (s *Store) apply(lease *lease, m migration) error {
	doing := fmt.Sprintf("applying migration %d", m.version)
	for _, statement := range m.statements {
		if err := s.write(lease.ctx, doing, func(tx *tx) error { return tx.run(statement, nil) }); err != nil {
			return err
		}
	}
	if m.version == edgesRewritten {
		if err := s.rewriteEdges(lease); err != nil {
			return err
		}
	}
	// Whoever finds a step done may ask by its indexes at once.
	err := s.read(lease.ctx, doing, func(tx *tx) error { return tx.run(cypher("await_indexes"), nil) })
	if err != nil {
		return err
	}
	return lease.write(doing, func(tx *tx) error {
		return tx.run(cypher("record_migration"), params{"version": m.version, "checksum": m.checksum})
	})
}

// errSchema is a database that this version of Realign cannot use.
var errSchema = errors.New("the database was prepared by another version of Realign")

// pending lists the steps that the database has not had, after making sure
// that it had no others.
func (s *Store) pending(ctx context.Context, all []migration) ([]migration, error) {
	applied := map[int64]string{}
	err := s.read(ctx, "looking for migrations", func(tx *tx) error {
		rows, err := tx.rows(cypher("migrations"), nil)
		if err != nil {
			return err
		}
		for _, row := range rows {
			var version int64
			var checksum string
			if err := errors.Join(column(row, "version", &version), column(row, "checksum", &checksum)); err != nil {
				return err
			}
			applied[version] = checksum
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, m := range all {
		checksum, done := applied[m.version]
		delete(applied, m.version)
		switch {
		case !done:
			out = append(out, m)
		case checksum != m.checksum:
			return nil, fmt.Errorf("%w: %w: its migration %d has other contents: use the version that prepared it, or another database",
				graph.ErrInvalid, errSchema, m.version)
		}
	}
	for version := range applied {
		return nil, fmt.Errorf("%w: %w: migration %d is not known here: use a newer version of Realign", graph.ErrInvalid, errSchema, version)
	}
	return out, nil
}
