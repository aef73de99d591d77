package ask

import (
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// learnt are the changes of knowledge.
func (d *Diff) learnt() ([]analysis.Change, error) {
	if d.sameKnowledge() {
		return nil, nil
	}
	keys, err := d.touched()
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	earlier, err := d.from.known(keys)
	if err != nil {
		return nil, err
	}
	later, err := d.to.known(keys)
	if err != nil {
		return nil, err
	}
	lives, err := d.to.lives(later)
	if err != nil {
		return nil, err
	}
	return analysis.Learnt(earlier, later, d.days(), lives), nil
}

// known reads what a view's knowledge says of ties, whatever the day.
func (v *view) known(keys []graph.TieKey) ([]graph.Relation, error) {
	page, err := v.store.Relations(v.ctx, v.Rev, graph.RelationQuery{Lens: v.lens, Days: graph.Always, Keys: keys})
	return page.Relations, err
}

// touched are the ties that the two sides may know otherwise.
func (d *Diff) touched() ([]graph.TieKey, error) {
	keys, err := d.to.store.Changed(d.to.ctx, d.from.Rev, d.to.Rev)
	if err != nil {
		return nil, err
	}
	p := d.spec.To.Perspective
	if p == nil {
		return keys, nil
	}
	if p.Clock == graph.Published {
		fresh, err := d.published()
		if err != nil {
			return nil, err
		}
		keys = append(keys, fresh...)
	}
	if p.WithMembers && d.from.Rev != d.to.Rev {
		// Who speaks for whom may have changed for any claim that has a claimant.
		all, err := d.claimed()
		if err != nil {
			return nil, err
		}
		keys = append(keys, all...)
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// published are the ties that sources speak of which came out between the two
// instants, with all others of the same parties: they are folded together.
func (d *Diff) published() ([]graph.TieKey, error) {
	sources, err := d.to.store.Sources(d.to.ctx, d.to.Rev, graph.SourceQuery{})
	if err != nil {
		return nil, err
	}
	ids := []graph.SourceID{}
	for _, s := range sources {
		if day := s.PublicFrom(); d.from.lens.PublicBy() < day && day <= d.to.lens.PublicBy() {
			ids = append(ids, s.ID)
		}
	}
	said, err := d.to.store.Claims(d.to.ctx, d.to.Rev, graph.ClaimQuery{Sources: ids, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	return d.tiesOfUnits(said.Claims)
}

// claimed are the ties that some source reports another's word on, and all that
// are folded with them.
func (d *Diff) claimed() ([]graph.TieKey, error) {
	said, err := d.to.store.Claims(d.to.ctx, d.to.Rev, graph.ClaimQuery{All: true, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	return d.tiesOfUnits(slices.DeleteFunc(said.Claims, func(c graph.ClaimVersion) bool { return c.Claimant == "" }))
}

// tiesOfUnits are the ties of claims and those that are folded with them.
func (d *Diff) tiesOfUnits(claims []graph.ClaimVersion) ([]graph.TieKey, error) {
	units := map[graph.Unit]bool{}
	actors := []graph.ActorID{}
	var keys []graph.TieKey
	for _, c := range claims {
		unit := c.Unit()
		keys = append(keys, c.Tie)
		if !units[unit] && len(c.Parties) == 2 {
			actors = append(actors, c.Parties[0].Actor, c.Parties[1].Actor)
		}
		units[unit] = true
	}
	slices.Sort(actors)
	actors = slices.Compact(actors)
	page, err := d.to.store.Relations(d.to.ctx, d.to.Rev, graph.RelationQuery{
		Lens: d.to.lens, Days: graph.Always, Actors: actors, With: actors,
		Kinds: []graph.Kind{graph.Allegiance, graph.Hostility},
	})
	if err != nil {
		return nil, err
	}
	for i := range page.Relations {
		if units[page.Relations[i].Unit()] {
			keys = append(keys, page.Relations[i].Key)
		}
	}
	return keys, nil
}
