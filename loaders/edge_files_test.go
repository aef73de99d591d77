package loaders

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// onDisk writes the files of a desk into a folder, and reads them there.
func (d *edgeDesk) onDisk() (dir string) {
	d.t.Helper()
	dir = d.t.TempDir()
	for name, f := range d.files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			d.t.Fatal(err)
		}
	}
	d.FS = os.DirFS(dir)
	return dir
}

// What stands beside the files that are read and may hold rows is refused.
func TestStrayEdgeFiles(t *testing.T) {
	for name, remedy := range map[string]string{
		"list/Edges/a.csv": "Rename it to edges if", "list/edge/a.csv": "Rename it to edges if", "list/edges-old/readme.txt": "Rename it to edges if",
		"list/rows/a.csv": "", "list/actors.csv.d/a.yaml": "", "list/data.xlsx": "", "list/all.zip": "", "list/actor.yml": "Rename it to actors.yaml if",
		// There is an edges.csv, and an actors.csv.
		"list/edges.csv.gz": "", "list/edges.CSV": "", "list/edges": "", "list/edges.txt": "", "list/edges.parquet": "", "list/edges.csv.bak.gz": "", "list/Actors": "",
		"list/edges/a.csv.gz": "Unpack it as a.csv if", "list/edges/b.parquet": "Save it as b.csv if", "list/edges/more/a.csv": "", "list/edges/c.csv/d": "",
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.load(Options{})
			d.write(name, smallList)
			d.edit("list/edges.csv", "e4,greens,arden,-1,,2021-07-01\n", "")
			load, plan := d.load(Options{})
			d.want(load, "0 0 0 4 1")
			if len(plan.KeptFor) != 1 || plan.KeptClaims != 1 {
				t.Errorf("%v, %d kept", plan.KeptFor, plan.KeptClaims)
			}
			if r := load.Rejections[0]; !strings.HasPrefix(r.Remedy, remedy) || remedy == "" && strings.Contains(r.Remedy, "is meant") {
				t.Error(r)
			}
		})
	}
	for _, name := range []string{"list/README.md", "list/LICENSE", "list/Makefile", "list/convert.py", "list/docs/about.md", "list/.git/a.csv", "list/.edges.csv.swp",
		"list/edges.csv~", "list/edges.csv.bak", "list/edges/.keep", "list/edges/README.md", "list/edges/a.csv~"} {
		d := newEdgeDesk(t)
		d.write(name, smallList)
		load, _ := d.load(Options{})
		d.want(load, "4 4 0 0 0")
	}
}

// A dataset may lie in the folder that declares it, above others.
func TestEdgesAboveOthers(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("datasets.yaml", "- {id: list, title: A list, license: CC0-1.0, location: ., format: edges}\n- {id: other, title: A list, license: CC0-1.0, location: other, format: edges}\n")
	for _, folder := range []string{"", "other/"} {
		d.write(folder+"edges.csv", smallList)
		d.write(folder+"sources.yaml", "- {id: almanac, title: Almanac, publishedOn: 2022}\n")
	}
	for name := range d.files {
		for _, other := range []string{"list/", "vale/", "coast/"} {
			if strings.HasPrefix(name, other) {
				delete(d.files, name)
			}
		}
	}
	load, _, err := d.Load(t.Context(), "list", Options{})
	if err != nil || len(load.Rejections) > 0 {
		t.Error(load.Rejections, err)
	}
}

// Links are followed, and those that lead nowhere are refused.
func TestLinkedEdgeFiles(t *testing.T) {
	d := newEdgeDesk(t)
	dir := d.onDisk()
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, "list", name)); err != nil {
			if runtime.GOOS == "windows" {
				t.Skip("links are only for those who are allowed to make them:", err)
			}
			t.Fatal(err)
		}
	}
	real := filepath.Join(t.TempDir(), "rows")
	if err := os.Mkdir(real, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(real, "almanac.csv"), []byte("id,source,target,kind,start\ne9,reds,blues,1,2020\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	link(real, "edges")
	load, _ := d.load(Options{})
	d.want(load, "5 4 0 0 0")
	link(real, "Edges")
	load, _ = d.load(Options{})
	d.want(load, "0 0 0 5 1")
	if err := os.Remove(filepath.Join(dir, "list", "Edges")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere.csv", filepath.Join(real, "gone.csv")); err != nil {
		t.Fatal(err)
	}
	load, _ = d.load(Options{})
	d.want(load, "0 0 0 5 1")
	if err := os.Remove(filepath.Join(real, "gone.csv")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "list", "edges")); err != nil {
		t.Fatal(err)
	}
	link("nowhere", "edges")
	load, _ = d.load(Options{})
	d.want(load, "0 0 0 5 1")
}
