package loadgen

import (
	"context"
	"slices"
	"time"
)

// Side is one of those who take turns.
type Side struct {
	Name string
	Ask  Ask
}

// Alternate runs every side once a round, the next side first in the next round,
// after a run of each for warming up that counts for nothing (none if warm is 0). Questions go on
// where the side's last round ended, so that no round is asked what is still
// warm from the one before. A side that answered nothing in its warming up, or
// in a round, is asked no more. Results are by side, in the order given, then by
// round; a run that ctx cut short is not among them.
func Alternate(ctx context.Context, sides []Side, rounds int, warm time.Duration, b Bounds) [][]Result {
	out := make([][]Result, len(sides))
	asked := make([]int, len(sides))
	dead := make([]bool, len(sides))
	run := func(i int, b Bounds) (Result, bool) {
		from := asked[i]
		r := Drive(ctx, b, func(ctx context.Context, n int) error { return sides[i].Ask(ctx, from+n) })
		asked[i] += r.Answers + r.Errors
		dead[i] = r.Answers == 0
		return r, ctx.Err() == nil
	}
	for i := range sides {
		if warm <= 0 {
			break // a bound of no time would be none
		}
		if r, whole := run(i, Bounds{Clients: b.Clients, For: warm, Most: b.Most}); whole && dead[i] {
			out[i] = append(out[i], r) // for its error
		}
	}
	for round := range rounds {
		for k := range sides {
			i := (round + k) % len(sides)
			if dead[i] {
				continue
			}
			if r, whole := run(i, b); whole {
				out[i] = append(out[i], r)
			}
		}
	}
	return out
}

// Summary is what several rounds of one side came to. A figure is the median of
// the rounds; Low and High are the lowest and the highest rate of them.
type Summary struct {
	Rounds    int
	Answers   int
	Errors    int
	First     error
	PerSecond float64
	Low, High float64
	P50       time.Duration
	P90       time.Duration
	P99       time.Duration
}

// Summarise sums the rounds of one side up.
func Summarise(rounds []Result) Summary {
	s := Summary{Rounds: len(rounds)}
	var rates []float64
	var p50, p90, p99 []time.Duration
	for _, r := range rounds {
		s.Answers += r.Answers
		s.Errors += r.Errors
		if s.First == nil {
			s.First = r.First
		}
		rates = append(rates, r.PerSecond())
		p50, p90, p99 = append(p50, r.P50), append(p90, r.P90), append(p99, r.P99)
	}
	if len(rounds) == 0 {
		return s
	}
	s.PerSecond, s.Low, s.High = median(rates), slices.Min(rates), slices.Max(rates)
	s.P50, s.P90, s.P99 = median(p50), median(p90), median(p99)
	return s
}

// median is the middle one, or halfway between the two in the middle.
func median[T float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return sorted[middle-1] + (sorted[middle]-sorted[middle-1])/2
}
