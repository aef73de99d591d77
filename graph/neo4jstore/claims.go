package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Claims selects claims, in three round trips: candidates, what the selection
// needs to know beside them, and the claims of the page with the instants of
// their revisions.
func (s *Store) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	if q.Days.Empty() && q.Days != graph.Always {
		return q.Page(nil, rev, background{}), ctx.Err()
	}
	var page graph.ClaimPage
	err := s.read(ctx, "reading claims", func(tx *tx) (err error) {
		page, err = tx.claims(rev, &q)
		return err
	})
	return page, err
}

// claimID tells the versions of claims apart.
type claimID struct {
	id   graph.ClaimID
	from graph.RevNo
}

func (t *tx) claims(rev graph.RevNo, q *graph.ClaimQuery) (graph.ClaimPage, error) {
	var page graph.ClaimPage
	// Days and texts are not among what is read of every candidate.
	whole := q.Days != graph.Always || q.Search != "" || q.Limit == 0
	rows, err := t.selectClaims(rev, q, whole)
	if err != nil {
		return page, err
	}
	candidates := make([]graph.ClaimVersion, len(rows))
	claims := make([]*graph.Claim, len(rows))
	for i, row := range rows {
		v, err := versionOf(row, whole)
		if err != nil {
			return page, err
		}
		candidates[i], claims[i] = v.AsOf(rev), v.Claim
	}
	bg, err := t.background(claims, q.Days != graph.Always, rev)
	if err != nil {
		return page, err
	}
	page = q.Page(candidates, rev, bg)
	if !whole {
		if err := t.fillClaims(page.Claims, rev); err != nil {
			return page, err
		}
	}
	return page, t.date(page.Claims)
}

// selectClaims finds the claims that may belong to the selection, by the
// narrowest of the lists it gives.
func (t *tx) selectClaims(rev graph.RevNo, q *graph.ClaimQuery, whole bool) ([]*neo4j.Record, error) {
	p := params{
		"rev": int64(rev), "all": q.All, "want": "brief",
		"ids": texts(distinctOrNil(q.IDs)), "ties": texts(distinctOrNil(q.Ties)), "sources": texts(distinctOrNil(q.Sources)),
		"claimants": texts(distinctOrNil(q.Claimants)), "actors": texts(distinctOrNil(q.Actors)),
		"stance": nil, "search": nil,
		"first": int64(q.Days.First), "until": int64(q.Days.Until),
	}
	if whole {
		p["want"] = "body"
	}
	if q.Stance != 0 {
		p["stance"] = q.Stance.String()
	}
	// A text of several lines would match across those that are kept apart.
	if q.Search != "" && !strings.Contains(q.Search, "\n") {
		p["search"] = q.Search
	}
	if q.All {
		lensParams(nil, p)
	} else {
		lensParams(q.Lens, p)
	}
	return t.rows(cypher(whereToLook(q))+cypher("claims_where"), p)
}

func whereToLook(q *graph.ClaimQuery) string {
	switch {
	case q.IDs != nil:
		return "claims_by_id"
	case q.Ties != nil:
		return "claims_by_tie"
	case q.Actors != nil:
		return "claims_by_actor"
	case q.Claimants != nil:
		return "claims_by_claimant"
	case q.Sources != nil:
		return "claims_by_source"
	default:
		return "claims_all"
	}
}

func distinctOrNil[T ~string](list []T) []T {
	if list == nil {
		return nil
	}
	return append([]T{}, distinct(list)...)
}

// versionOf reads a claim with its revisions, whole or in brief.
func versionOf(row *neo4j.Record, whole bool) (graph.ClaimVersion, error) {
	v := graph.ClaimVersion{Claim: new(graph.Claim)}
	if err := number(row, "knownFrom", &v.From); err != nil {
		return v, err
	}
	if err := number(row, "knownTo", &v.To); err != nil {
		return v, err
	}
	if by, _ := row.Get("replacedBy"); by != nil {
		text, ok := by.(string)
		if !ok {
			return v, fmt.Errorf("%w: replacedBy is %T", errColumn, by)
		}
		v.ReplacedBy = graph.ClaimID(text)
	}
	if whole {
		return v, body(row, "got", v.Claim)
	}
	var b claimBrief
	err := body(row, "got", &b)
	v.Claim = b.claim()
	return v, err
}

// fillClaims replaces claims in brief by whole ones.
func (t *tx) fillClaims(versions []graph.ClaimVersion, rev graph.RevNo) error {
	if len(versions) == 0 {
		return nil
	}
	of := graph.ClaimQuery{All: true, Days: graph.Always, IDs: make([]graph.ClaimID, len(versions))}
	place := make(map[claimID]int, len(versions))
	for i, v := range versions {
		of.IDs[i] = v.ID
		place[claimID{v.ID, v.From}] = i
	}
	rows, err := t.selectClaims(rev, &of, true)
	if err != nil {
		return err
	}
	for _, row := range rows {
		whole, err := versionOf(row, true)
		if err != nil {
			return err
		}
		if i, ok := place[claimID{whole.ID, whole.From}]; ok {
			versions[i].Claim = whole.Claim
		}
	}
	return nil
}

// date writes the instants at which the versions were recorded and retracted.
func (t *tx) date(versions []graph.ClaimVersion) error {
	var nos []int64
	for _, v := range versions {
		nos = append(nos, int64(v.From))
		if v.To != graph.Forever {
			nos = append(nos, int64(v.To))
		}
	}
	if len(nos) == 0 {
		return nil
	}
	slices.Sort(nos)
	rows, err := t.rows(cypher("revisions"), params{"nos": slices.Compact(nos)})
	if err != nil {
		return err
	}
	at := map[graph.RevNo]time.Time{}
	for _, row := range rows {
		rev, err := revisionOf(row)
		if err != nil {
			return err
		}
		at[rev.No] = rev.At
	}
	for i := range versions {
		v := &versions[i]
		v.RecordedAt = at[v.From]
		if v.To != graph.Forever {
			v.RetractedAt = at[v.To]
		}
	}
	return nil
}
