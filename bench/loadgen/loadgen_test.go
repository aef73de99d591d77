package loadgen

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Time in these tests is the bubble's own: a pause takes none, and figures come
// out to the nanosecond.

func TestDriveClosedLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		r := Drive(t.Context(), Bounds{Clients: 8, For: time.Second}, func(context.Context, int) error {
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(10 * time.Millisecond)
			now.Add(-1)
			return nil
		})
		if most.Load() != 8 {
			t.Errorf("%d questions at a time, want 8", most.Load())
		}
		if r.Answers != 800 || r.Took != time.Second || r.PerSecond() != 800 {
			t.Errorf("%d answers in %v, want 800 in 1s", r.Answers, r.Took)
		}
		if r.P50 != 10*time.Millisecond || r.P99 != r.P50 {
			t.Errorf("p50 %v, p99 %v, want 10ms", r.P50, r.P99)
		}
	})
}

func TestDriveCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var asked []int
		r := Drive(t.Context(), Bounds{Clients: 3, Most: 100}, func(_ context.Context, i int) error {
			mu.Lock()
			asked = append(asked, i)
			mu.Unlock()
			time.Sleep(time.Duration(i+1) * time.Millisecond)
			return nil
		})
		slices.Sort(asked)
		if len(asked) != 100 || asked[0] != 0 || asked[99] != 99 || len(slices.Compact(asked)) != 100 {
			t.Errorf("asked %v, want 0 to 99, each once", asked)
		}
		for what, got := range map[string][2]time.Duration{
			"p50": {r.P50, 50}, "p90": {r.P90, 90}, "p99": {r.P99, 99}, "longest": {r.Longest, 100},
		} {
			if got[0] != got[1]*time.Millisecond {
				t.Errorf("%s is %v, want %dms", what, got[0], got[1])
			}
		}
	})
}

func TestDriveErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := Drive(t.Context(), Bounds{Clients: 2, For: time.Second}, func(_ context.Context, i int) error {
			time.Sleep(time.Millisecond)
			if i%2 == 1 {
				return errors.New("odd")
			}
			return nil
		})
		if r.Errors == 0 || r.Answers == 0 || r.First == nil {
			t.Errorf("%d errors and %d answers, %v", r.Errors, r.Answers, r.First)
		}
		// Who refuses at once is not asked for ever, and does not count as fast.
		r = Drive(t.Context(), Bounds{Clients: 2, For: time.Hour}, func(context.Context, int) error { return errors.New("no") })
		if r.Errors != 2*errorsBorne || r.Answers != 0 || r.PerSecond() != 0 {
			t.Errorf("%d errors and %d answers of who always refuses", r.Errors, r.Answers)
		}
	})
}

func TestDriveEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 55*time.Millisecond)
		defer cancel()
		r := Drive(ctx, Bounds{}, func(ctx context.Context, _ int) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(10 * time.Millisecond):
				return nil
			}
		})
		if r.Answers != 5 || r.Errors != 0 {
			t.Errorf("%d answers and %d errors, want 5 and none", r.Answers, r.Errors)
		}
	})
}

func TestAlternate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var order []string
		last := map[string]int{}
		side := func(name string, fail bool) Side {
			return Side{name, func(_ context.Context, i int) error {
				if i < last[name] {
					t.Errorf("%s is asked %d after %d", name, i, last[name])
				}
				last[name] = i
				if len(order) == 0 || order[len(order)-1] != name {
					order = append(order, name)
				}
				time.Sleep(10 * time.Millisecond)
				if fail {
					return errors.New("out of order")
				}
				return nil
			}}
		}
		sides := []Side{side("a", false), side("b", true), side("c", false)}
		got := Alternate(t.Context(), sides, 3, 100*time.Millisecond, Bounds{Clients: 1, For: time.Second})
		if want := "a b c a c a c a"; strings.Join(order, " ") != want {
			t.Errorf("the order was %v, want %s", order, want)
		}
		for i, rounds := range []int{3, 1, 3} {
			if len(got[i]) != rounds {
				t.Errorf("%s has %d rounds, want %d", sides[i].Name, len(got[i]), rounds)
			}
		}
		if s := Summarise(got[0]); s.Answers != 300 || s.PerSecond != 100 {
			t.Errorf("a: %d answers, %.0f/s; warming up must not count", s.Answers, s.PerSecond)
		}
		if s := Summarise(got[1]); s.Answers != 0 || s.First == nil {
			t.Errorf("b: %d answers, %v", s.Answers, s.First)
		}
	})
}

func TestAlternateCold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		ask := func(context.Context, int) error { time.Sleep(time.Millisecond); return nil }
		got := Alternate(t.Context(), []Side{{"a", ask}}, 1, 0, Bounds{Clients: 1, For: time.Second})
		if took := time.Since(began); took != time.Second || len(got[0]) != 1 {
			t.Errorf("%d rounds in %v, want one of 1s", len(got[0]), took)
		}
	})
}

func TestSummarise(t *testing.T) {
	rounds := []Result{
		{Answers: 300, Took: time.Second, P50: 3, P99: 9},
		{Answers: 100, Took: time.Second, P50: 1, P99: 7},
		{Answers: 400, Took: 2 * time.Second, P50: 2, P99: 80},
	}
	s := Summarise(rounds)
	if s.PerSecond != 200 || s.Low != 100 || s.High != 300 || s.P50 != 2 || s.P99 != 9 || s.Answers != 800 {
		t.Errorf("%+v", s)
	}
	if s := Summarise(rounds[:2]); s.PerSecond != 200 || s.P50 != 2 {
		t.Errorf("of two rounds: %+v", s)
	}
	if s := Summarise(nil); s.PerSecond != 0 || s.Rounds != 0 {
		t.Errorf("of none: %+v", s)
	}
}
