package temporal_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
)

// sample is a load of claims, most of them about a tie of their own: spells of
// some weeks over twenty years among a few thousand actors, some of whom have
// very many.
func sample(claims int) temporal.Delta {
	r := rand.New(rand.NewPCG(1, uint64(claims)))
	d := temporal.Delta{Revision: graph.Revision{No: 1, At: time.Unix(1767225600, 0).UTC()}}
	actors := max(10, claims/50)
	for i := range actors {
		d.Actors = append(d.Actors, &graph.Actor{ID: actorID(i), Kind: graph.State, Names: []graph.Name{{Value: fmt.Sprintf("Actor %d", i)}}})
	}
	for i := range 100 {
		d.Sources = append(d.Sources, &graph.Source{ID: graph.SourceID(fmt.Sprintf("source-%d", i)), Title: "A source",
			PublishedOn: day(edtf.Civil(2026, 1, 1))})
	}
	for i := range claims {
		// Low numbers come up more often than high ones.
		from, to := int(float64(actors)*r.Float64()*r.Float64()), r.IntN(actors)
		if from == to {
			to = (to + 1) % actors
		}
		start := edtf.Civil(2005, 1, 1) + graph.Day(r.IntN(20*365))
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("dataset/tie-%d", i)), Kind: graph.Hostility, Form: "campaign",
			Parties: []graph.Party{{Actor: actorID(from), Role: graph.From}, {Actor: actorID(to), Role: graph.To}},
			Stance:  graph.Asserts, Voice: graph.Own, Dataset: "dataset", Seq: 1,
			Source:  graph.SourceID(fmt.Sprintf("source-%d", r.IntN(100))),
			Dating:  graph.Dating{Start: day(start), End: day(start + graph.Day(r.IntN(60)))},
			Locator: fmt.Sprintf("row %d", i),
		}
		c.ID = c.Digest()
		d.Claims = append(d.Claims, c)
	}
	return d
}

