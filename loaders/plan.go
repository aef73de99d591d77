package loaders

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// Plan is what a load would make of the store.
type Plan struct {
	Dataset Declared
	Base    graph.RevNo // the revision that it was made against
	// The changes of each sort in order of ids, claims in their canonical order.
	Actors  []Change[graph.Actor]
	Sources []Change[graph.Source]
	Claims  []Change[graph.Claim]
	// Unchanged counts the stored claims that stay as they are; UnchangedRecords
	// the actors and sources.
	Unchanged, UnchangedRecords int
	// Kept counts those among them, of all three sorts, that no readable row
	// speaks of, KeptClaims the claims among those; KeptFor are the files and
	// rows for which nothing is retracted, of very many the first.
	Kept, KeptClaims int
	KeptFor          []Place
	Problems         []Problem

	stored int          // claims
	edges  *edgeChanges // of an edge list: its claims, of which Claims are some
}

// Change is a record that comes, goes, or has another version. New stands at
// Place; Old or New is nil.
type Change[T any] struct {
	Place    Place
	Old, New *T
}

// NewPlan compares what may be loaded with what is stored. It is pure.
func NewPlan(c *Checked, state *graph.DatasetState) *Plan {
	p := &Plan{Dataset: c.Dataset, Base: state.Base, Problems: slices.Clone(c.Problems), KeptFor: c.keep.all, stored: len(state.Claims)}
	stay := newStayers()
	for _, kept := range p.planClaims(c, state) {
		stay.needOfClaim(kept)
	}
	p.planRecords(c, state, stay)
	sortProblems(p.Problems)
	return p
}

// planClaims returns the claims that stay although no row speaks of them.
func (p *Plan) planClaims(c *Checked, state *graph.DatasetState) []*graph.Claim {
	var old, new []*graph.Claim
	places, written := map[graph.ClaimID]Place{}, map[graph.ClaimID]bool{}
	for _, row := range c.Claims {
		places[row.Record.ID], written[row.Record.ID] = row.Place, true
		if state.Claims[row.Record.ID] == nil {
			new = append(new, row.Record)
		}
	}
	for _, id := range sortedKeys(state.Claims) {
		if written[id] {
			p.Unchanged++
		} else {
			old = append(old, state.Claims[id])
		}
	}
	slices.SortFunc(old, graph.CompareClaims)
	m := matchUp(&c.keep, old, new)
	for _, n := range new {
		p.Claims = append(p.Claims, Change[graph.Claim]{places[n.ID], m.replaced[n.ID], n})
	}
	var kept []*graph.Claim
	for _, o := range m.old {
		if c.keep.keepsTie(o.Tie) {
			kept = append(kept, o)
			p.Unchanged++
			p.Kept++
			p.KeptClaims++
		} else {
			p.Claims = append(p.Claims, Change[graph.Claim]{Old: o})
		}
	}
	slices.SortStableFunc(p.Claims, func(a, b Change[graph.Claim]) int {
		return graph.CompareClaims(cmp.Or(a.New, a.Old), cmp.Or(b.New, b.Old))
	})
	return kept
}

// Changes is the plan as a store takes it.
func (p *Plan) Changes() graph.Changes {
	c := graph.Changes{Base: p.Base}
	for _, a := range p.Actors {
		if a.New != nil {
			c.Actors = append(c.Actors, a.New)
		} else {
			c.WithdrawActors = append(c.WithdrawActors, a.Old.ID)
		}
	}
	for _, s := range p.Sources {
		if s.New != nil {
			c.Sources = append(c.Sources, s.New)
		} else {
			c.WithdrawSources = append(c.WithdrawSources, s.Old.ID)
		}
	}
	if p.edges != nil {
		c.Retract, c.More, c.MoreClaims = p.edges.retract, p.edges.more, p.edges.created
		return c
	}
	for _, d := range p.Claims {
		var by graph.ClaimID
		if d.New != nil {
			c.Claims = append(c.Claims, d.New)
			by = d.New.ID
		}
		if d.Old != nil {
			c.Retract = append(c.Retract, graph.Retraction{Claim: d.Old.ID, ReplacedBy: by})
		}
	}
	return c
}

// Count fills in what a load counts.
func (p *Plan) Count(l *graph.Load) {
	created, changed, retracted := p.counts()
	l.Created, l.Retracted, l.Unchanged = created+changed, retracted+changed, p.Unchanged
	l.Changed = len(p.Actors) + len(p.Sources)
	l.Rejections = Rejections(p.Problems)
}

// counts counts the claims that come, have another wording, and go.
func (p *Plan) counts() (created, changed, retracted int) {
	if e := p.edges; e != nil {
		return e.created - e.replaced, e.replaced, len(e.retract) - e.replaced
	}
	for _, c := range p.Claims {
		switch {
		case c.Old == nil:
			created++
		case c.New == nil:
			retracted++
		default:
			changed++
		}
	}
	return created, changed, retracted
}

// problems counts the rows and entries that are left out, and the warnings,
// also those that are not among the problems because there are too many.
func (p *Plan) problems() (rejected, warned int) {
	if p.edges != nil {
		return p.edges.rejected, p.edges.warned
	}
	warned = len(Warnings(p.Problems))
	return len(p.Problems) - warned, warned
}

// Rejected counts what a load would leave out. Of an edge list, which may leave
// out many rows, not all of them are among the problems.
func (p *Plan) Rejected() int {
	rejected, _ := p.problems()
	return rejected
}

// Warned counts the warnings of a load, also those that are not among the
// problems.
func (p *Plan) Warned() int {
	_, warned := p.problems()
	return warned
}

// Warnings are the first warnings of each rule, by place, and behind them how
// many more there are.
func (p *Plan) Warnings() []Problem {
	warnings := Warnings(p.Problems)
	if p.edges != nil {
		return warnings // of which there are no more
	}
	t := newTally()
	t.take(warnings)
	return t.problems(Place{File: p.Dataset.Folder})
}

// Bounds of what a load may retract without being told to.
const (
	shrinkClaims = 20
	shrinkPart   = 2 // more than one in so many
)

// Shrinks counts the claims that would be retracted without a newer wording,
// and says whether they are so many that it must be confirmed: more than
// twenty, and more than half of the dataset.
func (p *Plan) Shrinks() (retracted, stored int, confirm bool) {
	_, _, retracted = p.counts()
	return retracted, p.stored, retracted > shrinkClaims && retracted*shrinkPart > p.stored
}

// String is the plan in one line.
func (p *Plan) String() string {
	var l graph.Load
	p.Count(&l)
	created, changed, retracted := p.counts()
	rejected, warned := p.problems()
	parts := []string{
		fmt.Sprintf("claims: %d to create, %d to change, %d to retract, %d unchanged", created, changed, retracted, l.Unchanged),
		fmt.Sprintf("actors and sources: %d to change, %d unchanged", l.Changed, p.UnchangedRecords),
		count(rejected, "rejection") + ", " + count(warned, "warning"),
	}
	return "Dataset " + string(p.Dataset.ID) + ": " + strings.Join(parts, "; ") + "."
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
