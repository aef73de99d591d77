package temporal

import "github.com/realign/realign/graph"

// Walk hands out a selection without making a list of it: for everyone's word,
// and without regard to where its page begins and ends. It calls begin with all
// who are a party to one of the relations, in the order in which these name them,
// nil for those whom the revision does not know, and with how many relations
// there are; then see with each in order. The relation is another one at the next
// call. An error of theirs ends the walk.
func (ix *Index) Walk(rev graph.RevNo, q graph.RelationQuery, begin func(ids []graph.ActorID, actors []*graph.Actor, ties int) error, see func(*graph.Relation) error) error {
	at := ix.clamp(rev)
	s := ix.selects(at, &q)
	names := ix.meet(&s)
	ids, actors := make([]graph.ActorID, len(names)), make([]*graph.Actor, len(names))
	for i, n := range names {
		ids[i] = graph.ActorID(ix.names.at(n).text)
		if a := ix.actorAt(n, at); a != nil {
			actors[i] = a.Actor
		}
	}
	if err := begin(ids, actors, len(s.order)); err != nil {
		return err
	}
	return ix.unfoldEach(&s, ids, see)
}

// meet returns the names of all who are a party to one of the relations, in the
// order in which these name them.
func (ix *Index) meet(s *selection) []uint32 {
	var met []uint32
	nth := make([]uint32, ix.names.n) // by name, from 1
	add := func(n uint32) uint32 {
		if nth[n] == 0 {
			met = append(met, n)
			nth[n] = uint32(len(met))
		}
		return nth[n] - 1
	}
	for i := range s.order {
		p := &s.found[s.order[i].at]
		if p.shape == listed {
			for _, party := range p.rare.parties {
				add(ix.name(string(party.Actor)))
			}
			continue
		}
		u := ix.units.at(p.unit)
		one, two := u.a, u.b
		if p.shape == fromBToA {
			one, two = two, one
		}
		p.one, p.two = add(one), add(two)
	}
	return met
}

// unfoldEach calls see with each relation, in one place in memory. The ids are
// those of who was met.
func (ix *Index) unfoldEach(s *selection, ids []graph.ActorID, see func(*graph.Relation) error) error {
	var r graph.Relation
	var pair [2]graph.Party
	var told *said
	for i := range s.order {
		p := &s.found[s.order[i].at]
		if told != p.said {
			told = p.said
			ix.tell(told, &r)
		}
		r.Key = graph.TieKey(s.key(&s.order[i]))
		if p.shape == listed {
			r.Parties = p.rare.parties
		} else {
			roles := [2]graph.Role{graph.From, graph.To}
			if p.shape == membersAB {
				roles = [2]graph.Role{graph.Member, graph.Member}
			}
			pair[0] = graph.Party{Actor: ids[p.one], Role: roles[0]}
			pair[1] = graph.Party{Actor: ids[p.two], Role: roles[1]}
			r.Parties = pair[:]
		}
		if err := see(&r); err != nil {
			return err
		}
	}
	return nil
}
