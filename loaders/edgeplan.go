package loaders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/realign/realign/graph"
)

// edgePlan plans the load of an edge list: it reads the rows once, and keeps of
// each no more than its id and claim hashed. What is new is read again when it
// is loaded.
type edgePlan struct {
	*edgeScan
	v      *validator
	table  edgeTable
	roll   *edgeRoll
	tally  *tally
	begins []edgeBegin
	made   map[graph.ActorID]*edgeActor // actors that rows name and nobody declares

	lost      []Place // rows without a readable id, and what else keeps all; the first of many
	unchanged int     // rows
	created   int     // new rows, those that replace a stored claim among them
	replaced  int     // of those
	retract   []graph.Retraction
	kept      int // stored claims that no readable row speaks of
	stay      stayers

	// Of new rows whose keys other datasets may use:
	others bool
	fresh  []freshEdge
	look   func(ctx context.Context, keys []graph.TieKey) ([]*graph.Claim, error)
}

// edgeBegin is the first row of a file.
type edgeBegin struct {
	row  int
	file *edgeFile
}

// freshEdge is a new row that is held against what other datasets say.
type freshEdge struct {
	row   int
	place Place
	claim *graph.Claim
}

// Bounds of what a plan asks the store for at once, and of what it lists.
const (
	edgeBatch  = 5000
	edgeListed = 20 // changes of each sort
)

// edgeChanges are the changes of an edge list's claims, too many to be listed.
type edgeChanges struct {
	created, replaced int // the second among the first
	retract           []graph.Retraction
	more              iter.Seq2[*graph.Claim, error]
	rejected, warned  int // rows and entries
}

// plan says what a load of the list would do.
func (l *edgeList) plan(ctx context.Context, store Store, today graph.Day, o Options) (*Plan, error) {
	roll, err := store.Roll(ctx, l.Dataset.ID)
	if err != nil {
		return nil, err
	}
	others, err := hasOthers(ctx, store, l.Dataset.ID)
	if err != nil {
		return nil, err
	}
	p := l.newPlan(&graph.DatasetState{Base: roll.Base, Actors: roll.Actors, Sources: roll.Sources, Others: roll.Others}, roll.Claims, today)
	p.others = others
	p.look = func(ctx context.Context, keys []graph.TieKey) ([]*graph.Claim, error) {
		return claimsOf(ctx, store, roll.Base, graph.ClaimQuery{Ties: keys})
	}
	stored := len(roll.Claims)
	roll.Claims = nil
	if err := p.readRows(ctx, o.Progress); err != nil {
		return nil, err
	}
	fetch := func(ids []graph.ClaimID) ([]*graph.Claim, error) {
		return claimsOf(ctx, store, roll.Base, graph.ClaimQuery{IDs: ids})
	}
	if err := p.retire(ctx, fetch); err != nil {
		return nil, err
	}
	plan, _, err := p.finish(ctx, stored)
	if err != nil || !o.DryRun {
		return plan, err
	}
	return plan, p.sample(ctx, plan, fetch)
}

// hasOthers reports whether the store knows another dataset.
func hasOthers(ctx context.Context, store Store, id graph.DatasetID) (bool, error) {
	datasets, err := store.Datasets(ctx)
	return slices.ContainsFunc(datasets, func(d graph.Dataset) bool { return d.ID != id }), err
}

// claimsOf selects claims as of a revision.
func claimsOf(ctx context.Context, store Store, rev graph.RevNo, q graph.ClaimQuery) ([]*graph.Claim, error) {
	q.Days = graph.Always
	page, err := store.Claims(ctx, rev, q)
	if err != nil {
		return nil, err
	}
	claims := make([]*graph.Claim, len(page.Claims))
	for i, c := range page.Claims {
		claims[i] = c.Claim
	}
	return claims, nil
}

func (l *edgeList) newPlan(state *graph.DatasetState, claims []graph.ClaimID, today graph.Day) *edgePlan {
	v := l.validateRecords(state, today)
	l.keepSources(v)
	l.citations(v)
	seeds := newEdgeSeeds()
	return &edgePlan{
		edgeScan: &edgeScan{list: l, names: newEdgeNames(v, l.lostIn(v.keep.all, actorsFile, actorsTable)), seeds: &seeds},
		v:        v, roll: newEdgeRoll(claims), tally: newTally(), made: map[graph.ActorID]*edgeActor{},
		lost: slices.Clone(v.keep.all), stay: newStayers(),
	}
}

