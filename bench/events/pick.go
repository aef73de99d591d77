package events

import (
	"cmp"
	"slices"
	"time"
)

// Picked are what questions are made of.
type Picked struct {
	Actors []string    // ids of the busiest, the busiest first
	Days   []string    // YYYY-MM-DD, in an order that jumps about
	Pairs  [][2]string // ids of two of the actors
}

// The questions are about days on which all copies but the first are still to
// come, and on which the year has been under way for long enough that as many
// relations hold as on any day.
const (
	firstAsked = 31 + 14  // 15 February
	lastAsked  = 365 - 17 // 15 December
)

// Pick picks so many of the busiest actors, counting events as subject and as
// object, days spread evenly over 15 February to 15 December of the year, and
// as many pairs of actors as actors. The same events give the same choice.
func (e *Events) Pick(actors, daysAsked int) Picked {
	var p Picked
	for _, i := range e.busiest(actors) {
		p.Actors = append(p.Actors, e.Actors[i].ID)
	}
	p.Days = spread(daysAsked)
	for i, a := range p.Actors {
		// Each with another one a varying distance down the list.
		if other := p.Actors[(i+1+i*7%max(len(p.Actors)-1, 1))%len(p.Actors)]; other != a {
			p.Pairs = append(p.Pairs, [2]string{a, other})
		}
	}
	return p
}

func (e *Events) busiest(n int) []int {
	counts := make([]int, len(e.Actors))
	for _, r := range e.Rows {
		counts[r.Source]++
		counts[r.Target]++
	}
	order := make([]int, len(e.Actors))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(counts[b]-counts[a], a-b) })
	return order[:min(n, len(order))]
}

// spread is n days, evenly apart, in an order in which neighbours are far apart.
func spread(n int) []string {
	span := lastAsked - firstAsked
	out := make([]string, n)
	for i := range out {
		at := 0
		if n > 1 {
			at = span * i / (n - 1)
		}
		out[i*step(n)%n] = written(time.Date(year, 1, 1+firstAsked+at, 0, 0, 0, 0, time.UTC))
	}
	return out
}

// step has no divisor in common with n, so that walking in it visits all of n.
func step(n int) int {
	s := max(n*3/8, 1)
	for gcd(s, n) != 1 {
		s++
	}
	return s
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
