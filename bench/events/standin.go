package events

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// The shape of ICEWS 2014, which a stand-in has.
const (
	standinActors = 7128
	standinRows   = 90729
)

// Standin makes events of the shape that ICEWS 2014 has, always the same: as
// many actors, events and days, busy actors as busy, and pairs that come again
// and again. Its actors are numbers.
func Standin() *Events {
	e := &Events{
		Title:     "Made events of the shape of ICEWS 2014",
		Note:      "Synthetic data to measure with: nobody did any of this. Each event is taken to hold for 30 days.",
		Synthetic: true,
	}
	for i := range standinActors {
		e.Actors = append(e.Actors, Actor{ID: fmt.Sprintf("actor-%04d", i+1), Name: fmt.Sprintf("Actor %04d", i+1)})
	}
	random := rand.New(rand.NewPCG(2014, 365))
	busy := newDraw(random)
	for range standinRows {
		r := Row{Day: int32(random.IntN(days))}
		if n := len(e.Rows); n > 0 && random.Float64() < again {
			// A pair that met meets again, mostly soon, and either may begin.
			before := e.Rows[random.IntN(n)]
			r.Source, r.Target = before.Source, before.Target
			if random.IntN(2) == 0 {
				r.Source, r.Target = r.Target, r.Source
			}
			if random.Float64() < soon {
				r.Day = (before.Day + int32(random.IntN(15))) % days
			}
		} else {
			for r.Source == r.Target {
				r.Source, r.Target = busy.actor(), busy.actor()
			}
		}
		r.Kind = anyKind(random)
		e.Rows = append(e.Rows, r)
	}
	return e
}

// Shares that were counted in ICEWS 2014, and two that were tried until pairs
// came out alike: 23,500 of them, 3,400 on a day.
const (
	again       = 0.70
	soon        = 0.55
	allegiances = 0.64
	mediations  = 0.08
)

func anyKind(random *rand.Rand) Kind {
	switch share := random.Float64(); {
	case share < allegiances:
		return Allegiance
	case share < allegiances+mediations:
		return Mediation
	}
	return Hostility
}

// draw draws actors, the one of place n counted from 0, with a weight of
// 1 / (n + 6)^1.05.
type draw struct {
	random *rand.Rand
	sums   []float64
}

func newDraw(random *rand.Rand) draw {
	d := draw{random: random}
	sum := 0.0
	for n := range standinActors {
		sum += math.Pow(float64(n)+6, -1.05)
		d.sums = append(d.sums, sum)
	}
	return d
}

func (d draw) actor() int32 {
	at, _ := slices.BinarySearch(d.sums, d.random.Float64()*d.sums[len(d.sums)-1])
	return int32(min(at, len(d.sums)-1))
}
