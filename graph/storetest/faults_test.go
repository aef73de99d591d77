package storetest

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// TestFaults holds the suite itself to its promise: it finds each of these
// faults, which stores are prone to.
func TestFaults(t *testing.T) {
	for _, f := range []struct {
		name   string
		breaks func(*Model) graph.Store
	}{
		{"answers for the newest revision", func(m *Model) graph.Store { return newestOnly{m} }},
		{"shows a retraction before it was made", func(m *Model) graph.Store { return retractionsLeak{m} }},
		{"folds old claims with new sources", func(m *Model) graph.Store { return newBackground{m} }},
		{"forgets what was withdrawn", func(m *Model) graph.Store { return forgetful{m} }},
		{"counts the page, not the selection", func(m *Model) graph.Store { return countsPage{m} }},
		{"looks at the last day of a window", func(m *Model) graph.Store { return lastDay{m} }},
		{"shows what is only denied", func(m *Model) graph.Store { return showsDenied{m} }},
		{"breaks ties the other way round", func(m *Model) graph.Store { return tiesReversed{m} }},
		{"folds tie by tie, not pair by pair", func(m *Model) graph.Store { return noPairs{m} }},
		{"folds before it looks through the lens", func(m *Model) graph.Store { return lensLate{m} }},
		{"takes references in any case", func(m *Model) graph.Store { return anyCase{m} }},
		{"searches without folding", func(m *Model) graph.Store { return plainSearch{m} }},
		{"knows a revision only after its instant", func(m *Model) graph.Store { return afterInstant{m} }},
		{"loads what was planned against another state", func(m *Model) graph.Store { return noConflict{m} }},
		{"makes a revision of nothing", func(m *Model) graph.Store { return alwaysRevises{m} }},
		{"loads in a dry run", func(m *Model) graph.Store { return wetRun{m} }},
		{"makes claims visible one by one", func(m *Model) graph.Store { return piecemeal{m} }},
		{"counts claims outside of the lens", func(m *Model) graph.Store { return statsOfAll{m} }},
		{"takes a last day for the first one without", func(m *Model) graph.Store { return turnsEarly{m} }},
		{"looks for turns before the lens", func(m *Model) graph.Store { return turnsByAll{m} }},
		{"names what changed tie by tie, not pair by pair", func(m *Model) graph.Store { return changedTies{m} }},
		{"names what changed for everyone alone", func(m *Model) graph.Store { return changedForAll{m} }},
		{"names everything as changed", func(m *Model) graph.Store { return changedAll{m} }},
	} {
		t.Run(f.name, func(t *testing.T) {
			if found := find(t, f.breaks); found == "" {
				t.Error("the suite finds nothing wrong")
			} else {
				t.Logf("found by %s", found)
			}
		})
	}
}

// find runs the suite until something fails, and says what.
func find(t *testing.T, breaks func(*Model) graph.Store) string {
	factory := func(t testing.TB, clock func() time.Time) Harness {
		s := breaks(NewModel(clock))
		return Harness{Store: s, Reopen: func(testing.TB) graph.Store { return s }}
	}
	names, err := fs.Glob(scriptFiles, "testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if fails(t, func(tb testing.TB) { runScript(tb, factory, name, nil) }) {
			return name
		}
	}
	for _, b := range behaviours {
		if fails(t, func(tb testing.TB) { b.run(tb, open(tb, factory)) }) {
			return b.name
		}
	}
	for seed := uint64(1); seed <= 12; seed++ {
		if fails(t, func(tb testing.TB) { runHistory(tb, factory, seed) }) {
			return fmt.Sprintf("seed %d", seed)
		}
	}
	return ""
}

// spy is a test that may fail without harm.
type spy struct {
	testing.TB
	failed   bool
	cleanups []func()
}

func (s *spy) Helper()               {}
func (s *spy) Cleanup(f func())      { s.cleanups = append(s.cleanups, f) }
func (s *spy) Failed() bool          { return s.failed }
func (s *spy) Fail()                 { s.failed = true }
func (s *spy) Error(...any)          { s.failed = true }
func (s *spy) Errorf(string, ...any) { s.failed = true }
func (s *spy) FailNow()              { s.failed = true; runtime.Goexit() }
func (s *spy) Fatal(...any)          { s.FailNow() }
func (s *spy) Fatalf(string, ...any) { s.FailNow() }
func (s *spy) Log(...any)            {}
func (s *spy) Logf(string, ...any)   {}

func fails(t *testing.T, test func(testing.TB)) bool {
	s := &spy{TB: t}
	run := func(f func()) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			f()
		}()
		<-done
	}
	run(func() { test(s) })
	for _, f := range slices.Backward(s.cleanups) {
		run(f)
	}
	return s.failed
}

type newestOnly struct{ *Model }

func (f newestOnly) Relations(ctx context.Context, _ graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	head, _ := f.Head(ctx)
	return f.Model.Relations(ctx, head.No, q)
}

type retractionsLeak struct{ *Model }

func (f retractionsLeak) Claims(_ context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	return q.Page(slices.Clone(f.claims), rev, f.background(rev)), nil
}

type newBackground struct{ *Model }

