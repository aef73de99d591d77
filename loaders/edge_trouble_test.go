package loaders

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// A broken folder or header fails, or keeps all that is stored.
func TestBrokenEdgeFiles(t *testing.T) {
	for name, change := range map[string]func(d *edgeDesk){
		"unknown column":  func(d *edgeDesk) { d.edit("list/edges.csv", "start", "begin") },
		"no header":       func(d *edgeDesk) { d.edit("list/edges.csv", "id,source,target,kind,start,end\n", "") },
		"semicolons":      func(d *edgeDesk) { d.write("list/edges.csv", strings.ReplaceAll(smallList, ",", ";")) },
		"column twice":    func(d *edgeDesk) { d.edit("list/edges.csv", "start,end", "start,start") },
		"no dates":        func(d *edgeDesk) { d.edit("list/edges.csv", "start,end", "x-a,x-b") },
		"empty":           func(d *edgeDesk) { d.write("list/edges.csv", "") },
		"UTF-16":          func(d *edgeDesk) { d.write("list/edges.csv", "\xff\xfei\x00d\x00,\x00") },
		"stray table":     func(d *edgeDesk) { d.write("list/edge.csv", smallList) },
		"stray YAML":      func(d *edgeDesk) { d.write("list/actor.yml", "[]") },
		"stray in folder": func(d *edgeDesk) { d.write("list/edges/a.CSV", smallList) },
		"actors":          func(d *edgeDesk) { d.write("list/actors.csv", "") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.load(Options{})
			change(d)
			load, plan := d.load(Options{})
			if len(d.stored()) != 4 || len(load.Rejections) == 0 || len(plan.KeptFor) == 0 || load.Unchanged != 4 {
				t.Errorf("%d are left, %v, %+v", len(d.stored()), load.Rejections, plan.KeptFor)
			}
			for _, r := range load.Rejections {
				if r.File == "" || r.Message == "" || r.Remedy == "" {
					t.Errorf("%+v", r)
				}
			}
		})
	}
	d := newEdgeDesk(t)
	delete(d.files, "list/edges.csv")
	if _, _, err := d.Load(context.Background(), "list", Options{}); !errors.Is(err, graph.ErrInvalid) {
		t.Error(err)
	}
}

// Behind an open quotation mark nothing is read, and what comes before is loaded.
func TestEdgesBehindAnOpenQuote(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	d.write("list/edges.csv", strings.Replace(smallList, "e2,", "e9,reds,blues,1,2020,..\n\"e2,", 1)+strings.Repeat("?,?,?,?,?,?\n", maxCSVRecord/10))
	load, plan := d.load(Options{})
	d.want(load, "1 0 0 4 1")
	if len(plan.KeptFor) != 1 || load.Rejections[0].Line != 4 {
		t.Error(load.Rejections, plan.KeptFor)
	}
}

// Of many rows with the same trouble the first are told, and all are counted.
func TestManyTroubles(t *testing.T) {
	d := newEdgeDesk(t)
	var b strings.Builder
	b.WriteString("id,source,target,kind,start\n")
	const n = 3000
	for i := range n {
		fmt.Fprintf(&b, "g%d,reds,blues,1,2020-01-01\nb%d,reds,blues,2,2020\n", i, i)
	}
	d.write("list/edges.csv", b.String())
	load, plan := d.load(Options{})
	if load.Created != n || plan.Rejected() != n || len(load.Rejections) != maxRejections+1 || load.Rejections[maxRejections-1].Line != 2*maxRejections+1 {
		t.Errorf("%d created, %d rejected, %d told, the last but one %+v", load.Created, plan.Rejected(), len(load.Rejections), load.Rejections[maxRejections-1])
	}
	if last := load.Rejections[maxRejections].Message; !strings.Contains(last, "3,000 rows were left out") {
		t.Error(last)
	}
	if got := rule(plan, RuleFirstOfJanuary); got != maxWarnings+1 {
		t.Errorf("%d warnings of 1 January", got)
	}
	if s := plan.String(); !strings.Contains(s, "3000 rejections, 3000 warnings") {
		t.Error(s)
	}
}

// TestEdgePlan holds what a person reads before a load.
func TestEdgePlan(t *testing.T) {
	d := newEdgeDesk(t)
	var b strings.Builder
	b.WriteString("id,source,target,kind,start,end\n")
	for i := range 90 {
		fmt.Fprintf(&b, "r%02d,reds,blues,1,2020,..\n", i)
	}
	d.write("list/edges.csv", b.String())
	d.load(Options{})
	rows := strings.SplitAfter(b.String(), "\n")
	text := strings.Join(rows[:31], "") + strings.ReplaceAll(strings.Join(rows[31:61], ""), "2020", "2021")
	for i := range 30 {
		text += fmt.Sprintf("s%02d,reds,whites,1,2020,..\n", i)
	}
	d.write("list/edges.csv", text)
	load, plan := d.load(Options{DryRun: true})
	d.want(load, "60 1 60 30 0")
	var out strings.Builder
	if err := plan.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	golden(t, "edgeplan.golden", out.String())
	if len(d.stored()) != 90 {
		t.Error("a plan changed the store")
	}
}

