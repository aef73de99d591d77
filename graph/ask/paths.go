package ask

import (
	"errors"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

// Bounds of a search for chains of ties.
const (
	defaultLength = 4
	defaultPaths  = 5
	maxPaths      = 1000
	// maxApart is how many actors' ties are read apart from everyone's. So many
	// know most of those who have a tie that day, and each is a seek of its own,
	// while the ties of a day are one.
	maxApart = 128
)

// Path is a chain of ties that all hold on the view's day.
type Path struct {
	rec    analysis.Path
	people *actors
	ties   []*Relation
}

// Actors are those along the chain, both ends included.
func (p *Path) Actors() []*Actor {
	out := make([]*Actor, len(p.rec.Actors))
	for i, id := range p.rec.Actors {
		out[i] = p.people.value(id)
	}
	return out
}

// Relations are the ties along the chain.
func (p *Path) Relations() []*Relation { return p.ties }

// Sign is the product of the ties' signs; 0 if a mediation is among them.
func (p *Path) Sign() int { return p.rec.Sign }

// Certainty is that of the weakest tie.
func (p *Path) Certainty() graph.Certainty { return p.rec.Certainty }

// SharedPeriod is when all of them held together.
func (p *Path) SharedPeriod() *Period { return dated(p.rec.Shared) }

// dated is a period with its bounds for texts.
func dated(p graph.Period) *Period {
	out := &Period{period: p}
	if p.EarliestStart != graph.MinDay || p.LatestStart != graph.MaxDay {
		out.start = edtf.Between(p.EarliestStart, p.LatestStart).String()
	}
	if p.EarliestEnd != graph.MinDay || p.LatestEnd != graph.MaxDay {
		out.end = edtf.Between(p.LastEarliestEnd(), p.LastLatestEnd()).String()
	}
	return out
}

// counting makes of two arguments what counts; left out is no.
func counting(nominal, alleged *bool) analysis.Counting {
	return analysis.Counting{Nominal: nominal != nil && *nominal, Alleged: alleged != nil && *alleged}
}

// ties reads the ties of the view.
func (v *view) ties() ([]graph.Relation, error) {
	page, err := v.store.Relations(v.ctx, v.Rev, v.query())
	return page.Relations, err
}

// tiesOf reads the view's ties of some kinds for a search: those of a few actors,
// or all.
func (v *view) tiesOf(kinds []graph.Kind) analysis.TiesOf {
	all := v.query()
	all.Kinds = both(all.Kinds, kinds)
	return func(actors, with []graph.ActorID) ([]graph.Relation, bool, error) {
		q, whole := all, len(actors) > maxApart
		if !whole {
			q.Actors, q.With = actors, with
		}
		page, err := v.store.Relations(v.ctx, v.Rev, q)
		return page.Relations, whole, err
	}
}

// Paths finds the shortest chains of ties between two actors, walked either
// way.
func (g *Graph) Paths(from, to string, kinds []graph.Kind, maxLength *int, nominal, alleged *bool, first *int) ([]*Path, error) {
	v := g.v
	ends := [2]graph.ActorID{}
	for i, end := range [2]struct{ argument, ref string }{{"from", from}, {"to", to}} {
		ids, err := v.resolveActors(v.Rev, end.argument, []string{end.ref})
		if err != nil {
			return nil, err
		}
		if !v.holds(ids[0]) {
			return nil, outsideOfSubgraph(end.argument, end.ref)
		}
		ends[i] = ids[0]
	}
	q := analysis.PathQuery{From: ends[0], To: ends[1], Kinds: kinds, MaxLength: defaultLength, Counting: counting(nominal, alleged), Limit: defaultPaths}
	if maxLength != nil {
		q.MaxLength = *maxLength
	}
	if first != nil {
		q.Limit = *first
	}
	if q.Limit < 0 || q.Limit > maxPaths {
		return nil, invalid("first", "ask for 0 to 1000 chains", "first is %d", q.Limit)
	}
	none := q.Limit == 0 // which the analysis would take for all
	q.Limit = max(q.Limit, 1)
	found, ties, err := analysis.SearchPaths(v.tiesOf(kinds), v.days(), q)
	if err != nil {
		return nil, explainAnalysis(err)
	}
	if none {
		found = nil
	}
	return v.paths(ties, found)
}

// paths binds chains to the view, so that what hangs below is fetched for all.
func (v *view) paths(ties []graph.Relation, found []analysis.Path) ([]*Path, error) {
	var used []graph.Relation
	var ids []graph.ActorID
	for _, p := range found {
		ids = append(ids, p.Actors...)
		for _, i := range p.Ties {
			used = append(used, ties[i])
		}
	}
	people, err := v.actors(ids)
	if err != nil {
		return nil, err
	}
	bound := v.relations(used).values()
	out := make([]*Path, len(found))
	for i, p := range found {
		n := len(p.Ties)
		out[i] = &Path{p, people, bound[:n:n]}
		bound = bound[n:]
	}
	return out, nil
}

// explainAnalysis makes an Error of what cannot be computed, or is too much.
func explainAnalysis(err error) error {
	var large *analysis.TooLarge
	var flaw *graph.Flaw
	switch {
	case errors.As(err, &large):
		return &Error{Code: TooLarge, Message: large.Problem, Remedy: large.Remedy, Err: err}
	case errors.As(err, &flaw):
		return &Error{Code: InvalidArgument, Argument: flaw.Field, Message: flaw.Problem, Remedy: flaw.Remedy, Err: err}
	}
	return err
}
