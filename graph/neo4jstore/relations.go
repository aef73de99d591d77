package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Relations selects relations. For everyone's word the edges are the answer,
// and the query takes one round trip, or two for a page of many; for any other
// perspective the edges only tell which fold units may have one, and their
// claims are folded here, which takes three.
func (s *Store) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if matchesNothing(&q) {
		return q.Page(nil), ctx.Err()
	}
	var page graph.RelationPage
	err := s.read(ctx, "reading relations", func(tx *tx) (err error) {
		switch {
		case q.Lens != nil:
			page, err = tx.foldedAnew(rev, &q)
		case q.Limit > 0:
			page, err = tx.pageOfEdges(rev, &q)
		default:
			page, err = tx.allEdges(rev, &q)
		}
		return err
	})
	return page, err
}

// matchesNothing reports whether there is nothing to ask for.
func matchesNothing(q *graph.RelationQuery) bool {
	none := func(isNil bool, n int) bool { return !isNil && n == 0 }
	return q.Days.Empty() || q.Turning != nil && q.Turning.Empty() ||
		none(q.Keys == nil, len(q.Keys)) || none(q.Kinds == nil, len(q.Kinds)) ||
		none(q.Forms == nil, len(q.Forms)) || none(q.Status == nil, len(q.Status)) || none(q.Actors == nil, len(q.Actors)) ||
		none(q.With == nil, len(q.With)) || none(q.Within == nil, len(q.Within))
}

// What is wanted of an edge or of a claim: the name of a property.
const (
	wantUnit  = "unit"  // its fold unit
	wantBody  = "body"  // the whole record
	wantBrief = "brief" // what the selection looks at
)

// manyActors is from how many actors on all edges of the days are looked at
// instead of those of each actor.
const manyActors = 50

// selectEdges finds the edges that may belong to the selection, by the way
// that promises the fewest. What else the selection asks is left to it.
func (t *tx) selectEdges(rev graph.RevNo, q *graph.RelationQuery, want string) ([]*neo4j.Record, error) {
	types := typesFor(q)
	lengths, err := t.classesAt(rev)
	if err != nil {
		return nil, err
	}
	p := params{
		"rev": int64(rev), "want": want, "kinds": words(kindsOf(q)),
		"first": int64(q.Days.First), "until": int64(q.Days.Until), "classes": classesFor(q.Days, lengths),
		"startsBefore": int64(q.Days.Until), "endsAfter": int64(q.Days.First),
		"few": int64(0), "turnFirst": nil, "turnUntil": nil, "noDay": int64(graph.MaxDay),
	}
	switch {
	case want == wantUnit:
		// The bounds are those of everyone's word; another perspective's may lie
		// anywhere in the envelope.
		p["startsBefore"], p["endsAfter"] = int64(math.MaxInt64), int64(math.MinInt64)
	case q.Turning != nil:
		p["turnFirst"], p["turnUntil"] = int64(q.Turning.First), int64(q.Turning.Until)
	}
	if want == wantBrief {
		p["few"] = int64(q.Limit)
	}
	if q.Keys != nil {
		p["keys"] = texts(distinct(q.Keys))
		return t.rows(branches("relations_by_key", types), p)
	}
	if anchors := anchorsOf(q); anchors != nil && len(anchors) < manyActors {
		p["anchors"], p["actors"], p["with"] = texts(distinct(anchors)), texts(q.Actors), texts(q.With)
		return t.rows(sidedBranches("relations_by_actor", types), p)
	}
	return t.rows(branches("relations_by_day", types), p)
}

// kindsOf lists the kinds that can match.
func kindsOf(q *graph.RelationQuery) []graph.Kind {
	if q.Kinds == nil {
		return []graph.Kind{graph.Allegiance, graph.Mediation, graph.Hostility}
	}
	return q.Kinds
}

// typesFor lists the types of edges that can match, in one order: a text of a
// query that Neo4j has not seen yet has to be planned.
func typesFor(q *graph.RelationQuery) []edgeType {
	kinds := kindsOf(q)
	return slices.DeleteFunc(allEdges(), func(t edgeType) bool {
		if t == denied {
			// Where everyone's word only denies a tie, no part of it asserts it.
			return !slices.Contains(q.Status, graph.Denied)
		}
		return !slices.ContainsFunc(kinds, func(k graph.Kind) bool { return typeOfKind(k) == t })
	})
}

// anchorsOf returns the shortest list of actors of which at least one is a
// party of whatever matches; nil if there is none.
func anchorsOf(q *graph.RelationQuery) []graph.ActorID {
	var best []graph.ActorID
	for _, list := range [][]graph.ActorID{q.Actors, q.With, q.Within} {
		if list != nil && (best == nil || len(list) < len(best)) {
			best = list
		}
	}
	return best
}

func distinct[T ~string](list []T) []T {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// allEdges answers a question for the whole selection: what the edges hold.
func (t *tx) allEdges(rev graph.RevNo, q *graph.RelationQuery) (graph.RelationPage, error) {
	rows, err := t.selectEdges(rev, q, wantBody)
	if err != nil {
		return graph.RelationPage{}, err
	}
	relations := make([]graph.Relation, 0, len(rows))
	seen := make(map[string]bool, len(rows))
	for _, row := range rows {
		var text string
		if err := column(row, "got", &text); err != nil {
			return graph.RelationPage{}, err
		}
		if seen[text] {
			continue // another edge of the same mediation
		}
		seen[text] = true
		var r graph.Relation
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return graph.RelationPage{}, fmt.Errorf("%w: %w", errColumn, err)
		}
		relations = append(relations, r)
	}
	return q.Page(relations), nil
}

