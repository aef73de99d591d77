package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/realign/realign/graph"
)

// Datasets lists every dataset of which a load was recorded. What it is called
// is what its newest load declared that was no dry run, or, where there were
// only dry runs, the newest of them.
func (m *Model) Datasets(ctx context.Context) ([]graph.Dataset, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	newest := map[graph.DatasetID]graph.Load{}
	for _, l := range m.loads {
		if before, ok := newest[l.Dataset]; !ok || !l.DryRun || before.DryRun {
			newest[l.Dataset] = l
		}
	}
	var out []graph.Dataset
	for _, id := range sortedKeys(newest) {
		l := newest[id]
		d := graph.Dataset{ID: id, Title: l.Title, License: l.License, Schedule: l.Schedule}
		if !l.DryRun {
			d.LastLoad = &l
		}
		out = append(out, d)
	}
	return out, ctx.Err()
}

// Loads lists loads, newest first. As with relations, where a page begins and
// ends does not change its total.
func (m *Model) Loads(ctx context.Context, q graph.LoadQuery) (graph.LoadPage, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var page graph.LoadPage
	for _, l := range slices.Backward(m.loads) {
		if q.Nos != nil && !slices.Contains(q.Nos, l.No) || q.Dataset != "" && q.Dataset != l.Dataset {
			continue
		}
		page.Total++
		switch {
		case q.Before != 0 && l.No >= q.Before:
		case q.Limit > 0 && len(page.Loads) == q.Limit:
			page.More = true
		default:
			page.Loads = append(page.Loads, l)
		}
	}
	return page, ctx.Err()
}

// State returns what the newest revision holds of a dataset, and what others
// say of some ties.
func (m *Model) State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	head := m.head().No
	state := &graph.DatasetState{
		Base:    head,
		Actors:  map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{},
		Claims:  map[graph.ClaimID]*graph.Claim{},
		Others: graph.Others{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Ties:    map[graph.TieKey]*graph.Claim{},
			Named:   map[graph.ActorID]graph.TieKey{},
			Cited:   map[graph.SourceID]graph.TieKey{},
		},
	}
	for _, a := range known(m.actors, head, all) {
		if a.Dataset == dataset {
			state.Actors[a.ID] = a
		} else {
			state.Others.Actors[a.ID] = a
		}
	}
	for _, s := range known(m.sources, head, all) {
		if s.Dataset == dataset {
			state.Sources[s.ID] = s
		} else {
			state.Others.Sources[s.ID] = s
		}
	}
	for _, v := range m.claims {
		if v.KnownAt(head) && v.Dataset != dataset {
			m.refer(state, v.Claim)
		}
		switch first := state.Others.Ties[v.Tie]; {
		case !v.KnownAt(head):
		case v.Dataset == dataset:
			state.Claims[v.ID] = v.Claim
		case !slices.Contains(ties, v.Tie):
		case first == nil || graph.CompareClaims(v.Claim, first) < 0:
			state.Others.Ties[v.Tie] = v.Claim
		}
	}
	return state, ctx.Err()
}

// Roll returns the same without the claims themselves.
func (m *Model) Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	state, err := m.State(ctx, dataset)
	if err != nil {
		return nil, err
	}
	return &graph.Roll{
		Base: state.Base, Actors: state.Actors, Sources: state.Sources,
		Claims: slices.Sorted(maps.Keys(state.Claims)),
		Others: graph.Others{
			Actors: state.Others.Actors, Sources: state.Others.Sources, Named: state.Others.Named, Cited: state.Others.Cited,
		},
	}, nil
}

// refer notes what another dataset's claim refers to.
func (m *Model) refer(state *graph.DatasetState, c *graph.Claim) {
	o := &state.Others
	named := []graph.ActorID{c.Claimant}
	for _, p := range c.Parties {
		named = append(named, p.Actor)
	}
	for _, a := range named {
		if first, ok := o.Named[a]; state.Actors[a] != nil && (!ok || c.Tie < first) {
			o.Named[a] = c.Tie
		}
	}
	if first, ok := o.Cited[c.Source]; state.Sources[c.Source] != nil && (!ok || c.Tie < first) {
		o.Cited[c.Source] = c.Tie
	}
}

func all[T any](T) bool { return true }

