package temporal

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// entry says on which days a relation version is to be found.
type entry struct {
	of           uint32 // whose it is; 0 in a forest that is everybody's
	first, until graph.Day
	top          graph.Day // the greatest until in the subtree that it heads
	no           uint32
}

// tree is a row of interval trees without pointers, one for everybody whose
// entries it holds. In each, entries are sorted by their first day, the middle
// one of a stretch heads it, and the stretches to the left and right of it are
// its subtrees.
type tree []entry

// forest is a few trees, each at least twice as large as the next.
type forest []tree

// with returns the forest with entries more, which are given in order of their
// numbers and become its own. Trees of like size are merged, so that there are
// never more than the logarithm of all.
func (f forest) with(fresh []entry) forest {
	if len(fresh) == 0 {
		return f
	}
	const sign = 1 << 31 // turned, it makes numbers that sort as days do
	fresh = sortByNumber(fresh, func(e *entry) uint32 { return uint32(e.first) ^ sign })
	fresh = sortByNumber(fresh, func(e *entry) uint32 { return e.of })
	out, last := slices.Clone(f), tree(fresh)
	for len(out) > 0 && len(out[len(out)-1]) < 2*len(last) {
		last = merge(out[len(out)-1], last)
		out = out[:len(out)-1]
	}
	for rest := last; len(rest) > 0; {
		_, n := rest.of(rest[0].of)
		rest.crown(0, n)
		rest = rest[n:]
	}
	return append(out, last)
}

func compareEntries(a, b entry) int {
	return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.first, b.first), cmp.Compare(a.no, b.no))
}

func merge(a, b tree) tree {
	out := make(tree, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compareEntries(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// crown sets top in a stretch and returns the greatest.
func (t tree) crown(from, to int) graph.Day {
	if from >= to {
		return graph.MinDay
	}
	mid := (from + to) / 2
	t[mid].top = max(t[mid].until, t.crown(from, mid), t.crown(mid+1, to))
	return t[mid].top
}

// of is the stretch of the entries that are somebody's.
func (t tree) of(whose uint32) (from, to int) {
	if len(t) > 0 && t[0].of == whose && t[len(t)-1].of == whose {
		return 0, len(t)
	}
	at := func(whose uint32) int {
		i, _ := slices.BinarySearchFunc(t, whose, func(e entry, whose uint32) int { return cmp.Compare(e.of, whose) })
		return i
	}
	return at(whose), at(whose + 1)
}

// visit calls see with the numbers of all entries of somebody's that share a
// day with w.
func (f forest) visit(whose uint32, w graph.Span, see func(no uint32)) {
	if w.Empty() {
		return
	}
	for _, t := range f {
		from, to := t.of(whose)
		t.visit(from, to, w, see)
	}
}

func (t tree) visit(from, to int, w graph.Span, see func(no uint32)) {
	for from < to {
		mid := (from + to) / 2
		e := &t[mid]
		if e.top <= w.First {
			return // all of it ended before
		}
		t.visit(from, mid, w, see)
		if e.first >= w.Until {
			return // it and all to its right begin after
		}
		if e.until > w.First {
			see(e.no)
		}
		from = mid + 1
	}
}

// visitFirsts calls see with the numbers of all entries whose first day is one
// of w, in a forest that is everybody's.
func (f forest) visitFirsts(w graph.Span, see func(no uint32)) {
	for _, t := range f {
		from, to := t.firsts(w)
		for i := from; i < to; i++ {
			see(t[i].no)
		}
	}
}

// countFirsts is how many entries visitFirsts sees.
func (f forest) countFirsts(w graph.Span) int {
	n := 0
	for _, t := range f {
		from, to := t.firsts(w)
		n += max(0, to-from)
	}
	return n
}

// firsts is the stretch of the entries whose first day is one of w.
func (t tree) firsts(w graph.Span) (from, to int) {
	at := func(d graph.Day) int {
		i, _ := slices.BinarySearchFunc(t, d, func(e entry, d graph.Day) int { return cmp.Compare(e.first, d) })
		return i
	}
	return at(w.First), at(w.Until)
}

// count is how many entries visit sees, or, where they are more than most, some
// number above it.
func (f forest) count(whose uint32, w graph.Span, most int) int {
	n := 0
	if w.Empty() {
		return n
	}
	for _, t := range f {
		from, to := t.of(whose)
		n += t.count(from, to, w, most-n)
	}
	return n
}

func (t tree) count(from, to int, w graph.Span, most int) int {
	n := 0
	for from < to && n <= most {
		mid := (from + to) / 2
		e := &t[mid]
		if e.top <= w.First {
			break
		}
		n += t.count(from, mid, w, most-n)
		if e.first >= w.Until {
			break
		}
		if e.until > w.First {
			n++
		}
		from = mid + 1
	}
	return n
}
