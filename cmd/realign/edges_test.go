package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// What was loaded with a doubt, and what stays because something cannot be
// read, is told, whatever the format.
func TestLoadTellsItsDoubts(t *testing.T) {
	file := writeEdges(t, "E 1,reds,bluse,-1,2020-03-04,2020-05-06\ne2,blues,reds,1,2021,..\n")
	store := filepath.Join(t.TempDir(), "realign.db")
	load := func(file string) (out, errs string) {
		t.Helper()
		code, out, errs := realign(t, "load", "--datasets", file, "--store", store, "--log-level", "error")
		if code != exitOK {
			t.Fatalf("exit code %d: %s%s", code, out, errs)
		}
		return out, errs
	}
	out, errs := load(file)
	for _, part := range []string{
		`list/edges.csv:2:1: warning: Row E 1, id: "E 1" is no id, and e-1 was made of it. Write e-1.`,
		`list/edges.csv:2:1: warning: No row declares the actor "bluse", and bluse was made of it. Declare it in actors.csv, or correct the row.`,
	} {
		if !strings.Contains(errs, part) {
			t.Errorf("no %q in:\n%s", part, errs)
		}
	}
	if !strings.HasSuffix(out, "claims: 2 created, 0 retracted, 0 unchanged; actors and sources changed: 4; rows left out: 0; warnings: 2; kept unread: 0\n") {
		t.Error(out)
	}
	rows := "id,source,target,kind,start,end\n,,,,,\n"
	if err := os.WriteFile(filepath.Join(filepath.Dir(file), "list", "edges.csv"), []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	out, errs = load(file)
	for _, part := range []string{"list: 2 of the unchanged claims are kept although no readable row says them", "list: nothing is retracted or withdrawn, because list/edges.csv:2:1 cannot be read"} {
		if !strings.Contains(errs, part) {
			t.Errorf("no %q in:\n%s", part, errs)
		}
	}
	if !strings.Contains(out, "0 retracted, 2 unchanged; ") || !strings.HasSuffix(out, "rows left out: 1; warnings: 0; kept unread: 2\n") {
		t.Error(out)
	}
	out, errs = load(dataset(t, strings.ReplaceAll(claims, ", note: likewise", ", voice: attributed")))
	if !strings.Contains(errs, "d/claims/a-and-b.yaml:7:83: warning: ") || !strings.Contains(out, "warnings: 3;") {
		t.Error(out, errs)
	}
}

// Each of a few rows is found again in the store, however many there are.
func TestFewEdgesAreFoundAgain(t *testing.T) {
	for n := 1; n <= 5; n++ {
		var rows strings.Builder
		for i := range n {
			fmt.Fprintf(&rows, "e%d,reds,blues,1,20%02d,..\n", i, 10+i)
		}
		file, path := writeEdges(t, rows.String()), filepath.Join(t.TempDir(), "realign.db")
		for _, counts := range []string{fmt.Sprintf("%d created, 0 retracted, 0 unchanged", n), fmt.Sprintf("0 created, 0 retracted, %d unchanged", n)} {
			code, out, errs := realign(t, "load", "--datasets", file, "--store", path)
			if code != exitOK || !strings.Contains(out, counts) {
				t.Errorf("exit code %d: %s%s, want %s", code, out, errs, counts)
			}
		}
		store, err := (&config{store: path}).openStore(t.Context(), quiet())
		if err != nil {
			t.Fatal(err)
		}
		roll, err := store.Roll(t.Context(), "list")
		if err != nil || len(roll.Claims) != n || !slices.IsSorted(roll.Claims) || len(slices.Compact(roll.Claims)) != n {
			t.Errorf("%d rows, on the roll are %v, %v", n, roll.Claims, err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}
