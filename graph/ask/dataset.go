package ask

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/realign/realign/graph"
)

// Dataset is claims loaded together.
type Dataset struct {
	r   *reader
	rec graph.Dataset
}

// IsNode marks what the API finds by id.
func (*Dataset) IsNode() {}

// ID names the dataset.
func (d *Dataset) ID() string { return "dataset:" + string(d.rec.ID) }

// Title is for people.
func (d *Dataset) Title() string { return d.rec.Title }

// License is an SPDX identifier.
func (d *Dataset) License() *string { return text(d.rec.License) }

// Schedule is when it is loaded again, in cron's five fields, UTC.
func (d *Dataset) Schedule() *string { return text(d.rec.Schedule) }

// LastLoad is the newest load that was no dry run.
func (d *Dataset) LastLoad() *Load {
	if d.rec.LastLoad == nil {
		return nil
	}
	return &Load{d.r, *d.rec.LastLoad}
}

// NextLoadAt is when it is loaded again; nil if nothing is scheduled here.
func (d *Dataset) NextLoadAt() *time.Time {
	t, ok := d.r.asker.nextLoad(d.rec.ID)
	if !ok {
		return nil
	}
	t = t.UTC()
	return &t
}

// readDatasets reads all that was ever loaded.
func (r *reader) readDatasets() (map[graph.DatasetID]graph.Dataset, error) {
	list, err := r.store.Datasets(r.ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[graph.DatasetID]graph.Dataset, len(list))
	for _, d := range list {
		out[d.ID] = d
	}
	return out, nil
}

// datasetNamed is a dataset as the view's revision had it: what a claim is cited
// with must not change with a later load.
func (v *view) datasetNamed(id graph.DatasetID) (*Dataset, error) {
	loads, err := v.loads()
	if err != nil {
		return nil, err
	}
	for i := range loads { // newest first
		if l := &loads[i]; l.Dataset == id && l.Revision != 0 && l.Revision <= v.Rev {
			return &Dataset{v.reader, graph.Dataset{ID: id, Title: l.Title, License: l.License, Schedule: l.Schedule, LastLoad: l}}, nil
		}
	}
	return &Dataset{v.reader, graph.Dataset{ID: id, Title: string(id)}}, nil
}

// readLoads reads all loads, newest first.
func (r *reader) readLoads() ([]graph.Load, error) {
	page, err := r.store.Loads(r.ctx, graph.LoadQuery{})
	return page.Loads, err
}

// Datasets are all that was ever loaded, by id.
func (a *Asker) Datasets(ctx context.Context) ([]*Dataset, error) {
	r := a.reader(ctx)
	list, err := r.store.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*Dataset, len(list))
	for i, d := range list {
		out[i] = &Dataset{r, d}
	}
	return out, nil
}

// Load is one run of a dataset's load.
type Load struct {
	r   *reader
	rec graph.Load
}

// IsNode marks what the API finds by id.
func (*Load) IsNode() {}

// ID names the load.
func (l *Load) ID() string { return fmt.Sprintf("load:%d", l.rec.No) }

// Dataset is what was loaded, as it is declared now; as declared then if it was
// only ever planned.
func (l *Load) Dataset() (*Dataset, error) {
	all, err := l.r.datasets()
	if err != nil {
		return nil, err
	}
	d, ok := all[l.rec.Dataset]
	if !ok {
		d = graph.Dataset{ID: l.rec.Dataset, Title: l.rec.Title, License: l.rec.License, Schedule: l.rec.Schedule}
	}
	return &Dataset{l.r, d}, nil
}

// StartedAt is when it began.
func (l *Load) StartedAt() time.Time { return l.rec.StartedAt.UTC() }

// FinishedAt is when it ended; nil while it runs.
func (l *Load) FinishedAt() *time.Time {
	if l.rec.FinishedAt.IsZero() {
		return nil
	}
	t := l.rec.FinishedAt.UTC()
	return &t
}

// Status is how it went.
func (l *Load) Status() graph.LoadStatus { return l.rec.Status }

// DryRun reports whether it changed nothing by intent.
func (l *Load) DryRun() bool { return l.rec.DryRun }

// Error is why it failed.
func (l *Load) Error() *string { return text(l.rec.Error) }

// Created counts new claims.
func (l *Load) Created() int { return l.rec.Created }

// Changed counts actors and sources that changed.
func (l *Load) Changed() int { return l.rec.Changed }

// Retracted counts claims that are gone.
func (l *Load) Retracted() int { return l.rec.Retracted }

