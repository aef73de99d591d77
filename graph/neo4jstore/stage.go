package neo4jstore

import (
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// staging is a load on its way into the database.
type staging struct {
	*lease
	rev     graph.RevNo
	changes *graph.Changes
	done    int
	// units are the fold units that the changes touch, each with whether there
	// were claims of it before.
	units map[graph.Unit]bool
	blank bool  // there were no claims at all before
	spill spill // the claims of units that are new
	// What is known to have a node, since this load made sure of it.
	actorNodes  map[graph.ActorID]bool
	sourceNodes map[graph.SourceID]bool
	bg          background // what the fold has asked for so far
	// Sources and actors of which the fold now knows something else.
	sources []graph.SourceID
	actors  []graph.ActorID
}

// batchSize is how many records a transaction stages: enough that its round
// trips and its commit do not count, few enough that it is short.
const batchSize = 1000

// run stages all records of the changes.
func (g *staging) run() error {
	c := g.changes
	for _, step := range []func() error{
		func() error { return inBatches(g, c.WithdrawActors, g.withdraw("withdraw_actors")) },
		func() error { return inBatches(g, c.WithdrawSources, g.withdrawSources) },
		func() error { return inBatches(g, c.Actors, g.stageActors) },
		func() error { return inBatches(g, c.Sources, g.stageSources) },
		func() error { return inBatches(g, c.Retract, g.retract) },
		func() error { return g.stageNewClaims() },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// inBatches stages records, a transaction a batch.
func inBatches[T any](g *staging, records []T, stage func(*tx, []T) error) error {
	for batch := range slices.Chunk(records, g.store.batch) {
		if err := stageBatch(g, batch, stage); err != nil {
			return err
		}
	}
	return nil
}

// stageBatch stages records in one transaction, and tells of the progress.
func stageBatch[T any](g *staging, batch []T, stage func(*tx, []T) error) error {
	if err := g.write("staging a load", func(tx *tx) error { return stage(tx, batch) }); err != nil {
		return err
	}
	g.done += len(batch)
	if g.changes.Progress != nil {
		g.changes.Progress(g.done, g.changes.Len())
	}
	g.store.at(stepStaging)
	return nil
}

// newStaging prepares to stage changes as the next revision.
func newStaging(l *lease, changes *graph.Changes) *staging {
	return &staging{
		lease: l, rev: l.head.No + 1, changes: changes,
		units: map[graph.Unit]bool{}, spill: spill{chunk: l.store.spillChunk},
		actorNodes: map[graph.ActorID]bool{}, sourceNodes: map[graph.SourceID]bool{}, bg: newBackground(),
	}
}

// stamp gives a query the revision that it writes.
func (g *staging) stamp(p params) params {
	p["rev"], p["forever"] = int64(g.rev), int64(graph.Forever)
	return p
}

func (g *staging) withdraw(query string) func(*tx, []graph.ActorID) error {
	return func(tx *tx, ids []graph.ActorID) error {
		return tx.run(cypher(query), g.stamp(params{"ids": texts(ids)}))
	}
}

func (g *staging) withdrawSources(tx *tx, ids []graph.SourceID) error {
	return tx.run(cypher("withdraw_sources"), g.stamp(params{"ids": texts(ids)}))
}

func (g *staging) stageActors(tx *tx, actors []*graph.Actor) error {
	rows := make([]params, len(actors))
	now := make(map[string]*graph.Actor, len(actors))
	for i, a := range actors {
		row, err := actorRow(a)
		if err != nil {
			return err
		}
		rows[i], now[string(a.ID)] = row, a
	}
	old, err := tx.rows(cypher("stage_actors"), g.stamp(params{"rows": rows}))
	if err != nil {
		return err
	}
	if err := tx.run(cypher("stage_actor_aliases"), g.stamp(params{"rows": rows})); err != nil {
		return err
	}
	before, err := bodies[graph.Actor](old)
	if err != nil {
		return err
	}
	lived := map[graph.ActorID]graph.Period{}
	for _, a := range before {
		lived[a.ID] = a.Span.Lifetime()
	}
	bg := background{actors: lived}
	for _, a := range now {
		if bg.Lifetime(a.ID) != a.Span.Lifetime() {
			g.actors = append(g.actors, a.ID)
		}
	}
	return nil
}

func (g *staging) stageSources(tx *tx, sources []*graph.Source) error {
	rows := make([]params, len(sources))
	for i, s := range sources {
		row, err := sourceRow(s)
		if err != nil {
			return err
		}
		rows[i] = row
	}
	old, err := tx.rows(cypher("stage_sources"), g.stamp(params{"rows": rows}))
	if err != nil {
		return err
	}
	if err := tx.run(cypher("stage_source_aliases"), g.stamp(params{"rows": rows})); err != nil {
		return err
	}
	before, err := bodies[graph.Source](old)
	if err != nil {
		return err
	}
	bg := background{sources: map[graph.SourceID]*graph.Source{}}
	for _, s := range before {
		bg.sources[s.ID] = s
	}
	for _, s := range sources {
		if !sameToFold(bg.Source(s.ID), s) {
			g.sources = append(g.sources, s.ID)
		}
	}
	return nil
}

// sameToFold reports whether claims of two versions of a source fold alike, in
// every perspective: one on the clock of publication asks from when it was
// public. A new title of a source of a hundred thousand claims is no reason to
// fold them.
func sameToFold(a, b *graph.Source) bool {
	return a.Spoken() == b.Spoken() && a.PublicFrom() == b.PublicFrom() && a.Reliability == b.Reliability && a.Republishes == b.Republishes
}

func (g *staging) retract(tx *tx, retractions []graph.Retraction) error {
	rows := make([]params, len(retractions))
	for i, r := range retractions {
		rows[i] = params{"id": string(r.Claim), "replacedBy": string(r.ReplacedBy)}
	}
	closed, err := tx.rows(cypher("retract_claims"), g.stamp(params{"rows": rows}))
	if err != nil {
		return err
	}
	return g.touch(closed)
}

// touch marks the units in the column unit. What is new stays so.
func (g *staging) touch(rows []*neo4j.Record) error {
	for _, row := range rows {
		var unit string
		if err := column(row, "unit", &unit); err != nil {
			return err
		}
		if _, marked := g.units[graph.Unit(unit)]; !marked {
			g.units[graph.Unit(unit)] = true
		}
	}
	return nil
}
