package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
)

// askChanged asks the store what changed between a revision and another, and
// holds it to what the model answers as of both.
func (h *history) askChanged(t testing.TB, after graph.RevNo, lens *graph.Lens) {
	t.Helper()
	upTo := graph.RevNo(h.rand.IntN(int(h.model.head(t).No) + 1))
	if h.rand.IntN(2) == 0 {
		upTo = min(after+1, h.model.head(t).No)
	}
	named, err := h.Changed(t.Context(), after, upTo)
	if err != nil {
		t.Errorf("what changed after revision %d up to %d: %v", after, upTo, err)
		return
	}
	if err := checkChanged(t.Context(), h.model.Store, after, upTo, named, append(lenses(), lens)); err != nil {
		t.Errorf("what changed after revision %d up to %d: %v", after, upTo, err)
	}
}

// lenses are everyone's word and perspectives that each look at one thing more
// that a load may change.
func lenses() []*graph.Lens {
	out := []*graph.Lens{nil}
	for _, p := range []graph.Perspective{
		{Voices: []graph.Voice{graph.Own}},
		{WorstReliability: graph.ReliabilityB},
		{RefuseUngraded: true},
		{Clock: graph.Published},
	} {
		out = append(out, graph.NewLens(p, instant("2026-01-20"), nil))
	}
	return out
}

// checkChanged compares two revisions of a store tie by tie: those that differ,
// through one of the lenses or in what is said of them, must be among those
// named. The lenses must be the same for both revisions.
func checkChanged(ctx context.Context, s graph.Store, after, upTo graph.RevNo, named []graph.TieKey, through []*graph.Lens) error {
	if upTo <= after {
		if len(named) > 0 {
			return fmt.Errorf("nothing can have changed, and it names %v", named)
		}
		return nil
	}
	if !slices.IsSorted(named) || len(slices.Compact(slices.Clone(named))) < len(named) {
		return fmt.Errorf("these are not in order, each once: %v", named)
	}
	for _, lens := range through {
		was, err1 := tieByTie(ctx, s, after, lens)
		is, err2 := tieByTie(ctx, s, upTo, lens)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		for _, key := range sortedKeys(was) {
			if _, found := is[key]; !found {
				is[key] = ""
			}
		}
		for _, key := range sortedKeys(is) {
			if _, found := slices.BinarySearch(named, key); !found && was[key] != is[key] {
				return fmt.Errorf("%s is not named among %v, and differs, in the perspective:%s%s",
					key, named, Render(lens), difference(was[key], is[key]))
			}
		}
	}
	return nil
}

// tieByTie is what a revision says of each tie, and the claims known of it.
func tieByTie(ctx context.Context, s graph.Store, rev graph.RevNo, lens *graph.Lens) (map[graph.TieKey]string, error) {
	q := about(graph.Always)
	q.Lens, q.Status = lens, everyStatus
	relations, err1 := s.Relations(ctx, rev, q)
	claims, err2 := s.Claims(ctx, rev, graph.ClaimQuery{Days: graph.Always, Lens: lens})
	out := map[graph.TieKey]string{}
	for _, r := range relations.Relations {
		out[r.Key] += Render(r)
	}
	for _, v := range claims.Claims {
		out[v.Tie] += Render(v)
	}
	return out, errors.Join(err1, err2)
}
