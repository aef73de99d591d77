package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/loaders"
	"github.com/realign/realign/seed"
)

// documents is where the texts lie that the curated data quotes, beside the
// module; they are not part of it.
var documents = filepath.Join("..", "..", "..", "shared", "documents")

func checkedSeed(t *testing.T) *loaders.Report {
	t.Helper()
	report, err := loaders.Check(t.Context(), seed.Files, seed.Datasets, edtf.DayOf(loadedAt))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// Every claim has a source, a place in it, words, and the reason for its dates.
func TestSeedClaimsAreWhole(t *testing.T) {
	report := checkedSeed(t)
	for _, p := range loaders.Rejections(report.Problems) {
		t.Errorf("%s:%d: %s", p.File, p.Line, p.Message)
	}
	for _, d := range report.Datasets {
		for _, c := range d.Claims {
			if r := c.Record; r.Source == "" || r.Locator == "" || r.Quote == "" || r.Note == "" {
				t.Errorf("%s: %s: source %q, at %q, quote %q, note %q: each has to be there", c.Place, r.Tie, r.Source, r.Locator, r.Quote, r.Note)
			}
		}
		for _, l := range d.LeftOut {
			if l.Why == "" || l.Quote == "" {
				t.Errorf("%s: what is left out has a reason and words", l.Place)
			}
		}
	}
}

// Every quotation stands in its document, letter by letter, and begins on the
// line that it is said to be at.
func TestSeedQuotationsAreExact(t *testing.T) {
	if _, err := os.Stat(documents); err != nil {
		if os.Getenv("REALIGN_REQUIRE_DATA") != "" {
			t.Fatalf("the documents are to be beside the module: %v", err)
		}
		t.Skipf("the documents are not beside the module: %v", err)
	}
	lines := map[string][]string{}
	checked := 0
	for _, d := range checkedSeed(t).Datasets {
		document := map[graph.SourceID]string{}
		for _, s := range d.Sources {
			document[s.Record.ID] = s.Record.Document
		}
		check := func(place loaders.Place, source graph.SourceID, at, quote string) {
			name := document[source]
			if name == "" || quote == "" {
				return
			}
			if lines[name] == nil {
				text, err := os.ReadFile(filepath.Join(documents, name))
				if err != nil {
					t.Fatal(err)
				}
				lines[name] = strings.Split(string(text), "\n")
			}
			if err := stands(lines[name], at, quote); err != nil {
				t.Errorf("%s: %v", place, err)
			}
			checked++
		}
		for _, c := range d.Claims {
			check(c.Place, c.Record.Source, c.Record.Locator, c.Record.Quote)
		}
		for _, l := range d.LeftOut {
			check(l.Place, l.Source, l.At, l.Quote)
		}
		for _, a := range d.Actors {
			for _, f := range a.Record.Affiliations {
				check(a.Place, f.Source, f.Locator, f.Quote)
			}
			for _, s := range a.Record.Predecessors {
				check(a.Place, s.Source, s.Locator, s.Quote)
			}
		}
	}
	if checked < 150 {
		t.Errorf("only %d quotations were checked", checked)
	}
}

// stands reports where a quotation does not stand at its place. An ellipsis
// joins parts that follow each other; one that is in the text is part of it.
func stands(lines []string, at, quote string) error {
	var line int
	if _, err := fmt.Sscanf(at, "line %d", &line); err != nil || line < 1 || line > len(lines) {
		return fmt.Errorf("at %q names no line of the document", at)
	}
	text := strings.Join(lines[line-1:], "\n")
	if strings.Contains(lines[line-1], quote) {
		return nil
	}
	for i, part := range strings.Split(quote, "…") {
		part = strings.TrimSpace(part)
		found := strings.Index(text, part)
		if found < 0 || i == 0 && found > len(lines[line-1]) {
			return fmt.Errorf("%q does not stand at line %d", part, line)
		}
		text = text[found+len(part):]
	}
	return nil
}
