package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

func testEmpty(t testing.TB, b *bench) {
	if head := b.head(t); head.No != 0 || !head.At.IsZero() {
		t.Errorf("an empty store has the head %+v", head)
	}
	at, err := b.RevisionAt(t.Context(), instant("2030-01-01"))
	if err != nil || at.No != 0 || !at.At.IsZero() {
		t.Errorf("an empty store has the revision %+v, %v", at, err)
	}
	if rev, err := b.Revision(t.Context(), 0); err != nil || rev.No != 0 || !rev.At.IsZero() {
		t.Errorf("revision 0 is %+v, %v", rev, err)
	}
	if _, err := b.Revision(t.Context(), 1); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("revision 1 of an empty store: %v", err)
	}
	empty := NewModel(b.clock.Now)
	same(t, "an empty store", b.everything(t), (&bench{Store: empty}).everything(t))
	state, err := b.State(t.Context(), "nobody")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the state of an unknown dataset", Render(state), Render(&graph.DatasetState{}))
}

// testInstants pins whence the instants of revisions come: from the clock at
// the flip, in UTC, to the microsecond, and always later than the last.
func testInstants(t testing.TB, b *bench) {
	cairo := time.FixedZone("", 2*60*60)
	versions := []Version{many(t, "x", 1), many(t, "x", 2)}
	for i, c := range []struct{ clock, want time.Time }{
		{instant("2026-01-09T12:00:00.123456789Z"), instant("2026-01-09T12:00:00.123456Z")},
		{instant("2026-01-09T12:00:00.123456999Z"), instant("2026-01-09T12:00:00.123457Z")},
		{instant("2026-01-09T12:00:00.123457Z"), instant("2026-01-09T12:00:00.123458Z")},
		{instant("2020-01-01T00:00:00Z"), instant("2026-01-09T12:00:00.123459Z")},
		{instant("2026-01-09T13:00:00Z").In(cairo), instant("2026-01-09T13:00:00Z")},
	} {
		b.clock.Set(c.clock)
		load := b.load(t, versions[i%2])
		head := b.head(t)
		if want := (graph.Revision{No: graph.RevNo(i + 1), At: c.want}); Render(head) != Render(want) {
			t.Errorf("the clock shows %s: revision %d of %s, not %d of %s", c.clock, head.No, head.At, want.No, want.At)
		}
		if Render(load.FinishedAt) != Render(c.want) || load.Revision != head.No {
			t.Errorf("the load ended at %s as revision %d, and its revision is %d of %s", load.FinishedAt, load.Revision, head.No, c.want)
		}
	}
	page := b.claims(t, 5, graph.ClaimQuery{All: true, Days: graph.Always})
	for _, v := range page.Claims {
		rev, err := b.Revision(t.Context(), v.From)
		if err != nil || Render(v.RecordedAt) != Render(rev.At) {
			t.Errorf("a claim of revision %d of %s was recorded at %s (%v)", v.From, rev.At, v.RecordedAt, err)
		}
	}
}

func testRevisions(t testing.TB, b *bench) {
	versions := []Version{many(t, "x", 1), many(t, "x", 2)}
	start := instant("2026-01-09")
	var revisions []graph.Revision
	for i := range 4 {
		b.clock.Set(start.Add(time.Duration(i) * time.Hour))
		b.load(t, versions[i%2])
		revisions = append(revisions, b.head(t))
	}
	b.Reopen(t)
	for i, want := range revisions {
		if rev, err := b.Revision(t.Context(), want.No); err != nil || Render(rev) != Render(want) {
			t.Errorf("revision %d is %+v, %v", want.No, rev, err)
		}
		for _, after := range []time.Duration{0, time.Microsecond, time.Hour - time.Microsecond} {
			rev, err := b.RevisionAt(t.Context(), want.At.Add(after).In(time.FixedZone("", -7*60*60)))
			if err != nil || Render(rev) != Render(want) {
				t.Errorf("%s after revision %d it is revision %+v, %v", after, want.No, rev, err)
			}
		}
		rev, err := b.RevisionAt(t.Context(), want.At.Add(-time.Nanosecond))
		if err != nil || rev.No != graph.RevNo(i) {
			t.Errorf("just before revision %d it is revision %d, %v", want.No, rev.No, err)
		}
	}
	for _, no := range []graph.RevNo{-1, 5, graph.Forever} {
		if _, err := b.Revision(t.Context(), no); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("revision %d: %v", no, err)
		}
	}
}

