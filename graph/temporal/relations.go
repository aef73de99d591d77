package temporal

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// Relations folds and selects relations as of a revision.
func (ix *Index) Relations(rev graph.RevNo, q graph.RelationQuery) graph.RelationPage {
	r := ix.clamp(rev)
	if q.Lens == nil {
		return ix.everyonesWord(r, &q)
	}
	return q.Page(ix.inPerspective(r, &q))
}

// inPerspective folds, for a perspective, all ties that can be in a selection,
// and others of their units.
func (ix *Index) inPerspective(rev uint32, q *graph.RelationQuery) []graph.Relation {
	var out []graph.Relation
	var f folder
	bg := background{ix, rev}
	for ties := ix.tiesFor(rev, q); len(ties) > 0; {
		unit, n := ties[0].unit, 1
		for n < len(ties) && ties[n].unit == unit {
			n++
		}
		alone := len(out)
		for _, t := range ties[:n] {
			f.parties = nil // those of the last tie are part of the answer
			r, found, done := graph.FoldTie(ix.unpackTie(t, rev, &f), bg, q.Lens)
			if !done {
				f.parties = nil
				out = append(out[:alone], graph.Fold(ix.unpackUnit(unit, rev, &f), bg, q.Lens)...)
				break
			}
			if found {
				out = append(out, r)
			}
		}
		ties = ties[n:]
	}
	return out
}

// everyonesWord answers from the versions that are folded already. It does what
// [graph.RelationQuery.Page] does, and unfolds only what is on the page.
func (ix *Index) everyonesWord(rev uint32, q *graph.RelationQuery) graph.RelationPage {
	s := ix.selects(rev, q)
	page := graph.RelationPage{Total: len(s.order)}
	rows := s.order
	if q.After != nil {
		i, found := slices.BinarySearchFunc(rows, *q.After, func(r rank, after graph.RelationPlace) int {
			return q.Compare(graph.RelationPlace{Day: r.day, Key: graph.TieKey(s.key(&r))}, after)
		})
		if found {
			i++
		}
		rows = rows[i:]
	}
	if q.Limit > 0 && len(rows) > q.Limit {
		rows, page.More = rows[:q.Limit], true
	}
	page.Relations = make([]graph.Relation, len(rows))
	for i, r := range rows {
		page.Relations[i] = ix.relation(ix.relations.at(s.found[r.at].no), nil)
	}
	return page
}

// candidates calls see once with every relation version that can be in the
// selection, and with others.
func (ix *Index) candidates(q *graph.RelationQuery, see func(no uint32)) {
	if ix.turnsAreFewer(q) {
		for _, no := range ix.turning(*q.Turning) {
			see(no)
		}
	} else if !ix.named(q, see) {
		ix.days.visit(0, q.Days, see)
	}
}

// tieOfUnit is a tie in one of the units that its key is found in.
type tieOfUnit struct{ unit, key uint32 }

// tiesFor returns the ties that can be in the selection in some perspective, by
// unit.
func (ix *Index) tiesFor(rev uint32, q *graph.RelationQuery) []tieOfUnit {
	m := ix.matcher(q)
	var ties []tieOfUnit
	see := func(no uint32) {
		v := ix.relations.at(no)
		if isKnown(v.from, v.to, rev) && v.envelope.Hull(v.period.Outer()).Overlaps(q.Days) && m.hasKey(v.key) &&
			(q.Kinds == nil || slices.Contains(q.Kinds, v.kind)) && m.hasParties(ix, v) {
			ties = append(ties, tieOfUnit{v.unit, v.key})
		}
	}
	if !ix.named(q, see) {
		ix.days.visit(0, q.Days, see)
		ix.wide.visit(0, q.Days, see)
	}
	slices.SortFunc(ties, func(a, b tieOfUnit) int { return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.key, b.key)) })
	return slices.Compact(ties)
}

// named calls see once with every relation version that has a key or a party
// which the selection names, and, as far as these tell, can be in it in some
// perspective. It returns false if the selection names none, or so many that it
// is better to look by day.
func (ix *Index) named(q *graph.RelationQuery, see func(no uint32)) bool {
	if q.Keys != nil {
		var units []uint32
		for _, text := range q.Keys {
			if k := ix.key(text); k != 0 {
				ix.unitsOfKey(k, func(no uint32) { units = append(units, no) })
			}
		}
		for _, unitNo := range distinct(units) {
			for no := ix.units.at(unitNo).relations; no != 0; no = ix.relations.at(no).older {
				see(no)
			}
		}
		return true
	}
	names, few := ix.namesIn(q)
	if !few {
		return false
	}
	if len(names) == 1 {
		ix.byParty.visit(names[0], q.Days, see)
		return true
	}
	var nos []uint32
	for _, n := range names {
		ix.byParty.visit(n, q.Days, func(no uint32) { nos = append(nos, no) })
	}
	for _, no := range distinct(nos) {
		see(no)
	}
	return true
}

// fewNames are so few that it is always better to look by them than by day.
const fewNames = 16

// namesIn returns the names of the actors of whom one is a party to every
// relation of the selection; or false if it names none, or so many that it is
// better to look by day.
func (ix *Index) namesIn(q *graph.RelationQuery) ([]uint32, bool) {
	actors := ix.fewest(q.Actors, q.With, q.Within)
	if actors == nil || len(actors) > fewNames && ix.degree(actors) > int(ix.units.n)/4 {
		return nil, false
	}
	var names []uint32
	for _, id := range actors {
		if n := ix.name(string(id)); n != 0 {
			names = append(names, n)
		}
	}
	return distinct(names), true
}

// countOf is how many entries the names have on some days, or, where they are
// more than most, some number above it.
func (ix *Index) countOf(names []uint32, days graph.Span, most int) int {
	sum := 0
	for _, n := range names {
		if sum <= most {
			sum += ix.byParty.count(n, days, most-sum)
		}
	}
	return sum
}

// fewest returns the list whose actors have the fewest units; nil lists do not
// count.
func (ix *Index) fewest(lists ...[]graph.ActorID) []graph.ActorID {
	var best []graph.ActorID
	bestDegree := 0
	for _, l := range lists {
		if l == nil {
			continue
		}
		if d := ix.degree(l); best == nil || d < bestDegree {
			best, bestDegree = l, d
		}
	}
	return best
}

func (ix *Index) degree(actors []graph.ActorID) int {
	sum := 0
	for _, id := range actors {
		if n := ix.name(string(id)); n != 0 {
			sum += int(ix.names.at(n).party.n)
		}
	}
	return sum
}

// distinct sorts numbers and drops those that stand twice.
func distinct(nos []uint32) []uint32 {
	slices.Sort(nos)
	return slices.Compact(nos)
}
