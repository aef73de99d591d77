package temporal

import (
	"cmp"
	"slices"
	"sync/atomic"

	"github.com/realign/realign/graph"
)

// daily is a census of each day, for everyone's word as of the head.
type daily struct {
	since    []graph.Day    // days on which a count changes, in order
	censuses []graph.Census // from each of them until the next
}

// keptDaily is where an index keeps its daily censuses. They are made once
// counting days one by one has cost as much as making them, and then beside
// those who ask, so that neither a load nor a question waits for them.
type keptDaily struct {
	made  atomic.Pointer[daily]
	spent atomic.Int64 // relation versions that were looked at instead
	busy  atomic.Bool
}

// spend notes that a day was counted by looking at so many relation versions.
func (ix *Index) spend(versions int) {
	if ix.daily.spent.Add(int64(versions)) > int64(ix.relations.n) && ix.daily.busy.CompareAndSwap(false, true) {
		go func() { ix.daily.made.Store(ix.countDaily()) }()
	}
}

// on returns the census of a day.
func (d *daily) on(day graph.Day) graph.Census {
	i, found := slices.BinarySearch(d.since, day)
	if !found {
		i--
	}
	if i < 0 {
		return graph.NewCensus()
	}
	return d.censuses[i]
}

// changes are by how much counts change, by day.
type changes map[graph.Day]*graph.Census

func (c changes) on(day graph.Day) *graph.Census {
	if c[day] == nil {
		c[day] = new(graph.Census)
	}
	return c[day]
}

// countDaily makes the daily censuses.
func (ix *Index) countDaily() *daily {
	said := ix.saidNow()
	by := changes{}
	for s, n := range said {
		by.count(s, n)
	}
	ix.countActors(by)
	d := &daily{}
	for day := range by {
		d.since = append(d.since, day)
	}
	slices.Sort(d.since)
	sum := graph.NewCensus()
	for _, day := range d.since {
		change := by[day]
		addTo(&sum, change, 1)
		sum.Actors += change.Actors
		d.censuses = append(d.censuses, sum)
	}
	d.setLastNamed(said)
	return d
}

// saidNow is what the relations known at the head say, and how many say it.
func (ix *Index) saidNow() map[*said]int {
	out := map[*said]int{}
	for no := uint32(1); no < ix.relations.n; no++ {
		if v := ix.relations.at(no); ix.isCounted(v) {
			out[v.said]++
		}
	}
	return out
}

// isCounted reports whether a census of the head counts a version on its days.
func (ix *Index) isCounted(v *relation) bool {
	return v.to == open && v.flags&denialOnly == 0
}

// count counts so many relations that say the same: stretch by stretch of days
// on which all that a census looks at stays as it is.
func (c changes) count(s *said, n int) {
	r, days := s.counted(), s.period.Outer()
	if days.Empty() {
		return
	}
	var turns [16]graph.Day
	all := append(turns[:0], days.First, days.Until)
	for _, w := range append([]graph.Span{s.period.Core(), s.named, s.ownDays}, r.DisputedOn...) {
		for _, day := range [2]graph.Day{w.First, w.Until} {
			if days.Contains(day) {
				all = append(all, day)
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for i, first := range all[:len(all)-1] {
		first = max(first, graph.MinDay+1) // what is unbounded is no day
		var one graph.Census
		one.Add(&r, graph.OneDay(first))
		addTo(c.on(first), &one, n)
		addTo(c.on(all[i+1]), &one, -n)
	}
}

// addTo adds what was counted of relations, so many times.
func addTo(sum, c *graph.Census, times int) {
	sum.Relations += times * c.Relations
	sum.Certain += times * c.Certain
	sum.Assumed += times * c.Assumed
	sum.Contested += times * c.Contested
	for kind := range c.ByKind {
		sum.ByKind[kind] += times * c.ByKind[kind]
	}
}

// countActors counts each actor once on the days on which it has a tie.
func (ix *Index) countActors(c changes) {
	rest := slices.Clone(ix.byParty) // in each tree, the entries of this name and of later ones
	var spans []graph.Span
	for name := range ix.names.n {
		spans = spans[:0]
		for i, t := range rest {
			n := 0
			for ; n < len(t) && t[n].of == name; n++ {
				if v := ix.relations.at(t[n].no); ix.isCounted(v) && !v.period.Outer().Empty() {
					spans = append(spans, v.period.Outer())
				}
			}
			rest[i] = t[n:]
		}
		for _, s := range union(spans) {
			c.on(max(s.First, graph.MinDay+1)).Actors++
			c.on(s.Until).Actors--
		}
	}
}

// union sorts spans and joins those that share a day or meet.
func union(spans []graph.Span) []graph.Span {
	slices.SortFunc(spans, func(a, b graph.Span) int { return cmp.Compare(a.First, b.First) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.First <= out[n-1].Until {
			out[n-1].Until = max(out[n-1].Until, s.Until)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// setLastNamed sets the last day that a source names: on the days of whatever
// names the latest, then, as far as they have none, on those of the next.
func (d *daily) setLastNamed(said map[*said]int) {
	type naming struct {
		days graph.Span
		last graph.Day
	}
	seen := map[naming]bool{}
	var all []naming
	for s := range said {
		if n := (naming{s.period.Outer(), s.named.Last()}); !s.named.Empty() && !seen[n] {
			seen[n] = true
			all = append(all, n)
		}
	}
	slices.SortFunc(all, func(a, b naming) int { return cmp.Compare(b.last, a.last) })
	next := make([]int, len(d.since)+1) // by place, itself, or where to look on for one that has none
	for i := range next {
		next[i] = i
	}
	free := func(i int) int {
		for next[i] != i {
			next[i] = next[next[i]]
			i = next[i]
		}
		return i
	}
	for _, n := range all {
		from, _ := slices.BinarySearch(d.since, n.days.First)
		for i := free(from); i < len(d.since) && d.since[i] < n.days.Until; i = free(i + 1) {
			d.censuses[i].LastNamed = n.last
			next[i] = i + 1
		}
	}
}
