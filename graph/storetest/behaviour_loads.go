package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// patience is how long a test waits for what should happen at once.
const patience = 30 * time.Second

const twoClaims = `
	actor a state
	actor b state
	source s published=2026-01-08 reliability=B
	claim a-b/alliance alliance a--b s held=2026-01-08 "they stand together"
	claim a-b/aid arms-supply a>b s when=2026-01-05 "a sent shells"`

// many is a version of a dataset with n claims, each on a tie of its own.
func many(t testing.TB, dataset graph.DatasetID, n int) Version {
	t.Helper()
	var w strings.Builder
	w.WriteString("actor a state\nactor b state\nsource s published=2026-01-08\n")
	for i := range n {
		fmt.Fprintf(&w, "claim %s/tie-%05d alliance a--b s held=2026-01-08 \"claim number %d\"\n", dataset, i, i)
	}
	return small(t, dataset, w.String())
}

func testStaleBase(t testing.TB, b *bench) {
	state, err := b.State(t.Context(), "late")
	if err != nil {
		t.Fatal(err)
	}
	b.load(t, small(t, "early", twoClaims))
	v := small(t, "late", `source t published=2026-01-09`)
	load, changes := v.Plan(state)
	if _, err := b.Apply(t.Context(), load, changes); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("changes planned at revision 0 were applied to revision 1: %v", err)
	}
	if head := b.head(t); head.No != 1 {
		t.Errorf("the head is %d after a conflict", head.No)
	}
	none := graph.Load{Dataset: "late", StartedAt: now(b.clock.Now)}
	if _, err := b.Apply(t.Context(), none, graph.Changes{Base: 0}); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("a plan made at revision 0 that found nothing to do was recorded at revision 1: %v", err)
	}
	if loads := b.loads(t, graph.LoadQuery{}); loads.Total != 1 {
		t.Errorf("a conflict recorded a load: %s", Render(loads))
	}
	b.load(t, v)
}

// testBrokenStream has the stream of new claims break off, and come short of
// what was announced: neither may pass for a load.
func testBrokenStream(t testing.TB, b *bench) {
	b.load(t, small(t, "early", "actor z state"))
	broken := errors.New("the file ended")
	whole := many(t, "late", 2500)
	for _, ends := range []struct {
		how  string
		with error
		want error
	}{{"breaks off", broken, broken}, {"comes short", nil, graph.ErrInvalid}, {"brings more", nil, graph.ErrInvalid}} {
		state, err := b.State(t.Context(), "late")
		if err != nil {
			t.Fatal(err)
		}
		load, changes := whole.Plan(state)
		claims := changes.Claims
		changes.Claims, changes.MoreClaims = claims[:10], len(claims)-10
		if ends.how == "brings more" {
			changes.MoreClaims -= 15
		}
		changes.More = func(yield func(*graph.Claim, error) bool) {
			for _, c := range claims[10 : len(claims)-10] {
				if !yield(c, nil) {
					return
				}
			}
			if ends.with != nil {
				yield(nil, ends.with)
			}
		}
		if _, err := b.Apply(t.Context(), load, changes); !errors.Is(err, ends.want) {
			t.Errorf("a stream that %s: %v", ends.how, err)
		}
		if head := b.head(t); head.No != 1 {
			t.Fatalf("the head is %d after a stream that %s", head.No, ends.how)
		}
		if page := b.relations(t, 1, about(graph.Always)); page.Total != 0 {
			t.Errorf("%d relations after a stream that %s", page.Total, ends.how)
		}
	}
	b.load(t, whole)
}

// held is an Apply that stands still in its Progress until it is let go.
type held struct {
	began, letGo chan struct{}
	done         chan error
	cancel       context.CancelFunc
}

// hold starts a load and returns once it is under way.
func (b *bench) hold(t testing.TB, v Version) *held {
	t.Helper()
	state, err := b.State(t.Context(), v.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	h := &held{make(chan struct{}), make(chan struct{}), make(chan error, 1), cancel}
	t.Cleanup(cancel)
	load, changes := v.Plan(state)
	load.StartedAt = now(b.clock.Now)
	first := true
	changes.Progress = func(int, int) {
		if first {
			first = false
			close(h.began)
			select {
			case <-h.letGo:
			case <-ctx.Done():
			}
		}
	}
	go func() {
		_, err := b.Apply(ctx, load, changes)
		h.done <- err
	}()
	select {
	case <-h.began:
	case err := <-h.done:
		t.Fatalf("the load ended without a word of its progress: %v", err)
	case <-time.After(patience):
		t.Fatal("the load tells nobody of its progress")
	}
	return h
}

// end lets the load go on and returns how it ended.
func (h *held) end(t testing.TB) error {
	t.Helper()
	close(h.letGo)
	return soon(t, h.done)
}

func soon(t testing.TB, done <-chan error) error {
	t.Helper()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		t.Fatal("it does not end")
		return nil
	}
}

