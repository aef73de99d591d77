package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/bench/events"
)

// standin writes so many made-up relations, and more if the shape asks for it.
func standin(tb testing.TB, copies, rows int) Data {
	tb.Helper()
	made := events.Standin()
	made.Rows = made.Rows[:min(rows, len(made.Rows))]
	files, err := made.Write(tb.TempDir(), copies)
	if err != nil {
		tb.Fatal(err)
	}
	return Data{Name: "test", Edges: files.Edges, Actors: files.Actors, Relations: files.Relations}
}

// Every relation is a row, the last batch too, and each index is there.
func TestSQLiteFloor(t *testing.T) {
	data := standin(t, 2, 130)
	path := filepath.Join(t.TempDir(), "a file.sqlite")
	report, err := LoadSQLiteFloor(context.Background(), data, path)
	if err != nil {
		t.Fatal(err)
	}
	if report.Took <= 0 || report.Disk <= 0 {
		t.Errorf("the report is %+v", report)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, c := range []struct {
		query string
		want  int
	}{
		{`SELECT count(*) FROM claims`, data.Relations},
		{`SELECT count(DISTINCT id) FROM claims WHERE length(id) = 24`, data.Relations},
		{`SELECT count(*) FROM claims WHERE ends_latest - starts_earliest = 29 AND date(ends_earliest * 86400, 'unixepoch') = "end"`, data.Relations},
		{`SELECT count(*) FROM claims WHERE (kind = 'mediation') = (role_a = 'mediator') AND actor_a <> '' AND actor_b <> ''`, data.Relations},
		{`SELECT count(*) FROM sqlite_schema WHERE type = 'index'`, 6},
	} {
		var got int
		if err := db.QueryRow(c.query).Scan(&got); err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", c.query, got, c.want)
		}
	}
	if _, err := LoadSQLiteFloor(context.Background(), data, path); err == nil {
		t.Error("it loads into a file that is there")
	}
}

// The rows of the floor are those of the embedded store: the same columns, the
// same indexes.
func TestSQLiteFloorLikeStore(t *testing.T) {
	folder := filepath.Join("..", "graph", "sqlitestore", "sql")
	schema, err := os.ReadFile(filepath.Join(folder, "schema.sql"))
	if err != nil {
		t.Fatal(err)
	}
	indexes, err := os.ReadFile(filepath.Join(folder, "indexes.sql"))
	if err != nil {
		t.Fatal(err)
	}
	store, floor := openMemory(t, string(schema)+string(indexes)), openMemory(t, sqliteSchema+";"+sqliteIndexes)
	for _, query := range []string{
		`SELECT name || ' ' || type || ' ' || "notnull" FROM pragma_table_info('claims') ORDER BY name`,
		`SELECT l.name || ' ' || l."unique" || ' ' || l.partial || ' ' || i.name FROM pragma_index_list('claims') AS l, pragma_index_info(l.name) AS i ORDER BY 1`,
	} {
		if want, got := column(t, store, query), column(t, floor, query); want != got {
			t.Errorf("the store has\n%s\nthe floor\n%s", want, got)
		}
	}
}

func openMemory(t *testing.T, script string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(script); err != nil {
		t.Fatal(err)
	}
	return db
}

func column(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// A bad row ends the load with its place, and leaves no rows.
func TestSQLiteFloorRefuses(t *testing.T) {
	folder := t.TempDir()
	edges := filepath.Join(folder, "edges.csv")
	for _, bad := range []string{"e2,a,b,friendship,2014-01-01,2014-01-30\n", "e2,a,b,allegiance,2014-01-01,2014-02-30\n", "e2,a,b\n", "e2,\"a\"b,c,allegiance,2014-01-01,2014-01-30\n"} {
		text := "id,source,target,kind,start,end\ne1,a,b,allegiance,2014-01-01,2014-01-30\n" + bad
		if err := os.WriteFile(edges, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "x")
		_, err := LoadSQLiteFloor(context.Background(), Data{Edges: edges}, path)
		if err == nil || !strings.Contains(err.Error(), "edges.csv") || !strings.Contains(err.Error(), "3") {
			t.Errorf("%q: %v", bad, err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if got := column(t, db, `SELECT count(*) FROM claims`); got != "0" {
			t.Errorf("%q leaves %s rows", bad, got)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The steps of the floor's load, in microseconds a row.
func BenchmarkSQLiteFloor(b *testing.B) {
	for _, copies := range []int{1, 11} {
		b.Run(fmt.Sprintf("x%d", copies), func(b *testing.B) {
			data := standin(b, copies, 90_730)
			var all sqliteSteps
			n := 0
			for b.Loop() {
				folder := b.TempDir()
				steps, err := loadSQLite(context.Background(), data, filepath.Join(folder, "floor.sqlite"))
				if err != nil {
					b.Fatal(err)
				}
				all.Rows += steps.Rows
				all.Index += steps.Index
				all.Commit += steps.Commit
				n += data.Relations
				if err := os.RemoveAll(folder); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(all.Rows.Microseconds())/float64(n), "rows-µs")
			b.ReportMetric(float64(all.Index.Microseconds())/float64(n), "index-µs")
			b.ReportMetric(float64(all.Commit.Microseconds())/float64(n), "commit-µs")
		})
	}
}
