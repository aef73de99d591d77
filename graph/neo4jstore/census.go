package neo4jstore

import (
	"context"
	"fmt"
	"strings"

	"github.com/realign/realign/graph"
)

// Census counts the relations of a selection. Where only days and kinds are
// asked for, the database counts those of which the same is said; else no more
// is read of each than the selection itself looks at.
func (s *Store) Census(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	q.After, q.Limit = nil, 0
	if matchesNothing(&q) {
		return graph.NewCensus(), ctx.Err()
	}
	var census graph.Census
	err := s.read(ctx, "counting relations", func(tx *tx) (err error) {
		if q.Lens != nil {
			page, err := tx.foldedAnew(rev, &q)
			census = q.Census(page.Relations)
			return err
		}
		if q.IsOfDays() {
			census, err = tx.censusOfDays(rev, &q)
			return err
		}
		candidates, err := tx.briefs(rev, &q)
		census = q.Census(candidates)
		return err
	})
	return census, err
}

// censusOfDays has the database count.
func (t *tx) censusOfDays(rev graph.RevNo, q *graph.RelationQuery) (graph.Census, error) {
	census := graph.NewCensus()
	lengths, err := t.classesAt(rev)
	if err != nil {
		return census, err
	}
	query := strings.Replace(cypher("census"), branchesWord, branches("census_by_day", typesFor(q)), 1)
	rows, err := t.rows(query, params{
		"rev": int64(rev), "classes": classesFor(q.Days, lengths), "first": int64(q.Days.First), "until": int64(q.Days.Until),
	})
	if err != nil || len(rows) == 0 {
		return census, err
	}
	var groups []any
	if err := column(rows[0], "groups", &groups); err != nil {
		return census, err
	}
	for _, g := range groups {
		r, n, err := alike(g)
		if err != nil {
			return census, err
		}
		census.AddAlike(&r, q.Days, n)
	}
	return census, number(rows[0], "actors", &census.Actors)
}

// alike reads what a census looks at of relations that are alike in it, and how
// many they are.
func alike(group any) (r graph.Relation, n int, err error) {
	values, ok := group.([]any)
	if !ok || len(values) != 13 {
		return r, 0, fmt.Errorf("%w: a group is %v", errColumn, group)
	}
	read := values
	next := func() any {
		v := read[0]
		read = read[1:]
		return v
	}
	day := func() graph.Day {
		d, isNumber := next().(int64)
		ok = ok && isNumber
		return graph.Day(d)
	}
	flag := func() bool {
		b, isFlag := next().(bool)
		ok = ok && isFlag
		return b
	}
	kind, isText := next().(string)
	err = r.Kind.UnmarshalText([]byte(kind))
	r.Period = graph.Period{EarliestStart: day(), LatestStart: day(), EarliestEnd: day(), LatestEnd: day()}
	r.Named, r.OwnDays = graph.Span{First: day(), Until: day()}, graph.Span{First: day(), Until: day()}
	r.HearsayOnly, r.Disputed = flag(), flag()
	days, isList := next().([]any)
	count := day()
	ok = ok && isText && isList && len(days)%2 == 0
	for read = days; ok && len(read) > 0; {
		r.DisputedOn = append(r.DisputedOn, graph.Span{First: day(), Until: day()})
	}
	if !ok || err != nil {
		return r, 0, fmt.Errorf("%w: a group is %v", errColumn, group)
	}
	return r, int(count), nil
}
