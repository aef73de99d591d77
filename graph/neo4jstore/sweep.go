package neo4jstore

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// sweepBatch is how many rows a transaction of a sweep puts in order.
const sweepBatch = 5000

// sweep undoes what a load left behind that died, or came to nothing, before
// its flip: what it made is deleted, what it closed is opened again.
func (l *lease) sweep(ctx context.Context) error {
	if !l.staged {
		return nil
	}
	l.store.opt.Logger.Info("sweeping after a load that was broken off", "revision", l.head.No+1)
	// Edges go first: a node that still has some is slow to delete.
	for _, step := range []struct{ find, delete, reopen string }{
		{branches("staged_edges", allEdges()), "delete_edges", "reopen_edges"},
		{cypher("staged_alias_edges"), "delete_edges", ""},
		{cypher("staged_nodes"), "delete_nodes", "reopen_nodes"},
	} {
		made, closed, err := l.leftovers(ctx, step.find)
		if err != nil {
			return err
		}
		if err := l.inBatches(ctx, step.delete, made); err != nil {
			return err
		}
		if err := l.inBatches(ctx, step.reopen, closed); err != nil {
			return err
		}
	}
	err := l.writeIn(ctx, "ending a sweep", func(tx *tx) error { return tx.run(cypher("end_staging"), nil) })
	if err == nil {
		l.staged = false
	}
	return err
}

// leftovers lists rows that a dead load made, and those that it closed.
func (l *lease) leftovers(ctx context.Context, query string) (made, closed []string, err error) {
	err = l.writeIn(ctx, "looking for what a dead load left", func(tx *tx) error {
		made, closed = nil, nil
		rows, err := tx.rows(query, l.bounds(params{}))
		if err != nil {
			return err
		}
		for _, row := range rows {
			id, isMade, err := leftover(row)
			if err != nil {
				return err
			}
			if isMade {
				made = append(made, id)
			} else {
				closed = append(closed, id)
			}
		}
		return nil
	})
	return made, closed, err
}

func leftover(row *neo4j.Record) (id string, made bool, err error) {
	if err = column(row, "row", &id); err == nil {
		err = column(row, "made", &made)
	}
	return id, made, err
}

func (l *lease) bounds(p params) params {
	p["head"], p["forever"] = int64(l.head.No), int64(graph.Forever)
	return p
}

func (l *lease) inBatches(ctx context.Context, query string, rows []string) error {
	for batch := range slices.Chunk(rows, sweepBatch) {
		err := l.writeIn(ctx, "sweeping after a dead load", func(tx *tx) error {
			return tx.run(cypher(query), l.bounds(params{"rows": batch}))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
