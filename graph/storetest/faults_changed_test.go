package storetest

import (
	"context"

	"github.com/realign/realign/graph"
)

type turnsEarly struct{ *Model }

func (f turnsEarly) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if q.Turning != nil {
		early := *q.Turning
		early.Until++
		q.Turning = &early
	}
	return f.Model.Relations(ctx, rev, q)
}

type turnsByAll struct{ *Model }

func (f turnsByAll) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if q.Turning != nil && q.Lens != nil {
		page, _ := f.Model.Relations(ctx, rev, graph.RelationQuery{Days: graph.Always, Turning: q.Turning, Status: everyStatus})
		keys := []graph.TieKey{}
		for _, r := range page.Relations {
			if q.Keys == nil || (&graph.RelationQuery{Days: graph.Always, Keys: q.Keys, Status: everyStatus}).Match(&r) {
				keys = append(keys, r.Key)
			}
		}
		q.Keys, q.Turning = keys, nil
	}
	return f.Model.Relations(ctx, rev, q)
}

// changedTies and changedForAll name too little, changedAll too much.
type changedTies struct{ *Model }

func (f changedTies) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	keys, err := f.Model.Changed(ctx, after, upTo)
	own := map[graph.TieKey]bool{}
	for _, v := range f.claims {
		own[v.Tie] = own[v.Tie] || v.KnownAt(after) != v.KnownAt(upTo)
	}
	return keep(keys, own), err
}

type changedForAll struct{ *Model }

func (f changedForAll) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	keys, err := f.Model.Changed(ctx, after, upTo)
	was, _ := tieByTie(ctx, f.Model, after, nil)
	is, _ := tieByTie(ctx, f.Model, upTo, nil)
	differ := map[graph.TieKey]bool{}
	for _, key := range keys {
		differ[key] = was[key] != is[key]
	}
	return keep(keys, differ), err
}

func keep(keys []graph.TieKey, kept map[graph.TieKey]bool) []graph.TieKey {
	var out []graph.TieKey
	for _, key := range keys {
		if kept[key] {
			out = append(out, key)
		}
	}
	return out
}

type changedAll struct{ *Model }

func (f changedAll) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	if keys, err := f.Model.Changed(ctx, after, upTo); err != nil || upTo <= after {
		return keys, err
	}
	return f.Model.Changed(ctx, 0, upTo)
}