func actorID(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%d", i)) }

func day(d graph.Day) edtf.Date { return edtf.Between(d, d) }

const manyClaims = 100_000

func built(b testing.TB, claims int) *temporal.Index {
	b.Helper()
	ix, err := temporal.Build([]temporal.Delta{sample(claims)})
	if err != nil {
		b.Fatal(err)
	}
	return ix
}

func BenchmarkBuild(b *testing.B) {
	history := []temporal.Delta{sample(manyClaims)}
	b.ResetTimer()
	for b.Loop() {
		if _, err := temporal.Build(history); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/manyClaims, "µs/claim")
}

// BenchmarkMemory is the heap that an index of one relation a claim holds.
func BenchmarkMemory(b *testing.B) {
	for range b.N {
		before := heap()
		ix := built(b, manyClaims)
		b.ReportMetric((heap()-before)/manyClaims, "B/relation")
		runtime.KeepAlive(ix)
	}
}

func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// BenchmarkWith is a load of ten claims on top of many.
func BenchmarkWith(b *testing.B) {
	ix := built(b, manyClaims)
	small := sample(10)
	small.Revision.No = 2
	for i, c := range small.Claims {
		c.Tie = graph.TieKey(fmt.Sprintf("dataset/new-%d", i))
		c.ID = c.Digest()
	}
	small.Actors, small.Sources = nil, nil
	b.ResetTimer()
	for b.Loop() {
		if _, err := ix.With(small); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRelations asks for one day, by everyone's word unless it says
// otherwise.
func BenchmarkRelations(b *testing.B) {
	ix := built(b, manyClaims)
	days := graph.OneDay(edtf.Civil(2015, 6, 1))
	lens := graph.NewLens(graph.Perspective{Voices: []graph.Voice{graph.Own}}, time.Time{}, nil)
	for _, c := range []struct {
		name string
		q    graph.RelationQuery
	}{
		{"day", graph.RelationQuery{Days: days}},
		{"day-page", graph.RelationQuery{Days: days, Limit: 50}},
		{"day-lens", graph.RelationQuery{Days: days, Lens: lens}},
		{"actor", graph.RelationQuery{Days: days, Actors: []graph.ActorID{actorID(1500)}}},
		{"actor-always", graph.RelationQuery{Days: graph.Always, Actors: []graph.ActorID{actorID(1500)}}},
		{"hub", graph.RelationQuery{Days: days, Actors: []graph.ActorID{actorID(0)}}},
		{"hub-lens", graph.RelationQuery{Days: days, Actors: []graph.ActorID{actorID(0)}, Lens: lens}},
		{"key", graph.RelationQuery{Days: graph.Always, Keys: []graph.TieKey{"dataset/tie-77"}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			total := 0
			for b.Loop() {
				total = ix.Relations(1, c.q).Total
			}
			b.ReportMetric(float64(total), "relations")
		})
	}
}

// BenchmarkCensus counts a day, one by one and by looking it up, and makes what
// is looked up.
func BenchmarkCensus(b *testing.B) {
	ix := built(b, manyClaims)
	q := graph.RelationQuery{Days: graph.OneDay(edtf.Civil(2015, 6, 1))}
	oneByOne := q
	oneByOne.Kinds = []graph.Kind{graph.Hostility} // of which all are
	ix.MakeDaily()
	b.Run("one-by-one", func(b *testing.B) {
		for b.Loop() {
			ix.Census(1, oneByOne)
		}
	})
	b.Run("looked-up", func(b *testing.B) {
		for b.Loop() {
			ix.Census(1, q)
		}
	})
	b.Run("make", func(b *testing.B) {
		for b.Loop() {
			ix.MakeDaily()
		}
	})
}

func BenchmarkClaims(b *testing.B) {
	ix := built(b, manyClaims)
	for _, c := range []struct {
		name string
		q    graph.ClaimQuery
	}{
		{"all-page", graph.ClaimQuery{Days: graph.Always, Limit: 50}},
		{"tie", graph.ClaimQuery{Days: graph.Always, Ties: []graph.TieKey{"dataset/tie-77"}}},
		{"actor", graph.ClaimQuery{Days: graph.Always, Actors: []graph.ActorID{actorID(1500)}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ix.Claims(1, c.q)
			}
		})
	}
}

func BenchmarkStats(b *testing.B) {
	ix := built(b, manyClaims)
	lens := graph.NewLens(graph.Perspective{Voices: []graph.Voice{graph.Own}}, time.Time{}, nil)
	for b.Loop() {
		ix.Stats(1, lens)
	}
}

// turningInWeek is how many ties begin or end in the week that BenchmarkTurning
// asks for, however many others go on through it.
const turningInWeek = 500

// BenchmarkChanged asks what a load of ten claims changed, on top of many.
func BenchmarkChanged(b *testing.B) {
	ix := built(b, manyClaims)
	small := sample(10)
	small.Revision.No, small.Actors, small.Sources = 2, nil, nil
	ix, err := ix.With(small)
	if err != nil {
		b.Fatal(err)
	}
	named := 0
	for b.Loop() {
		named = len(ix.Changed(1, 2))
	}
	b.ReportMetric(float64(named), "ties")
}

// BenchmarkTurning asks which ties began or ended in a week. It takes as long
// for a million relations as for a hundred thousand, if as many turn.
func BenchmarkTurning(b *testing.B) {
	first := edtf.Civil(2015, 6, 1)
	week := graph.Days(first, first+6)
	for _, claims := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			d := sample(claims)
			for i, c := range d.Claims {
				start, end := first-graph.Day(1+i%3000), first+graph.Day(8+i%3000)
				switch {
				case i < turningInWeek/2:
					start = first + graph.Day(i%7)
				case i < turningInWeek:
					end = first + graph.Day(i%7) - 1
				}
				if i < turningInWeek && i%10 == 0 {
					c.Parties[0].Actor, c.Parties[1].Actor = actorID(0), actorID(1+i)
				}
				c.Dating = graph.Dating{Start: day(start), End: day(end)}
			}
			ix, err := temporal.Build([]temporal.Delta{d})
			if err != nil {
				b.Fatal(err)
			}
			for _, c := range []struct {
				name string
				q    graph.RelationQuery
			}{
				{"week", graph.RelationQuery{Days: graph.Always, Turning: &week}},
				{"hub", graph.RelationQuery{Days: graph.Always, Turning: &week, Actors: []graph.ActorID{actorID(0)}}},
			} {
				b.Run(c.name, func(b *testing.B) {
					total := 0
					for b.Loop() {
						total = ix.Relations(1, c.q).Total
					}
					b.ReportMetric(float64(total), "relations")
				})
			}
		})
	}
}