// pageOfEdges answers a question for a page: what the selection looks at is
// read of all edges, the rest of those on the page. Where there are no more
// edges of a type than the page may have, they are read whole at once.
func (t *tx) pageOfEdges(rev graph.RevNo, q *graph.RelationQuery) (graph.RelationPage, error) {
	candidates, whole, err := t.candidates(rev, q)
	if err != nil {
		return graph.RelationPage{}, err
	}
	page := q.Page(candidates)
	return page, t.fill(page.Relations, whole, rev, q)
}

// briefs reads what a selection looks at, of all relations that may be in it.
func (t *tx) briefs(rev graph.RevNo, q *graph.RelationQuery) ([]graph.Relation, error) {
	out, _, err := t.candidates(rev, q)
	return out, err
}

// candidates reads relations that may be in a selection, at least what it looks
// at, and tells which are whole.
func (t *tx) candidates(rev graph.RevNo, q *graph.RelationQuery) ([]graph.Relation, map[relationID]bool, error) {
	rows, err := t.selectEdges(rev, q, wantBrief)
	if err != nil {
		return nil, nil, err
	}
	out := make([]graph.Relation, 0, len(rows))
	whole := make(map[relationID]bool, len(rows))
	for _, row := range rows {
		r, isWhole, err := relationIn(row)
		if err != nil {
			return nil, nil, err
		}
		id := idOf(&r)
		if _, seen := whole[id]; !seen {
			whole[id] = isWhole
			out = append(out, r)
		}
	}
	return out, whole, nil
}

// relationIn reads a relation, whole or in brief.
func relationIn(row *neo4j.Record) (r graph.Relation, whole bool, err error) {
	var want string
	if err := column(row, "want", &want); err != nil {
		return r, false, err
	}
	if want == wantBody {
		return r, true, body(row, "got", &r)
	}
	var b relationBrief
	err = body(row, "got", &b)
	return b.relation(), false, err
}

// relationID tells relations apart. A key alone would, if no two ties had it.
type relationID struct {
	unit graph.Unit
	key  graph.TieKey
}

func idOf(r *graph.Relation) relationID { return relationID{r.Unit(), r.Key} }

// fill replaces relations in brief by whole ones.
func (t *tx) fill(relations []graph.Relation, whole map[relationID]bool, rev graph.RevNo, q *graph.RelationQuery) error {
	of := graph.RelationQuery{Days: q.Days, Kinds: q.Kinds, Status: q.Status}
	place := map[relationID]int{}
	for i := range relations {
		if id := idOf(&relations[i]); !whole[id] {
			of.Keys = append(of.Keys, relations[i].Key)
			place[id] = i
		}
	}
	if len(place) == 0 {
		return nil
	}
	rows, err := t.selectEdges(rev, &of, wantBody)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var r graph.Relation
		if err := body(row, "got", &r); err != nil {
			return err
		}
		if i, ok := place[idOf(&r)]; ok {
			relations[i] = r
		}
	}
	return nil
}

// foldedAnew answers for a perspective: it folds the claims of all units that
// may have a relation in the selection.
func (t *tx) foldedAnew(rev graph.RevNo, q *graph.RelationQuery) (graph.RelationPage, error) {
	var page graph.RelationPage
	rows, err := t.selectEdges(rev, q, wantUnit)
	if err != nil {
		return page, err
	}
	units := make([]string, len(rows))
	for i, row := range rows {
		if err := column(row, "got", &units[i]); err != nil {
			return page, err
		}
	}
	claims, err := t.claimsOf(distinct(units), rev, q.Lens)
	if err != nil {
		return page, err
	}
	bg, err := t.background(claims, true, rev)
	if err != nil {
		return page, err
	}
	var relations []graph.Relation
	for _, said := range byUnit(claims) {
		relations = append(relations, graph.Fold(said, bg, q.Lens)...)
	}
	return q.Page(relations), nil
}

// claimsOf reads all that is known of some units and that the lens may admit.
func (t *tx) claimsOf(units []string, rev graph.RevNo, lens *graph.Lens) ([]*graph.Claim, error) {
	if len(units) == 0 {
		return nil, nil
	}
	rows, err := t.rows(cypher("unit_claims"), lensParams(lens, params{"units": units, "rev": int64(rev)}))
	if err != nil {
		return nil, err
	}
	return bodies[graph.Claim](rows)
}

// bodies reads the column body of all rows.
func bodies[T any](rows []*neo4j.Record) ([]*T, error) {
	out := make([]*T, len(rows))
	for i, row := range rows {
		out[i] = new(T)
		if err := body(row, "body", out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func byUnit(claims []*graph.Claim) map[graph.Unit][]*graph.Claim {
	out := map[graph.Unit][]*graph.Claim{}
	for _, c := range claims {
		out[c.Unit()] = append(out[c.Unit()], c)
	}
	return out
}