// Apply makes the changes visible as the next revision.
func (m *Model) Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error) {
	if err := ctx.Err(); err != nil {
		return graph.Load{}, err
	}
	select {
	case m.loading <- struct{}{}:
		defer func() { <-m.loading }()
	case <-ctx.Done():
		return graph.Load{}, fmt.Errorf("%w: %w", graph.ErrLoadRunning, ctx.Err())
	}
	if head, _ := m.Head(ctx); head.No != changes.Base {
		return graph.Load{}, fmt.Errorf("%w: planned at revision %d, which is now %d", graph.ErrConflict, changes.Base, head.No)
	}
	nothing := load.DryRun || changes.Empty()
	if !nothing {
		if err := stage(ctx, &changes); err != nil {
			return graph.Load{}, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	load.FinishedAt, load.Revision = now(m.clock), 0
	load.Status = graph.LoadSucceeded
	if len(load.Rejections) > 0 {
		load.Status = graph.LoadSucceededWithRejections
	}
	if !nothing {
		rev := m.flip(changes)
		load.Revision, load.FinishedAt = rev.No, rev.At
	}
	return m.record(load), nil
}

// RecordFailure records a load that came to nothing.
func (m *Model) RecordFailure(ctx context.Context, load graph.Load) (graph.Load, error) {
	if err := ctx.Err(); err != nil {
		return graph.Load{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	load.FinishedAt, load.Revision, load.Status = now(m.clock), 0, graph.LoadFailed
	return m.record(load), nil
}

// record numbers and keeps the load. The lock is held.
func (m *Model) record(load graph.Load) graph.Load {
	load.No = int64(len(m.loads)) + 1
	m.loads = append(m.loads, load)
	return load
}

// stage does what takes other stores their time: nothing of it is visible, and
// it can be broken off. It leaves all new claims among Claims.
func stage(ctx context.Context, changes *graph.Changes) error {
	var claims []*graph.Claim
	for c, err := range changes.NewClaims() {
		if err != nil {
			return err
		}
		claims = append(claims, c)
	}
	changes.Claims, changes.More, changes.MoreClaims = claims, nil, 0
	const batch = 100
	for done, total := 0, changes.Len(); done < total; {
		done = min(done+batch, total)
		if changes.Progress != nil {
			changes.Progress(done, total)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// flip closes old versions and adds new ones. The lock is held.
func (m *Model) flip(changes graph.Changes) graph.Revision {
	rev := graph.Revision{No: m.head().No + 1, At: now(m.clock)}
	if last := m.head().At; !rev.At.After(last) {
		rev.At = last.Add(time.Microsecond)
	}
	m.revisions = append(m.revisions, rev)
	for _, id := range changes.WithdrawActors {
		closeVersion(m.actors, rev.No, func(a *graph.Actor) bool { return a.ID == id })
	}
	for _, id := range changes.WithdrawSources {
		closeVersion(m.sources, rev.No, func(s *graph.Source) bool { return s.ID == id })
	}
	for _, a := range changes.Actors {
		closeVersion(m.actors, rev.No, func(old *graph.Actor) bool { return old.ID == a.ID })
		m.actors = append(m.actors, version[*graph.Actor]{a, rev.No, graph.Forever})
	}
	for _, s := range changes.Sources {
		closeVersion(m.sources, rev.No, func(old *graph.Source) bool { return old.ID == s.ID })
		m.sources = append(m.sources, version[*graph.Source]{s, rev.No, graph.Forever})
	}
	for _, r := range changes.Retract {
		for i := range m.claims {
			if v := &m.claims[i]; v.ID == r.Claim && v.To == graph.Forever {
				v.To, v.RetractedAt, v.ReplacedBy = rev.No, rev.At, r.ReplacedBy
			}
		}
	}
	for _, c := range changes.Claims {
		m.claims = append(m.claims, graph.ClaimVersion{Claim: c, From: rev.No, To: graph.Forever, RecordedAt: rev.At})
	}
	return rev
}

func closeVersion[T any](versions []version[T], rev graph.RevNo, is func(T) bool) {
	for i := range versions {
		if v := &versions[i]; v.to == graph.Forever && is(v.record) {
			v.to = rev
		}
	}
}

// now is the instant that the clock shows, as fine as stores keep instants.
func now(clock func() time.Time) time.Time { return clock().UTC().Truncate(time.Microsecond) }
