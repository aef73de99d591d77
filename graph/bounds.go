package graph

import "github.com/realign/realign/graph/edtf"

// sum is what several claims add up to.
type sum struct {
	stated        Period // what they say; a side that none of them bounds is open
	period        Period // stated, with the open sides filled in
	named         Span
	contradictory bool
}

// addUp intersects what the claims say of the two ends. Where they contradict
// each other about an end, that end takes in every account, see [accounts].
// Where each end agrees and the two cannot stand together (it ended before it
// began), both take in every claim's own account.
func addUp(es []evidence, lifetimes Span) sum {
	starts, ends := make([]window, len(es)), make([]window, len(es))
	var all constraint
	for i, e := range es {
		starts[i] = window{e.EarliestStart, e.LatestStart}
		ends[i] = window{e.EarliestEnd, e.LatestEnd}
		all.startOpen = all.startOpen || e.startOpen
		all.named = all.named.Hull(e.named)
	}
	start, startsAgree := accounts(starts)
	end, endsAgree := accounts(ends)
	all.Period = Period{start.first, start.last, end.first, end.last}
	contradictory := !startsAgree || !endsAgree
	if all.EarliestStart >= all.LatestEnd {
		contradictory = true
		all.Period = everyAccount(es)
	}
	return sum{all.Period, all.resolve(lifetimes), all.named, contradictory}
}

// mindGap takes certainty from the days in a gap between the times at which
// the claims say that the tie held, where none of them says that it went on.
// Files with such a gap are refused, but the source that bridges it may lie
// outside of a perspective. Four bounds have one core: that after the last gap
// is kept, and the days before are possible.
func (s sum) mindGap(es []evidence) sum {
	var held []Span
	for _, e := range es {
		if d := e.Dating.Held; !d.IsZero() {
			held = append(held, Days(d.Earliest(), d.Latest()))
		}
	}
	if len(held) < 2 {
		return s
	}
	said := make([]Period, len(es))
	for i, e := range es {
		said[i] = e.Period
	}
	gap := lastGap(held, said)
	if gap.Empty() {
		return s
	}
	latest := MaxDay
	for _, e := range es {
		if d := e.Dating.Held; !d.IsZero() && d.Earliest() >= gap.Until {
			latest = min(latest, d.Latest())
		}
	}
	s.stated.LatestStart = max(s.stated.LatestStart, latest)
	s.period.LatestStart = max(s.period.LatestStart, latest)
	s.period = s.period.Tight()
	return s
}

// everyAccount is the hull of what each claim says by itself.
func everyAccount(es []evidence) Period {
	p := es[0].Period.Tight()
	for _, e := range es[1:] {
		p = hull(p, e.Period.Tight())
	}
	return p
}

func hull(p, q Period) Period {
	return Period{
		min(p.EarliestStart, q.EarliestStart), max(p.LatestStart, q.LatestStart),
		min(p.EarliestEnd, q.EarliestEnd), max(p.LatestEnd, q.LatestEnd),
	}
}

// window bounds one end of a period, both days inclusive.
type window struct{ first, last Day }

// accounts returns the intersection of the windows and true. Where they have no
// day in common it returns false, and the hull of all accounts: an account is
// the intersection of windows that do have one, as many as go together, so
// that no other can join them. The leftmost account is that of all windows
// which contain the earliest last day, the rightmost that of those which
// contain the latest first day, so that two passes do.
func accounts(ws []window) (window, bool) {
	earliestLast, latestFirst := MaxDay, MinDay
	for _, w := range ws {
		earliestLast = min(earliestLast, w.last)
		latestFirst = max(latestFirst, w.first)
	}
	if latestFirst <= earliestLast {
		return window{latestFirst, earliestLast}, true
	}
	out := window{MinDay, MaxDay}
	for _, w := range ws {
		if w.first <= earliestLast {
			out.first = max(out.first, w.first)
		}
		if w.last >= latestFirst {
			out.last = min(out.last, w.last)
		}
	}
	return out, false
}

// between writes the candidate days from first to last, both inclusive.
func between(first, last Day) string {
	if first == MinDay && last == MaxDay {
		return ""
	}
	return edtf.Between(first, last).String()
}
