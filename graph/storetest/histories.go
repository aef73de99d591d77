package storetest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// seedsVariable names the environment variable with other seeds for the random
// histories: one number, or first-last.
const seedsVariable = "STORETEST_SEEDS"

// runHistories makes up histories of loads, applies each to the store and to
// the model, and asks both the same questions.
func runHistories(t *testing.T, newStore Factory) {
	first, last := uint64(1), uint64(5)
	if text := os.Getenv(seedsVariable); text != "" {
		from, to, isRange := strings.Cut(text, "-")
		if !isRange {
			to = from
		}
		var err1, err2 error
		first, err1 = strconv.ParseUint(from, 10, 64)
		last, err2 = strconv.ParseUint(to, 10, 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: write a number or first-last, not %q", seedsVariable, text)
		}
	}
	for seed := first; seed <= last; seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { runHistory(t, newStore, seed) })
	}
}

const loadsInHistory, questionsPerLoad, changesPerHistory, mostPages = 8, 10, 5, 5

func runHistory(t testing.TB, newStore Factory, seed uint64) {
	h := &history{bench: open(t, newStore), world: newWorld(seed)}
	h.model = &bench{Store: NewModel(h.clock.Now), clock: h.clock}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s=%d tells this history again; its newest revision holds:\n%s", seedsVariable, seed, h.holdings(t))
		}
	})
	for range loadsInHistory {
		h.load(t)
		if h.rand.IntN(3) == 0 {
			h.Reopen(t) // what a store reads back must be what it went on with
		}
		for range questionsPerLoad {
			h.question(t)
		}
		if t.Failed() {
			return
		}
	}
	h.Reopen(t)
	for range 2 * questionsPerLoad {
		h.question(t)
	}
	for range changesPerHistory {
		h.askChange(t)
	}
	same(t, "all there is after the history", h.everything(t), h.model.everything(t))
}

// history is a store, the model that it must equal, and what is loaded.
type history struct {
	*bench
	*world
	model *bench
}

// load loads a new version of a dataset into both.
func (h *history) load(t testing.TB) {
	t.Helper()
	// Often the same second, now and then back.
	h.clock.Advance(time.Duration(h.rand.IntN(5)-1) * 700 * time.Millisecond)
	v := h.next()
	want, err := h.model.tryLoad(t.Context(), v, graph.Load{})
	if err != nil {
		t.Fatalf("the model refuses the load: %v", err)
	}
	got, err := h.tryLoad(t.Context(), v, graph.Load{})
	if err != nil {
		t.Fatalf("the store refuses the load: %v", err)
	}
	same(t, "a load", Render(got), Render(want))
	same(t, "the head", Render(h.head(t)), Render(h.model.head(t)))
	for _, d := range datasetsOfWorld {
		got, err1 := h.State(t.Context(), d, tiesOf(&v)...)
		want, err2 := h.model.State(t.Context(), d, tiesOf(&v)...)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		same(t, "the state of "+string(d), Render(got), Render(want))
		roll, err1 := h.Roll(t.Context(), d)
		wantRoll, err2 := h.model.Roll(t.Context(), d)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		same(t, "the roll of "+string(d), Render(roll), Render(wantRoll))
	}
}

