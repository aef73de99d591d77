package neo4jstore

import (
	"context"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Relations selects relations. For everyone's word the edges are the answer,
// in one round trip; for any other perspective the edges only tell which fold
// units may have one, and their claims are folded here, which takes three.
func (s *Store) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if matchesNothing(&q) {
		return q.Page(nil), ctx.Err()
	}
	var page graph.RelationPage
	err := s.read(ctx, "reading relations", func(tx *tx) (err error) {
		relations, err := tx.relations(rev, &q)
		page = q.Page(relations)
		return err
	})
	return page, err
}

// relations reads or folds all relations that may be in the selection.
func (t *tx) relations(rev graph.RevNo, q *graph.RelationQuery) ([]graph.Relation, error) {
	if q.Lens != nil {
		return t.foldedAnew(rev, q)
	}
	return t.edgesOf(rev, q)
}

// matchesNothing reports whether there is nothing to ask for.
func matchesNothing(q *graph.RelationQuery) bool {
	none := func(isNil bool, n int) bool { return !isNil && n == 0 }
	return q.Days.Empty() || q.Turning != nil && q.Turning.Empty() ||
		none(q.Keys == nil, len(q.Keys)) || none(q.Kinds == nil, len(q.Kinds)) ||
		none(q.Forms == nil, len(q.Forms)) || none(q.Status == nil, len(q.Status)) || none(q.Actors == nil, len(q.Actors)) ||
		none(q.With == nil, len(q.With)) || none(q.Within == nil, len(q.Within))
}

// What is wanted of an edge: the name of a property.
const (
	wantRecord = "record" // its relation
	wantUnit   = "unit"   // the relation's fold unit
)

// manyActors is from how many actors on all edges of the days are looked at
// instead of those of each actor.
const manyActors = 50

// selectEdges finds the edges that may belong to the selection, by the way
// that promises the fewest, and lists what is wanted of each. Where actors are asked
// for, a tie between two of them comes twice, and a mediation with each of its edges.
// What else the selection asks is left to it.
func selectEdges[T any](t *tx, rev graph.RevNo, q *graph.RelationQuery, want string) ([]T, error) {
	lengths, err := t.classesAt(rev)
	if err != nil {
		return nil, err
	}
	p := params{
		"rev": int64(rev), "first": int64(q.Days.First), "until": int64(q.Days.Until), "classes": classesFor(q.Days, lengths),
	}
	query := strings.ReplaceAll(whereEdgesAre(q, p), wantedWord, want)
	rows, err := t.rows(query+unionAll+cypher("newest"), p)
	if err != nil {
		return nil, err
	}
	t.confirm(rows)
	return listed[T](rows, "found")
}

// whereEdgesAre chooses the query, and adds what it is given.
func whereEdgesAre(q *graph.RelationQuery, p params) string {
	types := typesFor(q)
	if q.Keys != nil {
		p["keys"] = texts(distinct(q.Keys))
		return branches("relations_by_key", types)
	}
	anchors := anchorsOf(q)
	if anchors == nil || len(anchors) >= manyActors {
		return branches("relations_by_day", types)
	}
	p["anchors"] = texts(distinct(anchors))
	if q.Actors == nil || q.With == nil {
		return sidedBranches("relations_by_actor", types)
	}
	p["actors"], p["with"] = texts(q.Actors), texts(q.With)
	return sidedBranches("relations_between", types)
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

// edgesOf reads the relations that edges show, each once.
func (t *tx) edgesOf(rev graph.RevNo, q *graph.RelationQuery) ([]graph.Relation, error) {
	records, err := selectEdges[[]byte](t, rev, q, wantRecord)
	if err != nil {
		return nil, err
	}
	out := make([]graph.Relation, 0, len(records))
	seen := make(map[string]bool, len(records))
	for _, raw := range records {
		if seen[string(raw)] {
			continue // found from its other end too, or another edge of the same mediation
		}
		seen[string(raw)] = true
		r, err := relationIn(raw)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// foldedAnew folds, for a perspective, the claims of all units that may have a
// relation in the selection.
func (t *tx) foldedAnew(rev graph.RevNo, q *graph.RelationQuery) ([]graph.Relation, error) {
	units, err := selectEdges[string](t, rev, q, wantUnit)
	if err != nil {
		return nil, err
	}
	claims, err := t.claimsOf(distinct(units), rev, q.Lens)
	if err != nil {
		return nil, err
	}
	bg, err := t.background(claims, true, rev)
	if err != nil {
		return nil, err
	}
	var relations []graph.Relation
	for _, said := range byUnit(claims) {
		relations = append(relations, graph.Fold(said, bg, q.Lens)...)
	}
	return relations, nil
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
	texts, err := listed[string](rows, "bodies")
	if err != nil {
		return nil, err
	}
	return decoded[graph.Claim](texts)
}

// bodies reads the column body of all rows.
func bodies[T any](rows []*neo4j.Record) ([]*T, error) {
	texts := make([]string, len(rows))
	for i, row := range rows {
		if err := column(row, "body", &texts[i]); err != nil {
			return nil, err
		}
	}
	return decoded[T](texts)
}

// decoded reads records that are kept as JSON.
func decoded[T any](texts []string) ([]*T, error) {
	out := make([]*T, len(texts))
	for i, text := range texts {
		out[i] = new(T)
		if err := decode(text, out[i]); err != nil {
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
