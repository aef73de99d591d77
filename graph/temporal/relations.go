package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// Relations folds and selects relations as of a revision.
func (ix *Index) Relations(rev graph.RevNo, q graph.RelationQuery) graph.RelationPage {
	r := ix.clamp(rev)
	if q.Lens == nil {
		return ix.everyonesWord(r, &q)
	}
	var out []graph.Relation
	var f folder
	bg := background{ix, r}
	for _, unitNo := range ix.unitsFor(r, &q) {
		f.parties = nil // those of the last unit are part of the answer
		out = append(out, graph.Fold(ix.unpackUnit(unitNo, r, &f), bg, q.Lens)...)
	}
	return q.Page(out)
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
func (ix *Index) candidates(rev uint32, q *graph.RelationQuery, see func(no uint32)) {
	if ix.turnsAreFewer(q) {
		for _, no := range ix.turning(*q.Turning) {
			see(no)
		}
		return
	}
	units, few := ix.unitsNamed(q)
	if !few {
		ix.days.visit(q.Days, see)
		return
	}
	for _, unitNo := range units {
		for no := ix.units.at(unitNo).relations; no != 0; no = ix.relations.at(no).older {
			see(no)
		}
	}
}

// unitsFor returns the units that can have a relation of the selection in some
// perspective.
func (ix *Index) unitsFor(rev uint32, q *graph.RelationQuery) []uint32 {
	m := ix.matcher(q)
	can := func(v *relation) bool {
		return isKnown(v.from, v.to, rev) && v.envelope.Hull(v.period.Outer()).Overlaps(q.Days) && m.hasKey(v.key) &&
			(q.Kinds == nil || slices.Contains(q.Kinds, v.kind)) && m.hasParties(ix.parties(v, m.buf[:0]))
	}
	units, few := ix.unitsNamed(q)
	if few {
		return slices.DeleteFunc(units, func(unitNo uint32) bool {
			for no := ix.units.at(unitNo).relations; no != 0; no = ix.relations.at(no).older {
				if can(ix.relations.at(no)) {
					return false
				}
			}
			return true
		})
	}
	see := func(no uint32) {
		if v := ix.relations.at(no); can(v) {
			units = append(units, v.unit)
		}
	}
	ix.days.visit(q.Days, see)
	ix.wide.visit(q.Days, see)
	return distinct(units)
}

// unitsNamed returns the units that the selection names by key or by actor,
// and true; or false if it names none, or so many that it is better to look by
// day.
func (ix *Index) unitsNamed(q *graph.RelationQuery) ([]uint32, bool) {
	var units []uint32
	add := func(no uint32) { units = append(units, no) }
	if q.Keys != nil {
		for _, text := range q.Keys {
			if k := ix.key(text); k != 0 {
				ix.unitsOfKey(k, add)
			}
		}
		return distinct(units), true
	}
	actors := ix.fewest(q.Actors, q.With, q.Within)
	if actors == nil || ix.degree(actors) > int(ix.units.n)/4 {
		return nil, false
	}
	for _, id := range actors {
		if n := ix.name(string(id)); n != 0 {
			ix.walk(ix.names.at(n).party, add)
		}
	}
	return distinct(units), true
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
