package events

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/realign/realign/graph"
)

// small is a year of five events, one of them of an actor with itself.
func small() fstest.MapFS {
	return fstest.MapFS{
		"entity2id.txt":   {Data: []byte("Ruritania\t0\nPrince_of \"Zenda\", (Ruritania)\t1\nRüritania\t2\n")},
		"relation2id.txt": {Data: []byte("Consult\t0\nHalt negotiations\t1\nEngage in negotiation\t2\n")},
		"train.txt":       {Data: []byte("0\t0\t1\t0\t-1\n1\t1\t0\t24\t-1\n")},
		"valid.txt":       {Data: []byte("2\t0\t2\t48\t-1\n")},
		"test.txt":        {Data: []byte("0\t2\t2\t8736\t-1\n0\t0\t1\t744\t-1\n")},
	}
}

func TestRead(t *testing.T) {
	e, err := Read(small())
	if err != nil {
		t.Fatal(err)
	}
	wantActors := []Actor{{"ruritania", "Ruritania"}, {"prince-of-zenda-ruritania", `Prince of "Zenda", (Ruritania)`}, {"ruritania-2", "Rüritania"}}
	if !slices.Equal(e.Actors, wantActors) {
		t.Errorf("actors %v, want %v", e.Actors, wantActors)
	}
	wantRows := []Row{{0, 1, Allegiance, 0}, {1, 0, Hostility, 1}, {0, 2, Mediation, 364}, {0, 1, Allegiance, 31}}
	if !slices.Equal(e.Rows, wantRows) || e.SelfLoops != 1 {
		t.Errorf("rows %v and %d loops, want %v and 1", e.Rows, e.SelfLoops, wantRows)
	}
}

func TestReadRefuses(t *testing.T) {
	for file, line := range map[string]string{
		"entity2id.txt":   "Ruritania\t0\nStrelsau\t0\n",
		"relation2id.txt": "Whistle\t0\n",
		"train.txt":       "0\t0\t3\t0\t-1\n",
		"valid.txt":       "0\t0\t1\t25\t-1\n",
		"test.txt":        "0\t0\t1\t8760\t-1\n",
	} {
		dir := small()
		dir[file] = &fstest.MapFile{Data: []byte(line)}
		if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s with %q: %v, want an error that names the file", file, line, err)
		}
	}
	dir := small()
	delete(dir, "test.txt")
	if _, err := Read(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without test.txt: %v", err)
	}
}

func TestKindOf(t *testing.T) {
	for label, want := range map[string]Kind{
		"Consult":                                Allegiance,
		"Express intent to provide military aid": Allegiance,
		"Appeal for target to allow international involvement (non-mediation)": Allegiance,
		"Return, release person(s)":               Allegiance,
		"Engage in diplomatic cooperation":        Allegiance,
		"Mediate":                                 Mediation,
		"Express intent to meet or negotiate":     Mediation,
		"Declare truce, ceasefire":                Mediation,
		"Halt mediation":                          Hostility,
		"Violate ceasefire":                       Hostility,
		"Demand meeting, negotiation":             Hostility,
		"Demonstrate military or police power":    Hostility,
		"Engage in mass killings":                 Hostility,
		"Engage in political dissent":             Hostility,
		"fight with small arms and light weapons": Hostility,
		"Rally opposition against":                Hostility,
		"Rally support on behalf of":              Allegiance,
		"Impose administrative sanctions":         Hostility,
	} {
		if got, ok := KindOf(label); got != want || !ok {
			t.Errorf("%s is %q, %v; want %s", label, got, ok, want)
		}
	}
	for _, label := range []string{"", "Whistle", "Consul"} {
		if got, ok := KindOf(label); ok {
			t.Errorf("%q is %s, and no label", label, got)
		}
	}
}

// A beginning that stands under two roots would make the order of the table
// decide.
func TestBeginningsOnce(t *testing.T) {
	seen := map[string]int{}
	for _, r := range beginnings {
		for _, b := range r.labels {
			if seen[b] != 0 {
				t.Errorf("%q stands under %d and %d", b, seen[b], r.root)
			}
			if b != strings.ToLower(b) {
				t.Errorf("%q has a capital and matches nothing", b)
			}
			seen[b] = r.root
		}
	}
}

func TestSlugs(t *testing.T) {
	long := strings.Repeat("Long – ", 40)
	names := []string{"Børge Brende", "Transport (Canada)", "Transport Canada", "  —  ", "١٢", long, long, "A--B", "transport canada 2"}
	got := slugs(names)
	for i, id := range got {
		if !graph.IsSlug(id) {
			t.Errorf("%q became %q, which is no id", names[i], id)
		}
		if slices.Index(got, id) != i {
			t.Errorf("%q became %q, which is taken", names[i], id)
		}
	}
}

