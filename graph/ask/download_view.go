package ask

import (
	"context"
	"fmt"
	"time"

	"github.com/realign/realign/graph"
)

// About says what the ties of a file are those of. It is to stand in the file,
// since a file is read far from the question.
type About struct {
	View          string
	AsOf          *graph.Day // of a graph; nil for a history
	From, To      *graph.Day // of a history, inclusive; nil is open
	KnownAt       time.Time
	Revision      string
	CertainOnly   bool
	AttestedSince *graph.Day
	Perspective   string      // in words
	Narrowed      []Narrowing // each of what the one before it left; nil: the whole graph
	Notices       []string
	Citation      string
}

// Narrowing is a subgraph. Nil lists do not narrow.
type Narrowing struct {
	Actors []graph.ActorID
	Hops   int
	Kinds  []graph.Kind
	Forms  []string
}

// About reads what is to be said of the view.
func (d *Download) About() (*About, error) {
	v := d.v
	a := &About{View: v.token(), KnownAt: v.knownAt(), Revision: fmt.Sprintf("r%d", v.Rev), CertainOnly: v.Certain,
		AttestedSince: v.Since, Perspective: onWhoseWord(v.Perspective)}
	what, link := "", permalink(v.token())
	if v.Kind == graphView {
		a.AsOf = v.From
		what = fmt.Sprintf("who stood with whom on %s", *v.From)
	} else {
		a.From, a.To = v.From, v.To
		what = "who stood with whom " + windowInWords(v.From, v.To)
		link = "view " + v.token()
	}
	for _, s := range v.Sub {
		a.Narrowed = append(a.Narrowed, s.inWords())
	}
	if len(v.Sub) > 0 {
		what += ", a part of it"
	}
	var err error
	if a.Notices, err = v.notices(); err != nil {
		return nil, err
	}
	a.Citation, err = v.cite(what, v.knowledge(), link)
	return a, err
}

func windowInWords(from, to *graph.Day) string {
	switch {
	case from == nil && to == nil:
		return "at any time"
	case from == nil:
		return fmt.Sprintf("up to %s", *to)
	case to == nil:
		return fmt.Sprintf("from %s on", *from)
	}
	return fmt.Sprintf("from %s to %s", *from, *to)
}

func (s subgraph) inWords() Narrowing {
	n := Narrowing{Hops: s.Hops}
	if !s.All {
		n.Actors = orEmpty(s.Actors)
	}
	if !s.AllKinds {
		n.Kinds = orEmpty(s.Kinds)
	}
	if !s.AllForms {
		n.Forms = orEmpty(s.Forms)
	}
	return n
}

// Days are the view's day or window: what a tie's certainty, attestation and
// status are asked for.
func (d *Download) Days() graph.Span { return d.v.days() }

// NameOf is an actor's name in use on the view's last day.
func (d *Download) NameOf(a *graph.Actor) string { return a.Name("", d.v.lastDay()) }

// walker is a store that hands out a selection tie by tie, without a list of
// them, and those who take part in it.
type walker interface {
	// WalkRelations selects as Relations does, for everyone's word and without
	// places. It calls begin once, with the parties of all the ties in the order in
	// which these name them, nil for those whom the revision does not know, and with
	// how many ties there are; then see with each in order. Both may fail, which ends
	// the walk. The relation is the walker's, and another one at the next call.
	WalkRelations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery,
		begin func(ids []graph.ActorID, actors []*graph.Actor, ties int) error, see func(*graph.Relation) error) error
}

// Walk calls begin with all who have a tie in the view, in the order in which the
// ties name them, and with how many ties there are; then see with each tie, by
// its earliest start and its key. An error of theirs ends the walk. Nobody may
// write to what they are handed, or keep the tie.
func (d *Download) Walk(begin func(actors []*graph.Actor, ties int) error, see func(*graph.Relation) error) error {
	v := d.v
	known := func(ids []graph.ActorID, actors []*graph.Actor, ties int) error {
		for i, a := range actors {
			if a == nil {
				actors[i] = stranger(ids[i])
			}
		}
		return begin(actors, ties)
	}
	if w, ok := v.store.(walker); ok && v.lens == nil {
		return w.WalkRelations(v.ctx, v.Rev, v.query(), known, see)
	}
	page, err := v.store.Relations(v.ctx, v.Rev, v.query())
	if err != nil {
		return err
	}
	group, err := v.relations(page.Relations).actors()
	if err != nil {
		return err
	}
	ids := partiesOf(page.Relations)
	actors := make([]*graph.Actor, len(ids))
	for i, id := range ids {
		if a := group.byID[id]; a != nil {
			actors[i] = a.rec
		}
	}
	if err := known(ids, actors, len(page.Relations)); err != nil {
		return err
	}
	for i := range page.Relations {
		if err := see(&page.Relations[i]); err != nil {
			return err
		}
	}
	return nil
}

// partiesOf are all who take part in some of the ties, in the order in which
// these name them.
func partiesOf(ties []graph.Relation) []graph.ActorID {
	var ids []graph.ActorID
	for i := range ties {
		for _, p := range ties[i].Parties {
			ids = append(ids, p.Actor)
		}
	}
	return distinct(ids)
}
