package ask

import (
	"sync"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// camps are the camps of a view.
type camps struct {
	v      *view
	list   []analysis.Camp
	people *actors
}

// Camp is a bloc: who stands together, against whom.
type Camp struct {
	g   *camps
	rec *analysis.Camp
}

// Camps finds the camps of the view.
func (g *Graph) Camps(resolution *float64, nominal, alleged *bool) ([]*Camp, error) {
	found, err := g.v.camps(resolution, counting(nominal, alleged))
	if err != nil {
		return nil, err
	}
	return found.values(), nil
}

func (v *view) camps(resolution *float64, c analysis.Counting) (*camps, error) {
	ties, err := v.ties()
	if err != nil {
		return nil, err
	}
	fineness := 1.0
	if resolution != nil {
		fineness = *resolution
	}
	list, err := analysis.Camps(analysis.NewNetwork(ties, v.days(), c), fineness)
	if err != nil {
		return nil, explainAnalysis(err)
	}
	var ids []graph.ActorID
	for _, camp := range list {
		ids = append(ids, camp.Members...)
	}
	people, err := v.actors(ids)
	return &camps{v, list, people}, err
}

func (g *camps) values() []*Camp {
	out := make([]*Camp, len(g.list))
	for i := range g.list {
		out[i] = &Camp{g, &g.list[i]}
	}
	return out
}

// at is a camp by its index; nil for none.
func (g *camps) at(i int) *Camp {
	if i < 0 {
		return nil
	}
	return &Camp{g, &g.list[i]}
}

// ID names the camp by its members.
func (c *Camp) ID() string { return "camp:" + digest(c.rec.Members) }

// Label is the name of its best-connected member.
func (c *Camp) Label() string { return c.g.people.value(c.rec.Label).called() }

// Members are who stands together, in order of their ids.
func (c *Camp) Members() []*Actor { return c.g.people.list(c.rec.Members) }

// list are actors of the group in the order given.
func (g *actors) list(ids []graph.ActorID) []*Actor {
	out := make([]*Actor, len(ids))
	for i, id := range ids {
		out[i] = g.value(id)
	}
	return out
}

// Cohesion is the share of its members' ties that agree with the camp.
func (c *Camp) Cohesion() float64 { return c.rec.Cohesion }

// Rivals are the camps that it is more against than with.
func (c *Camp) Rivals() []*Camp {
	out := make([]*Camp, len(c.rec.Rivals))
	for i, r := range c.rec.Rivals {
		out[i] = c.g.at(r)
	}
	return out
}

// CampLineage is what became of the camps between two days.
type CampLineage struct {
	Stayed []*CampMatch
	Moved  []*CampMove
}

// CampMatch is a camp that goes on, with those who were in it and still are.
type CampMatch struct {
	Before, After *Camp
	Members       []*Actor
}

// CampMove is an actor that is in another camp now, or in none, or was in none.
type CampMove struct {
	Actor         *Actor
	Before, After *Camp
	all           func() []*Change
}

// Changes are those of the diff that one of the actor's ties has a part in.
func (m *CampMove) Changes() []*Change {
	return orEmpty(only(m.all(), func(c *Change) bool { return concerns(c.rec, []graph.ActorID{m.Actor.rec.ID}, nil) }))
}

// Camps matches the camps of the two days.
func (d *Diff) Camps(resolution *float64) (*CampLineage, error) {
	before, err := d.from.camps(resolution, analysis.Counting{})
	if err != nil {
		return nil, err
	}
	after, err := d.to.camps(resolution, analysis.Counting{})
	if err != nil {
		return nil, err
	}
	g, err := d.changes()
	if err != nil {
		return nil, err
	}
	// Bound once for all who moved: what hangs below is fetched for all.
	all := sync.OnceValue(func() []*Change { return g.values(g.list) })
	lineage := analysis.MatchCamps(before.list, after.list)
	out := &CampLineage{Stayed: []*CampMatch{}, Moved: []*CampMove{}}
	for _, m := range lineage.Stayed {
		out.Stayed = append(out.Stayed, &CampMatch{before.at(m.Before), after.at(m.After), after.people.list(m.Members)})
	}
	for _, m := range lineage.Moved {
		people := after.people
		if m.After < 0 {
			people = before.people
		}
		out.Moved = append(out.Moved, &CampMove{people.value(m.Actor), before.at(m.Before), after.at(m.After), all})
	}
	return out, nil
}
