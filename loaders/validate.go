package loaders

import (
	"fmt"
	"slices"

	"github.com/realign/realign/graph"
)

// Checked is what of a dataset may be loaded, and all that is wrong with it.
type Checked struct {
	Dataset  Declared
	Actors   []Placed[graph.Actor]
	Sources  []Placed[graph.Source]
	Claims   []Placed[graph.Claim] // with their ids
	LeftOut  []LeftOut
	Problems []Problem // errors and warnings, by place

	keep keep
}

// Placed is a record with where it was written.
type Placed[T any] struct {
	Place
	Record *T
}

// Validate holds the rows against the rules of the domain, against each other,
// and against what the store has: the records of other datasets, and those of
// this one that stay because their rows cannot be read. The rows stay as they
// are, so that it can be done again.
func (r *Rows) Validate(state *graph.DatasetState, today graph.Day) *Checked {
	v := r.validateRecords(state, today)
	v.takeTies()
	v.settleTies()
	checked := &Checked{Dataset: r.Dataset}
	v.writeOutRecords(checked)
	v.writeOutClaims(checked)
	v.takeLeftOut(checked)
	sortProblems(v.problems)
	checked.Problems, checked.keep = slices.Compact(v.problems), v.keep
	return checked
}

// validateRecords holds the actors and sources against each other.
func (r *Rows) validateRecords(state *graph.DatasetState, today graph.Day) *validator {
	v := &validator{rows: r, state: state, today: today, keep: r.keep.clone(), problems: slices.Clone(r.Problems)}
	v.actors = newIndex("actor", v.keep.actors, v.keep.keepsActor, state.Actors, state.Others.Actors)
	v.sources = newIndex("source", v.keep.sources, v.keep.keepsSource, state.Sources, state.Others.Sources)
	v.takeSources()
	v.takeActors()
	v.settleRecords()
	return v
}

// writeOutRecords hands over the actors and sources that are left, by id.
func (v *validator) writeOutRecords(checked *Checked) {
	for _, id := range sortedKeys(v.actors.rows) {
		row := v.actors.rows[id]
		checked.Actors = append(checked.Actors, Placed[graph.Actor]{row.Place, row.record})
		v.warnActor(row)
	}
	for _, id := range sortedKeys(v.sources.rows) {
		row := v.sources.rows[id]
		checked.Sources = append(checked.Sources, Placed[graph.Source]{row.Place, row.record})
		v.warnSource(row)
	}
}

// validator holds the rows of a dataset against each other.
type validator struct {
	rows     *Rows
	state    *graph.DatasetState
	today    graph.Day
	keep     keep
	problems []Problem
	actors   *index[graph.ActorID, graph.Actor]
	sources  *index[graph.SourceID, graph.Source]
	ties     []*validTie
	keys     map[graph.TieKey]*validTie
	stored   map[graph.TieKey][]*graph.Claim // of this dataset
	guesses  int                             // at misspelt keys
}

func (v *validator) report(ps ...Problem) { v.problems = append(v.problems, ps...) }

// warn reports what keeps no row out; a row's path of "" is the row itself.
func (v *validator) warn(r *row, path string, rule Rule, message, remedy string) {
	v.report(r.problem(path, rule, message, remedy))
}

func (v *validator) takeSources() {
	for _, row := range v.rows.sources {
		s := &recordRow[graph.Source]{bare(row.row), cloneSource(row.record)}
		s.flaws(RuleRecord, s.record.Check()...)
		takeID(v.sources, s, s.record.ID, s.record.Aliases)
		if len(s.problems) > 0 {
			v.dropSource(s)
		} else {
			v.sources.rows[s.record.ID] = s
		}
	}
	addFormer(v.sources, func(s *graph.Source) []graph.SourceID { return s.Aliases })
}

func (v *validator) takeActors() {
	for _, row := range v.rows.actors {
		a := &recordRow[graph.Actor]{bare(row.row), cloneActor(row.record)}
		a.flaws(RuleRecord, a.record.Check()...)
		takeID(v.actors, a, a.record.ID, a.record.Aliases)
		if len(a.problems) > 0 {
			v.dropActor(a)
		} else {
			v.actors.rows[a.record.ID] = a
		}
	}
	addFormer(v.actors, func(a *graph.Actor) []graph.ActorID { return a.Aliases })
}

// bare is a row with room for new problems.
func bare(r *row) *row { return &row{Place: r.Place, subject: r.subject, keys: r.keys} }

// takeID refuses an id or a former id that another record has.
func takeID[ID ~string, T any](x *index[ID, T], r *recordRow[T], id ID, aliases []ID) {
	for i, name := range append([]ID{id}, aliases...) {
		path := "id"
		if i > 0 {
			path = fmt.Sprintf("aliases[%d]", i)
		}
		if o := x.rows[name]; o != nil {
			r.fail(path, RuleSameID, fmt.Sprintf("%s is the id of another %s (%s)", name, x.sort, o.Place), "choose another id, or put the two rows together")
		} else if o, taken := x.former[name]; taken {
			r.fail(path, RuleSameID, fmt.Sprintf("%s is a former id of %s", name, o), "choose another id, or take it out of the aliases there")
		} else if x.others[name] != nil {
			r.fail(path, RuleSameID, fmt.Sprintf("%s is the id of a %s of another dataset", name, x.sort), "remove the row and refer to that one, or choose another id")
		} else if i > 0 && name == id {
			r.fail(path, RuleSameID, "it is the row's own id", "remove it from the aliases")
		}
	}
	if len(r.problems) == 0 {
		for _, a := range aliases {
			x.former[a] = id
		}
	}
}

// addFormer adds the former ids that the store keeps.
func addFormer[ID ~string, T any](x *index[ID, T], aliases func(*T) []ID) {
	for _, id := range sortedKeys(x.others) {
		for _, a := range aliases(x.others[id]) {
			if _, ok := x.former[a]; !ok {
				x.former[a] = id
			}
		}
	}
	for _, id := range sortedKeys(x.stored) {
		for _, a := range aliases(x.stored[id]) {
			x.formerly[a] = id
		}
	}
}

func (v *validator) dropSource(s *recordRow[graph.Source]) {
	v.report(s.problems...)
	v.keep.source(s.record.ID, s.Place)
	if v.sources.rows[s.record.ID] == s {
		delete(v.sources.rows, s.record.ID)
	}
}

func (v *validator) dropActor(a *recordRow[graph.Actor]) {
	v.report(a.problems...)
	v.keep.actor(a.record.ID, a.Place)
	if v.actors.rows[a.record.ID] == a {
		delete(v.actors.rows, a.record.ID)
	}
}
