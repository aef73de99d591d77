package loaders

import (
	"context"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/realign/realign/graph"
)

// patience bounds how long a test waits for what ought to happen at once.
const patience = 10 * time.Second

func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatal("it did not happen")
		panic("unreachable")
	}
}

var scheduled = []Declared{{ID: "daily", Schedule: "30 4 * * *"}, {ID: "hourly", Schedule: "0 * * * *"}, {ID: "never"}}

func newScheduler(t *testing.T, load LoadFunc) (*Scheduler, *clockwork.FakeClock) {
	t.Helper()
	clock := clockwork.NewFakeClockAt(time.Date(2026, 3, 1, 4, 10, 0, 0, time.FixedZone("UTC+3", 3*60*60)))
	s, err := NewScheduler(scheduled, load, clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop(context.Background()) })
	return s, clock
}

func TestSchedule(t *testing.T) {
	ran := make(chan graph.DatasetID, 9)
	s, clock := newScheduler(t, func(_ context.Context, id graph.DatasetID) { ran <- id })
	s.Start()
	wantNext(t, s, "daily", "2026-03-01T04:30:00Z")
	wantNext(t, s, "hourly", "2026-03-01T02:00:00Z")
	if _, ok := s.NextRun("never"); ok {
		t.Error("a dataset without a schedule has a next run")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := clock.BlockUntilContext(ctx, 2); err != nil {
		t.Fatal(err)
	}
	clock.Advance(50 * time.Minute)
	if id := receive(t, ran); id != "hourly" {
		t.Errorf("%s ran", id)
	}
	// The next run is set by the scheduler, soon after.
	for start := time.Now(); time.Since(start) < patience; time.Sleep(time.Millisecond) {
		if at, _ := s.NextRun("hourly"); at.Hour() == 3 {
			break
		}
	}
	wantNext(t, s, "hourly", "2026-03-01T03:00:00Z")
}

func wantNext(t *testing.T, s *Scheduler, id graph.DatasetID, want string) {
	t.Helper()
	if at, ok := s.NextRun(id); !ok || at.Format(time.RFC3339) != want {
		t.Errorf("%s: next run %v %v, want %s", id, at, ok, want)
	}
}

// Stop waits for a load that is under way, and breaks it off when it may wait
// no longer.
func TestStop(t *testing.T) {
	for _, broken := range []bool{false, true} {
		began, release, ended := make(chan struct{}, 9), make(chan struct{}), make(chan error, 9)
		s, clock := newScheduler(t, func(ctx context.Context, _ graph.DatasetID) {
			began <- struct{}{}
			select {
			case <-release:
			case <-ctx.Done():
			}
			ended <- ctx.Err()
		})
		s.Start()
		waiting, cancel := context.WithTimeout(context.Background(), patience)
		if err := clock.BlockUntilContext(waiting, 2); err != nil {
			t.Fatal(err)
		}
		cancel()
		clock.Advance(50 * time.Minute)
		receive(t, began)
		ctx, cancel := context.WithCancel(context.Background())
		if broken {
			cancel()
		} else {
			time.AfterFunc(20*time.Millisecond, func() { close(release) })
		}
		err := s.Stop(ctx)
		cancel()
		if (err != nil) != broken {
			t.Errorf("stopped with %v", err)
		}
		if err := receive(t, ended); (err != nil) != broken {
			t.Errorf("the load ended with %v", err)
		}
	}
}

// Stopping again, also at the same time, or before the start, ends too.
func TestStopTwice(t *testing.T) {
	for i := range 300 {
		s, _ := newScheduler(t, func(context.Context, graph.DatasetID) {})
		if i%10 > 0 {
			s.Start()
		}
		stopped := make(chan error, 3)
		go func() { stopped <- s.Stop(context.Background()) }()
		go func() { stopped <- s.Stop(context.Background()) }()
		for range 2 {
			if err := receive(t, stopped); err != nil {
				t.Fatal(err)
			}
		}
		go func() { stopped <- s.Stop(context.Background()) }()
		if err := receive(t, stopped); err != nil {
			t.Fatal(err)
		}
	}
}

// A load that panics ends neither the others nor its own schedule. A run that
// is due while the last one is still ending is left out, so that the clock goes
// on until the next one comes.
func TestSchedulePanics(t *testing.T) {
	ran := make(chan struct{}, 99)
	s, clock := newScheduler(t, func(context.Context, graph.DatasetID) { ran <- struct{}{}; panic("in a load") })
	s.Start()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for runs := 0; runs < 3; {
		if err := clock.BlockUntilContext(ctx, 2); err != nil {
			t.Fatalf("after %d runs: %v", runs, err)
		}
		clock.Advance(time.Hour)
		select {
		case <-ran:
			runs++
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func TestWrongSchedule(t *testing.T) {
	if _, err := NewScheduler([]Declared{{ID: "a", Schedule: "every day"}}, nil, nil, nil); err == nil {
		t.Error("a wrong schedule was taken")
	}
}
