package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// matcher is [graph.RelationQuery.Match] for many relations: it looks keys up
// by number, and long lists of actors in sets.
type matcher struct {
	asked                *graph.RelationQuery
	q                    graph.RelationQuery // what is left to ask of it
	keys                 map[uint32]bool     // nil: all
	actors, with, within map[graph.ActorID]bool
	sets                 bool // whether the sets stand for the query's lists
	plain                bool // whether days, keys and kinds are all that is asked for
	buf                  [2]graph.Party
}

// manyActors is the number of actors from which on sets are faster.
const manyActors = 16

func (ix *Index) matcher(q *graph.RelationQuery) *matcher {
	m := &matcher{asked: q, q: *q}
	if q.Keys != nil {
		m.keys = make(map[uint32]bool, len(q.Keys))
		for _, k := range q.Keys {
			if no := ix.key(k); no != 0 {
				m.keys[no] = true
			}
		}
		m.q.Keys = nil
	}
	if m.sets = len(q.Actors)+len(q.With)+len(q.Within) >= manyActors; m.sets {
		m.actors, m.with, m.within = setOf(q.Actors), setOf(q.With), setOf(q.Within)
		m.q.Actors, m.q.With, m.q.Within = nil, nil, nil
	}
	m.plain = q.Forms == nil && q.Status == nil && q.Actors == nil && q.With == nil && q.Within == nil &&
		!q.CertainOnly && q.AttestedSince == nil && q.Turning == nil
	return m
}

// setOf keeps nil, which does not filter, apart from empty.
func setOf(ids []graph.ActorID) map[graph.ActorID]bool {
	if ids == nil {
		return nil
	}
	set := make(map[graph.ActorID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func (m *matcher) hasKey(no uint32) bool { return m.keys == nil || m.keys[no] }

// matches reports whether the relation of a version is in the selection. What
// little is asked of most is told by the version itself.
func (m *matcher) matches(ix *Index, v *relation) bool {
	if !v.period.Outer().Overlaps(m.q.Days) || !m.hasKey(v.key) || m.q.Kinds != nil && !slices.Contains(m.q.Kinds, v.kind) {
		return false
	}
	if m.plain {
		return v.flags&denialOnly == 0
	}
	r := ix.relation(v, m.buf[:0])
	return m.hasParties(r.Parties) && m.q.Match(&r)
}

// hasParties is [graph.RelationQuery.MatchParties].
func (m *matcher) hasParties(parties []graph.Party) bool {
	if !m.sets {
		return m.q.MatchParties(parties)
	}
	isActor := func(p graph.Party) bool { return m.actors == nil || m.actors[p.Actor] }
	if m.actors != nil && !slices.ContainsFunc(parties, isActor) {
		return false
	}
	if m.within != nil && slices.ContainsFunc(parties, func(p graph.Party) bool { return !m.within[p.Actor] }) {
		return false
	}
	if m.with == nil {
		return true
	}
	for i, p := range parties {
		for j, o := range parties {
			if i != j && isActor(p) && m.with[o.Actor] {
				return true
			}
		}
	}
	return false
}
