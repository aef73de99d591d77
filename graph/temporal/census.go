package temporal

import "github.com/realign/realign/graph"

// Census counts the relations of a selection as of a revision. For everyone's
// word it unfolds nothing but what is counted.
func (ix *Index) Census(rev graph.RevNo, q graph.RelationQuery) graph.Census {
	at := ix.clamp(rev)
	if q.Lens != nil {
		q.After, q.Limit = nil, 0
		page := ix.Relations(rev, q)
		return q.Census(page.Relations)
	}
	census, m := graph.NewCensus(), ix.matcher(&q)
	parties := make([]bool, ix.names.n)
	count := func(nameNo uint32) {
		if !parties[nameNo] {
			parties[nameNo] = true
			census.Actors++
		}
	}
	ix.candidates(&q, func(no uint32) {
		v := ix.relations.at(no)
		if !isKnown(v.from, v.to, at) || !m.matches(ix, v) {
			return
		}
		r := v.said.counted()
		census.Add(&r, q.Days)
		if v.shape == listed {
			for _, p := range v.rare.parties {
				count(ix.name(string(p.Actor)))
			}
			return
		}
		u := ix.units.at(v.unit)
		count(u.a)
		count(u.b)
	})
	return census
}

// counted is as much of a relation as a census looks at.
func (s *said) counted() graph.Relation {
	r := graph.Relation{
		Kind: s.kind, Period: s.period, Named: s.named, OwnDays: s.ownDays,
		HearsayOnly: s.flags&hearsayOnly != 0, DenialOnly: s.flags&denialOnly != 0, Disputed: s.flags&disputed != 0,
	}
	if s.rare != nil {
		r.DisputedOn = s.rare.disputedOn
	}
	return r
}
