package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Columns stay aligned whatever the script: the second cell of each row begins in
// the same column of a terminal.
func TestTableAligns(t *testing.T) {
	names := []string{
		"SDF",
		"قوات سوريا الديمقراطية",      // from right to left
		"叙利亚民主力量",                     // two columns each
		"ｅ",                           // full width
		"Que\u0301bec",                // a mark on a letter takes no column
		"Öcalan",                      // one letter, two bytes
		"\u202eevil\u202c",            // would turn what follows
		"two\nlines\x1b[31m\tand tab", // would break the row and colour the terminal
		"",
	}
	table := newTable("NAME", "NEXT")
	for _, n := range names {
		table.add(n, "|")
	}
	var out strings.Builder
	if err := table.writeTo(&out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != len(names)+1 {
		t.Fatalf("%d rows of %d names:\n%s", len(lines), len(names), out.String())
	}
	next := strings.Index(lines[0], "NEXT")
	for i, line := range lines[1:] {
		name, _, found := strings.Cut(line, "|")
		if !found || columns(name) != next {
			t.Errorf("%q: the next cell begins in column %d, want %d", names[i], columns(name), next)
		}
	}
	for _, bad := range []string{"\x1b", "\t", "\u202e"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("%q reaches the terminal:\n%q", bad, out.String())
		}
	}
	if !strings.Contains(out.String(), isolate+names[1]+endIsolate) || strings.Contains(out.String(), isolate+"SDF") {
		t.Errorf("just what runs from right to left is isolated:\n%q", out.String())
	}
}

// The width of these, in columns, as UAX 11 has it.
func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 1, "é": 1, "e\u0301": 1, "ü—→": 3, "日本": 4, "한국": 4, "ﾊﾝ": 2, "سوريا": 5, "\u2068a\u2069": 1,
	} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

// A store whose names are written from right to left and wide prints a table all
// the same.
func TestTableOfNamesInOtherScripts(t *testing.T) {
	declared := dataset(t, claims)
	named := strings.NewReplacer("name: A}", "name: قوات}", "name: B}", "name: 叙利亚}").Replace(actors)
	if err := os.WriteFile(filepath.Join(filepath.Dir(declared), "d", "actors.yaml"), []byte(named), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "realign.db")
	if code, out, errs := realign(t, "load", "--store", file, "--datasets", declared, "--strict", "--log-level", "warn"); code != exitOK {
		t.Fatal(out, errs)
	}
	code, out, errs := realign(t, "asof", "2026-01-08", "--store", file)
	if code != exitOK {
		t.Fatal(errs)
	}
	lines := strings.Split(out, "\n")
	column := func(line, word string) int { before, _, _ := strings.Cut(line, word); return columns(before) }
	if head, row := column(lines[0], "CERTAINTY"), column(lines[1], "certain "); head != row || !strings.Contains(out, "叙利亚") {
		t.Errorf("CERTAINTY stands in column %d, its word in %d:\n%s", head, row, out)
	}
}
