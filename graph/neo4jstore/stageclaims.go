package neo4jstore

import (
	"fmt"

	"github.com/realign/realign/graph"
)

// stageNewClaims stages the claims as they come, never holding more than a
// batch of them. It refuses what cannot be shown as a graph.
func (g *staging) stageNewClaims() error {
	if err := g.look(); err != nil {
		return err
	}
	batch := make([]*graph.Claim, 0, g.store.batch)
	for c, err := range g.changes.NewClaims() {
		if err != nil {
			return err
		}
		if len(c.Parties) == 0 {
			return fmt.Errorf("%w: claim %s of %s has no parties: name them", graph.ErrInvalid, c.ID, c.Tie)
		}
		if batch = append(batch, c); len(batch) == g.store.batch {
			if err := g.stageClaims(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return g.stageClaims(batch)
}

// look finds out whether there are claims at all; if not, every unit is new.
func (g *staging) look() error {
	return g.store.read(g.ctx, "looking for claims", func(tx *tx) error {
		rows, err := tx.rows(cypher("any_claim"), g.stamp(params{}))
		g.blank = len(rows) == 0
		return err
	})
}

// stageClaims stages claims in one transaction, and keeps those that are folded
// without asking the database for them again.
func (g *staging) stageClaims(claims []*graph.Claim) error {
	rows, bodies := make([]params, len(claims)), make([]string, len(claims))
	for i, c := range claims {
		var err error
		if bodies[i], err = encode(c); err != nil {
			return err
		}
		if rows[i], err = claimRow(c, bodies[i]); err != nil {
			return err
		}
	}
	actors, sources := g.withoutNodes(claims)
	var old []string // the driver may try twice
	err := stageBatch(g, claims, func(tx *tx, claims []*graph.Claim) (err error) {
		if old, err = g.oldUnits(tx, claims); err != nil {
			return err
		}
		if len(actors) > 0 {
			if err := tx.run(cypher("stage_actor_ids"), g.stamp(params{"actors": texts(actors)})); err != nil {
				return err
			}
		}
		if len(sources) > 0 {
			if err := tx.run(cypher("stage_source_ids"), g.stamp(params{"sources": texts(sources)})); err != nil {
				return err
			}
		}
		return tx.run(cypher("stage_claims"), g.stamp(params{"rows": rows}))
	})
	if err != nil {
		return err
	}
	note(g.actorNodes, actors)
	note(g.sourceNodes, sources)
	for _, u := range old {
		g.units[graph.Unit(u)] = true
	}
	return g.keep(claims, bodies)
}

// note adds ids to those that are kept in mind, unless that gets too much.
func note[ID comparable](known map[ID]bool, ids []ID) {
	if len(known) > keptInMind {
		clear(known)
	}
	for _, id := range ids {
		known[id] = true
	}
}

// withoutNodes lists the actors and sources of claims that may have no node
// yet, in order.
func (g *staging) withoutNodes(claims []*graph.Claim) (actors []graph.ActorID, sources []graph.SourceID) {
	for _, c := range claims {
		if !g.sourceNodes[c.Source] {
			sources = append(sources, c.Source)
		}
		for _, p := range c.Parties {
			if !g.actorNodes[p.Actor] {
				actors = append(actors, p.Actor)
			}
		}
		if c.Claimant != "" && !g.actorNodes[c.Claimant] {
			actors = append(actors, c.Claimant)
		}
	}
	return distinct(actors), distinct(sources)
}

// oldUnits lists the units of claims of which there were claims before, but for
// those that the load has met already.
func (g *staging) oldUnits(tx *tx, claims []*graph.Claim) ([]string, error) {
	if g.blank {
		return nil, nil
	}
	var units []graph.Unit
	for _, c := range claims {
		if _, met := g.units[c.Unit()]; !met {
			units = append(units, c.Unit())
		}
	}
	if len(units) == 0 {
		return nil, nil
	}
	return tx.textsOf("unit", cypher("old_units"), g.stamp(params{"units": texts(distinct(units))}))
}

// keep marks the units of claims that were staged, and keeps the claims of new
// ones.
func (g *staging) keep(claims []*graph.Claim, bodies []string) error {
	for i, c := range claims {
		u := c.Unit()
		if g.units[u] {
			continue
		}
		g.units[u] = false
		if err := g.spill.add(u, bodies[i]); err != nil {
			return err
		}
	}
	return nil
}
