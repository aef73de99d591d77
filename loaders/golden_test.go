package loaders

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day of all tests.
var today = day("2026-03-01")

func day(s string) graph.Day {
	d, err := edtf.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what a curator sees now; run the test with -update and look at the difference:\n%s", file, got)
	}
}

// TestProblems holds what a curator reads about every kind of mistake.
func TestProblems(t *testing.T) { testProblems(t, "testdata/bad") }

// TestEdgeProblems holds the same of edge lists.
func TestEdgeProblems(t *testing.T) { testProblems(t, "testdata/badedges") }

func testProblems(t *testing.T, dir string) {
	report, err := Check(t.Context(), os.DirFS(dir), "datasets.yaml", today)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range report.Problems {
		b.WriteString(p.String() + "\n")
		if p.Message == "" || p.Remedy == "" || p.File == "" {
			t.Errorf("%+v lacks file, message or remedy", p)
		}
	}
	golden(t, path.Base(dir)+".golden", b.String())
}

// TestRulesAreShown holds that the bad examples offend against every rule that
// files alone can offend against.
func TestRulesAreShown(t *testing.T) {
	text, err := os.ReadFile("testdata/bad.golden")
	if err != nil {
		t.Fatal(err)
	}
	needsStore := map[Rule]bool{RuleHeldBack: true, RuleReferredTo: true, RuleSameKey: true, RuleSharedGap: true, RuleSameTie: true}
	for _, r := range ruleTexts {
		if !needsStore[r.Rule] && !strings.Contains(string(text), "("+string(r.Rule)+")") {
			t.Errorf("no example of %s", r.Rule)
		}
	}
}

func TestGoodFilesHaveNoProblems(t *testing.T) {
	report, err := Check(t.Context(), os.DirFS("testdata/good"), "datasets.yaml", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if p.Rule != RuleFormerID {
			t.Error(p)
		}
	}
}

// TestSeed holds that the curated data is loaded whole.
func TestSeed(t *testing.T) {
	seed := os.DirFS("../seed")
	report, err := Check(t.Context(), seed, "datasets.yaml", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if !p.Warning() {
			t.Error(p)
		}
	}
}
