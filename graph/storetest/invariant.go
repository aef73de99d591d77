package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// checkExplained holds the store to what every answer must have: that the
// claims listed with a relation explain how sure it is and how it stands. It
// looks at the first revisions, the last ones, and some between.
func checkExplained(t testing.TB, s graph.Store) {
	t.Helper()
	ctx := context.Background() // the test's own context is over in a cleanup
	head, err := s.Head(ctx)
	if err != nil {
		t.Errorf("head: %v", err)
		return
	}
	const most = 8
	step := max(1, head.No/most)
	for rev := head.No; rev > 0; rev -= step {
		for _, p := range perspectives(ctx, s, rev) {
			if err := explained(ctx, s, rev, graph.NewLens(p, time.Time{}, nil)); err != nil {
				t.Errorf("revision %d, perspective:%s%v", rev, Render(p), err)
				return
			}
		}
	}
}

// perspectives are everyone's word, and two that leave something out.
func perspectives(ctx context.Context, s graph.Store, rev graph.RevNo) []graph.Perspective {
	out := []graph.Perspective{{}, {Voices: []graph.Voice{graph.Own, graph.Attributed}}}
	page, err := s.Claims(ctx, rev, graph.ClaimQuery{Days: graph.Always, Limit: 1})
	if err == nil && len(page.Claims) > 0 {
		out = append(out, graph.Perspective{ExcludeSources: []graph.SourceID{page.Claims[0].Source}})
	}
	return out
}

var everyStatus = []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied}

func explained(ctx context.Context, s graph.Store, rev graph.RevNo, lens *graph.Lens) error {
	q := about(graph.Always)
	q.Lens, q.Status = lens, everyStatus
	page, err := s.Relations(ctx, rev, q)
	if err != nil {
		return err
	}
	units := map[graph.Unit][]graph.TieKey{}
	for _, r := range page.Relations {
		units[r.Unit()] = append(units[r.Unit()], r.Key)
	}
	listed, err := listClaims(ctx, s, rev, lens, page.Relations)
	if err != nil {
		return err
	}
	bg, err := backgroundOf(ctx, s, rev)
	if err != nil {
		return err
	}
	folded := map[graph.TieKey]graph.Relation{}
	for _, keys := range units {
		var claims []*graph.Claim
		for _, key := range keys {
			claims = append(claims, listed[key]...)
		}
		for _, r := range graph.Fold(claims, bg, lens) {
			folded[r.Key] = r
		}
	}
	byDay := map[graph.Day][]graph.Relation{}
	for _, r := range page.Relations {
		again, ok := folded[r.Key]
		if !ok {
			return fmt.Errorf("%s is answered and no claim speaks of it", r.Key)
		}
		if a, b := Render(r), Render(again); a != b {
			return fmt.Errorf("the claims listed with %s add up to another relation:\n%s", r.Key, difference(b, a))
		}
		if err := plain(&r, listed[r.Key]); err != nil {
			return err
		}
		for _, d := range edges(&r) {
			byDay[d] = nil
		}
	}
	return explainDays(ctx, s, rev, lens, sortedKeys(byDay), page.Relations)
}

// explainDays asks for single days, on which a store may take other ways than
// for all days, and compares with what the relations themselves say.
func explainDays(ctx context.Context, s graph.Store, rev graph.RevNo, lens *graph.Lens, days []graph.Day, all []graph.Relation) error {
	most := 10
	if len(all) > 500 {
		most = 2 // each answer is long, and they are alike
	}
	step := max(1, len(days)/most)
	for i := 0; i < len(days); i += step {
		q := about(graph.OneDay(days[i]))
		q.Lens, q.Status = lens, everyStatus
		page, err := s.Relations(ctx, rev, q)
		if err != nil {
			return err
		}
		if got, want := Render(page), Render(q.Page(all)); got != want {
			return fmt.Errorf("on %s the relations are others than those of all days that touch it:\n%s", days[i], difference(want, got))
		}
	}
	return nil
}

// edges are the days around which a relation's answer may change.
func edges(r *graph.Relation) []graph.Day {
	var out []graph.Day
	p := r.Period
	bounds := []graph.Day{p.EarliestStart, p.LatestStart, p.EarliestEnd, p.LatestEnd}
	for _, s := range r.DisputedOn {
		bounds = append(bounds, s.First, s.Until)
	}
	for _, d := range bounds {
		if d > graph.MinDay+1 && d < graph.MaxDay-1 {
			out = append(out, d-1, d)
		}
	}
	return out
}

// plain checks without the fold what a reader may conclude from the claims.
func plain(r *graph.Relation, claims []*graph.Claim) error {
	asserted, own, denied := false, false, false
	forms := map[string]bool{}
	for _, c := range claims {
		if c.Stance == graph.Asserts {
			asserted, forms[c.Form] = true, true
			own = own || c.Voice != graph.Hedged
		}
	}
	for _, c := range claims {
		denied = denied || c.Stance == graph.Denies && c.Dating.Zero() && forms[c.Form]
	}
	status, certainty := r.Status(graph.Always), r.Certainty(graph.Always)
	switch {
	case (status == graph.Denied) == asserted:
		return fmt.Errorf("%s is %s, and that a claim asserts it is %v", r.Key, status, asserted)
	case certainty == graph.Certain && !own:
		return fmt.Errorf("%s is certain, and no claim asserts it but by hearsay", r.Key)
	case denied && asserted && status != graph.Contested:
		return fmt.Errorf("%s is %s, and a claim denies all of it", r.Key, status)
	}
	return nil
}

// listClaims lists the claims of relations as a reader of them would.
func listClaims(ctx context.Context, s graph.Store, rev graph.RevNo, lens *graph.Lens, relations []graph.Relation) (map[graph.TieKey][]*graph.Claim, error) {
	out := map[graph.TieKey][]*graph.Claim{}
	keys := make([]graph.TieKey, len(relations))
	for i, r := range relations {
		keys[i] = r.Key
	}
	for some := range slices.Chunk(keys, 500) {
		page, err := s.Claims(ctx, rev, graph.ClaimQuery{Lens: lens, Ties: some, Days: graph.Always})
		if err != nil {
			return nil, err
		}
		if page.More || page.Total != len(page.Claims) {
			return nil, fmt.Errorf("%d claims of %d without a limit, more: %v", len(page.Claims), page.Total, page.More)
		}
		for _, v := range page.Claims {
			out[v.Tie] = append(out[v.Tie], v.Claim)
		}
	}
	return out, nil
}

// backgroundOf collects actors and sources as the store tells them; what the
// revision knows no more it takes from the last one that did.
func backgroundOf(ctx context.Context, s graph.Store, rev graph.RevNo) (background, error) {
	bg := background{map[graph.ActorID]*graph.Actor{}, map[graph.SourceID]*graph.Source{}}
	for no := graph.RevNo(1); no <= rev; no++ {
		actors, err := s.Actors(ctx, no, graph.ActorQuery{})
		if err != nil {
			return bg, err
		}
		sources, err := s.Sources(ctx, no, graph.SourceQuery{})
		if err != nil {
			return bg, err
		}
		for _, a := range actors {
			bg.actors[a.ID] = a
		}
		for _, src := range sources {
			bg.sources[src.ID] = src
		}
	}
	return bg, nil
}
