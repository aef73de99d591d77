package graph

import "github.com/realign/realign/graph/edtf"

// sum is what several claims add up to.
type sum struct {
	Period
	said          Period // the same before what nobody says was filled in
	named         Span
	contradictory bool
	endOpen       bool // none of them bounds the end
}

// addUp intersects what the claims say of the two ends. Where they contradict
// each other about an end, that end takes in every account: from the earliest
// to the latest day that any largest set of claims which agree allows. Where
// each end agrees and the two cannot stand together (it ended before it
// began), both take in every claim's own account.
func addUp(es []evidence, lifetimes Span) sum {
	starts, ends := make([]window, len(es)), make([]window, len(es))
	s := sum{}
	startOpen := false
	for i, e := range es {
		starts[i] = window{e.Period.EarliestStart, e.Period.LatestStart}
		ends[i] = window{e.Period.EarliestEnd, e.Period.LatestEnd}
		startOpen = startOpen || e.startOpen
		s.named = s.named.Hull(e.named)
	}
	start, startsAgree := accounts(starts)
	end, endsAgree := accounts(ends)
	s.contradictory = !startsAgree || !endsAgree
	p := Period{start.first, start.last, end.first, end.last}
	if p.EarliestStart >= p.LatestEnd {
		s.contradictory = true
		p = everyAccount(es)
	}
	s.said, s.endOpen = p, p.LatestEnd == MaxDay
	c := constraint{Period: p, startOpen: startOpen, named: s.named}
	s.Period = c.resolve(lifetimes, c.firstDay(lifetimes))
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

// accounts returns the intersection of the windows and true; or, where they
// have no day in common, the hull of the intersections of every largest set of
// windows that do, and false. The leftmost such set holds all windows that
// contain the earliest last day, the rightmost those that contain the latest
// first day, so that two passes do.
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
