package storetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/realign/realign/graph"
)

// Model is a store in memory that is as simple as can be: it keeps every
// version in a list, looks at all of them for every question, and leaves the
// meaning to package graph. Other stores are compared with it.
type Model struct {
	clock   func() time.Time
	loading chan struct{} // holds a token while a load is under way

	mu        sync.RWMutex // guards what follows
	revisions []graph.Revision
	loads     []graph.Load
	actors    []version[*graph.Actor]
	sources   []version[*graph.Source]
	claims    []graph.ClaimVersion
}

// version is a record with the revisions that know it: from, and no longer to.
type version[T any] struct {
	record   T
	from, to graph.RevNo
}

var _ graph.Store = (*Model)(nil)

// NewModel returns an empty model store.
func NewModel(clock func() time.Time) *Model {
	return &Model{clock: clock, loading: make(chan struct{}, 1)}
}

// Close does nothing: a model that was closed still answers.
func (m *Model) Close() error { return nil }

// Head returns the newest revision.
func (m *Model) Head(ctx context.Context) (graph.Revision, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.head(), ctx.Err()
}

func (m *Model) head() graph.Revision {
	if len(m.revisions) == 0 {
		return graph.Revision{}
	}
	return m.revisions[len(m.revisions)-1]
}

// RevisionAt returns the newest revision known at an instant.
func (m *Model) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var found graph.Revision
	for _, r := range m.revisions {
		if !r.At.After(at) {
			found = r
		}
	}
	return found, ctx.Err()
}

// Revision returns a revision by number; revision 0 is the empty store.
func (m *Model) Revision(ctx context.Context, no graph.RevNo) (graph.Revision, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if no == 0 {
		return graph.Revision{}, ctx.Err()
	}
	if no < 0 || int(no) > len(m.revisions) {
		return graph.Revision{}, unknown(no)
	}
	return m.revisions[no-1], ctx.Err()
}

// read begins a reading call of a revision: it locks until done is called, and
// refuses a revision that never was.
func (m *Model) read(ctx context.Context, rev graph.RevNo) (done func(), err error) {
	m.mu.RLock()
	if rev < 0 || int(rev) > len(m.revisions) {
		return m.mu.RUnlock, unknown(rev)
	}
	return m.mu.RUnlock, ctx.Err()
}

func unknown(rev graph.RevNo) error { return fmt.Errorf("revision %d: %w", rev, graph.ErrNotFound) }

// Relations folds all claims and leaves the rest to the query.
func (m *Model) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	done, err := m.read(ctx, rev)
	defer done()
	if err != nil {
		return graph.RelationPage{}, err
	}
	units := map[graph.Unit][]*graph.Claim{}
	for _, v := range m.claims {
		if v.KnownAt(rev) {
			units[v.Unit()] = append(units[v.Unit()], v.Claim)
		}
	}
	bg := m.background(rev)
	var relations []graph.Relation
	for _, claims := range units {
		relations = append(relations, graph.Fold(claims, bg, q.Lens)...)
	}
	return q.Page(relations), nil
}

// Claims leaves everything to the query.
func (m *Model) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	done, err := m.read(ctx, rev)
	defer done()
	if err != nil {
		return graph.ClaimPage{}, err
	}
	candidates := make([]graph.ClaimVersion, len(m.claims))
	for i, v := range m.claims {
		candidates[i] = v.AsOf(rev)
	}
	return q.Page(candidates, rev, m.background(rev)), nil
}

// Actors returns the actors known at the revision that the query selects.
func (m *Model) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	done, err := m.read(ctx, rev)
	defer done()
	if err != nil {
		return nil, err
	}
	out := known(m.actors, rev, func(a *graph.Actor) bool {
		return (q.Refs == nil || slices.ContainsFunc(q.Refs, func(ref string) bool { return answersTo(a, ref) })) &&
			(q.Kinds == nil || slices.Contains(q.Kinds, a.Kind)) &&
			(q.Dataset == "" || q.Dataset == a.Dataset) &&
			strings.Contains(graph.ActorText(a), q.Search)
	})
	slices.SortFunc(out, func(a, b *graph.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

func answersTo(a *graph.Actor, ref string) bool {
	return string(a.ID) == ref || slices.Contains(a.Aliases, graph.ActorID(ref)) ||
		slices.ContainsFunc(a.Identifiers, func(id graph.Identifier) bool { return id.Ref() == ref })
}

// Sources returns the sources known at the revision that the query selects.
func (m *Model) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	done, err := m.read(ctx, rev)
	defer done()
	if err != nil {
		return nil, err
	}
	out := known(m.sources, rev, func(s *graph.Source) bool {
		return (q.Refs == nil || slices.ContainsFunc(q.Refs, func(ref string) bool {
			return string(s.ID) == ref || slices.Contains(s.Aliases, graph.SourceID(ref))
		})) && strings.Contains(graph.SourceText(s), q.Search)
	})
	slices.SortFunc(out, func(a, b *graph.Source) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// Census counts the relations of a selection.
func (m *Model) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	q.After, q.Limit = nil, 0
	page, err := m.Relations(ctx, rev, q)
	if err != nil {
		return graph.Census{}, err
	}
	return q.Census(page.Relations), nil
}

// Stats counts the claims that the lens admits.
func (m *Model) Stats(ctx context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	done, err := m.read(ctx, rev)
	defer done()
	if err != nil {
		return graph.Stats{}, err
	}
	bg := m.background(rev)
	stats := graph.Stats{LatestPublication: graph.MinDay}
	for _, v := range m.claims {
		src := bg.Source(v.Source)
		if !v.KnownAt(rev) || !lens.Admits(v.Claim, src) {
			continue
		}
		stats.Claims++
		stats.LatestPublication = max(stats.LatestPublication, src.PublicFrom())
		stats.Named = stats.Named.Hull(v.Named(src))
	}
	return stats, nil
}

// background is what the fold knows beside the claims, as of a revision. Of
// what was withdrawn, and is still referred to, the last version stands.
type background struct {
	actors  map[graph.ActorID]*graph.Actor
	sources map[graph.SourceID]*graph.Source
}

func (m *Model) background(rev graph.RevNo) background {
	bg := background{map[graph.ActorID]*graph.Actor{}, map[graph.SourceID]*graph.Source{}}
	for _, v := range m.actors {
		if v.from <= rev {
			bg.actors[v.record.ID] = v.record
		}
	}
	for _, v := range m.sources {
		if v.from <= rev {
			bg.sources[v.record.ID] = v.record
		}
	}
	return bg
}

func (bg background) Source(id graph.SourceID) *graph.Source {
	if s := bg.sources[id]; s != nil {
		return s
	}
	return &graph.Source{ID: id}
}

func (bg background) Lifetime(id graph.ActorID) graph.Period {
	if a := bg.actors[id]; a != nil {
		return a.Span.Lifetime()
	}
	return graph.AnyPeriod
}

// known lists the records that a revision knows and that are to be kept.
func known[T any](versions []version[T], rev graph.RevNo, keep func(T) bool) []T {
	var out []T
	for _, v := range versions {
		if v.from <= rev && rev < v.to && keep(v.record) {
			out = append(out, v.record)
		}
	}
	return out
}
