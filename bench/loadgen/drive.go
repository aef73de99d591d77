package loadgen

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Ask asks question number i, counted from 0 over all clients, and reads the
// answer to its end.
type Ask func(ctx context.Context, i int) error

// Bounds end a run: whichever is reached first. Questions under way are let come
// to their end.
type Bounds struct {
	Clients int           // 1 if less
	For     time.Duration // no question is begun after it; 0: no bound
	Most    int           // questions; 0: no bound
}

// Result is what a run found. Times are of answers without errors.
type Result struct {
	Answers int
	Errors  int
	First   error         // the first error that a client met
	Took    time.Duration // from the first question to the last answer
	P50     time.Duration
	P90     time.Duration
	P99     time.Duration
	Longest time.Duration
}

// PerSecond is the rate of answers without errors.
func (r Result) PerSecond() float64 {
	if r.Took <= 0 {
		return 0
	}
	return float64(r.Answers) / r.Took.Seconds()
}

// errorsBorne is how many errors a client bears before it ends: who refuses
// every question at once would otherwise be asked millions of times.
const errorsBorne = 10

// client is what one of the clients noted; nobody else writes to it.
type client struct {
	times  []time.Duration
	errors int
	first  error
}

// Drive runs the clients until a bound is reached or ctx ends. Without any
// bound, ctx is the bound.
func Drive(ctx context.Context, b Bounds, ask Ask) Result {
	clients := make([]client, max(b.Clients, 1))
	var next atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for i := range clients {
		c := &clients[i]
		c.times = make([]time.Duration, 0, 4096)
		all.Go(func() {
			for c.errors < errorsBorne && ctx.Err() == nil {
				asked := time.Now()
				if b.For > 0 && asked.Sub(began) >= b.For {
					return
				}
				n := int(next.Add(1)) - 1
				if b.Most > 0 && n >= b.Most {
					return
				}
				if err := ask(ctx, n); err != nil {
					if ctx.Err() != nil {
						return // it was broken off, which is no answer and no error
					}
					c.errors++
					if c.first == nil {
						c.first = err
					}
					continue
				}
				c.times = append(c.times, time.Since(asked))
			}
		})
	}
	all.Wait()
	return collect(clients, time.Since(began))
}

func collect(clients []client, took time.Duration) Result {
	r := Result{Took: took}
	var times []time.Duration
	for _, c := range clients {
		times = append(times, c.times...)
		r.Errors += c.errors
		if r.First == nil {
			r.First = c.first
		}
	}
	r.Answers = len(times)
	if len(times) == 0 {
		return r
	}
	slices.Sort(times)
	r.P50, r.P90, r.P99 = quantile(times, 0.50), quantile(times, 0.90), quantile(times, 0.99)
	r.Longest = times[len(times)-1]
	return r
}

// quantile is the smallest of the sorted times that is no less than a share q of
// them (nearest rank).
func quantile(sorted []time.Duration, q float64) time.Duration {
	rank := int(q * float64(len(sorted)))
	if float64(rank) < q*float64(len(sorted)) {
		rank++
	}
	return sorted[min(max(rank, 1), len(sorted))-1]
}
