package loaders

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/realign/realign/graph"
)

const edgesPage = "../docs/formats/edges.md"

func readPage(t *testing.T, name string) string {
	t.Helper()
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// TestEdgesAreDocumented compares the page with this package.
func TestEdgesAreDocumented(t *testing.T) {
	page := readPage(t, edgesPage)
	if table := ruleTable(edgeRuleTexts); !strings.HasSuffix(page, table) {
		t.Errorf("%s does not end with the rules as they are:\n%s", edgesPage, table)
	}
	for _, name := range append(append(edgeColumnNames[:], actorColumns...), quoteColumn, ignoredColumns, string(EdgesFormat), actorsTable, edgesTable) {
		if !strings.Contains(page, "`"+name+"`") && !strings.Contains(page, "/"+name+" ") && !strings.Contains(page, ": "+name+"`") {
			t.Errorf("%s does not explain %s", edgesPage, name)
		}
	}
	for kind, name := range edgeForms {
		form, ok := graph.FormNamed(name)
		if !ok || form.Kind != kind || form.Nominal {
			t.Errorf("%s is no deed of %s", name, kind)
		}
		if !strings.Contains(page, "| `"+kind.String()+"` | `"+name+"` |") {
			t.Errorf("%s does not say that %s is %s", edgesPage, kind, name)
		}
	}
	for _, form := range graph.Forms() {
		if partRoles(form)[0] == graph.Mediator && !strings.Contains(page, "`"+form.Name+"`") {
			t.Errorf("%s does not say that there is a mediator in %s", edgesPage, form.Name)
		}
	}
}

// TestEdgesExample checks the rows that the page begins with.
func TestEdgesExample(t *testing.T) {
	_, rest, _ := strings.Cut(readPage(t, edgesPage), "```csv\n")
	rows, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("there is no example")
	}
	d := newEdgeDesk(t)
	d.write("list/edges.csv", rows)
	load, _ := d.load(Options{})
	d.want(load, "2 4 0 0 0")
}

// TestOtherTables runs the program of the page on the list that it is about.
func TestOtherTables(t *testing.T) {
	table, err := os.Open("../../shared/data/ucdp/acd2013_signed_edge_list.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("not tested: there is no ../shared/data/ucdp")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("not tested: there is no python3")
		return
	}
	_, rest, _ := strings.Cut(readPage(t, edgesPage), "```python\n")
	program, _, _ := strings.Cut(rest, "```")
	var rows, trouble bytes.Buffer
	cmd := exec.Command(python, "-c", program)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8", "PYTHONUTF8=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = table, &rows, &trouble
	if err := cmd.Run(); err != nil {
		t.Fatal(err, trouble.String())
	}
	report, err := Check(t.Context(), fstest.MapFS{
		"datasets.yaml":          {Data: []byte("- {id: conflicts, title: Conflicts, license: CC-BY-4.0, location: conflicts, format: edges}")},
		"conflicts/edges.csv":    {Data: rows.Bytes()},
		"conflicts/sources.yaml": {Data: []byte("- {id: acd, title: Armed Conflict Dataset, speaksOf: 2012}")},
	}, "datasets.yaml", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if p.Rule != RuleMadeActor && p.Rule != RuleReference && p.Rule != RuleSameID {
			t.Error(p)
		}
	}
	if report.Rejected != 10 {
		t.Errorf("%d rows are left out: %v", report.Rejected, report.Problems)
	}
	if n := bytes.Count(rows.Bytes(), newline); n != 5544 {
		t.Errorf("%d lines", n)
	}
}
