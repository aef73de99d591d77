package analysis

import (
	"fmt"
	"slices"

	"github.com/realign/realign/graph"
)

// web is the ties of a day that count, by actor, as far as they were read.
type web struct {
	read  TiesOf
	query *PathQuery
	day   graph.Span
	ties  []graph.Relation
	at    map[graph.ActorID][]side
	// known are the actors all of whose ties were read; whole says that those of
	// everyone were.
	known map[graph.ActorID]bool
	whole bool
	steps int
}

// side is where an actor stands in a tie: which of its parties it is joined
// with.
type side struct {
	tie int
	// mediated: somebody mediates in it, so that mediators and parties are joined,
	// and neither among themselves; else all are.
	mediated, mediates bool
}

func newWeb(read TiesOf, day graph.Span, q *PathQuery) *web {
	return &web{read: read, query: q, day: day, at: map[graph.ActorID][]side{}, known: map[graph.ActorID]bool{}}
}

// know reads all ties of actors of whom they were not read before.
func (w *web) know(actors []graph.ActorID) error {
	ties, whole, err := w.read(distinct(slices.Clone(actors)), nil)
	if err != nil {
		return err
	}
	w.add(ties)
	w.whole = whole
	for _, a := range actors {
		w.known[a] = true
	}
	return nil
}

// look reads what it takes to widen one side of a search: if there are ties that
// join its outermost actors with those of the other side, these alone, since the
// search ends with them; else, if it may go on, all of the outermost.
func (w *web) look(side, other *reach, goesOn bool) error {
	near := side.outermost()
	if w.whole || w.known[near[0]] {
		return nil // those of a level are all known, or none of them is
	}
	ties, whole, err := w.read(distinct(slices.Clone(near)), distinct(slices.Clone(other.outermost())))
	if err != nil {
		return err
	}
	w.whole = whole
	isNear, isFar := side.at(len(side.levels)-1), other.at(len(other.levels)-1)
	joined := whole
	for i := 0; i < len(ties) && !joined; i++ {
		joined = w.joins(&ties[i], isNear, isFar)
	}
	switch {
	case joined:
		w.add(ties)
		return nil
	case !goesOn:
		return nil
	}
	return w.know(near)
}

// joins reports whether chains may go by a tie from one of some actors to one of
// others.
func (w *web) joins(r *graph.Relation, isNear, isFar func(graph.ActorID) bool) bool {
	if !w.counts(r) {
		return false
	}
	mediated := slices.ContainsFunc(r.Parties, mediates)
	var near, far [2]bool // among the parties; among the mediators
	for _, p := range r.Parties {
		as := 0
		if mediates(p) {
			as = 1
		}
		near[as] = near[as] || isNear(p.Actor)
		far[as] = far[as] || isFar(p.Actor)
	}
	if mediated {
		return near[0] && far[1] || near[1] && far[0]
	}
	return near[0] && far[0]
}

// add takes in what was read. A tie with a party who was known is there already:
// it was read with all of theirs.
func (w *web) add(ties []graph.Relation) {
	n := len(w.ties)
	if len(w.known) == 0 {
		w.ties = slices.Clip(ties)
	} else {
		for i := range ties {
			if !slices.ContainsFunc(ties[i].Parties, func(p graph.Party) bool { return w.known[p.Actor] }) {
				w.ties = append(w.ties, ties[i])
			}
		}
	}
	for i := n; i < len(w.ties); i++ {
		r := &w.ties[i]
		if !w.counts(r) {
			continue
		}
		mediated := slices.ContainsFunc(r.Parties, mediates)
		for _, p := range r.Parties {
			w.at[p.Actor] = append(w.at[p.Actor], side{i, mediated, mediates(p)})
		}
	}
}

// counts reports whether chains may go by a tie.
func (w *web) counts(r *graph.Relation) bool {
	return (r.Kind == graph.Mediation || len(r.Parties) == 2) &&
		(w.query.Kinds == nil || slices.Contains(w.query.Kinds, r.Kind)) && w.query.Counting.admits(r, w.day)
}

func mediates(p graph.Party) bool { return p.Role == graph.Mediator }

// step counts a step, and fails if there were too many.
func (w *web) step() error {
	if w.steps++; w.steps <= MaxPathSteps {
		return nil
	}
	return &TooLarge{
		Problem: fmt.Sprintf("there are too many ties between the two to look through: more than %d steps", MaxPathSteps),
		Remedy:  "ask for fewer or shorter chains, for fewer kinds of ties, or within a part of the graph",
	}
}

// facing calls visit for each actor that a side is joined with; where all are
// joined, for those of the side itself, too.
func (w *web) facing(s side, visit func(graph.ActorID)) error {
	for _, p := range w.ties[s.tie].Parties {
		if err := w.step(); err != nil {
			return err
		}
		if !s.mediated || mediates(p) != s.mediates {
			visit(p.Actor)
		}
	}
	return nil
}

// across calls visit for each tie between one of the actors and one that is
// wanted. None of the actors may be wanted.
func (w *web) across(actors []graph.ActorID, wanted func(graph.ActorID) bool, visit func(a, b graph.ActorID, tie int)) error {
	facing := map[side][]graph.ActorID{}
	for _, a := range actors {
		for _, s := range w.at[a] {
			if _, known := facing[s]; !known {
				var there []graph.ActorID
				err := w.facing(s, func(b graph.ActorID) {
					if wanted(b) {
						there = append(there, b)
					}
				})
				if err != nil {
					return err
				}
				facing[s] = there
			}
			for _, b := range facing[s] {
				if err := w.step(); err != nil {
					return err
				}
				visit(a, b, s.tie)
			}
		}
	}
	return nil
}
