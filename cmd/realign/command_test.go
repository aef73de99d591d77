package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// realign runs a command line and returns its exit code and what it printed.
func realign(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, streams{&o, &e})
	return code, o.String(), e.String()
}

const actors = `- {id: a, kind: tribe, name: A}
- {id: b, kind: tribe, name: B}
`

const sources = `- {id: s, title: S, publishedOn: 2026-01-08}
`

const claims = `- tie: a-b/alliance
  kind: allegiance
  form: alliance
  members: [a, b]
  claims:
  - {source: s, at: line 1, held: 2026-01-08, quote: "A and B stand together", note: the present on the day it came out}
  - {source: s, at: line 2, held: 2026-01-08, quote: "B and A are allies", note: likewise}
`

// dataset writes a small dataset and returns the file that declares it.
func dataset(t *testing.T, claims string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"datasets.yaml":         "- {id: d, title: D, license: CC0-1.0, location: d}\n",
		"d/actors.yaml":         actors,
		"d/sources.yaml":        sources,
		"d/claims/a-and-b.yaml": claims,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "datasets.yaml")
}

func edit(t *testing.T, declared, old, new string) {
	t.Helper()
	file := filepath.Join(filepath.Dir(declared), "d", "claims", "a-and-b.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%q is not in %s", old, file)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestExitCodes(t *testing.T) {
	good := dataset(t, claims)
	bad := dataset(t, strings.Replace(claims, "held: 2026-01-08", "held: 2026-13", 1))
	store := func() string { return filepath.Join(t.TempDir(), "realign.db") }
	for _, c := range []struct {
		name string
		args []string
		code int
		says string // in either stream
	}{
		{"help", nil, exitOK, "realign serve"},
		{"version", []string{"version"}, exitOK, "realign"},
		{"unknown command", []string{"sevre"}, exitUsage, "serve"},
		{"unknown flag", []string{"load", "--strictly"}, exitUsage, "strictly"},
		{"too many arguments", []string{"check", "x"}, exitUsage, "x"},
		{"no log format", []string{"load", "--log-format", "xml", "--store", store()}, exitUsage, "text or json"},
		{"no scheme", []string{"load", "--store", "http://localhost"}, exitUsage, "neo4j://"},
		{"no store", []string{"load", "--store", ""}, exitUsage, "write a file"},
		{"no address", []string{"serve", "--listen", "", "--store", store()}, exitUsage, "write an address"},
		{"no time", []string{"serve", "--timeout", "0", "--store", store()}, exitUsage, "--timeout"},
		{"no body", []string{"serve", "--max-body", "-1", "--store", store()}, exitUsage, "--max-body"},
		{"check", []string{"check", "--datasets", good}, exitOK, "0 errors"},
		{"check of a bad row", []string{"check", "--datasets", bad}, exitRejections, "month 13"},
		{"check of nothing", []string{"check", "--datasets", "nowhere.yaml"}, exitFailure, "nowhere.yaml"},
		{"load", []string{"load", "--datasets", good, "--store", store()}, exitOK, "2 created"},
		{"load of a bad row", []string{"load", "--datasets", bad, "--store", store()}, exitOK, "1 created"},
		{"strict load of a bad row", []string{"load", "--strict", "--datasets", bad, "--store", store()}, exitRejections, "a-and-b.yaml:6"},
		{"load of an unknown dataset", []string{"load", "e", "--datasets", good, "--store", store()}, exitFailure, "no dataset e"},
		{"Neo4j that is not there", []string{"load", "--datasets", good, "--store", "bolt://127.0.0.1:1"}, exitUnavailable, "127.0.0.1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := realign(t, c.args...)
			if code != c.code || !strings.Contains(out+errs, c.says) {
				t.Errorf("exit %d, want %d\n%s%s", code, c.code, out, errs)
			}
		})
	}
}

