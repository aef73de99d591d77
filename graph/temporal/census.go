package temporal

import "github.com/realign/realign/graph"

// Census counts the relations of a selection as of a revision. For everyone's
// word it unfolds nothing but what is counted; whole days of the head it looks up
// where they are counted already.
func (ix *Index) Census(rev graph.RevNo, q graph.RelationQuery) graph.Census {
	at := ix.clamp(rev)
	if q.Lens != nil {
		q.After, q.Limit = nil, 0
		page := ix.Relations(rev, q)
		return q.Census(page.Relations)
	}
	m := ix.matcher(&q)
	wholeDay := q.IsOfDays() && q.Kinds == nil && !q.Days.Empty() && q.Days == graph.OneDay(q.Days.First) &&
		at == ix.revisions.last()
	if !wholeDay {
		census, _ := ix.countAll(at, m)
		return census
	}
	if d := ix.daily.made.Load(); d != nil {
		return d.on(q.Days.First)
	}
	census, looked := ix.countAll(at, m)
	ix.spend(looked)
	return census
}

// countAll counts what a query selects, one by one, and says how many relation
// versions it looked at.
func (ix *Index) countAll(rev uint32, m *matcher) (census graph.Census, looked int) {
	census = graph.NewCensus()
	parties := make([]bool, ix.names.n)
	count := func(nameNo uint32) {
		if !parties[nameNo] {
			parties[nameNo] = true
			census.Actors++
		}
	}
	ix.candidates(m.asked, func(no uint32) {
		looked++
		v := ix.relations.at(no)
		if !isKnown(v.from, v.to, rev) || !m.matches(ix, v) {
			return
		}
		r := v.said.counted()
		census.Add(&r, m.asked.Days)
		ix.eachName(v, count)
	})
	return census, looked
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
