package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// Factory makes an empty store that takes the instants of its revisions from
// the clock. It registers the store's closing with t.Cleanup.
type Factory func(t testing.TB, clock func() time.Time) Harness

// Harness is a store under test.
type Harness struct {
	Store graph.Store
	// Reopen closes the store and opens it again: another value, the same data,
	// the same clock. It is closed with t.Cleanup too.
	Reopen func(t testing.TB) graph.Store
}

// Run runs the whole suite on the stores that the factory makes, one at a
// time. There is nothing to switch off: what the suite asks for, every store
// does.
func Run(t *testing.T, newStore Factory) {
	t.Run("Scripts", func(t *testing.T) { runScripts(t, newStore, nil) })
	for _, c := range behaviours {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t, newStore)) })
	}
	t.Run("Histories", func(t *testing.T) { runHistories(t, newStore) })
}

// behaviours are the tests that no script can tell.
var behaviours = []struct {
	name string
	run  func(t testing.TB, b *bench)
}{
	{"Empty", testEmpty},
	{"Instants", testInstants},
	{"Revisions", testRevisions},
	{"StaleBase", testStaleBase},
	{"BrokenStream", testBrokenStream},
	{"SecondLoadGivesUp", testSecondLoadGivesUp},
	{"SecondLoadWaits", testSecondLoadWaits},
	{"SecondLoadIsOvertaken", testSecondLoadIsOvertaken},
	{"Changed", testChanged},
	{"ChangedNamesFew", testChangedNamesFew},
	{"ReadersDuringLoad", testReadersDuringLoad},
	{"CancelledLoad", testCancelledLoad},
	{"CancelledBeforehand", testCancelledBeforehand},
	{"Progress", testProgress},
	{"DryRun", testDryRun},
	{"RecordFailure", testRecordFailure},
	{"LoadsInPages", testLoadsInPages},
	{"DatasetsAreWhatWasDeclared", testDatasets},
	{"State", testState},
	{"Reopen", testReopen},
	{"RecordsComeBackWhole", testWholeRecords},
	{"RetractedAndLoadedAgain", testLoadedAgain},
	{"ClaimsChangePlaces", testPlaces},
}

// bench is a store on a clock that the test sets. When the test is over the
// store's answers are checked against its claims.
type bench struct {
	graph.Store
	clock  *Clock
	reopen func(t testing.TB) graph.Store
}

func open(t testing.TB, newStore Factory) *bench {
	t.Helper()
	clock := &Clock{}
	clock.Set(instant("2026-01-01T00:00:00Z"))
	h := newStore(t, clock.Now)
	b := &bench{h.Store, clock, h.Reopen}
	t.Cleanup(func() {
		if !t.Failed() {
			checkExplained(t, b.Store)
		}
	})
	return b
}

// Reopen closes the store and goes on with it opened again.
func (b *bench) Reopen(t testing.TB) {
	t.Helper()
	b.Store = b.reopen(t)
}

// Clock is a clock that stands until it is set. Its zero value shows the zero
// time.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set sets the clock, also back.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// instant reads an instant written in a test; a bare day is its beginning.
func instant(s string) time.Time {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return at
}
