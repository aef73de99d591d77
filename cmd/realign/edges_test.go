package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeEdges lays out a dataset that is an edge list, and returns the file that
// declares it.
func writeEdges(t *testing.T, rows string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"datasets.yaml":     "- {id: list, title: A list, license: CC0-1.0, location: list, format: edges}\n",
		"list/sources.yaml": "- {id: almanac, title: Almanac, publishedOn: 2022}\n",
		"list/actors.csv":   "id,name\nreds,The reds\nblues,The blues\n",
		"list/edges.csv":    "id,source,target,kind,start,end\n" + rows,
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "datasets.yaml")
}

// An edge list is loaded into a real store, corrected, and then unchanged.
func TestLoadEdges(t *testing.T) {
	file := writeEdges(t, "e1,reds,blues,-1,2020-03-04,2020-05-06\ne2,blues,reds,1,2021,..\ne3,reds,reds,1,2021,..\n")
	store := filepath.Join(t.TempDir(), "realign.db")
	load := func(want int, flags ...string) string {
		t.Helper()
		code, out, errs := realign(t, append([]string{"load", "--datasets", file, "--store", store}, flags...)...)
		if code != want {
			t.Fatalf("exit code %d: %s%s", code, out, errs)
		}
		return out + errs
	}
	expect := func(out string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(out, part) {
				t.Errorf("no %q in:\n%s", part, out)
			}
		}
	}
	expect(load(exitRejections, "--strict"), "revision r1", "2 created", "rows left out: 1", "list/edges.csv:4:9: Row e3, target: reds takes part twice.")
	expect(load(exitOK), "no new revision", "2 unchanged")
	edges := filepath.Join(filepath.Dir(file), "list", "edges.csv")
	if err := os.WriteFile(edges, []byte("id,source,target,kind,start,end\ne1,reds,blues,-1,2020-03-04,2020-06\ne4,greens,reds,0,2020,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	expect(load(exitOK, "--plan"), "+ claim list/e4", "~ claim list/e1", "- claim list/e2", "1 to create, 1 to change, 1 to retract, 0 unchanged")
	expect(load(exitOK, "--confirm-shrink"), "revision r2", "2 created, 2 retracted, 0 unchanged", "actors and sources changed: 1")
	code, out, errs := realign(t, "check", "--datasets", file)
	expect(out+errs, "1 datasets, 0 errors, 1 warnings", "greens")
	if code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