// question asks both something about some revision.
func (h *history) question(t testing.TB) {
	t.Helper()
	rev := graph.RevNo(h.rand.IntN(int(h.model.head(t).No) + 1))
	at, err := h.model.Revision(t.Context(), rev)
	if err != nil {
		t.Fatal(err)
	}
	at.At = at.At.Add(time.Duration(h.rand.IntN(3)-1) * time.Microsecond)
	got, err1 := h.RevisionAt(t.Context(), at.At)
	want, err2 := h.model.RevisionAt(t.Context(), at.At)
	h.compare(t, rev, "the revision at", at.At, got, want, err1, err2)
	lens, err := newLens(t, h.model, rev, h.perspective(), at.At.Add(time.Duration(h.rand.IntN(40)-20)*24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	switch h.rand.IntN(9) {
	case 0:
		q := h.actorQuery()
		got, err1 := h.Actors(t.Context(), rev, q)
		want, err2 := h.model.Actors(t.Context(), rev, q)
		h.compare(t, rev, "actors", q, got, want, err1, err2)
	case 1:
		q := h.sourceQuery()
		got, err1 := h.Sources(t.Context(), rev, q)
		want, err2 := h.model.Sources(t.Context(), rev, q)
		h.compare(t, rev, "sources", q, got, want, err1, err2)
	case 2:
		got, err1 := h.Stats(t.Context(), rev, lens)
		want, err2 := h.model.Stats(t.Context(), rev, lens)
		h.compare(t, rev, "stats", lens, got, want, err1, err2)
	case 3, 4:
		h.askClaims(t, rev, lens)
	case 5:
		h.askChanged(t, rev, lens)
	default:
		h.askRelations(t, rev, lens)
	}
}

func (h *history) askRelations(t testing.TB, rev graph.RevNo, lens *graph.Lens) {
	t.Helper()
	q := h.relationQuery()
	q.Lens = lens
	census, err1 := h.Census(t.Context(), rev, q)
	wantCensus, err2 := h.model.Census(t.Context(), rev, q)
	h.compare(t, rev, "census", q, census, wantCensus, err1, err2)
	for range mostPages {
		got, err1 := h.Relations(t.Context(), rev, q)
		want, err2 := h.model.Relations(t.Context(), rev, q)
		if !h.compare(t, rev, "relations", q, got, want, err1, err2) || !want.More {
			return
		}
		place := q.PlaceOf(&want.Relations[len(want.Relations)-1])
		q.After = &place
	}
}

func (h *history) askClaims(t testing.TB, rev graph.RevNo, lens *graph.Lens) {
	t.Helper()
	q := h.claimQuery()
	q.Lens = lens
	for range mostPages {
		got, err1 := h.Claims(t.Context(), rev, q)
		want, err2 := h.model.Claims(t.Context(), rev, q)
		if !h.compare(t, rev, "claims", q, got, want, err1, err2) || !want.More {
			return
		}
		last := want.Claims[len(want.Claims)-1]
		q.After = &graph.ClaimPlace{Tie: last.Tie, Dataset: last.Dataset, Seq: last.Seq, ID: last.ID}
	}
}

func (h *history) compare(t testing.TB, rev graph.RevNo, what string, query, got, want any, err1, err2 error) bool {
	t.Helper()
	if err1 != nil || err2 != nil {
		t.Errorf("%s at revision %d: the store says %v, the model %v, to:%s", what, rev, err1, err2, Render(query))
		return false
	}
	return same(t, fmt.Sprintf("what revision %d answers of %s to:%s(the answer)", rev, what, Render(query)), Render(got), Render(want))
}

// holdings lists what the model holds, to see what a difference comes from.
func (h *history) holdings(t testing.TB) string {
	m := h.model.Store.(*Model)
	var w strings.Builder
	for _, v := range m.actors {
		fmt.Fprintf(&w, "actor %s of %s [%d, %d) %s/%s\n", v.record.ID, v.record.Dataset, v.from, v.to, v.record.Span.StartText(), v.record.Span.EndText())
	}
	for _, v := range m.sources {
		fmt.Fprintf(&w, "source %s of %s [%d, %d) published %s speaks of %s, %s, republishes %s\n", v.record.ID, v.record.Dataset, v.from, v.to,
			v.record.PublishedOn, v.record.SpeaksOf, v.record.Reliability, v.record.Republishes)
	}
	for _, v := range m.claims {
		w.WriteString(partiesText(v.Parties) + " " + claimLine(&v) + "\n")
	}
	return w.String()
}

// pick takes one of several.
func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// some takes a few of several, at times none; nil most of the time, so that
// most questions do not filter by most things.
func some[T any](r *rand.Rand, of ...T) []T {
	if r.IntN(7) > 0 {
		return nil
	}
	out := []T{}
	for _, v := range of {
		if r.IntN(3) > 0 {
			out = append(out, v)
		}
	}
	return out
}
