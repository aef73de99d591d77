package ask

import (
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// Balance says how far the view is from two sides that stand together within
// and against each other.
type Balance struct{ rec analysis.Balance }

// Balance measures the view.
func (g *Graph) Balance(nominal, alleged *bool) (*Balance, error) {
	ties, err := g.v.ties()
	if err != nil {
		return nil, err
	}
	n := analysis.NewNetwork(ties, g.v.days(), counting(nominal, alleged))
	return &Balance{analysis.BalanceOf(n, analysis.DefaultBudget)}, nil
}

// Triads counts the triples of actors of whom each two stand together or
// against each other.
func (b *Balance) Triads() int { return b.rec.Triads }

// Balanced counts those whose signs have a positive product.
func (b *Balance) Balanced() int { return b.rec.Balanced }

// Degree is their share; nil where there are no triads.
func (b *Balance) Degree() *float64 { return b.rec.Degree }

// Frustration is the smallest number of edges found whose removal leaves two
// sides.
func (b *Balance) Frustration() *int { return &b.rec.Frustration }

// FrustrationLowerBound is a number that it cannot be below.
func (b *Balance) FrustrationLowerBound() *int { return &b.rec.FrustrationLowerBound }

// FrustrationIsExact reports whether the two meet.
func (b *Balance) FrustrationIsExact() bool { return b.rec.Exact }

// OnlyPossibleShare is the share of edges of which no tie is certain; nil
// without edges.
func (b *Balance) OnlyPossibleShare() *float64 { return b.rec.OnlyPossible }

// Ambivalent counts the pairs with ties of both signs, which are left out.
func (b *Balance) Ambivalent() int { return b.rec.Ambivalent }

// Triad is three actors of whom each two have ties of one sign.
type Triad struct {
	rec    analysis.Triad
	people *actors
	ties   []*Relation
}

// Actors are the three, in order of their ids.
func (t *Triad) Actors() []*Actor { return t.people.list(t.rec.Actors[:]) }

// Relations are all ties of the three pairs that count.
func (t *Triad) Relations() []*Relation { return t.ties }

// Balanced reports whether the product of the three signs is positive.
func (t *Triad) Balanced() bool { return t.rec.Balanced }

// Certainty is Certain if each pair has a certain tie.
func (t *Triad) Certainty() graph.Certainty {
	if t.rec.Certain {
		return graph.Certain
	}
	return graph.Possible
}

// TriadConnection is a page of triads.
type TriadConnection struct {
	Edges      []*TriadEdge
	PageInfo   PageInfo
	TotalCount int
}

// TriadEdge is a triad at its place in a list.
type TriadEdge struct {
	Cursor string
	Node   *Triad
}

// Nodes are the triads without their places.
func (c *TriadConnection) Nodes() []*Triad {
	out := make([]*Triad, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// Triads lists the triads of the view: all, those of one sort, those with any
// of some actors.
func (g *Graph) Triads(balanced *bool, actors []string, nominal, alleged *bool, first *int, after *string) (*TriadConnection, error) {
	c := counting(nominal, alleged)
	p, err := pageOf(listOf("graph.triads", g.v.same(), balanced, actors, c), first, after)
	if err != nil {
		return nil, err
	}
	v, err := g.v.pinned(p)
	if err != nil {
		return nil, err
	}
	ids, err := v.resolveActors(v.Rev, "actors", actors)
	if err != nil {
		return nil, err
	}
	ties, err := v.ties()
	if err != nil {
		return nil, err
	}
	n := analysis.NewNetwork(ties, v.days(), c)
	found := slices.DeleteFunc(analysis.Triads(n), func(t analysis.Triad) bool {
		has := func(a graph.ActorID) bool { return slices.Contains(ids, a) }
		return balanced != nil && t.Balanced != *balanced || ids != nil && !slices.ContainsFunc(t.Actors[:], has)
	})
	rows, more := cut(p, found)
	nodes, err := v.triads(n, ties, rows)
	if err != nil {
		return nil, err
	}
	out := &TriadConnection{TotalCount: len(found), Edges: make([]*TriadEdge, len(rows))}
	for i, t := range nodes {
		out.Edges[i] = &TriadEdge{p.at(v.Rev, i).String(), t}
	}
	out.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(v.Rev, i) })
	return out, nil
}

// triads binds triads to the view, so that what hangs below is fetched for all.
func (v *view) triads(n *analysis.Network, ties []graph.Relation, rows []analysis.Triad) ([]*Triad, error) {
	var ids []graph.ActorID
	var used []graph.Relation
	counts := make([]int, len(rows))
	for i, t := range rows {
		ids = append(ids, t.Actors[:]...)
		for _, e := range t.Edges {
			for _, tie := range n.Edges[e].Ties {
				used = append(used, ties[tie])
				counts[i]++
			}
		}
	}
	people, err := v.actors(ids)
	if err != nil {
		return nil, err
	}
	bound := v.relations(used).values()
	out := make([]*Triad, len(rows))
	for i, t := range rows {
		out[i] = &Triad{t, people, bound[:counts[i]:counts[i]]}
		bound = bound[counts[i]:]
	}
	return out, nil
}
