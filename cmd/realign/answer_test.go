package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/sqlitestore"
)

// curated is the curated data in an embedded store: the file, the store, and the
// address of a server over it.
func curated(t *testing.T) (file string, store *sqlitestore.Store, address string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "realign.db")
	store, err := sqlitestore.Open(t.Context(), file, sqlitestore.Options{Clock: func() time.Time { return loadedAt }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return file, store, api(t, store).URL
}

// What the commands print for a person, to be read in testdata.
func TestAnswersForAPerson(t *testing.T) {
	file, _, _ := curated(t)
	for name, args := range map[string][]string{
		"asof":               {"asof", "2026-01-21", "--actor", "arab-tribes", "--actor", "turkey"},
		"asof-allegiances":   {"asof", "2025-12-31", "--actor", "arab-tribes", "--kind", "allegiance", "--certain"},
		"asof-later":         {"asof", "2026-03-01", "--actor", "arab-tribes"},
		"asof-before":        {"asof", "1990-01-01", "--actor", "sdf"},
		"asof-certain":       {"asof", "2026-01-10", "--actor", "arab-tribes", "--certain"},
		"diff":               {"diff", "2026-01-01", "2026-01-21", "--actor", "arab-tribes"},
		"diff-of-knowledge":  {"diff", "2026-01-21", "2026-01-21", "--actor", "arab-tribes", "--published", "--from-known-at", "2026-01-10", "--to-known-at", "2026-02-01"},
		"diff-of-nothing":    {"diff", "2026-01-20", "2026-01-20", "--actor", "arab-tribes"},
		"timeline":           {"timeline", "arab-tribes", "--to", "2026-01-21"},
		"timeline-of-a-pair": {"timeline", "damascus", "turkey", "--from", "2025-06-01", "--to", "2026-01-21"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := realign(t, append(args, "--store", file)...)
			if code != exitOK {
				t.Fatalf("exit %d: %s", code, errs)
			}
			got := "$ realign " + strings.Join(args, " ") + "\n" + out
			if errs != "" {
				got += "--- on the error stream\n" + errs
			}
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("it differs from %s; if it should, run the test with -update and read the difference\n%s", golden, got)
			}
		})
	}
}

// --json is the data of the API's answer to the same question, nothing left out
// and nothing called otherwise.
func TestAnswersAsJSON(t *testing.T) {
	file, _, address := curated(t)
	for _, c := range []struct {
		args, question, variables string
	}{
		{"asof 2026-01-21 --actor sdf --known-at 2026-11-30", asofQuestion,
			`{"first": 1000, "asOf": "2026-01-21", "actors": ["sdf"], "knownAt": "2026-11-30"}`},
		{"asof 2026-01-10 --claimant sdf --with-members --kind hostility --since 2026-01-06", asofQuestion,
			`{"first": 1000, "asOf": "2026-01-10", "perspective": {"claimants": ["sdf"], "withMembers": true}, "kinds": ["HOSTILITY"], "attestedSince": "2026-01-06"}`},
		{"asof 2026-01-21 --source talos --certain", asofQuestion,
			`{"first": 1000, "asOf": "2026-01-21", "perspective": {"sources": ["talos"]}, "certainty": "CERTAIN"}`},
		{"diff 2026-01-01 2026-01-21 --exclude-source talos --kind allegiance", diffQuestion,
			`{"first": 1000, "from": "2026-01-01", "to": "2026-01-21", "perspective": {"excludeSources": ["talos"]}, "kinds": ["ALLEGIANCE"]}`},
		{"diff 2026-01-21 2026-01-21 --published --from-known-at 2026-01-10 --to-known-at 2026-02-01", diffQuestion,
			`{"first": 1000, "from": "2026-01-21", "to": "2026-01-21", "perspective": {"clock": "PUBLISHED"}, "fromKnownAt": "2026-01-10", "toKnownAt": "2026-02-01"}`},
		{"timeline sdf damascus --from 2025-03-01 --to 2026-01-21", timelineQuestion,
			`{"first": 1000, "actor": "sdf", "with": "damascus", "pair": ["sdf", "damascus"], "isPair": true, "from": "2025-03-01", "to": "2026-01-21"}`},
		{"timeline sdf --to 2026-01-21 --kind mediation", timelineQuestion,
			`{"first": 1000, "actor": "sdf", "pair": ["sdf"], "isPair": false, "to": "2026-01-21", "kinds": ["MEDIATION"]}`},
	} {
		code, out, errs := realign(t, append(strings.Fields(c.args), "--json", "--store", file)...)
		if code != exitOK {
			t.Errorf("%s: exit %d: %s", c.args, code, errs)
			continue
		}
		var got any
		var want struct {
			Data   any
			Errors []any
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%s: %v", c.args, err)
		}
		if err := json.Unmarshal(post(t, address, c.question, c.variables), &want); err != nil || len(want.Errors) > 0 {
			t.Fatalf("%s: %v, %v", c.args, err, want.Errors)
		}
		if !reflect.DeepEqual(got, want.Data) {
			t.Errorf("%s prints something else than the API answers:\n%.2000s\n%.2000v", c.args, out, want.Data)
		}
		if strings.Contains(out, `\u003e`) {
			t.Errorf("%s escapes for a page what goes to a terminal", c.args)
		}
	}
}

