package neo4jstore

import (
	"context"
	"encoding/json"
	"math"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Datasets lists every dataset of which a load was recorded. What it is called
// is what its newest load declared that was no dry run, or, where there were
// only dry runs, the newest of them.
func (s *Store) Datasets(ctx context.Context) ([]graph.Dataset, error) {
	var out []graph.Dataset
	err := s.read(ctx, "reading datasets", func(tx *tx) error {
		out = nil
		rows, err := tx.rows(cypher("datasets"), nil)
		if err != nil {
			return err
		}
		for _, row := range rows {
			l, err := loadOf(row)
			if err != nil {
				return err
			}
			d := graph.Dataset{ID: l.Dataset, Title: l.Title, License: l.License, Schedule: l.Schedule}
			if !l.DryRun {
				d.LastLoad = &l
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// Loads lists loads, newest first. Where a page begins and ends does not change
// its total.
func (s *Store) Loads(ctx context.Context, q graph.LoadQuery) (graph.LoadPage, error) {
	p := params{"nos": nil, "dataset": nil, "before": nil, "limit": int64(math.MaxInt64)}
	if q.Nos != nil {
		p["nos"] = q.Nos
	}
	if q.Dataset != "" {
		p["dataset"] = string(q.Dataset)
	}
	if q.Before != 0 {
		p["before"] = q.Before
	}
	if q.Limit > 0 {
		p["limit"] = int64(q.Limit) + 1
	}
	var page graph.LoadPage
	err := s.read(ctx, "reading loads", func(tx *tx) error {
		page = graph.LoadPage{}
		rows, err := tx.rows(cypher("loads"), p)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := number(row, "total", &page.Total); err != nil {
				return err
			}
			if no, _ := row.Get("no"); no == nil {
				continue // the total alone
			}
			l, err := loadOf(row)
			if err != nil {
				return err
			}
			page.Loads = append(page.Loads, l)
		}
		if q.Limit > 0 && len(page.Loads) > q.Limit {
			page.Loads, page.More = page.Loads[:q.Limit], true
		}
		return nil
	})
	return page, err
}

func loadOf(row *neo4j.Record) (graph.Load, error) {
	var l graph.Load
	if err := body(row, "body", &l); err != nil {
		return l, err
	}
	return l, number(row, "no", &l.No)
}

// loadProps is how a load is kept. Its number is given by the database.
func loadProps(l graph.Load, token string) (params, error) {
	text, err := json.Marshal(&l)
	return params{
		"token": token, "dataset": string(l.Dataset), "title": l.Title, "license": l.License, "schedule": l.Schedule,
		"startedAt": l.StartedAt.Format(time.RFC3339Nano), "finishedAt": l.FinishedAt.Format(time.RFC3339Nano),
		"status": l.Status.String(), "dryRun": l.DryRun, "error": l.Error, "revision": int64(l.Revision),
		"created": int64(l.Created), "changed": int64(l.Changed), "retracted": int64(l.Retracted), "unchanged": int64(l.Unchanged),
		"rejections": int64(len(l.Rejections)),
		"body":       string(text),
	}, err
}