func testDryRun(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	before := b.everything(t)
	load := graph.Load{Dataset: "x", Title: "X", DryRun: true, StartedAt: now(b.clock.Now), Status: graph.LoadRunning,
		Created: 5, Changed: 4, Retracted: 3, Unchanged: 2, Rejections: []graph.Rejection{{File: "f", Line: 1, Message: "m", Remedy: "r"}}}
	b.clock.Advance(time.Minute)
	recorded, err := b.Apply(t.Context(), load, graph.Changes{Base: 1})
	if err != nil {
		t.Fatal(err)
	}
	load.No, load.FinishedAt, load.Status = 2, now(b.clock.Now), graph.LoadSucceededWithRejections
	same(t, "a dry run", Render(recorded), Render(load))
	same(t, "a recorded dry run", Render(b.loads(t, graph.LoadQuery{Limit: 1}).Loads[0]), Render(load))

	// A dry run touches nothing, whatever it is handed.
	v := many(t, "x", 3)
	state, err := b.State(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	load, changes := v.Plan(state)
	load.DryRun, load.StartedAt = true, now(b.clock.Now)
	if recorded, err = b.Apply(t.Context(), load, changes); err != nil || recorded.Revision != 0 || b.head(t).No != 1 {
		t.Errorf("a dry run made revision %d (%v), and the head is %d", recorded.Revision, err, b.head(t).No)
	}
	after := b.everything(t)
	same(t, "the records after a dry run", cutLoads(after), cutLoads(before))
}

func testRecordFailure(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	before := b.everything(t)
	load := graph.Load{Dataset: "x", Title: "X", License: "CC0-1.0", Schedule: "0 4 * * *", StartedAt: now(b.clock.Now), Status: graph.LoadRunning,
		Error: "the folder is gone: \"seed/x\"", Rejections: []graph.Rejection{{File: "claims/x.yaml", Line: 3, Column: 7, Message: "it has no date", Remedy: "write one"}}}
	b.clock.Advance(time.Minute)
	recorded, err := b.RecordFailure(t.Context(), load)
	if err != nil {
		t.Fatal(err)
	}
	load.No, load.FinishedAt, load.Status = 2, now(b.clock.Now), graph.LoadFailed
	same(t, "a failure", Render(recorded), Render(load))
	b.Reopen(t)
	same(t, "a recorded failure", Render(b.loads(t, graph.LoadQuery{Nos: []int64{2}}).Loads), Render([]graph.Load{load}))
	same(t, "the records after a failure", cutLoads(b.everything(t)), cutLoads(before))
}

// cutLoads leaves out of everything what speaks of loads.
func indexOr(text, part string) int {
	if i := strings.Index(text, part); i >= 0 {
		return i
	}
	return len(text)
}

func cutLoads(text string) string {
	from := indexOr(text, "datasets\n")
	to := indexOr(text, "relations\n")
	return text[:from] + text[to:]
}

func testLoadsInPages(t testing.TB, b *bench) {
	versions := []Version{many(t, "x", 1), many(t, "x", 2)}
	for i := range 5 {
		b.clock.Advance(time.Hour)
		b.load(t, versions[i%2])
		b.clock.Advance(time.Hour)
		if _, err := b.RecordFailure(t.Context(), graph.Load{Dataset: "y", StartedAt: now(b.clock.Now)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		q     graph.LoadQuery
		nos   []int64
		total int
		more  bool
	}{
		{graph.LoadQuery{}, []int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 10, false},
		{graph.LoadQuery{Limit: 3}, []int64{10, 9, 8}, 10, true},
		{graph.LoadQuery{Limit: 3, Before: 8}, []int64{7, 6, 5}, 10, true},
		{graph.LoadQuery{Limit: 3, Before: 4}, []int64{3, 2, 1}, 10, false},
		{graph.LoadQuery{Limit: 3, Before: 1}, nil, 10, false},
		{graph.LoadQuery{Limit: 10}, []int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 10, false},
		{graph.LoadQuery{Dataset: "y", Limit: 2}, []int64{10, 8}, 5, true},
		{graph.LoadQuery{Dataset: "y", Limit: 2, Before: 5}, []int64{4, 2}, 5, false},
		{graph.LoadQuery{Nos: []int64{1, 99, 4}}, []int64{4, 1}, 2, false},
		{graph.LoadQuery{Nos: []int64{1, 4}, Dataset: "x"}, []int64{1}, 1, false},
		{graph.LoadQuery{Nos: []int64{}}, nil, 0, false},
		{graph.LoadQuery{Dataset: "z"}, nil, 0, false},
	} {
		page := b.loads(t, c.q)
		var nos []int64
		for _, l := range page.Loads {
			nos = append(nos, l.No)
		}
		if Render(nos) != Render(c.nos) || page.Total != c.total || page.More != c.more {
			t.Errorf("%+v: loads %v of %d, more: %v; not %v of %d, more: %v", c.q, nos, page.Total, page.More, c.nos, c.total, c.more)
		}
	}
}