// readRows is the first reading of the rows.
func (p *edgePlan) readRows(ctx context.Context, progress func(done, total int)) error {
	total, began := int64(0), time.Now()
	for _, f := range p.list.files {
		total += f.size
	}
	err := p.run(ctx, p.decode, func(b *edgeBlock) error {
		if err := p.take(ctx, b); err != nil {
			return err
		}
		if progress != nil && time.Since(began) > time.Second && b.read > 0 {
			n := p.table.n
			progress(n, max(n, int(float64(n)*float64(total)/float64(b.read))))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.heldAgainstOthers(ctx); err != nil {
		return err
	}
	if progress != nil && time.Since(began) > time.Second {
		progress(p.table.n, p.table.n)
	}
	return p.list.unchanged()
}

// decode reads the rows of a block, and looks which of them the store has.
func (p *edgePlan) decode(d *edgeDecoder, b *edgeBlock) {
	d.open(b.file, b.csvBlock, b.header)
	b.rows = make([]edgeRow, 0, d.most)
	for row, more := d.next(); more; row, more = d.next() {
		if row.good {
			row.stored = p.roll.find(row.sum)
			if p.others && row.stored < 0 {
				b.claims = append(b.claims, d.detached(row.sum))
			}
		}
		b.rows = append(b.rows, row)
	}
	b.problems, d.most = d.problems, max(d.most, len(b.rows))
}

// take takes the rows of a block, in order.
func (p *edgePlan) take(ctx context.Context, b *edgeBlock) error {
	p.firsts = append(p.firsts, p.table.n)
	if b.header {
		p.begins = append(p.begins, edgeBegin{p.table.n, b.file})
	}
	var endless *csvEndless
	if errors.As(b.err, &endless) {
		message, remedy := explainCSV(endless, nil)
		p.lose(newProblem(Place{File: b.file.name, Line: endless.line}, RuleSyntax, message, remedy))
		p.tally.rejected += endless.last - endless.line
		return nil
	}
	problems, claims := b.problems, b.claims
	for i := range b.rows {
		n := 0
		for n < len(problems) && problems[n].row == i {
			n++
		}
		var claim *graph.Claim
		if b.rows[i].good && p.others && b.rows[i].stored < 0 {
			claim, claims = claims[0], claims[1:]
		}
		p.takeRow(b.file, &b.rows[i], problems[:n], claim)
		problems = problems[n:]
	}
	if len(p.fresh) >= edgeBatch {
		return p.heldAgainstOthers(ctx)
	}
	return nil
}

// lose notes that something may speak of any stored claim, and cannot be read.
func (p *edgePlan) lose(problem Problem) {
	p.tally.reject(problem)
	p.keepAll(problem.Place)
}

func (p *edgePlan) keepAll(at Place) {
	if len(p.lost) < edgeListed {
		p.lost = append(p.lost, at)
	}
}

func (p *edgePlan) takeRow(f *edgeFile, r *edgeRow, problems []edgeProblem, claim *graph.Claim) {
	place := Place{f.name, int(r.line), 1}
	entry := edgeEntry{key: r.key, line: r.line}
	var refused []Problem
	if r.good {
		refused = p.nameActors(f, r)
	}
	good := r.good && len(refused) == 0
	switch {
	case !good:
	case r.stored >= 0:
		entry.sum, entry.state = r.sum, edgeUnchanged
	default:
		entry.sum, entry.state = r.sum, edgeNew
	}
	row := p.table.n
	if first := p.table.add(entry); first >= 0 {
		at := p.table.at(first)
		at.state |= edgeRepeated
		if p.table.at(row).state = 0; good {
			good = false
			refused = []Problem{p.repeated(f, r, p.placeOf(first))}
		}
	}
	if !good {
		for _, problem := range problems {
			if !problem.Warning() {
				refused = append(refused, problem.Problem)
			}
		}
		p.tally.reject(refused...)
		p.tally.rejected += int(r.more)
		if r.key == (edgeKey{}) {
			p.keepAll(place)
		}
		return
	}
	p.warn(r, problems)
	p.useActors(f, r)
	if entry.state == edgeUnchanged {
		p.roll.see(r.stored)
		p.unchanged++
		return
	}
	p.created++
	if claim != nil {
		p.fresh = append(p.fresh, freshEdge{row, place, claim})
	}
}

func (p *edgePlan) repeated(f *edgeFile, r *edgeRow, first Place) Problem {
	where := fmt.Sprintf("line %d", first.Line)
	if first.File != f.name {
		where = first.String()
	}
	return newProblem(Place{f.name, int(r.line), 1}, RuleSameID, "The row: its id is that of "+where+" already", "give each row an id of its own")
}

// placeOf is where a row stands.
func (p *edgePlan) placeOf(row int) Place {
	line := int(p.table.at(row).line)
	return Place{p.fileOf(row).name, line, 1}
}

// fileOf is the file of a row that was taken.
func (p *edgePlan) fileOf(row int) *edgeFile {
	i := len(p.begins) - 1
	for p.begins[i].row > row {
		i--
	}
	return p.begins[i].file
}
