package temporal_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/graph/temporal"
)

// TestSuite has the index answer the suite that every store must pass. Loads
// are the model's business; what it takes, the index is told.
func TestSuite(t *testing.T) {
	storetest.Run(t, func(t testing.TB, clock func() time.Time) storetest.Harness {
		s := newMemory(clock)
		return storetest.Harness{Store: s, Reopen: func(t testing.TB) graph.Store {
			s = s.rebuild(t)
			return s
		}}
	})
}

// memory is a store of which the index answers all readers.
type memory struct {
	*storetest.Model

	mu      sync.Mutex // guards what follows
	turn    *sync.Cond // revisions come in their order
	history []temporal.Delta
	index   *temporal.Index
}

func newMemory(clock func() time.Time) *memory {
	m := &memory{Model: storetest.NewModel(clock), index: temporal.Empty()}
	m.turn = sync.NewCond(&m.mu)
	return m
}

// rebuild builds the index anew from the whole history.
func (m *memory) rebuild(t testing.TB) *memory {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	ix, err := temporal.Build(m.history)
	if err != nil {
		t.Fatal(err)
	}
	again := &memory{Model: m.Model, history: m.history, index: ix}
	again.turn = sync.NewCond(&again.mu)
	return again
}

func (m *memory) newest() *temporal.Index {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.index
}

func (m *memory) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	done, err := m.Model.Apply(ctx, load, changes)
	if err != nil || done.Revision == 0 {
		return done, err
	}
	rev, err := m.Model.Revision(context.WithoutCancel(ctx), done.Revision)
	if err != nil {
		return done, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.index.Head().No != rev.No-1 {
		m.turn.Wait()
	}
	delta := temporal.Delta{Revision: rev, Changes: changes}
	m.index, err = m.index.With(delta)
	m.history = append(m.history, delta)
	m.turn.Broadcast()
	return done, err
}

func (m *memory) Head(ctx context.Context) (graph.Revision, error) {
	return m.newest().Head(), ctx.Err()
}

func (m *memory) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	return m.newest().RevisionAt(at), ctx.Err()
}

func (m *memory) Revision(ctx context.Context, no graph.RevNo) (graph.Revision, error) {
	rev, ok := m.newest().Revision(no)
	if !ok {
		return rev, fmt.Errorf("revision %d: %w", no, graph.ErrNotFound)
	}
	return rev, ctx.Err()
}

func (m *memory) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return m.newest().Relations(rev, q), ctx.Err()
}

func (m *memory) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	return m.newest().Claims(rev, q), ctx.Err()
}

func (m *memory) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	ix := m.newest()
	for _, no := range []graph.RevNo{after, upTo} {
		if _, ok := ix.Revision(no); !ok {
			return nil, fmt.Errorf("revision %d: %w", no, graph.ErrNotFound)
		}
	}
	return ix.Changed(after, upTo), ctx.Err()
}

func (m *memory) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	return m.newest().Actors(rev, q), ctx.Err()
}

func (m *memory) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	return m.newest().Sources(rev, q), ctx.Err()
}

func (m *memory) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	ix := m.newest()
	if err := ix.CheckDaily(); err != nil {
		return graph.Census{}, err
	}
	return ix.Census(rev, q), ctx.Err()
}

func (m *memory) Stats(ctx context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	return m.newest().Stats(rev, lens), ctx.Err()
}

func (m *memory) State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error) {
	return m.newest().State(dataset, ties), ctx.Err()
}

func (m *memory) Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	return m.newest().Roll(dataset), ctx.Err()
}