func TestWrite(t *testing.T) {
	e, err := Read(small())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	f, err := e.Write(folder, 2)
	if err != nil {
		t.Fatal(err)
	}
	if f.Relations != 8 {
		t.Errorf("%d relations, want 8", f.Relations)
	}
	want := `id,source,target,kind,start,end
e000001,ruritania,prince-of-zenda-ruritania,allegiance,2014-01-01,2014-01-30
e000002,prince-of-zenda-ruritania,ruritania,hostility,2014-01-02,2014-01-31
e000003,ruritania,ruritania-2,mediation,2014-12-31,2015-01-29
e000004,ruritania,prince-of-zenda-ruritania,allegiance,2014-02-01,2014-03-02
e000001-c02,ruritania,prince-of-zenda-ruritania,allegiance,2015-01-01,2015-01-30
e000002-c02,prince-of-zenda-ruritania,ruritania,hostility,2015-01-02,2015-01-31
e000003-c02,ruritania,ruritania-2,mediation,2015-12-31,2016-01-29
e000004-c02,ruritania,prince-of-zenda-ruritania,allegiance,2015-02-01,2015-03-02
`
	if got := read(t, f.Edges); got != want {
		t.Errorf("edges.csv is\n%s, want\n%s", got, want)
	}
	rows, err := csv.NewReader(strings.NewReader(read(t, f.Actors))).ReadAll()
	if err != nil || len(rows) != 4 || rows[2][1] != e.Actors[1].Name {
		t.Errorf("actors.csv is %q, %v", rows, err)
	}
	sources := read(t, filepath.Join(folder, "events", "sources.yaml"))
	for _, must := range []string{"synthetic", "not curated truth", "speaksOf: 2016-01-29"} {
		if !strings.Contains(sources, must) {
			t.Errorf("sources.yaml does not say %q:\n%s", must, sources)
		}
	}
}

// Each relation is some source's, and just one's.
func TestSources(t *testing.T) {
	folder := t.TempDir()
	f, err := Standin().Write(folder, 1)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(read(t, f.Edges), "\n")
	var parts []string
	for i, id := range []string{FirstSource, SecondSource} {
		lines := strings.Split(read(t, filepath.Join(folder, "events", "edges", id+".csv")), "\n")
		if i == 1 && len(lines) < f.Relations/everySecond {
			t.Errorf("the second source has %d lines of %d", len(lines), f.Relations)
		}
		parts = append(parts, lines[1:len(lines)-1]...)
	}
	slices.Sort(parts)
	rest := all[1 : len(all)-1]
	slices.Sort(rest)
	if !slices.Equal(parts, rest) {
		t.Error("the sources' files together are not edges.csv")
	}
}

func TestPick(t *testing.T) {
	e := Standin()
	p := e.Pick(200, 97)
	if len(p.Actors) != 200 || len(p.Pairs) != 200 || len(p.Days) != 97 {
		t.Fatalf("%d actors, %d pairs, %d days", len(p.Actors), len(p.Pairs), len(p.Days))
	}
	sorted := slices.Sorted(slices.Values(p.Days))
	if sorted[0] != "2014-02-15" || sorted[96] != "2014-12-15" || len(slices.Compact(sorted)) != 97 {
		t.Errorf("days %v", sorted)
	}
	for i := range p.Days[1:] {
		a, b := day(t, p.Days[i]), day(t, p.Days[i+1])
		if gap := b.Sub(a).Abs(); gap < 30*24*time.Hour {
			t.Errorf("%s follows %s", p.Days[i+1], p.Days[i])
		}
	}
	for _, pair := range p.Pairs {
		if pair[0] == pair[1] {
			t.Errorf("a pair of %s with itself", pair[0])
		}
	}
	for _, n := range []int{0, 1, 2, 3, 8} {
		if days := spread(n); len(days) != n || slices.Contains(days, "") {
			t.Errorf("spread(%d) is %v", n, days)
		}
	}
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The stand-in is of the shape that it says, and the same each time.
func TestStandin(t *testing.T) {
	a, b := Standin(), Standin()
	if !slices.Equal(a.Rows, b.Rows) || !slices.Equal(a.Actors, b.Actors) {
		t.Error("two stand-ins differ")
	}
	if !a.Synthetic || !strings.Contains(a.Note, "Synthetic") {
		t.Error("it does not say that it is synthetic")
	}
	checkShape(t, a)
}

func TestReal(t *testing.T) {
	e, err := Read(os.DirFS(filepath.Join("..", "..", "..", "shared", "data", "icews14")))
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("left out: there is no ../shared/data/icews14")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := len(e.Rows) + e.SelfLoops; got != 90730 || len(e.Actors) != 7128 {
		t.Errorf("%d events of %d actors, want 90730 of 7128", got, len(e.Actors))
	}
	for _, a := range e.Actors {
		if !graph.IsSlug(a.ID) || strings.TrimSpace(a.Name) == "" {
			t.Errorf("%q is called %q", a.ID, a.Name)
		}
	}
	checkShape(t, e)
}

func checkShape(t *testing.T, e *Events) {
	t.Helper()
	pairs, today, kinds := map[[2]int32]bool{}, map[[2]int32]bool{}, map[Kind]int{}
	degree := make([]int, len(e.Actors))
	for _, r := range e.Rows {
		if r.Source == r.Target || r.Day < 0 || r.Day >= days {
			t.Fatalf("row %v", r)
		}
		pair := [2]int32{min(r.Source, r.Target), max(r.Source, r.Target)}
		pairs[pair] = true
		if asked := int32(155); r.Day <= asked && asked < r.Day+holding {
			today[pair] = true
		}
		kinds[r.Kind]++
		degree[r.Source]++
		degree[r.Target]++
	}
	slices.Sort(degree)
	within := func(what string, got, low, high int) {
		t.Helper()
		if got < low || got > high {
			t.Errorf("%s: %d, want %d to %d", what, got, low, high)
		}
	}
	within("relations", len(e.Rows), 90_000, 91_000)
	within("pairs", len(pairs), 20_000, 27_000)
	within("pairs with a tie on 2014-06-05", len(today), 3_000, 4_500)
	within("events of the busiest", degree[len(degree)-1], 4_000, 7_000)
	within("events of the 200th", degree[len(degree)-200], 100, 200)
	within("allegiances", kinds[Allegiance], 50_000, 65_000)
	within("mediations", kinds[Mediation], 5_000, 10_000)
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
