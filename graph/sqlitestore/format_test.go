package sqlitestore_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
)

var writeFixture = flag.Bool("write-fixture", false, "write the newest file in testdata anew; only before the format is released")

// fixture is a small store with two revisions in it.
func fixture(t testing.TB, path string) *sqlitestore.Store {
	t.Helper()
	s := open(t, path, tick())
	apply(t, s, first(12))
	apply(t, s, second(12))
	return s
}

// Files of every format there was stay readable: those in testdata were written
// when the format was made and say what they said then.
func TestFormats(t *testing.T) {
	for format := 1; format <= sqlitestore.Format; format++ {
		t.Run(fmt.Sprint(format), func(t *testing.T) {
			db, text := fmt.Sprintf("testdata/format-%d.sqlite", format), fmt.Sprintf("testdata/format-%d.txt", format)
			if *writeFixture && format == sqlitestore.Format {
				writeFixtures(t, db, text)
			}
			want, err := os.ReadFile(text)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "old.db")
			copyFile(t, db, path)
			readOnly(t, path, string(want))
			if got := formatOf(t, path); got != format {
				t.Errorf("reading it made it one of format %d", got)
			}
			s := open(t, path, tick())
			defer s.Close()
			if got := holdings(t, s); got != string(want) {
				t.Errorf("the file says what it did not:\n%s", firstDifference(got, string(want)))
			}
			if got := formatOf(t, path); got != sqlitestore.Format {
				t.Errorf("opened to be written to, it stays of format %d", got)
			}
			c := sample(12, 3)
			c.Base = 2
			apply(t, s, c)
			says := everything(t, s)
			s.Close()
			s = open(t, path, tick())
			defer s.Close()
			if everything(t, s) != says {
				t.Error("opened again, it says otherwise")
			}
			readOnly(t, path, holdings(t, s))
		})
	}
}

func writeFixtures(t *testing.T, db, text string) {
	t.Helper()
	if err := os.Remove(db); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	s := fixture(t, db)
	if err := os.WriteFile(text, []byte(holdings(t, s)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(db + "-lock")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	file, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, file, 0o600); err != nil {
		t.Fatal(err)
	}
}

func readOnly(t *testing.T, path, want string) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := holdings(t, s); got != want {
		t.Errorf("read only, the file says what it did not:\n%s", firstDifference(got, want))
	}
}

func formatOf(t *testing.T, path string) (format int) {
	t.Helper()
	db, err := sqlitestore.Raw(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("PRAGMA user_version").Scan(&format); err != nil {
		t.Fatal(err)
	}
	return format
}

// What a program of format 1 asks finds the same in a file that was brought up
// to date while it had it open.
func TestOldQueries(t *testing.T) {
	const old = `SELECT p.claim, p.role, p.actor
FROM claims AS c JOIN parties AS p ON p.claim = c."row"
WHERE c.known_from = 1 ORDER BY c."row", p.position`
	path := filepath.Join(t.TempDir(), "old.db")
	copyFile(t, "testdata/format-1.sqlite", path)
	before := rows(t, path, old)
	if len(before) == 0 {
		t.Fatal("there are no parties")
	}
	open(t, path, tick()).Close()
	if after := rows(t, path, old); after != before {
		t.Error("the parties are others")
	}
	path = filepath.Join(t.TempDir(), "new.db")
	s := open(t, path, tick())
	apply(t, s, first(12))
	apply(t, s, second(12))
	s.Close()
	if rows(t, path, old) != before {
		t.Error("in a file of the newest format the parties are others")
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is %q, not %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

// What is no store of ours is refused and left alone.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, says string
		make       func(t *testing.T, path string)
	}{
		{"newer", "format 3", func(t *testing.T, path string) {
			fixture(t, path).Close()
			alter(t, path, "PRAGMA user_version = 3")
		}},
		{"foreign", "another program", func(t *testing.T, path string) { alter(t, path, "CREATE TABLE things (x)") }},
		{"no database", "no SQLite file", func(t *testing.T, path string) {
			if err := os.WriteFile(path, bytes.Repeat([]byte("some text\n"), 200), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			c.make(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = sqlitestore.Open(t.Context(), path, sqlitestore.Options{})
			if !errors.Is(err, sqlitestore.ErrFormat) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("it is refused with: %v", err)
			}
			after, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(before, after) {
				t.Error("a file that was refused was written to")
			}
		})
	}
}

func TestNoFolder(t *testing.T) {
	_, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "none", "store.db"), sqlitestore.Options{})
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "folder") {
		t.Errorf("without its folder, a store is refused with: %v", err)
	}
}

// A file name may be anything that the system allows.
func TestOddName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a?b#c%20 d&ê.db")
	open(t, path, tick()).Close()
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	_, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{ReadOnly: true})
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a file that is not there: %v", err)
	}
	w := fixture(t, path)
	want := everything(t, w)
	w.Close()
	s, err := sqlitestore.Open(t.Context(), path, sqlitestore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if everything(t, s) != want {
		t.Error("read only, the store says otherwise")
	}
	if _, err := s.Apply(t.Context(), aLoad(), second(12)); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "read only") {
		t.Errorf("a load: %v", err)
	}
	if _, err := s.RecordFailure(t.Context(), aLoad()); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "only be read") {
		t.Errorf("recording a failure: %v", err)
	}
}

// On a full disk a load fails, says why, and leaves nothing that shows; with
// room again it succeeds.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, tick())
	apply(t, s, first(100))
	before := everything(t, s)
	if err := s.LimitPages(20); err != nil {
		t.Fatal(err)
	}
	large := sample(2*sqlitestore.BatchSize, 3)
	large.Base = 1
	if _, err := s.Apply(t.Context(), aLoad(), large); err != nil {
		if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("on a full disk: %v", err)
		}
	} else {
		t.Error("the disk was not full")
	}
	if everything(t, s) != before {
		t.Error("the load shows")
	}
	s.Close()
	s = open(t, path, tick())
	defer s.Close()
	apply(t, s, second(100))
}

func TestClosed(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"), tick())
	s.Close()
	if _, err := s.Head(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a closed store: %v", err)
	}
}

// Plain SQL as docs/formats/store.md gives it.
func TestPlainSQL(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	fixture(t, path).Close()
	doc, err := os.ReadFile("../../docs/formats/store.md")
	if err != nil {
		t.Fatal(err)
	}
	queries := 0
	for i, block := range strings.Split(string(doc), "```sql\n") {
		if i == 0 {
			continue
		}
		block, _, _ = strings.Cut(block, "```")
		alter(t, path, block)
		queries++
	}
	if queries < 3 {
		t.Errorf("the page has %d queries", queries)
	}
}

// Every table and column is on the page.
func TestDocumented(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	open(t, path, tick()).Close()
	doc, err := os.ReadFile("../../docs/formats/store.md")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlitestore.Raw(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		_, section, found := strings.Cut(string(doc), "\n### "+table+"\n")
		section, _, _ = strings.Cut(section, "\n### ")
		if !found || !strings.Contains(section, "`"+column+"`") {
			t.Errorf("%s.%s is not documented", table, column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
