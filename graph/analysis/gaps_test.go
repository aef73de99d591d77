package analysis_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

func TestGapsExamples(t *testing.T) {
	span := func(first, until graph.Day) graph.Span { return graph.Span{First: first, Until: until} }
	lo, hi := graph.MinDay, graph.MaxDay
	for _, c := range []struct {
		name   string
		said   []graph.Span
		within graph.Span
		want   []graph.Span
	}{
		{"nothing said of all days", nil, graph.Always, []graph.Span{graph.Always}},
		{"nothing said of a day", nil, span(5, 6), []graph.Span{span(5, 6)}},
		{"no days", nil, span(5, 5), nil},
		{"all said", []graph.Span{graph.Always}, graph.Always, nil},
		{"open on both sides", []graph.Span{span(5, 8)}, graph.Always, []graph.Span{span(lo, 5), span(8, hi)}},
		{"said without a beginning", []graph.Span{span(lo, 8)}, graph.Always, []graph.Span{span(8, hi)}},
		{"said without an end", []graph.Span{span(5, hi)}, graph.Always, []graph.Span{span(lo, 5)}},
		{"open on one side", []graph.Span{span(5, 8)}, span(6, hi), []graph.Span{span(8, hi)}},
		{"as drawn", []graph.Span{span(10, 18), span(1, 5), span(20, 23), span(3, 7)}, span(3, 22), []graph.Span{span(7, 10), span(18, 20)}},
		{"no gap between days that follow each other", []graph.Span{span(3, 5), span(5, 7)}, span(3, 7), nil},
		{"one long and one short within", []graph.Span{span(1, 9), span(2, 3)}, span(0, 10), []graph.Span{span(0, 1), span(9, 10)}},
		{"empty spans say nothing", []graph.Span{{}, span(5, 5), span(9, 2)}, span(0, 10), []graph.Span{span(0, 10)}},
		{"said elsewhere", []graph.Span{span(0, 5), span(15, 20)}, span(5, 15), []graph.Span{span(5, 15)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := slices.Clone(c.said)
			if got := analysis.Gaps(c.said, c.within); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if !slices.Equal(c.said, given) {
				t.Errorf("the spans given became %v", c.said)
			}
		})
	}
}

// Every day of the window lies either in a gap or in a span, never in both, and
// between two gaps there is a day that is spoken of.
func TestGapsAgainstDays(t *testing.T) {
	const last = 30
	for seed := range uint64(2_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		any := func() graph.Span {
			s := graph.Span{First: graph.Day(r.IntN(last)), Until: graph.Day(r.IntN(last))}
			if r.IntN(12) == 0 {
				s.First = graph.MinDay
			}
			if r.IntN(12) == 0 {
				s.Until = graph.MaxDay
			}
			return s
		}
		said := make([]graph.Span, r.IntN(6))
		for i := range said {
			said[i] = any()
		}
		within := any()
		gaps := analysis.Gaps(said, within)
		in := func(spans []graph.Span, d graph.Day) bool {
			return slices.ContainsFunc(spans, func(s graph.Span) bool { return s.Contains(d) })
		}
		for _, d := range append(daysFrom(-2, last+2), graph.MinDay+1, graph.MaxDay-1) {
			if want := within.Contains(d) && !in(said, d); in(gaps, d) != want {
				t.Fatalf("seed %d, said %v, within %v, day %d: gaps %v", seed, said, within, d, gaps)
			}
		}
		for i, g := range gaps {
			if g.Empty() || i > 0 && g.First <= gaps[i-1].Until {
				t.Fatalf("seed %d, said %v, within %v: gaps %v are no longest runs in order", seed, said, within, gaps)
			}
		}
	}
}

func daysFrom(first, until graph.Day) []graph.Day {
	var days []graph.Day
	for d := first; d < until; d++ {
		days = append(days, d)
	}
	return days
}

func TestSpokenOf(t *testing.T) {
	for _, c := range []struct {
		name                   string
		start, end, when, held string
		speaks                 string // when its source spoke
		first, last            string // empty: of no day
	}{
		{"both ends", "2025-03-10", "2025-06-01", "", "", "2026-01-21", "2025-03-10", "2025-06-01"},
		{"vague ends", "2025-03", "2025-06", "", "", "2026-01-21", "2025-03-01", "2025-06-30"},
		{"a state in a month", "", "", "", "2025-03", "2026-01-21", "2025-03-01", "2025-03-31"},
		{"a state in the month it spoke", "", "", "", "2025-03", "2025-03-12", "2025-03-01", "2025-03-12"},
		{"a beginning alone", "2025-03-10", "", "", "", "2026-01-21", "2025-03-10", "2025-03-10"},
		{"an end alone", "", "2025-06-01", "", "", "2026-01-21", "2025-06-01", "2025-06-01"},
		{"still in force", "2025-03-10", "..", "", "", "2026-01-21", "2025-03-10", "2026-01-21"},
		{"an end that is announced", "2025-03-10", "2030-01-01", "", "", "2026-01-21", "2025-03-10", "2026-01-21"},
		{"an act", "", "", "2025-03-10", "", "2026-01-21", "2025-03-10", "2025-03-10"},
		{"a beginning no later than", "[..2025-03-10]", "", "", "", "2026-01-21", "2025-03-10", "2025-03-10"},
		{"no date", "", "", "", "", "2026-01-21", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dating, err := graph.ParseDating(c.start, c.end, c.when, c.held)
			if err != nil {
				t.Fatal(err)
			}
			src := &graph.Source{SpeaksOf: pathDate(t, c.speaks)}
			var want graph.Span
			if c.first != "" {
				want = graph.Days(pathDate(t, c.first).Earliest(), pathDate(t, c.last).Latest())
			}
			for _, stance := range []graph.Stance{graph.Asserts, graph.Denies} {
				got := analysis.SpokenOf(&graph.Claim{Stance: stance, Dating: dating}, src)
				if got != want && !(got.Empty() && want.Empty()) {
					t.Errorf("%s: speaks of %s to %s", stance, got.First, got.Last())
				}
			}
		})
	}
}

func pathDate(t *testing.T, text string) edtf.Date {
	t.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