// oldFS is a file system whose files can be made older.
type oldFS struct {
	fs.FS
	opened func(name string)
}

func (o *oldFS) Open(name string) (fs.File, error) {
	o.opened(name)
	return o.FS.Open(name)
}

// A file that changes between its two readings loads nothing.
func TestEdgesChangedMeanwhile(t *testing.T) {
	for name, change := range map[string]func(d *edgeDesk){
		"longer": func(d *edgeDesk) { d.write("list/edges.csv", smallList+"e5,reds,blues,1,2020,2021\n") },
		"as long": func(d *edgeDesk) {
			d.write("list/edges.csv", strings.Replace(smallList, "2019", "2018", 1))
		},
		"broken": func(d *edgeDesk) { d.write("list/edges.csv", strings.Replace(smallList, "reds", "re\"s", 1)) },
		"younger": func(d *edgeDesk) {
			d.write("list/edges.csv", smallList)
			d.files["list/edges.csv"].ModTime = time.Unix(1, 0)
		},
		"gone": func(d *edgeDesk) { delete(d.files, "list/edges.csv") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.Store = &meddler{Store: d.store, before: func(int) error {
				change(d)
				return nil
			}}
			load, _, err := d.Load(context.Background(), "list", Options{})
			if err == nil || load.Status != graph.LoadFailed || len(d.stored()) > 0 {
				t.Errorf("%+v, %v", load, err)
			}
		})
	}
}

func TestEdgesAreCancelled(t *testing.T) {
	d := newEdgeDesk(t)
	d.files["list/edges.csv"] = edgeRows(100_000)["d/edges.csv"]
	ctx, cancel := context.WithCancel(context.Background())
	d.FS = &oldFS{d.files, func(name string) {
		if name == "list/edges.csv" {
			cancel()
		}
	}}
	if load, _, err := d.Load(ctx, "list", Options{}); !errors.Is(err, context.Canceled) || load.Status != graph.LoadFailed {
		t.Errorf("%+v, %v", load, err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	d.FS = d.files
	d.Store = &meddler{Store: d.store, before: func(int) error {
		time.AfterFunc(time.Millisecond, cancel)
		return nil
	}}
	if _, _, err := d.Load(ctx, "list", Options{}); err == nil || len(d.stored()) > 0 {
		t.Error("it was loaded all the same", err)
	}
}

// A load that was overtaken reads the rows again.
func TestOvertakenEdges(t *testing.T) {
	d := newEdgeDesk(t)
	m := &meddler{Store: d.store, before: func(n int) error {
		if n > 1 {
			return nil
		}
		_, _, err := (&Loader{Store: d.store, FS: d.files, File: d.File, Now: d.Now}).Load(context.Background(), "coast", Options{})
		return err
	}}
	d.Store = m
	load, plan := d.load(Options{})
	d.want(load, "4 4 0 0 0")
	if m.n != 2 || plan.Base != 2 {
		t.Errorf("applied %d times, planned at %d", m.n, plan.Base)
	}
}

// What is plainly right is right by the rules of the domain too.
func TestPlainlyRight(t *testing.T) {
	dates := []string{"", "2020", "2020-01-01", "2020-03-04", "2020-05", "2021-02-03", "2023", "2024-01-01", "[2020-01-01..2021-01-01]", "[..2020-03-04]", "2020~", ".."}
	texts := []string{"id,source,target,kind,start,end,when,form,outcome\n"}
	for i, start := range dates[:len(dates)-1] {
		for j, end := range dates {
			for k, rest := range []string{",,", "2020,,", ",war,", ",,failed", ",direct-talks,"} {
				texts = append(texts, fmt.Sprintf("r%d-%d-%d,reds,blues,%d,%s,%s,%s\n", i, j, k, (i+j+k)%3-1, start, end, rest))
			}
		}
	}
	d := newEdgeDesk(t)
	d.write("list/edges.csv", strings.Join(texts, ""))
	list, err := readEdgeList(d.files, Declared{ID: "list", Folder: "list", Format: EdgesFormat})
	if err != nil {
		t.Fatal(err)
	}
	p := list.newPlan(&graph.DatasetState{}, nil, today)
	dec := newEdgeDecoder(list, p.names, p.seeds)
	dec.open(list.files[0], csvBlock{strings.Join(texts, ""), 1}, true)
	plain, good := 0, 0
	for row, more := dec.next(); more; row, more = dec.next() {
		if dec.id == "" || len(dec.claim.Parties) != 2 || !row.good {
			continue
		}
		good++
		if dec.plainlyRight() {
			plain++
			if errs := dec.claim.Check(dec.source.Source); len(errs) > 0 {
				t.Errorf("%+v: %v", dec.claim, errs)
			}
		}
	}
	if plain < 50 || good <= plain {
		t.Errorf("%d of %d", plain, good)
	}
}