// The environment speaks where the command line is silent.
func TestEnvironment(t *testing.T) {
	t.Setenv("REALIGN_DATASETS", dataset(t, claims))
	t.Setenv("REALIGN_STORE", filepath.Join(t.TempDir(), "realign.db"))
	t.Setenv("REALIGN_LOG_LEVEL", "loud")
	if code, _, errs := realign(t, "load"); code != exitUsage || !strings.Contains(errs, "loud") {
		t.Errorf("exit %d: %s", code, errs)
	}
	t.Setenv("REALIGN_STRICT", "") // says nothing
	if code, out, _ := realign(t, "load", "--log-level", "warn"); code != exitOK || !strings.Contains(out, "d: succeeded") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// Of a load that could not begin there is nothing to report but the error.
func TestLoadThatCannotBegin(t *testing.T) {
	_, out, _ := realign(t, "load", "e", "--datasets", dataset(t, claims), "--store", filepath.Join(t.TempDir(), "realign.db"))
	if out != "" {
		t.Errorf("it reports %s", out)
	}
}

// A plan on unchanged files is empty. One edited quotation is one claim
// retracted and one created, and the graph as known before has the old words.
func TestPlanAndEdit(t *testing.T) {
	declared := dataset(t, claims)
	store := filepath.Join(t.TempDir(), "realign.db")
	load := func(args ...string) string {
		t.Helper()
		code, out, errs := realign(t, append([]string{"load", "--datasets", declared, "--store", store, "--log-level", "error"}, args...)...)
		if code != exitOK {
			t.Fatalf("exit %d\n%s%s", code, out, errs)
		}
		return out
	}
	load()
	between := time.Now()
	if plan := load("--plan"); !strings.Contains(plan, "0 to create, 0 to change, 0 to retract, 2 unchanged") {
		t.Errorf("the plan of unchanged files: %s", plan)
	}
	if again := load(); !strings.Contains(again, "no new revision") {
		t.Errorf("loaded again: %s", again)
	}
	edit(t, declared, "A and B stand together", "A and B stood together")
	if plan := load("--plan"); !strings.Contains(plan, "a-and-b.yaml:6") {
		t.Errorf("the plan names no place: %s", plan)
	}
	if done := load(); !strings.Contains(done, "1 created, 1 retracted, 1 unchanged") {
		t.Errorf("one edited quotation: %s", done)
	}
	c := &config{store: store}
	opened, err := c.openStore(t.Context(), quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	s := serve(t, opened)
	const question = `{ graph(asOf: "2026-01-08", knownAt: "%s") { relations { nodes { claims(all: true) { nodes { quote retractedAt replacedBy { quote } } } } } } }`
	before := string(post(t, s.URL, strings.Replace(question, "%s", between.UTC().Format(time.RFC3339Nano), 1), ""))
	after := string(post(t, s.URL, strings.Replace(question, "%s", time.Now().UTC().Format(time.RFC3339Nano), 1), ""))
	if !strings.Contains(before, "A and B stand together") || strings.Contains(before, "stood") || strings.Contains(before, `"retractedAt": "`) {
		t.Errorf("as known before the edit: %s", before)
	}
	if !regexp.MustCompile(`(?s)"quote": "A and B stand together",\s+"retractedAt": "2.*?",\s+"replacedBy": {\s+"quote": "A and B stood together"`).MatchString(after) {
		t.Errorf("as known after the edit: %s", after)
	}
}

// serve prints where it answers, answers, and drains when it is told to end.
func TestServe(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	read, write := io.Pipe()
	done := make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--store", filepath.Join(t.TempDir(), "realign.db"), "--datasets", dataset(t, claims)}, streams{write, &errs})
	}()
	line := make([]byte, 200)
	n, err := read.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(string(line[:n]))
	if got := string(post(t, address, `{ graph(asOf: "2026-01-08") { relations { totalCount } } datasets { lastLoad { status } nextLoadAt } }`, "")); !strings.Contains(got, `"totalCount": 1`) {
		t.Errorf("it answers %s", got)
	}
	response, err := http.Get(address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("healthz: %s", response.Status)
	}
	end()
	select {
	case code := <-done:
		if code != exitOK || !strings.Contains(errs.String(), "draining") {
			t.Errorf("exit %d: %s", code, errs.String())
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it did not end")
	}
}
