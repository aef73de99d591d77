package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// matcher is [graph.RelationQuery.Match] for many relations: it looks keys and
// actors up by number, and unfolds a relation only if something is asked of it
// that its version does not tell.
type matcher struct {
	asked                *graph.RelationQuery
	q                    graph.RelationQuery // what is left to ask of a relation
	keys                 map[uint32]bool     // nil: all
	actors, with, within *nameSet            // nil: all
	tells                bool                // whether a version and its parties tell all that is asked for
	plain                bool                // whether it is told by the version alone
}

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
	m.actors, m.with, m.within = ix.nameSet(q.Actors), ix.nameSet(q.With), ix.nameSet(q.Within)
	m.q.Actors, m.q.With, m.q.Within = nil, nil, nil
	m.tells = !q.LooksInside()
	m.plain = m.tells && q.Actors == nil && q.With == nil && q.Within == nil
	return m
}

// nameSet is a set of names, in order if they are few.
type nameSet struct {
	few  []uint32
	many map[uint32]bool
}

// manyNames is the number of names from which on a table is faster.
const manyNames = 16

// nameSet keeps nil, which does not filter, apart from empty.
func (ix *Index) nameSet(ids []graph.ActorID) *nameSet {
	if ids == nil {
		return nil
	}
	s := &nameSet{}
	if len(ids) >= manyNames {
		s.many = make(map[uint32]bool, len(ids))
	}
	for _, id := range ids {
		switch n := ix.name(string(id)); {
		case n == 0:
		case s.many != nil:
			s.many[n] = true
		default:
			s.few = append(s.few, n)
		}
	}
	return s
}

func (s *nameSet) has(n uint32) bool { return slices.Contains(s.few, n) || s.many[n] }

func (m *matcher) hasKey(no uint32) bool { return m.keys == nil || m.keys[no] }

// matches reports whether the relation of a version is in the selection.
func (m *matcher) matches(ix *Index, v *relation) bool {
	if !v.period.Outer().Overlaps(m.q.Days) || !m.hasKey(v.key) || m.q.Kinds != nil && !slices.Contains(m.q.Kinds, v.kind) {
		return false
	}
	if m.plain {
		return v.flags&denialOnly == 0
	}
	if !m.hasParties(ix, v) {
		return false
	}
	if m.tells {
		return v.flags&denialOnly == 0
	}
	var r graph.Relation
	ix.tell(v.said, &r)
	return m.q.Match(&r)
}

// hasParties is [graph.RelationQuery.MatchParties].
func (m *matcher) hasParties(ix *Index, v *relation) bool {
	if m.actors == nil && m.with == nil && m.within == nil {
		return true
	}
	var buf [8]uint32
	parties := buf[:0]
	if v.shape == listed {
		for _, p := range v.rare.parties {
			parties = append(parties, ix.name(string(p.Actor)))
		}
	} else {
		u := ix.units.at(v.unit)
		parties = append(parties, u.a, u.b)
	}
	if m.actors != nil && !slices.ContainsFunc(parties, m.actors.has) {
		return false
	}
	if m.within != nil && slices.ContainsFunc(parties, func(n uint32) bool { return !m.within.has(n) }) {
		return false
	}
	return m.with == nil || m.joins(parties)
}

// joins reports whether one of the actors and another one of those wanted with
// them are among the parties.
func (m *matcher) joins(parties []uint32) bool {
	for i, p := range parties {
		if m.actors != nil && !m.actors.has(p) {
			continue
		}
		for j, o := range parties {
			if i != j && m.with.has(o) {
				return true
			}
		}
	}
	return false
}
