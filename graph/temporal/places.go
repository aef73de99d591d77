package temporal

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// selection is what a query selects, wherever its page begins and ends.
type selection struct {
	found []place
	keys  string // those of all, side by side
	order []rank
}

// place is a relation version of a selection.
type place struct {
	*said
	no, unit uint32
	from, to uint32 // its key among all keys
	one, two uint32 // of a pair, which of those met it joins; set by meet
}

// rank stands for a place in an order. It has no pointers, so that many are
// quickly moved, and are no work for the collector.
type rank struct {
	day    graph.Day // what the order looks at first
	at     uint32    // among those found
	prefix uint64    // eight bytes of the key, behind what all keys begin with
}

// selects finds the versions of a selection, for everyone's word, and orders
// them. Most of the time goes by in waiting for memory, since what belongs to a
// version lies in several places, each far from those of the next in the order:
// so all is fetched once, and in the order in which it was loaded.
func (ix *Index) selects(rev uint32, q *graph.RelationQuery) selection {
	m := ix.matcher(q)
	var nos []uint32
	if m.plain && q.Keys == nil {
		const most = 1 << 16
		nos = make([]uint32, 0, min(most, ix.days.count(0, q.Days, most)))
	}
	ix.candidates(q, func(no uint32) { nos = append(nos, no) })
	nos = sortByNumber(nos, func(no *uint32) uint32 { return *no })

	var r graph.Relation // as much of it as its place depends on
	s := selection{found: make([]place, 0, len(nos)), order: make([]rank, 0, len(nos))}
	kept := nos[:0] // the keys of those that are found
	for _, no := range nos {
		v := ix.relations.at(no)
		if isKnown(v.from, v.to, rev) && m.matches(ix, v) {
			r.Period, r.Named = v.period, v.named
			s.order = append(s.order, rank{day: q.PlaceOf(&r).Day, at: uint32(len(s.found))})
			s.found = append(s.found, place{said: v.said, no: no, unit: v.unit})
			kept = append(kept, v.key)
		}
	}
	s.copyKeys(ix, kept)
	s.sort(q)
	return s
}

// copyKeys gives the places their keys.
func (s *selection) copyKeys(ix *Index, keys []uint32) {
	const usual = 24 // bytes of a key
	var all strings.Builder
	all.Grow(usual * len(keys))
	for i, key := range keys {
		s.found[i].from = uint32(all.Len())
		all.WriteString(ix.keyText(key))
		s.found[i].to = uint32(all.Len())
	}
	s.keys = all.String()
}

// key is that of a place in the order.
func (s *selection) key(r *rank) string {
	p := &s.found[r.at]
	return s.keys[p.from:p.to]
}

// sort orders as [graph.RelationQuery.Compare] does. Keys of one data set begin
// alike and differ soon, so that most need not be looked at as a whole.
func (s *selection) sort(q *graph.RelationQuery) {
	shared := s.sharedPrefix()
	for i := range s.order {
		s.order[i].prefix = eightBytes(s.key(&s.order[i])[shared:])
	}
	// The sign of a day is turned to make numbers that sort as days do, and all
	// other bits as well where the latest come first.
	turned := uint32(1) << 31
	if q.Order == graph.ByStartDesc || q.Order == graph.ByLastAttestedDesc {
		turned = ^turned
	}
	s.order = sortByNumber(s.order, func(r *rank) uint32 { return uint32(r.day) ^ turned })
	byKey := func(a, b rank) int {
		if a.prefix != b.prefix {
			return cmp.Compare(a.prefix, b.prefix)
		}
		return cmp.Or(strings.Compare(s.key(&a), s.key(&b)), cmp.Compare(a.at, b.at))
	}
	for rest := s.order; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].day == rest[0].day {
			n++
		}
		slices.SortFunc(rest[:n], byKey)
		rest = rest[n:]
	}
}

// sharedPrefix is how many bytes all keys begin with.
func (s *selection) sharedPrefix() int {
	if len(s.order) == 0 {
		return 0
	}
	prefix := s.key(&s.order[0])
	for i := range s.order {
		for key := s.key(&s.order[i]); !strings.HasPrefix(key, prefix); {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return len(prefix)
}

// eightBytes is the beginning of a text as a number of the same order: of equal
// numbers, the texts may still differ.
func eightBytes(s string) uint64 {
	if len(s) >= 8 {
		return uint64(s[7]) | uint64(s[6])<<8 | uint64(s[5])<<16 | uint64(s[4])<<24 |
			uint64(s[3])<<32 | uint64(s[2])<<40 | uint64(s[1])<<48 | uint64(s[0])<<56
	}
	var n uint64
	for i := range len(s) {
		n |= uint64(s[i]) << (56 - 8*i)
	}
	return n
}
