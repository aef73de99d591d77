package loaders

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/realign/realign/graph"
)

// meddler is a store in which something happens just before a load is applied.
type meddler struct {
	Store
	before func(n int) error
	n      int
}

func (m *meddler) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	m.n++
	if err := m.before(m.n); err != nil {
		return load, err
	}
	return m.Store.Apply(ctx, load, changes)
}

func TestOvertakenLoadIsPlannedAnew(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.edit("vale/claims/pacts.yaml", "we pay nobody", "We pay nobody.")
	m := &meddler{Store: d.store, before: func(n int) error {
		if n > 1 {
			return nil
		}
		_, _, err := (&Loader{Store: d.store, FS: d.files, File: d.File, Now: d.Now}).Load(context.Background(), "coast", Options{})
		return err
	}}
	d.Store = m
	load, plan := d.load(Options{})
	d.want(load, "1 0 1 7 0")
	if m.n != 2 || plan.Base != 2 || load.Revision != 3 {
		t.Errorf("applied %d times, planned at %d, load %+v", m.n, plan.Base, load)
	}
}

func TestLoadGivesUp(t *testing.T) {
	d := newDesk(t)
	m := &meddler{Store: d.store, before: func(int) error { return graph.ErrConflict }}
	d.Store = m
	load, _, err := d.Load(context.Background(), "vale", Options{})
	if !errors.Is(err, graph.ErrConflict) || m.n != attempts || load.Status != graph.LoadFailed || load.No != 1 || load.Created != 0 {
		t.Errorf("%d attempts, %+v, %v", m.n, load, err)
	}
}

// A load that is cancelled is recorded as failed.
func TestCancelledLoad(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(context.Background())
	load, _, err := d.Load(ctx, "vale", Options{Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) || load.Status != graph.LoadFailed || load.No != 1 {
		t.Errorf("%+v, %v", load, err)
	}
}

func TestUnknownDataset(t *testing.T) {
	d := newDesk(t)
	for _, id := range []graph.DatasetID{"val", "nothing-like-it"} {
		load, plan, err := d.Load(context.Background(), id, Options{})
		if !errors.Is(err, graph.ErrNotFound) || plan != nil || load.No != 0 {
			t.Errorf("%s: %+v, %v", id, load, err)
		}
	}
}

func TestMissingFolder(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	for name := range d.files {
		if name != "datasets.yaml" {
			delete(d.files, name)
		}
	}
	load, _, err := d.Load(context.Background(), "vale", Options{ConfirmShrink: true})
	if !errors.Is(err, graph.ErrInvalid) || load.Status != graph.LoadFailed || load.No != 2 {
		t.Errorf("%+v, %v", load, err)
	}
	d.write("vale/notes.txt", "nothing to load")
	if _, _, err := d.Load(context.Background(), "vale", Options{}); !errors.Is(err, graph.ErrInvalid) {
		t.Error(err)
	}
}

func TestStrictLoadsAllTheSame(t *testing.T) {
	d := newDesk(t)
	d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied")
	load, plan, err := d.Load(context.Background(), "vale", Options{Strict: true})
	if !errors.Is(err, ErrRejections) || plan == nil || load.Status != graph.LoadSucceededWithRejections || load.Revision != 1 {
		t.Errorf("%+v, %v", load, err)
	}
	d.want(load, "7 9 0 0 1")
}

func TestDryRun(t *testing.T) {
	d := newDesk(t)
	load, plan := d.load(Options{DryRun: true})
	d.want(load, firstLoad)
	if load.No != 0 || !load.DryRun || load.Status != graph.LoadSucceeded || load.FinishedAt.IsZero() || len(plan.Claims) != 8 {
		t.Errorf("%+v", load)
	}
	load, _ = d.load(Options{DryRun: true, RecordDryRun: true})
	d.want(load, firstLoad)
	if load.No != 1 || !load.DryRun || load.Revision != 0 {
		t.Errorf("%+v", load)
	}
	if n := len(d.claims()); n != 0 {
		t.Errorf("%d claims after dry runs", n)
	}
}

// Loads of one dataset wait for each other; one that may not wait says that a
// load is under way.
func TestOneLoadAtATime(t *testing.T) {
	d := newDesk(t)
	var mu sync.Mutex
	under, most := 0, 0
	entered, release := make(chan struct{}, 9), make(chan struct{})
	d.Store = &meddler{Store: d.store, before: func(int) error {
		mu.Lock()
		under++
		most = max(most, under)
		mu.Unlock()
		entered <- struct{}{}
		<-release
		mu.Lock()
		under--
		mu.Unlock()
		return nil
	}}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, _, err := d.Load(context.Background(), "vale", Options{}); err != nil {
				t.Error(err)
			}
		})
	}
	<-entered
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	// The token is taken, so that only the cancelled context can be chosen.
	if _, _, err := d.Load(ctx, "vale", Options{}); !errors.Is(err, graph.ErrLoadRunning) {
		t.Error(err)
	}
	close(release)
	wg.Wait()
	if most != 1 {
		t.Errorf("%d loads at once", most)
	}
}

