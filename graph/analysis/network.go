package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// Counting says which ties count where sides are added up, beside those that
// always do.
type Counting struct {
	Nominal bool // words without deeds: condemnation, call for restraint …
	Alleged bool // ties that no source asserts in its own voice
}

// Counts reports whether a tie counts on some of the days: it may have held, and
// takes a side. One that is only denied never counts.
func (c Counting) Counts(r *graph.Relation, days graph.Span) bool {
	return r.Sign() != 0 && c.admits(r, days)
}

// admits is Counts for ties of any kind, mediations too.
func (c Counting) admits(r *graph.Relation, days graph.Span) bool {
	return !r.DenialOnly && r.Touches(days) && (c.Nominal || !r.Nominal) && (c.Alleged || !r.IsAlleged(days))
}

// Network is the signed graph of one day: who stands with whom and against
// whom. A pair has one edge, however many ties of one sign it has, and none if
// it has ties of both.
type Network struct {
	Actors []graph.ActorID // those with an edge, in order
	Edges  []Edge          // in order of their ends
	// Ambivalent are the pairs with both signs, in order.
	Ambivalent [][2]graph.ActorID
}

// Edge is a pair of actors, as indexes into [Network.Actors], A < B.
type Edge struct {
	A, B    int
	Sign    int   // +1 together, -1 against each other
	Ties    []int // its ties, as indexes into what the network was made of, in order
	Certain bool  // one of them at least is certain
}

// NewNetwork makes the signed graph of the ties that count on the days.
func NewNetwork(ties []graph.Relation, days graph.Span, counting Counting) *Network {
	type pair struct{ a, b graph.ActorID }
	signs := map[pair]*Edge{}
	mixed := map[pair]bool{}
	for i := range ties {
		r := &ties[i]
		if len(r.Parties) != 2 || !counting.Counts(r, days) {
			continue
		}
		p := pair{r.Parties[0].Actor, r.Parties[1].Actor}
		if p.b < p.a {
			p.a, p.b = p.b, p.a
		}
		e := signs[p]
		if e == nil {
			e = &Edge{Sign: r.Sign()}
			signs[p] = e
		}
		mixed[p] = mixed[p] || e.Sign != r.Sign()
		e.Ties = append(e.Ties, i)
		e.Certain = e.Certain || r.Certainty(days) == graph.Certain
	}
	n := &Network{}
	for p := range signs {
		if mixed[p] {
			n.Ambivalent = append(n.Ambivalent, [2]graph.ActorID{p.a, p.b})
			delete(signs, p)
			continue
		}
		n.Actors = append(n.Actors, p.a, p.b)
	}
	slices.SortFunc(n.Ambivalent, func(x, y [2]graph.ActorID) int {
		return cmp.Or(strings.Compare(string(x[0]), string(y[0])), strings.Compare(string(x[1]), string(y[1])))
	})
	slices.Sort(n.Actors)
	n.Actors = slices.Compact(n.Actors)
	index := make(map[graph.ActorID]int, len(n.Actors))
	for i, a := range n.Actors {
		index[a] = i
	}
	for p, e := range signs {
		e.A, e.B = index[p.a], index[p.b]
		n.Edges = append(n.Edges, *e)
	}
	slices.SortFunc(n.Edges, func(x, y Edge) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return n
}