// Lists are whole, however small their pages are.
func TestAnswersPageThroughLists(t *testing.T) {
	_, store, _ := curated(t)
	ask := func(rows int) string {
		t.Helper()
		a := newAsker(store, ask.Options{Clock: func() time.Time { return loadedAt }}, nil)
		a.rows = rows
		var all bytes.Buffer
		p, err := (&asofFlags{}).answer(t.Context(), a, variables{"asOf": "2026-01-21"}, variables{"kinds": []string{"HOSTILITY"}})
		if err != nil {
			t.Fatal(err)
		}
		all.Write(p.Bytes())
		p, err = (&diffFlags{}).answer(t.Context(), a, variables{"from": "2025-12-31", "to": "2026-01-21"})
		if err != nil {
			t.Fatal(err)
		}
		all.Write(p.Bytes())
		f := &timelineFlags{}
		which, err := f.which([]string{"sdf", "damascus"})
		if err != nil {
			t.Fatal(err)
		}
		if p, err = f.answer(t.Context(), a, variables{"to": "2026-01-21"}, which); err != nil {
			t.Fatal(err)
		}
		all.Write(p.Bytes())
		return all.String()
	}
	if whole, paged := ask(rowsAtOnce), ask(7); whole != paged {
		t.Errorf("in pages of 7:\n%s\nat once:\n%s", paged, whole)
	} else if strings.Count(whole, "\n") < 200 {
		t.Errorf("too little to be paged through:\n%s", whole)
	}
}

