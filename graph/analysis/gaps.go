package analysis

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// Gaps returns the days of within that no span of said covers: the longest runs
// of such days, in order. They are evidence gaps if said is what claims speak
// of, see [SpokenOf]:
//
//	said    |--|    |-----|
//	          |--|            |--
//	within    |-------------------|
//	gaps          |-|     |---|
//
// A gap is a word on what the sources are silent about. It says nothing of how
// the actors stood to each other then, and never that they were neutral.
//
// Within may be open on either side, and so may the gaps be: of all days, of
// which nothing is said, there is one gap without bounds.
func Gaps(said []graph.Span, within graph.Span) []graph.Span {
	said = slices.DeleteFunc(slices.Clone(said), func(s graph.Span) bool { return !s.Overlaps(within) })
	slices.SortFunc(said, func(a, b graph.Span) int { return cmp.Compare(a.First, b.First) })
	var gaps []graph.Span
	silent := within.First // no day from here on is known to be spoken of
	for _, s := range said {
		if gap := (graph.Span{First: silent, Until: s.First}); !gap.Empty() {
			gaps = append(gaps, gap)
		}
		silent = max(silent, s.Until)
	}
	if rest := (graph.Span{First: silent, Until: within.Until}); !rest.Empty() {
		gaps = append(gaps, rest)
	}
	return gaps
}

// SpokenOf is the span of days that a claim speaks of, given its source: from
// the first to the last day that it names, and none later than the source spoke.
//
//	start 2025-03-10, end 2025-06-01   |---------|   both and all between
//	start 2025-03-10                   |             that day alone
//	start 2025-03-10, end ..           |----------   up to when its source spoke
//	end 2025-06-01                               |   that day alone
//	held 2025-03                     |---|           all of March
//
// A denial speaks as well as an assertion does. One without a date names no day
// and so fills no gap, or a single sweeping denial would hide every silence.
func SpokenOf(c *graph.Claim, src *graph.Source) graph.Span { return c.Named(src) }
