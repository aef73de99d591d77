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
	// speaks of; KeptFor are the files and rows for which nothing is retracted.
	Kept     int
	KeptFor  []Place
	Problems []Problem

	stored int // claims
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
	kept := p.planClaims(c, state)
	p.planRecords(c, state, kept)
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
	l.Created, l.Retracted, l.Unchanged = 0, 0, p.Unchanged
	for _, c := range p.Claims {
		if c.New != nil {
			l.Created++
		}
		if c.Old != nil {
			l.Retracted++
		}
	}
	l.Changed = len(p.Actors) + len(p.Sources)
	l.Rejections = Rejections(p.Problems)
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
	for _, c := range p.Claims {
		if c.New == nil {
			retracted++
		}
	}
	return retracted, p.stored, retracted > shrinkClaims && retracted*shrinkPart > p.stored
}

// String is the plan in one line.
func (p *Plan) String() string {
	var l graph.Load
	p.Count(&l)
	changed := 0
	for _, c := range p.Claims {
		if c.Old != nil && c.New != nil {
			changed++
		}
	}
	parts := []string{
		fmt.Sprintf("claims: %d to create, %d to change, %d to retract, %d unchanged", l.Created-changed, changed, l.Retracted-changed, l.Unchanged),
		fmt.Sprintf("actors and sources: %d to change, %d unchanged", l.Changed, p.UnchangedRecords),
		count(len(l.Rejections), "rejection") + ", " + count(len(p.Problems)-len(l.Rejections), "warning"),
	}
	return "Dataset " + string(p.Dataset.ID) + ": " + strings.Join(parts, "; ") + "."
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
