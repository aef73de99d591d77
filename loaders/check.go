package loaders

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/realign/realign/graph"
)

// Report is what [Check] found.
type Report struct {
	Datasets []*Checked // those that could be read, as declared; of an edge list without its claims
	Problems []Problem  // of all files, by place; of an edge list not all, if there are very many
	// Rejected and Warned count all of them: rows and entries that would be left
	// out of a load, and warnings.
	Rejected, Warned int
}

// Failed reports whether something would be left out of a load.
func (r *Report) Failed() bool { return r.Rejected > 0 }

func (r *Report) add(problems ...Problem) {
	warned := len(Warnings(problems))
	r.Problems, r.Warned, r.Rejected = append(r.Problems, problems...), r.Warned+warned, r.Rejected+len(problems)-warned
}

// Check reads and validates every dataset that a file declares, each against
// the others, without a store. The error says that the file itself cannot be
// read, or that ctx ended.
func Check(ctx context.Context, fsys fs.FS, file string, today graph.Day) (*Report, error) {
	declared, problems, err := ReadDatasets(fsys, file)
	report := &Report{}
	report.add(problems...)
	if err != nil {
		return report, err
	}
	c := &checking{report: report, today: today, checked: map[graph.DatasetID]*Checked{}}
	for _, d := range declared {
		c.read(fsys, d)
	}
	for i := range c.lists {
		if err := c.checkList(ctx, i); err != nil {
			return report, err
		}
	}
	for _, rows := range c.rows {
		c.checked[rows.Dataset.ID] = rows.Validate(&graph.DatasetState{Others: c.othersOf(rows, nil)}, today)
		report.add(c.checked[rows.Dataset.ID].Problems...)
	}
	for _, d := range declared {
		if checked := c.checked[d.ID]; checked != nil {
			report.Datasets = append(report.Datasets, checked)
		}
	}
	sortProblems(report.Problems)
	return report, nil
}

// checking is one run of Check.
type checking struct {
	report  *Report
	today   graph.Day
	rows    []*Rows     // of curated datasets
	lists   []*edgeList // of the others
	checked map[graph.DatasetID]*Checked
	ties    []*graph.Claim // of edge lists, that curated rows speak of
}

func (c *checking) read(fsys fs.FS, d Declared) {
	var err error
	if d.Format == EdgesFormat {
		var l *edgeList
		if l, err = readEdgeList(fsys, d); err == nil {
			c.lists = append(c.lists, l)
			return
		}
	} else {
		var rows *Rows
		if rows, err = Read(fsys, d); err == nil {
			c.rows = append(c.rows, rows)
			return
		} else if rows != nil {
			c.report.add(rows.Problems...)
			return
		}
	}
	c.report.add(newProblem(d.Place, RuleFile, err.Error(), "correct the location, or create the folder with its files"))
}

// checkList checks an edge list against the curated datasets and the edge lists
// before it.
func (c *checking) checkList(ctx context.Context, i int) error {
	l := c.lists[i]
	others := c.othersOf(nil, l)
	p := l.newPlan(&graph.DatasetState{Others: others}, nil, c.today)
	prefix, spokenOf := string(l.Dataset.ID)+"/", map[graph.TieKey]bool{}
	for _, rows := range c.rows {
		for _, key := range rows.Ties() {
			if strings.HasPrefix(string(key), prefix) {
				spokenOf[key] = true
			}
		}
	}
	wanted := map[int]bool{}
	p.others = len(spokenOf) > 0
	p.look = func(_ context.Context, keys []graph.TieKey) (claims []*graph.Claim, err error) {
		for i, key := range keys {
			if theirs := others.Ties[key]; theirs != nil {
				claims = append(claims, theirs)
			}
			if spokenOf[key] {
				wanted[p.fresh[i].row] = true
			}
		}
		return claims, nil
	}
	if err := p.readRows(ctx, nil); err != nil {
		return fmt.Errorf("%s: %w", l.Dataset.ID, err)
	}
	plan, checked, err := p.finish(ctx, 0)
	if err != nil {
		return err
	}
	rejected, warned := plan.problems()
	c.report.Problems = append(c.report.Problems, plan.Problems...)
	c.report.Rejected, c.report.Warned = c.report.Rejected+rejected, c.report.Warned+warned
	c.checked[l.Dataset.ID] = checked
	if len(wanted) == 0 {
		return nil
	}
	return p.readAgain(ctx, func(row int) bool { return wanted[row] && p.isNew(row) }, func(_ int, claim *graph.Claim) error {
		c.ties = append(c.ties, claim)
		return nil
	})
}

// othersOf are the records of all datasets but one, whose rows or edge list
// they are: of curated datasets and of edge lists what they say, and of edge
// lists that were checked also what was made of their rows.
func (c *checking) othersOf(but *Rows, butList *edgeList) graph.Others {
	o := graph.Others{Actors: map[graph.ActorID]*graph.Actor{}, Sources: map[graph.SourceID]*graph.Source{}, Ties: map[graph.TieKey]*graph.Claim{}}
	for _, l := range c.lists {
		if l == butList {
			continue
		}
		if checked := c.checked[l.Dataset.ID]; checked != nil {
			for _, a := range checked.Actors {
				o.Actors[a.Record.ID] = a.Record
			}
		}
		takeRecords(o, l.Rows)
	}
	for _, claim := range c.ties {
		o.Ties[claim.Tie] = claim
	}
	for _, rows := range c.rows {
		if rows != but {
			takeRecords(o, rows)
			takeTies(o, rows)
		}
	}
	return o
}

func takeRecords(o graph.Others, rows *Rows) {
	for _, a := range rows.actors {
		o.Actors[a.record.ID] = a.record
	}
	for _, s := range rows.sources {
		o.Sources[s.record.ID] = s.record
	}
}

func takeTies(o graph.Others, rows *Rows) {
	for _, t := range rows.ties {
		for _, p := range t.pairs() {
			key := p.key
			if same, ok := rows.sameTie[key]; ok {
				key = same.theirs
			}
			for _, c := range t.claims {
				claim := *c.record
				claim.Tie, claim.Parties = key, p.parties
				o.Ties[key] = &claim
			}
		}
	}
}