func (f newBackground) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return f.fold(rev, f.background(graph.Forever), q.Lens, q, byUnit), nil
}

type forgetful struct{ *Model }

func (f forgetful) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	bg := background{map[graph.ActorID]*graph.Actor{}, map[graph.SourceID]*graph.Source{}}
	for _, a := range known(f.actors, rev, all) {
		bg.actors[a.ID] = a
	}
	for _, s := range known(f.sources, rev, all) {
		bg.sources[s.ID] = s
	}
	return f.fold(rev, bg, q.Lens, q, byUnit), nil
}

type noPairs struct{ *Model }

func (f noPairs) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return f.fold(rev, f.background(rev), q.Lens, q, func(c *graph.Claim) string { return string(c.Tie) }), nil
}

type lensLate struct{ *Model }

func (f lensLate) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return f.fold(rev, f.background(rev), nil, q, byUnit), nil
}

func byUnit(c *graph.Claim) string { return string(c.Unit()) }

// fold is what the model does, with parts to get wrong.
func (m *Model) fold(rev graph.RevNo, bg background, lens *graph.Lens, q graph.RelationQuery, by func(*graph.Claim) string) graph.RelationPage {
	units := map[string][]*graph.Claim{}
	for _, v := range m.claims {
		if v.KnownAt(rev) {
			units[by(v.Claim)] = append(units[by(v.Claim)], v.Claim)
		}
	}
	var relations []graph.Relation
	for _, claims := range units {
		relations = append(relations, graph.Fold(claims, bg, lens)...)
	}
	return q.Page(relations)
}

type countsPage struct{ *Model }

func (f countsPage) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	page, err := f.Model.Claims(ctx, rev, q)
	page.Total = len(page.Claims)
	return page, err
}

type lastDay struct{ *Model }

func (f lastDay) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if q.Days != graph.Always {
		q.Days.First = q.Days.Last()
	}
	return f.Model.Relations(ctx, rev, q)
}

type showsDenied struct{ *Model }

func (f showsDenied) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if q.Status == nil {
		q.Status = everyStatus
	}
	return f.Model.Relations(ctx, rev, q)
}

type tiesReversed struct{ *Model }

func (f tiesReversed) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	page, err := f.Model.Relations(ctx, rev, q)
	if q.Order == graph.ByStartDesc {
		slices.SortStableFunc(page.Relations, func(a, b graph.Relation) int {
			if c := q.Compare(graph.RelationPlace{Day: a.Period.EarliestStart}, graph.RelationPlace{Day: b.Period.EarliestStart}); c != 0 {
				return c
			}
			return -strings.Compare(string(a.Key), string(b.Key))
		})
	}
	return page, err
}

type anyCase struct{ *Model }

func (f anyCase) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	for i, ref := range q.Refs {
		if !strings.Contains(ref, ":") {
			q.Refs[i] = strings.ToLower(ref)
		}
	}
	return f.Model.Actors(ctx, rev, q)
}

type plainSearch struct{ *Model }

func (f plainSearch) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	search := q.Search
	q.Search = ""
	actors, err := f.Model.Actors(ctx, rev, q)
	return slices.DeleteFunc(actors, func(a *graph.Actor) bool {
		return !slices.ContainsFunc(a.Names, func(n graph.Name) bool { return strings.Contains(strings.ToLower(n.Value), search) })
	}), err
}

type afterInstant struct{ *Model }

func (f afterInstant) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	return f.Model.RevisionAt(ctx, at.Add(-time.Nanosecond))
}

type noConflict struct{ *Model }

func (f noConflict) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	head, _ := f.Head(ctx)
	changes.Base = head.No
	return f.Model.Apply(ctx, load, changes)
}

type alwaysRevises struct{ *Model }

func (f alwaysRevises) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	load, err := f.Model.Apply(ctx, load, changes)
	if err == nil && load.Revision == 0 {
		f.mu.Lock()
		defer f.mu.Unlock()
		load.Revision = f.flip(graph.Changes{}).No
	}
	return load, err
}

type wetRun struct{ *Model }

func (f wetRun) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	load.DryRun = false
	return f.Model.Apply(ctx, load, changes)
}

type piecemeal struct{ *Model }

func (f piecemeal) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	last := slices.Clone(changes.Claims)
	if changes.More != nil {
		for c := range changes.More {
			last = append(last, c)
		}
	}
	if len(last) > 1000 {
		changes.Claims, changes.More, changes.MoreClaims = last[:len(last)/2], nil, 0
	}
	load, err := f.Model.Apply(ctx, load, changes)
	if err == nil && len(last) > 1000 {
		time.Sleep(20 * time.Millisecond)
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, c := range last[len(last)/2:] {
			f.claims = append(f.claims, graph.ClaimVersion{Claim: c, From: load.Revision, To: graph.Forever, RecordedAt: load.FinishedAt})
		}
	}
	return load, err
}

type statsOfAll struct{ *Model }

func (f statsOfAll) Stats(ctx context.Context, rev graph.RevNo, _ *graph.Lens) (graph.Stats, error) {
	return f.Model.Stats(ctx, rev, nil)
}