// Unchanged counts claims that stayed.
func (l *Load) Unchanged() int { return l.rec.Unchanged }

// Revision names the state of the store that it made; nil if it made none.
func (l *Load) Revision() *string {
	if l.rec.Revision == 0 {
		return nil
	}
	return text(fmt.Sprintf("r%d", l.rec.Revision))
}

// Rejection is a row that was left out.
type Rejection struct{ rec graph.Rejection }

// File is where it stands.
func (r *Rejection) File() string { return r.rec.File }

// Line counts from 1; nil if it is about the whole file.
func (r *Rejection) Line() *int { return optional(r.rec.Line) }

// Column counts from 1.
func (r *Rejection) Column() *int { return optional(r.rec.Column) }

// Message says what is wrong.
func (r *Rejection) Message() string { return r.rec.Message }

// Remedy says what to do.
func (r *Rejection) Remedy() *string { return text(r.rec.Remedy) }

// RejectionConnection is a page of rejections.
type RejectionConnection struct {
	Edges      []*RejectionEdge
	PageInfo   PageInfo
	TotalCount int
}

// RejectionEdge is a rejection at its place in a list.
type RejectionEdge struct {
	Cursor string
	Node   *Rejection
}

// Nodes are the rejections without their places.
func (c *RejectionConnection) Nodes() []*Rejection {
	out := make([]*Rejection, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// Rejected are the rows that were left out, in the order of the files.
func (l *Load) Rejected(first *int, after *string) (*RejectionConnection, error) {
	p, err := pageOf(listOf("load.rejected", l.rec.No), first, after)
	if err != nil {
		return nil, err
	}
	rows, more := cut(p, l.rec.Rejections)
	c := &RejectionConnection{TotalCount: len(l.rec.Rejections), Edges: make([]*RejectionEdge, len(rows))}
	for i, r := range rows {
		c.Edges[i] = &RejectionEdge{p.at(0, i).String(), &Rejection{r}}
	}
	c.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(0, i) })
	return c, nil
}

// LoadConnection is a page of loads.
type LoadConnection struct {
	Edges      []*LoadEdge
	PageInfo   PageInfo
	TotalCount int
}

// LoadEdge is a load at its place in a list.
type LoadEdge struct {
	Cursor string
	Node   *Load
}

// Nodes are the loads without their places.
func (c *LoadConnection) Nodes() []*Load {
	out := make([]*Load, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// Loads lists loads, newest first. A cursor names the load it stands behind,
// so that later loads do not shift the list.
func (a *Asker) Loads(ctx context.Context, dataset *string, first *int, after *string) (*LoadConnection, error) {
	p, err := pageOf("loads", first, after)
	if err != nil {
		return nil, err
	}
	r := a.reader(ctx)
	q := graph.LoadQuery{Limit: max(p.first, 1)}
	if dataset != nil {
		ids, err := r.resolveDatasets("dataset", []string{*dataset})
		if err != nil {
			return nil, err
		}
		q.Dataset = ids[0]
	}
	if p.after != nil {
		q.Before = int64(p.after.Offset)
	}
	result, err := a.store.Loads(ctx, q)
	if err != nil {
		return nil, err
	}
	if p.first == 0 {
		result.More, result.Loads = len(result.Loads) > 0, nil
	}
	c := &LoadConnection{TotalCount: result.Total, Edges: make([]*LoadEdge, len(result.Loads))}
	place := func(i int) cursor { return cursor{List: p.list, Offset: int(result.Loads[i].No)} }
	for i, l := range result.Loads {
		c.Edges[i] = &LoadEdge{place(i).String(), &Load{r, l}}
	}
	c.PageInfo = p.info(len(c.Edges), result.More, place)
	return c, nil
}

// loadsByNo reads loads by their numbers as written; what is no number names
// none.
func (r *reader) loadsByNo(written []string) ([]*Load, error) {
	nos := make([]int64, 0, len(written))
	for _, text := range written {
		if no, err := strconv.ParseInt(text, 10, 64); err == nil {
			nos = append(nos, no)
		}
	}
	if len(nos) == 0 {
		return nil, nil
	}
	slices.Sort(nos)
	result, err := r.store.Loads(r.ctx, graph.LoadQuery{Nos: slices.Compact(nos)})
	if err != nil {
		return nil, err
	}
	out := make([]*Load, len(result.Loads))
	for i, l := range result.Loads {
		out[i] = &Load{r, l}
	}
	return out, nil
}
