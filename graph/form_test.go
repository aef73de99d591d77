package graph_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// The table of forms in the documentation is that of the code, row by row.
func TestFormsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/formats/curated.md")
	if err != nil {
		t.Fatal(err)
	}
	const head = "| form | kind | shape | act or state | words only | meaning |\n|---|---|---|---|---|---|\n"
	_, table, ok := strings.Cut(string(page), head)
	if !ok {
		t.Fatalf("docs/formats/curated.md has no table that begins with\n%s", head)
	}
	table, _, _ = strings.Cut(table, "\n\n")
	got := strings.Split(strings.TrimSpace(table), "\n")
	want := make([]string, 0, len(got))
	for _, f := range graph.Forms() {
		want = append(want, formRow(f))
	}
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("docs/formats/curated.md lacks the row\n%s", want[i])
		case i >= len(want):
			t.Errorf("docs/formats/curated.md has a row too many\n%s", got[i])
		case got[i] != want[i]:
			t.Fatalf("docs/formats/curated.md has the row\n%s\nand should have\n%s", got[i], want[i])
		}
	}
}

func formRow(f graph.Form) string {
	shape := map[graph.Shape]string{graph.Directed: "directed", graph.Mutual: "mutual", graph.Mediated: "mediated"}[f.Shape]
	lasts, words := "state", ""
	if f.Act {
		lasts = "act"
	}
	if f.Nominal {
		words = "yes"
	}
	return "| " + strings.Join([]string{"`" + f.Name + "`", f.Kind.String(), shape, lasts, words, f.Meaning}, " | ") + " |"
}

// FormNamed searches by halves.
func TestFormsAreSorted(t *testing.T) {
	forms := graph.Forms()
	if !slices.IsSortedFunc(forms, func(a, b graph.Form) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("forms are not in the order of their names")
	}
	for i, f := range forms {
		if got, ok := graph.FormNamed(f.Name); !ok || got != f {
			t.Errorf("%s cannot be found by name", f.Name)
		}
		if !graph.IsSlug(f.Name) || f.Meaning == "" || i > 0 && forms[i-1].Name == f.Name {
			t.Errorf("%q is no name, has no meaning or stands twice", f.Name)
		}
		if mediated := f.Shape == graph.Mediated; mediated != (f.Kind == graph.Mediation) {
			t.Errorf("%s is a %s of the wrong shape", f.Name, f.Kind)
		}
	}
	if _, ok := graph.FormNamed("friendship"); ok {
		t.Error("an unknown form is found")
	}
	forms[0].Name = "changed"
	if graph.Forms()[0].Name == "changed" {
		t.Error("a caller can change the vocabulary")
	}
}
