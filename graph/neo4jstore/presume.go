package neo4jstore

import (
	"context"
	"sync/atomic"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// To ask for the newest revision costs half as much as most questions do. So a
// reader presumes that it is still the one that was seen last, and every query that
// lists relations says which it was meanwhile.

// presumption is what is presumed under a context.
type presumption struct {
	rev graph.Revision
	// used: somebody asked for the newest revision. held: it was that, at a moment
	// after it was presumed. void: a newer one was read of all the same, so that
	// what was read would not fit together.
	used, held, void atomic.Bool
}

type presumptionKey struct{}

func presumptionIn(ctx context.Context) *presumption {
	p, _ := ctx.Value(presumptionKey{}).(*presumption)
	return p
}

// Presume returns a context under which [Store.Head] answers with the newest
// revision that was seen, asking nobody. Given the context before, held then reports
// whether that one was still the newest at some moment since, which as a rule a
// query for relations has told. If it was not, or if that cannot be told, what was
// read under the context is not to be passed on as of now.
func (s *Store) Presume(ctx context.Context) (presuming context.Context, held func(context.Context) bool) {
	newest := s.newest.Load()
	if newest == nil {
		return ctx, func(context.Context) bool { return true }
	}
	p := &presumption{rev: *newest}
	return context.WithValue(ctx, presumptionKey{}, p), func(ctx context.Context) bool {
		switch {
		case !p.used.Load():
			return true
		case p.void.Load():
			return false
		case p.held.Load():
			return true
		}
		head, err := s.Head(ctx)
		return err == nil && head.No == p.rev.No
	}
}

// confirm notes whether what is presumed holds, given the rows of a query to
// which newest.cypher was joined.
func (t *tx) confirm(rows []*neo4j.Record) {
	p := presumptionIn(t.ctx)
	if p == nil {
		return
	}
	for _, row := range rows {
		if head, _ := row.Get("head"); head == int64(p.rev.No) {
			p.held.Store(true)
		}
	}
}