func TestAnswersExitCodes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "realign.db")
	if code, _, errs := realign(t, "load", "--store", file, "--datasets", dataset(t, claims), "--log-level", "warn"); code != exitOK {
		t.Fatal(errs)
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no store ", 200)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		says []string // on the error stream
	}{
		{"asof", exitOK, nil},
		{"asof 2026-01-08 2026-01-09", exitUsage, []string{"asof [DAY]"}},
		{"asof 2026-02-30", exitUsage, []string{"DAY: ", "2026-02-30"}},
		{"asof 2026-01-08 --known-at yesterday", exitUsage, []string{"--known-at", "RFC 3339"}},
		{"asof 2026-01-08 --since 2026", exitUsage, []string{"--since", "YYYY-MM-DD"}},
		{"asof 2026-01-08 --since=", exitUsage, []string{"--since"}}, // an empty variable of a script
		{"asof 2026-01-08 --kind war", exitUsage, []string{"--kind", "hostility"}},
		{"asof 2026-01-08 --actor c", exitFailure, []string{"--actor", `no actor "c"`, "search"}},
		{"asof 2026-01-08 --actor=", exitFailure, []string{"--actor"}},
		{"asof 2026-01-08 --source c", exitFailure, []string{"--source", `no source "c"`}},
		{"asof 2026-01-08 --claimant c", exitFailure, []string{"--claimant", `no actor "c"`}},
		{"diff", exitUsage, []string{"diff FROM [TO]"}},
		{"diff today", exitUsage, []string{"FROM: "}},
		{"diff 2026-01-09 2026-01-08", exitUsage, []string{"TO: ", "later day last"}},
		{"diff 2026-01-08 2026-01-09 --from-known-at 2030-01-01 --to-known-at 2020-01-01", exitUsage, []string{"--from-known-at"}},
		{"timeline", exitUsage, []string{"timeline ACTOR [WITH]"}},
		{"timeline c", exitFailure, []string{"ACTOR: ", `no actor "c"`}},
		{"timeline a c", exitFailure, []string{"WITH: ", `no actor "c"`}},
		{"timeline a a", exitUsage, []string{"WITH: "}},
		{"timeline a --from 2026-01-09 --to 2026-01-08", exitUsage, []string{"2026-01-08"}},
		{"asof --store " + text, exitFailure, []string{text, "SQLite"}},
		{"asof --store bolt://127.0.0.1:1", exitUnavailable, []string{"127.0.0.1:1"}},
	} {
		args := strings.Fields(c.args)
		if !strings.Contains(c.args, "--store") {
			args = append(args, "--store", file)
		}
		code, out, errs := realign(t, args...)
		if code != c.code {
			t.Errorf("%s: exit %d, want %d: %s", c.args, code, c.code, errs)
		}
		for _, words := range c.says {
			if !strings.Contains(errs, words) {
				t.Errorf("%s does not say %q: %s", c.args, words, errs)
			}
		}
		if code != exitOK && (out != "" || strings.Count(errs, "\n") != 1) {
			t.Errorf("%s: more than one line: %s%s", c.args, out, errs)
		}
	}
}

// Who only asks makes no store; and where there is nothing, it says what to do.
func TestAnswersWithoutData(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "not", "there")
	for _, args := range [][]string{{"asof"}, {"diff", "2026-01-01"}, {"timeline", "sdf"}} {
		code, out, errs := realign(t, append(args, "--store", filepath.Join(folder, "realign.db"))...)
		if code != exitFailure || out != "" || !strings.Contains(errs, "realign load") || !strings.Contains(errs, folder) {
			t.Errorf("%v without a store: exit %d, %s%s", args, code, out, errs)
		}
	}
	if _, err := os.Stat(filepath.Dir(folder)); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}

	file := filepath.Join(t.TempDir(), "realign.db")
	store, err := sqlitestore.Open(t.Context(), file, sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"asof", "2026-01-21"}, {"diff", "2026-01-01", "2026-01-21"}} {
		code, out, errs := realign(t, append(args, "--store", file)...)
		if code != exitOK || !strings.Contains(out, "Nothing had been recorded") || !strings.Contains(errs, "realign load") || !strings.Contains(errs, "want of data") {
			t.Errorf("%v of an empty store: exit %d, %s%s", args, code, out, errs)
		}
	}
	if code, _, errs := realign(t, "timeline", "sdf", "--store", file); code != exitFailure || !strings.Contains(errs, "realign load") {
		t.Errorf("timeline of an empty store: exit %d, %s", code, errs)
	}
}

// A day that is left out is today.
func TestAsofToday(t *testing.T) {
	file, _, _ := curated(t)
	before := time.Now().UTC().Format(time.DateOnly)
	code, out, errs := realign(t, "asof", "--json", "--store", file)
	after := time.Now().UTC().Format(time.DateOnly)
	if code != exitOK || !strings.Contains(out, `"asOf": "`+before+`"`) && !strings.Contains(out, `"asOf": "`+after+`"`) {
		t.Errorf("exit %d: %s\n%s", code, errs, out)
	}
}
