package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func someReport() *Report {
	timings := func(scale float64) []Timing {
		return []Timing{
			{Workload: Allies, PerSecond: 900 * scale, Low: 800 * scale, High: 1000 * scale, P50: 2, P99: 8, Answers: 100},
			{Workload: Ties, PerSecond: 500 * scale, P50: 4, P99: 9, Answers: 100},
			{Workload: DiffWeek, PerSecond: 50 * scale, P50: 20, P99: 41, Answers: 10},
		}
	}
	return &Report{
		When: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Commit: "abc", Clients: 8, Rounds: 5, Seconds: 3, Finished: true,
		Sizes: []*SizeReport{{
			Name: "x11", Relations: 1_000_000,
			Contenders: []*ContenderReport{
				{
					Name: embedded, Timings: timings(1), Open: &Open{Took: 2, Resident: 450e6, Empty: 50e6},
					Loads:    []Load{{Took: 10, Again: 1, Peak: 900e6}, {Took: 30, Again: 2, Peak: 700e6}, {Took: 12, Again: 3, Peak: 800e6}},
					Compared: []Comparison{{Workload: Ties, Questions: 50, Same: 50, Lines: 70}},
				},
				{
					Name: gqlgenFloor, Timings: timings(1.5),
				},
				{
					Name: raphtory, Timings: timings(0.5), Loads: []Load{{Took: 5, Save: 1}},
					Compared: []Comparison{{Workload: Ties, Questions: 50, Same: 40, Lines: 70, Missing: 12, Extra: 1, Why: "so it is"}},
				},
				{Name: overNeo4j, Failed: "loading: no Java\nand more"},
			},
		}},
	}
}

func TestGoals(t *testing.T) {
	got := map[string]GoalReport{}
	for _, g := range checkGoals(someReport()) {
		got[g.Workload+" "+g.Of+" "+g.What] = g
	}
	for what, want := range map[string]struct {
		measured float64
		met      bool
	}{
		"a realign rate / gqlgen's own":                 {1 / 1.5, false},
		"a realign rate / Raphtory's":                   {2, true},
		"e realign p99 / p50 of (b)":                    {10.25, false},
		"g realign time / Raphtory's load and save":     {2, true}, // of the median
		"h realign time of (g) / (h)":                   {6, true},
		"j realign bytes a relation":                    {400, true},
		"j realign bytes a relation, at most in a load": {750, true},
	} {
		g, ok := got[what]
		if !ok || g.Measured < want.measured-1e-9 || g.Measured > want.measured+1e-9 || g.Met != want.met {
			t.Errorf("%s: %+v, want %v", what, g, want)
		}
		delete(got, what)
	}
	for what, g := range got {
		if (strings.Contains(what, overNeo4j) || strings.Contains(what, "growth")) && (!g.Missing || g.Met) {
			t.Errorf("%s was not measured", what)
		}
	}
}

// A floor that is slower than what stands on it proves nothing. gqlgen's own
// executor is one no more: answers that go well pass it by.
func TestGoalsDoubtTheFloor(t *testing.T) {
	r := someReport()
	r.Sizes[0].contender(gqlgenFloor).Timings[0].PerSecond = 5
	r.Sizes[0].Contenders = append(r.Sizes[0].Contenders, &ContenderReport{Name: sqliteFloor, Loads: []Load{{Took: 100}}})
	doubted := 0
	for _, g := range checkGoals(r) {
		switch g.What {
		case "time / plain SQLite's":
			doubted++
			if !g.Doubtful {
				t.Errorf("%+v is not doubted", g)
			}
			r.Goals = append(r.Goals, g)
		case "rate / gqlgen's own":
			if g.Doubtful {
				t.Errorf("%+v is doubted", g)
			}
		}
	}
	if text := r.Markdown(); doubted != 1 || !strings.Contains(text, "faster than its floor") {
		t.Error(text)
	}
}

func TestGrowth(t *testing.T) {
	r := someReport()
	small := *r.Sizes[0]
	small.Name = "x1"
	large := SizeReport{Name: "x33", Contenders: []*ContenderReport{{Name: embedded, Timings: []Timing{{Workload: Allies, P50: 4, Answers: 1}}}}}
	r.Sizes = []*SizeReport{&small, &large}
	if got := growth(embedded, Allies)(r, &large); got != 2 {
		t.Errorf("growth is %v, want 4 ms / 2 ms", got)
	}
}

func TestMarkdown(t *testing.T) {
	r := someReport()
	r.Goals = checkGoals(r)
	text := r.Markdown()
	for _, must := range []string{
		"| (a) names of an actor's allies on a day | **900**/s (800–1,000)<br>2.00 / 8.00 ms |",
		"**realign-neo4j failed**: loading: no Java\n",
		"| (g) load into an empty store, saved | 12.0 s |",
		"Answers of realign: 50 of 50",
		"(b) of 70 lines 12 are missing and 1 are there besides, in 10 of 50 answers: so it is",
		"| (a) | realign | x11 | rate / gqlgen's own | ≥ 0.85 | 0.67 | **no** |",
		"| (k) | realign-neo4j |  | ms for one client | ≤ 100 | not in this run |  |",
	} {
		if !strings.Contains(text, must) {
			t.Errorf("%q is not in\n%s", must, text)
		}
	}
	if strings.Contains(text, "broken off") || strings.Contains(text, "NaN") {
		t.Error(text)
	}
	r.Finished = false
	if !strings.Contains(r.Markdown(), "broken off") {
		t.Error("a run that was broken off does not say so")
	}
}

func TestReplaceTable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("before\n" + tableBegins + "\nold\n" + tableEnds + "\nafter\n")
	for range 2 { // the second time changes nothing
		if err := replaceTable(file, "new\n"); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(file)
		if want := "before\n" + tableBegins + "\n\nnew\n\n" + tableEnds + "\nafter\n"; string(text) != want {
			t.Errorf("it is %q, want %q", text, want)
		}
	}
	write("before " + tableBegins)
	if err := replaceTable(file, "new"); !errors.Is(err, errNoMarks) {
		t.Errorf("without the second mark: %v", err)
	}
}

// The document has the marks.
func TestDocumentHasMarks(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), tableBegins) || !strings.Contains(string(text), tableEnds) {
		t.Error("docs/performance.md lacks the marks between which the tables go")
	}
}

func TestFlags(t *testing.T) {
	s, err := readFlags([]string{"-workloads", "a,d'", "-contenders", "realign", "-cache", "here", "-seconds", "0.5"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.workloads) != 2 || s.workloads[1] != Download || s.round != 500*time.Millisecond || len(s.sizes) != 2 {
		t.Errorf("%+v", s)
	}
	for _, args := range [][]string{
		{"-workloads", "z"}, {"-sizes", "11"}, {"-sizes", "x0"}, {"-rounds", "0"}, {"-seconds", "0"}, {"more"}, {"-clients", "-1"},
	} {
		if _, err := readFlags(append(args, "-cache", "here"), io.Discard); err == nil {
			t.Errorf("%v is let pass", args)
		}
	}
	if _, err := chosen(Env{}, []string{"nobody"}); err == nil || !strings.Contains(err.Error(), embedded) {
		t.Errorf("an unknown contender: %v, want an error that names the known", err)
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0.00", 0.857: "0.86", 12.34: "12.3", 345.6: "346", 1234.5: "1,235", -1234567: "-1,234,567"} {
		if got := number3(v); got != want {
			t.Errorf("number3(%v) is %s, want %s", v, got, want)
		}
	}
}
