package neo4jstore

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// Benchmarks ask a graph of REALIGN_BENCH_CLAIMS claims (20,000 if not said), a
// claim a relation, over eighty years; one actor in a tenth of them.

func benchClaims(n int) []*graph.Claim {
	rnd := rand.New(rand.NewPCG(1, 2))
	first, _ := edtf.ParseDay("1946-01-01")
	out := make([]*graph.Claim, n)
	for i := range out {
		a, b := graph.ActorID(fmt.Sprintf("a-%d", rnd.IntN(n/20+2))), graph.ActorID(fmt.Sprintf("b-%d", rnd.IntN(n/20+2)))
		if i%10 == 0 {
			a = "hub"
		}
		start := first + graph.Day(rnd.IntN(80*365))
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("bench/tie-%d", i)), Kind: graph.Hostility, Form: "attack",
			Parties: []graph.Party{{Actor: a, Role: graph.From}, {Actor: b, Role: graph.To}},
			Stance:  graph.Asserts, Voice: graph.Own, Source: "paper", Dataset: "bench", Seq: 1,
			Dating: graph.Dating{When: edtf.MustParse(start.String())},
			Quote:  "They attacked at dawn, the paper says, and held the bridge until night.",
		}
		if i%3 == 0 {
			c.Kind, c.Form = graph.Allegiance, "backing"
			c.Dating = graph.Dating{Start: edtf.MustParse(start.String()), End: edtf.MustParse((start + graph.Day(rnd.IntN(3000))).String())}
		}
		c.ID = c.Digest()
		out[i] = c
	}
	return out
}

func benchSize(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("REALIGN_BENCH_CLAIMS"))
	if err != nil {
		n = 20_000
	}
	return n
}

// BenchmarkLoad loads into an empty store.
func BenchmarkLoad(b *testing.B) {
	srv := neo4jtest.Shared(b)
	claims := benchClaims(benchSize(b))
	for b.Loop() {
		b.StopTimer()
		empty(b, srv)
		s := open(b, srv, epoch)
		b.StartTimer()
		_, err := s.Apply(b.Context(), graph.Load{Dataset: "bench"}, graph.Changes{
			Sources: []*graph.Source{{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse("2026-01-01"), Dataset: "bench"}},
			Claims:  claims,
		})
		b.StopTimer()
		if err != nil {
			b.Fatal(err)
		}
		closeStore(b, s)
		b.StartTimer()
	}
	b.ReportMetric(float64(len(claims)*b.N)/b.Elapsed().Seconds(), "claims/s")
}

func BenchmarkStore(b *testing.B) {
	srv := neo4jtest.Shared(b)
	empty(b, srv)
	s := openOn(b, srv, epoch)
	claims := benchClaims(benchSize(b))
	begun := time.Now()
	_, err := s.Apply(b.Context(), graph.Load{Dataset: "bench"}, graph.Changes{
		Sources: []*graph.Source{{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse("2026-01-01"), Dataset: "bench"}},
		Claims:  claims,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("loaded %d claims in %v", len(claims), time.Since(begun).Round(time.Millisecond))

	day, _ := edtf.ParseDay("1990-06-15")
	own := graph.NewLens(graph.Perspective{Voices: []graph.Voice{graph.Own}}, time.Time{}, nil)
	hub := []graph.ActorID{"hub"}
	week := graph.Days(day, day+6)
	for _, q := range []struct {
		name string
		q    graph.RelationQuery
	}{
		{"Day", graph.RelationQuery{Days: graph.OneDay(day)}},
		{"DayPage", graph.RelationQuery{Days: graph.OneDay(day), Limit: 50}},
		{"DayPerspective", graph.RelationQuery{Days: graph.OneDay(day), Lens: own}},
		{"DayWholePage", graph.RelationQuery{Days: graph.OneDay(day), Limit: 10_000}},
		{"HubDay", graph.RelationQuery{Days: graph.OneDay(day), Actors: hub}},
		{"ActorDay", graph.RelationQuery{Days: graph.OneDay(day), Actors: []graph.ActorID{"b-7"}}},
		{"HubDayPage", graph.RelationQuery{Days: graph.OneDay(day), Actors: hub, Limit: 100}},
		{"ActorDayPage", graph.RelationQuery{Days: graph.OneDay(day), Actors: []graph.ActorID{"b-7"}, Limit: 100}},
		{"TurningWeek", graph.RelationQuery{Days: graph.Always, Turning: &week}},
		{"AlwaysPage", graph.RelationQuery{Days: graph.Always, Limit: 50}},
		{"Key", graph.RelationQuery{Days: graph.Always, Keys: []graph.TieKey{"bench/tie-77"}}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var page graph.RelationPage
			for b.Loop() {
				if page, err = s.Relations(b.Context(), 1, q.q); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(page.Total), "total")
		})
	}
	b.Run("ClaimsPage", func(b *testing.B) {
		for b.Loop() {
			if _, err = s.Claims(b.Context(), 1, graph.ClaimQuery{Days: graph.Always, Limit: 50}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ClaimsOfTies", func(b *testing.B) {
		q := graph.ClaimQuery{Days: graph.Always, Ties: []graph.TieKey{"bench/tie-1", "bench/tie-2", "bench/tie-3"}}
		for b.Loop() {
			if _, err = s.Claims(b.Context(), 1, q); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Stats", func(b *testing.B) {
		for b.Loop() {
			if _, err = s.Stats(b.Context(), 1, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("State", func(b *testing.B) {
		for b.Loop() {
			if _, err = s.State(b.Context(), "bench"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
