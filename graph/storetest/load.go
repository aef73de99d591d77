package storetest

import (
	"context"
	"testing"

	"github.com/realign/realign/graph"
)

// load loads a whole version of a dataset and fails the test if the store does
// not take it.
func (b *bench) load(t testing.TB, v Version) graph.Load {
	t.Helper()
	load, err := b.tryLoad(t.Context(), v, graph.Load{})
	if err != nil {
		t.Fatalf("loading %s: %v", v.Dataset, err)
	}
	return load
}

// tryLoad plans against the store's state and applies the plan. What is
// declared, rejected and left dry comes from the template.
func (b *bench) tryLoad(ctx context.Context, v Version, template graph.Load) (graph.Load, error) {
	state, err := b.State(ctx, v.Dataset)
	if err != nil {
		return graph.Load{}, err
	}
	load, changes := v.Plan(state)
	load.Title, load.License, load.Schedule = template.Title, template.License, template.Schedule
	load.Rejections, load.DryRun = template.Rejections, template.DryRun
	load.StartedAt = now(b.clock.Now)
	if load.DryRun {
		changes = graph.Changes{Base: changes.Base}
	}
	return b.Apply(ctx, load, streamed(changes))
}

// streamed has the second half of the new claims come by the stream, so that
// whatever is tested of loads is tested of both ways.
func streamed(c graph.Changes) graph.Changes {
	half := len(c.Claims) / 2
	rest := c.Claims[half:]
	c.Claims, c.MoreClaims = c.Claims[:half], len(rest)
	c.More = func(yield func(*graph.Claim, error) bool) {
		for _, claim := range rest {
			if !yield(claim, nil) {
				return
			}
		}
	}
	return c
}

// tiesOf are the keys of a version's ties.
func tiesOf(v *Version) []graph.TieKey {
	var keys []graph.TieKey
	for _, c := range v.Claims {
		keys = append(keys, c.Tie)
	}
	return keys
}

// small is a dataset version in the words of the scripts.
func small(t testing.TB, dataset graph.DatasetID, text string) Version {
	t.Helper()
	l := loadScript{Version: Version{Dataset: dataset}}
	if err := l.read(text); err != nil {
		t.Fatal(err)
	}
	return l.Version
}

// about asks for all relations of some days. Queries start from it, since the
// zero day filters: it is 1 January 1970.
func about(days graph.Span) graph.RelationQuery {
	return graph.RelationQuery{Days: days}
}

func (b *bench) relations(t testing.TB, rev graph.RevNo, q graph.RelationQuery) graph.RelationPage {
	t.Helper()
	page, err := b.Relations(t.Context(), rev, q)
	if err != nil {
		t.Fatalf("relations at revision %d: %v", rev, err)
	}
	return page
}

func (b *bench) claims(t testing.TB, rev graph.RevNo, q graph.ClaimQuery) graph.ClaimPage {
	t.Helper()
	page, err := b.Claims(t.Context(), rev, q)
	if err != nil {
		t.Fatalf("claims at revision %d: %v", rev, err)
	}
	return page
}

func (b *bench) head(t testing.TB) graph.Revision {
	t.Helper()
	rev, err := b.Head(t.Context())
	if err != nil {
		t.Fatalf("head: %v", err)
	}
	return rev
}
