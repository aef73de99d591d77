package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// entries are what new relation versions are to be found by, in order of their
// numbers.
type entries struct{ days, wide, turns, byParty []entry }

// enter makes the builder's relation versions to be found by their days, their
// turns and their parties.
func (b *Builder) enter() entries {
	n := int(b.relations.n - b.firstNew)
	out := entries{days: make([]entry, 0, n), byParty: make([]entry, 0, 2*n)}
	for no := b.firstNew; no < b.relations.n; no++ {
		v := b.relations.at(no)
		days := v.period.Outer()
		out.days = append(out.days, entry{first: days.First, until: days.Until, no: no})
		if v.envelope != days {
			out.wide = append(out.wide, entry{first: v.envelope.First, until: v.envelope.Until, no: no})
		}
		for _, s := range turnsOf(v.period) {
			if !s.Empty() {
				out.turns = append(out.turns, entry{first: s.First, until: s.Until, no: no})
			}
		}
		all := v.envelope.Hull(days)
		b.eachName(v, func(name uint32) {
			out.byParty = append(out.byParty, entry{of: name, first: all.First, until: all.Until, no: no})
		})
	}
	return out
}

// eachName calls see with the names of a version's parties, each once.
func (ix *Index) eachName(v *relation, see func(name uint32)) {
	if v.shape != listed {
		u := ix.units.at(v.unit)
		if see(u.a); u.b != u.a {
			see(u.b)
		}
		return
	}
	for i, p := range v.rare.parties {
		if !slices.ContainsFunc(v.rare.parties[:i], func(o graph.Party) bool { return o.Actor == p.Actor }) {
			see(ix.name(string(p.Actor)))
		}
	}
}
