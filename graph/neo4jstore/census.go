package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/realign/realign/graph"
)

// Census counts the relations of a selection. Where only days and kinds are
// asked for, the database counts those of which the same is said.
func (s *Store) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	q.After, q.Limit = nil, 0
	if matchesNothing(&q) {
		return graph.NewCensus(), ctx.Err()
	}
	var census graph.Census
	err := s.read(ctx, "counting relations", func(tx *tx) (err error) {
		if q.Lens == nil && q.IsOfDays() {
			census, err = tx.censusOfDays(rev, &q)
			return err
		}
		relations, err := tx.relations(rev, &q)
		census = q.Census(relations)
		return err
	})
	return census, err
}

// censusOfDays has the database count: first all that envelopes let through,
// which as a rule hold on the days too, and if one does not, once more with
// their bounds asked for.
func (t *tx) censusOfDays(rev graph.RevNo, q *graph.RelationQuery) (graph.Census, error) {
	census, strays, err := t.countOnDays(rev, q, "")
	if strays {
		census, _, err = t.countOnDays(rev, q, "AND r.earliestStart < $q.until AND r.latestEnd > $q.first")
	}
	return census, err
}

// countOnDays counts, and reports whether some of it does not touch the days.
func (t *tx) countOnDays(rev graph.RevNo, q *graph.RelationQuery, period string) (census graph.Census, strays bool, err error) {
	census = graph.NewCensus()
	lengths, err := t.classesAt(rev)
	if err != nil {
		return census, false, err
	}
	branch := strings.ReplaceAll(branches("census_by_day", typesFor(q)), periodWord, period)
	rows, err := t.rows(strings.Replace(cypher("census"), branchesWord, branch, 1), params{
		"rev": int64(rev), "classes": classesFor(q.Days, lengths), "first": int64(q.Days.First), "until": int64(q.Days.Until),
	})
	if err != nil || len(rows) == 0 {
		return census, false, err
	}
	var groups []any
	if err := column(rows[0], "groups", &groups); err != nil {
		return census, false, err
	}
	for _, g := range groups {
		r, n, err := alike(g)
		if err != nil {
			return census, false, err
		}
		strays = strays || !r.Touches(q.Days)
		census.AddAlike(&r, q.Days, n)
	}
	return census, strays, number(rows[0], "actors", &census.Actors)
}

// alike reads what a census looks at of relations that are alike in it, and how
// many they are.
func alike(group any) (r graph.Relation, n int, err error) {
	var text string
	var count int64
	values, ok := group.([]any)
	if ok = ok && len(values) == 2; ok {
		var isText, isNumber bool
		text, isText = values[0].(string)
		count, isNumber = values[1].(int64)
		ok = isText && isNumber
	}
	var rec censusRecord
	if !ok || json.Unmarshal([]byte(text), &rec) != nil {
		return r, 0, fmt.Errorf("%w: a group is %v", errColumn, group)
	}
	return rec.relation(), int(count), nil
}