func testSecondLoadGivesUp(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	h := b.hold(t, many(t, "y", 300))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := b.Apply(ctx, graph.Load{Dataset: "x", StartedAt: now(b.clock.Now)}, graph.Changes{Base: 1})
	if !errors.Is(err, graph.ErrLoadRunning) {
		t.Errorf("a second load while one is under way: %v", err)
	}
	if err := h.end(t); err != nil {
		t.Errorf("the first load: %v", err)
	}
	if head := b.head(t); head.No != 2 {
		t.Errorf("the head is %d, not 2", head.No)
	}
}

func testSecondLoadWaits(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	h := b.hold(t, many(t, "y", 300))
	second := make(chan error, 1)
	v := small(t, "z", `source t published=2026-01-09`)
	go func() {
		_, err := b.tryLoad(t.Context(), v, graph.Load{})
		second <- err
	}()
	select {
	case err := <-second:
		t.Errorf("the second load did not wait: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	h.cancel()
	if err := h.end(t); err == nil {
		t.Error("a cancelled load succeeded")
	}
	if err := soon(t, second); err != nil {
		t.Errorf("the load that waited: %v", err)
	}
	if n := b.claims(t, b.head(t).No, graph.ClaimQuery{All: true, Days: graph.Always}).Total; n != 2 {
		t.Errorf("%d claims, not the 2 of the first load", n)
	}
}

func testSecondLoadIsOvertaken(t testing.TB, b *bench) {
	h := b.hold(t, many(t, "y", 300))
	second := make(chan error, 1)
	go func() {
		_, err := b.tryLoad(t.Context(), small(t, "x", twoClaims), graph.Load{})
		second <- err
	}()
	time.Sleep(100 * time.Millisecond) // time to plan against revision 0, and to wait
	if err := h.end(t); err != nil {
		t.Fatal(err)
	}
	switch err := soon(t, second); {
	case errors.Is(err, graph.ErrConflict):
	case err == nil && b.head(t).No == 2:
		// It was slow to plan, and planned against revision 1.
	default:
		t.Errorf("a load that another one overtook: %v", err)
	}
}

func testCancelledLoad(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	before := b.everything(t)
	h := b.hold(t, many(t, "y", 2000))
	h.cancel()
	if err := h.end(t); err == nil {
		t.Fatal("a load cancelled on its way succeeded")
	}
	same(t, "the store after a cancelled load", b.everything(t), before)
	b.Reopen(t)
	same(t, "the store after a cancelled load, opened again", b.everything(t), before)

	b.clock.Advance(time.Hour)
	load := b.load(t, many(t, "y", 2000))
	if load.No != 2 || load.Revision != 2 {
		t.Errorf("the load after a cancelled one is number %d and made revision %d, not 2 and 2", load.No, load.Revision)
	}
	if n := b.claims(t, 2, graph.ClaimQuery{All: true, Days: graph.Always, Limit: 1}).Total; n != 2002 {
		t.Errorf("%d claims, not 2002", n)
	}
}

func testCancelledBeforehand(t testing.TB, b *bench) {
	v := small(t, "x", twoClaims)
	state, err := b.State(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	load, changes := v.Plan(state)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Apply(ctx, load, changes); err == nil {
		t.Error("a load cancelled before it began succeeded")
	}
	if head := b.head(t); head.No != 0 {
		t.Errorf("the head is %d", head.No)
	}
	b.load(t, v)
}

func testProgress(t testing.TB, b *bench) {
	v := many(t, "x", 500)
	state, err := b.State(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	load, changes := v.Plan(state)
	load.StartedAt = now(b.clock.Now)
	last, wrong := 0, ""
	changes.Progress = func(done, total int) {
		if done < last || done > total || total != changes.Len() {
			wrong += fmt.Sprintf(" %d of %d after %d", done, total, last)
		}
		last = done
	}
	if _, err := b.Apply(t.Context(), load, changes); err != nil {
		t.Fatal(err)
	}
	if wrong != "" || last != changes.Len() {
		t.Errorf("progress ended at %d of %d; wrong:%s", last, changes.Len(), wrong)
	}
}

// everything is all that a store answers of its newest revision and of its
// loads.
func (b *bench) everything(t testing.TB) string {
	t.Helper()
	ctx, head := t.Context(), b.head(t)
	actors, err1 := b.Actors(ctx, head.No, graph.ActorQuery{})
	sources, err2 := b.Sources(ctx, head.No, graph.SourceQuery{})
	stats, err3 := b.Stats(ctx, head.No, nil)
	datasets, err4 := b.Datasets(ctx)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	text := "head" + Render(head) + "actors" + Render(actors) + "sources" + Render(sources) + "stats" + Render(stats) +
		"datasets" + Render(datasets) + "loads" + Render(b.loads(t, graph.LoadQuery{})) +
		"relations" + Render(b.relations(t, head.No, about(graph.Always))) +
		"claims" + Render(b.claims(t, head.No, graph.ClaimQuery{All: true, Days: graph.Always}))
	for _, d := range datasets {
		state, err := b.State(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		text += "state" + Render(state)
	}
	return text
}

func (b *bench) loads(t testing.TB, q graph.LoadQuery) graph.LoadPage {
	t.Helper()
	page, err := b.Loads(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}
