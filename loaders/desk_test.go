package loaders

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/storetest"
)

// desk is a curator's desk: files that a test edits, and a store that they are
// loaded into.
type desk struct {
	t     testing.TB
	files fstest.MapFS
	store *storetest.Model
	*Loader
}

// newDesk lays out a copy of the good files.
func newDesk(t testing.TB) *desk {
	t.Helper()
	files := fstest.MapFS{}
	good := os.DirFS("testdata/good")
	err := fs.WalkDir(good, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(good, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var ticks atomic.Int64
	clock := func() time.Time { return today.Time().Add(time.Duration(ticks.Add(1)) * time.Second) }
	store := storetest.NewModel(clock)
	return &desk{t, files, store, &Loader{Store: store, FS: files, File: "datasets.yaml", Now: clock}}
}

// edit replaces a text that stands once in a file.
func (d *desk) edit(file, old, new string) {
	d.t.Helper()
	text := string(d.files[file].Data)
	if strings.Count(text, old) != 1 {
		d.t.Fatalf("%q stands %d times in %s", old, strings.Count(text, old), file)
	}
	d.write(file, strings.Replace(text, old, new, 1))
}

func (d *desk) write(file, text string) { d.files[file] = &fstest.MapFile{Data: []byte(text)} }

func (d *desk) load(o Options) (graph.Load, *Plan) {
	d.t.Helper()
	load, plan, err := d.Load(context.Background(), "vale", o)
	if err != nil {
		d.t.Fatal(err)
	}
	return load, plan
}

// want compares the counts of a load, as created, changed, retracted,
// unchanged, rejected.
func (d *desk) want(l graph.Load, counts string) {
	d.t.Helper()
	got := fmt.Sprint(l.Created, l.Changed, l.Retracted, l.Unchanged, len(l.Rejections))
	if got != counts {
		d.t.Errorf("created, changed, retracted, unchanged, rejected: %s, want %s", got, counts)
		for _, r := range l.Rejections {
			d.t.Log(r)
		}
	}
}

func (d *desk) claims() []graph.ClaimVersion {
	d.t.Helper()
	head, err := d.store.Head(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	page, err := d.store.Claims(context.Background(), head.No, graph.ClaimQuery{All: true, Days: graph.Always})
	if err != nil {
		d.t.Fatal(err)
	}
	return page.Claims
}
