package neo4jstore

import (
	"context"
	"fmt"

	"github.com/realign/realign/graph"
)

// The steps of a load. Between any two the process may die, and the database
// may.
const (
	stepLeased   = "leased"
	stepStaging  = "staging" // after each batch
	stepStaged   = "staged"
	stepRefolded = "refolded"
	stepCommit   = "commit" // of the flip: asked for next
	stepFlipped  = "flipped"
)

// Apply makes the changes visible as the next revision, and records the load.
//
// Everything is first written as of the next revision, in short transactions
// that no reader of an earlier one sees anything of; then one small transaction
// moves the head. What a load that died before that left behind is swept by the
// next one. The edges are folded in between, for the units that the changes
// touch.
func (s *Store) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	if err := ctx.Err(); err != nil {
		return graph.Load{}, fmt.Errorf("neo4j: loading: %w", err)
	}
	lease, err := s.acquire(ctx)
	if err != nil {
		return graph.Load{}, err
	}
	defer lease.release(ctx)
	if lease.head.No != changes.Base {
		return graph.Load{}, fmt.Errorf("%w: planned at revision %d, which is now %d: plan again", graph.ErrConflict, changes.Base, lease.head.No)
	}
	s.at(stepLeased)

	load.Status, load.Revision = graph.LoadSucceeded, 0
	if len(load.Rejections) > 0 {
		load.Status = graph.LoadSucceededWithRejections
	}
	if load.DryRun || changes.Empty() {
		load.FinishedAt = s.now()
		return lease.record(load, lease.head.No)
	}
	if err := lease.stage(&changes); err != nil {
		lease.tidy(ctx)
		return graph.Load{}, err
	}
	load.Revision, load.FinishedAt = lease.head.No+1, s.next(lease.head)
	load, err = lease.record(load, load.Revision)
	if err != nil {
		lease.tidy(ctx)
		return graph.Load{}, err
	}
	s.at(stepFlipped)
	s.display(ctx, lease.shown, load.Revision)
	return load, nil
}

// stage writes everything that the next revision holds and this one does not.
func (l *lease) stage(changes *graph.Changes) error {
	if err := l.sweep(l.ctx); err != nil {
		return err
	}
	rev := l.head.No + 1
	err := l.write("beginning to load", func(tx *tx) error {
		return tx.run(cypher("begin_staging"), params{"rev": int64(rev)})
	})
	if err != nil {
		return err
	}
	l.staged = true
	g := newStaging(l, changes)
	defer g.spill.close()
	if err := g.run(); err != nil {
		return err
	}
	l.store.at(stepStaged)
	if err := g.refold(); err != nil {
		return err
	}
	l.store.at(stepRefolded)
	return nil
}

// tidy sweeps at once what a load leaves that came to nothing, so that the next
// one need not. If it cannot, the next one does.
func (l *lease) tidy(ctx context.Context) {
	if !l.staged {
		return
	}
	ctx, cancel := afterwards(ctx)
	defer cancel()
	if err := l.sweep(ctx); err != nil {
		l.store.opt.Logger.Warn("what a failed load staged was not swept; the next load does it", "error", err)
	}
}

// display brings the readable properties of actors and sources up to date. The
// load has succeeded by then: if this fails the next one makes up for it.
func (s *Store) display(ctx context.Context, shown, no graph.RevNo) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	const doing = "showing names"
	p := params{"displayed": int64(shown), "no": int64(no)}
	err := s.writeAlone(ctx, doing, cypher("refresh_actors"), p)
	if err == nil {
		err = s.writeAlone(ctx, doing, cypher("refresh_sources"), p)
	}
	if err == nil {
		err = s.write(ctx, doing, func(tx *tx) error { return tx.run(cypher("displayed"), p) })
	}
	if err != nil {
		s.opt.Logger.Warn("names shown in Neo4j Browser are out of date; the next load mends them", "error", err)
	}
}