func TestReadDatasets(t *testing.T) {
	d := newDesk(t)
	datasets, problems, err := ReadDatasets(d.files, "datasets.yaml")
	if err != nil || len(problems) > 0 || len(datasets) != 2 {
		t.Fatal(datasets, problems, err)
	}
	want := Declared{ID: "vale", Title: "The vale", License: "CC0-1.0", Folder: "vale", Schedule: "30 4 * * *", Format: CuratedFormat, Place: Place{"datasets.yaml", 2, 3}}
	if datasets[0] != want {
		t.Errorf("%+v, want %+v", datasets[0], want)
	}
	for _, text := range []string{"", "{}", "text", "- [", "\x00"} {
		if _, problems, err := ReadDatasets(fstest.MapFS{"d.yaml": {Data: []byte(text)}}, "d.yaml"); err == nil || len(problems) == 0 {
			t.Errorf("%q was read", text)
		}
	}
	if _, _, err := ReadDatasets(fstest.MapFS{}, "d.yaml"); err == nil {
		t.Error("a missing file was read")
	}
	// A folder beside the file: the location is relative to the file.
	nested := fstest.MapFS{"seed/datasets.yaml": {Data: []byte("- {id: a, title: A, license: CC0-1.0, location: ./a}")}}
	if datasets, _, _ := ReadDatasets(nested, "seed/datasets.yaml"); len(datasets) != 1 || datasets[0].Folder != "seed/a" {
		t.Errorf("%+v", datasets)
	}
}

// TestDecoded compares a row of each sort with the record that it makes.
func TestDecoded(t *testing.T) {
	d := newDesk(t)
	_, plan := d.load(Options{})
	i := slices.IndexFunc(plan.Actors, func(c Change[graph.Actor]) bool { return c.New.ID == "dale-army" })
	a := plan.Actors[i].New
	if len(a.Names) != 3 || a.Names[0] != (graph.Name{Value: "Army of the Dale", Language: "en", Source: "general-knowledge"}) ||
		a.Names[1].Source != "gazette" || a.Names[2].Span.End.String() != "2025-06" || a.Names[2].Source != "general-knowledge" {
		t.Errorf("names %+v", a.Names)
	}
	if len(a.Affiliations) != 2 || a.Affiliations[0].Role != "part of" || a.Affiliations[1].Locator != "line 4" || !a.Affiliations[1].Span.Ongoing {
		t.Errorf("affiliations %+v", a.Affiliations)
	}
	if len(a.Predecessors) != 1 || a.Predecessors[0].On.When.String() != "2020" || !a.Span.Ongoing || a.Span.Start.String() != "2020~" {
		t.Errorf("%+v", a)
	}
	if ids := plan.Actors[0].New.Identifiers; len(ids) != 2 || ids[0] != (graph.Identifier{Scheme: "cow", Value: "2", Source: "general-knowledge"}) {
		t.Errorf("identifiers %+v", ids)
	}
	talks, denial := plan.Claims[0].New, plan.Claims[4].New
	if talks.Voice != graph.Hedged || talks.Outcome != graph.Failed || talks.Credibility != 3 || talks.Parties[0].Role != graph.Mediator || talks.Regarding != "army-tribes/war" {
		t.Errorf("%+v", talks)
	}
	// The parties of a mediation stay in the order written.
	if talks.Parties[1].Actor != "hill-tribes" {
		t.Errorf("%+v", talks.Parties)
	}
	if denial.Stance != graph.Denies || denial.Voice != graph.Attributed || !denial.Dating.Zero() || denial.Seq != 1 || denial.Parties[1].Actor != "dale-army" {
		t.Errorf("%+v", denial)
	}
}

func TestFileBounds(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'j'; c++ {
		p := string(c - 1)
		bomb += string(c) + ": &" + string(c) + " [*" + p + ", *" + p + ", *" + p + ", *" + p + ", *" + p + ", *" + p + ", *" + p + ", *" + p + "]\n"
	}
	for name, text := range map[string]string{
		"bomb": bomb, "large": string(make([]byte, maxFileSize+1)),
		"utf-16": "\xff\xfe-\x00", "deep": "- " + repeat("[", 200) + repeat("]", 200),
	} {
		fsys := fstest.MapFS{"f.yaml": {Data: []byte(text)}}
		data, problem := openFile(fsys, "f.yaml")
		if problem == nil {
			_, problem = parse("f.yaml", data)
		}
		if problem == nil || problem.Rule != RuleFile {
			t.Errorf("%s: %v", name, problem)
		}
	}
	fsys := fstest.MapFS{"f.yaml": {Data: []byte("\xef\xbb\xbf- {id: a}")}}
	data, problem := openFile(fsys, "f.yaml")
	if problem != nil {
		t.Fatal(problem)
	}
	if n, problem := parse("f.yaml", data); problem != nil || n.Column != 1 || n.Content[0].Column != 3 {
		t.Error(n, problem)
	}
}

func repeat(s string, n int) (out string) {
	for range n {
		out += s
	}
	return out
}

func TestAliasesAreRead(t *testing.T) {
	d := newDesk(t)
	d.write("vale/claims/aliases.yaml", `
- tie: arden-brock/close-ties
  kind: allegiance
  form: close-ties
  members: &both [arden, brock]
  claims: &claims
  - {source: gazette, at: line 50, held: 2026-01, quote: &words close as ever}
- {tie: arden-brock/discord, kind: hostility, form: discord, members: *both, claims: *claims}
- {tie: arden-brock/rivalry, kind: hostility, form: rivalry, members: *both, claims: [{source: gazette, at: line 51, held: 2026-01, quote: *words}]}
`)
	load, _ := d.load(Options{})
	d.want(load, "11 9 0 0 0")
}

func TestNow(t *testing.T) {
	if (&Loader{}).now().IsZero() || (&Loader{Now: func() time.Time { return time.Unix(1, 0) }}).now() != time.Unix(1, 0).UTC() {
		t.Error("the clock is not the one given")
	}
}
