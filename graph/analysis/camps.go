package analysis

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// Camp is a group of actors who stand together more, and against each other
// less, than chance would have it.
type Camp struct {
	// Members are in order. Any two of them are joined by a chain of positive
	// edges that stays inside of the camp.
	Members []graph.ActorID
	// Label is the best-connected member: the one with most positive edges
	// inside; of those the one with most edges of any sign to anyone; of those
	// the first id.
	Label graph.ActorID
	// Cohesion is the share of the members' edges that agree with the camp:
	// positive ones inside and negative ones to the outside, each edge counted
	// once. It runs from 0 to 1. At 1 no members are enemies, and none has a
	// friend outside; a camp of one whose ties are all hostile has 1 too.
	Cohesion float64
	// Rivals are the camps with more hostility than alliance between them and
	// this one, as indexes into the result: those with most to spare first.
	Rivals []int
}

// Bounds of a resolution, both inclusive. It is taken to the thousandth.
const (
	MinResolution = 0.001
	MaxResolution = 10
)

// Camps divides the actors of a network into camps, the largest first, then by
// label. Every actor is in one; an actor without allies is a camp by itself.
//
// Camps are sought that make signed modularity large: the weight of positive
// edges inside beyond what the actors' degrees would lead one to expect, less
// that of negative edges beyond the same (Gómez, Jensen and Arenas 2009, Phys.
// Rev. E 80, 016114; Traag and Bruggeman 2009, Phys. Rev. E 80, 036115):
//
//	Q = 1/(2m₊+2m₋) · Σᵢⱼ [Aᵢⱼ − γ·k₊ᵢ·k₊ⱼ/2m₊ + k₋ᵢ·k₋ⱼ/2m₋] · δ(cᵢ,cⱼ)
//
// The resolution γ is from [MinResolution] to [MaxResolution]; a larger one makes
// more and smaller camps. It stands with the friends only (γ₋ of Traag and
// Bruggeman is 1): with the last term it would do the opposite where there is
// much hostility, since that term takes actors with many enemies for belonging
// together. Left to itself it would even put two into one camp who have nothing
// but enemies, each other too. So only camps that positive edges hold together
// are looked at.
//
// What is found is the best of several searches, and neither the move of one
// actor nor that of a whole camp could improve it. It need not be the best there
// is (to find that is NP-hard), and other divisions may be almost as good: where
// an actor stands between two camps, its ties say more than its camp. The same
// network gives the same camps, since gains are whole numbers and ties are broken
// by the order of ids. An error is a [graph.Flaw] of the resolution, or a
// [TooLarge].
func Camps(n *Network, resolution float64) ([]Camp, error) {
	r, err := thousandths(resolution)
	if err != nil {
		return nil, err
	}
	o, err := newObjective(n, r)
	if err != nil {
		return nil, err
	}
	of, count := o.divide(newSigned(n))
	return describe(n, of, count), nil
}

// rational is p/q in lowest terms.
type rational struct{ p, q int64 }

func thousandths(resolution float64) (rational, error) {
	// NaN fails both comparisons.
	if !(resolution >= MinResolution && resolution <= MaxResolution) {
		return rational{}, &graph.Flaw{
			Field:   "resolution",
			Problem: "not a number from 0.001 to 10",
			Remedy:  "use 1, or for another cut one nearby, such as 0.5 or 2",
		}
	}
	p, q := int64(math.Round(resolution*1000)), int64(1000)
	a, b := p, q
	for b != 0 {
		a, b = b, a%b
	}
	return rational{p / a, q / a}, nil
}

// objective weighs what two sets of actors gain by being in one camp. It is
// signed modularity (Gómez, Jensen and Arenas 2009) scaled by the whole number
// 2·q·m₊·m₋, for a resolution of p/q, m₊ positive and m₋ negative edges: all
// gains are whole numbers and compare exactly.
type objective struct {
	tie              int64 // 2·q·m₊·m₋, for each edge between them
	friends, enemies int64 // p·m₋ and q·m₊, for the product of their degrees of the sign
}

// newObjective fails with a [TooLarge] if a gain might not fit into 64 bits. With
// 90,000 edges and fewer it always does, at resolution 1 up to 1.4 million.
//
// Between two disjoint sets there are at most m₊ and m₋ edges, and the product
// of their degrees is at most m₊² and m₋², since the sum is at most 2·m₊ and
// 2·m₋. So a pull is at most (2·q+max(p, q))·m₊·m₋·(m₊+m₋), and the difference of two
// is twice that, which is held below half of the range; what worth adds up is less
// than twice that again.
func newObjective(n *Network, r rational) (objective, error) {
	var pos, neg int64
	for _, e := range n.Edges {
		if e.Sign > 0 {
			pos++
		} else {
			neg++
		}
	}
	pos, neg = max(pos, 1), max(neg, 1) // a sign that is not there has no degrees to weigh
	if 2*float64(2*r.q+max(r.p, r.q))*float64(pos)*float64(neg)*float64(pos+neg) >= math.MaxInt64/2 {
		return objective{}, &TooLarge{
			Problem: "the network has too many ties to tell its camps apart exactly at this resolution",
			Remedy:  "use resolution 1, or narrow the view to fewer actors",
		}
	}
	return objective{tie: 2 * r.q * pos * neg, friends: r.p * neg, enemies: r.q * pos}, nil
}

// pull is what two disjoint sets gain by being in one camp: pos and neg edges
// between them, and their degrees.
func (o objective) pull(pos, neg, kpos, kneg, ofPos, ofNeg int64) int64 {
	return o.tie*(pos-neg) - o.friends*kpos*ofPos + o.enemies*kneg*ofNeg
}

// worth is the modularity of a whole division in the scale of the pulls: twice
// those between all pairs in one camp, and what each node makes with itself.
func (o objective) worth(g *signed, of []int) int64 {
	inside, ofPos, ofNeg := make([]int64, len(of)), make([]int64, len(of)), make([]int64, len(of))
	for v, c := range of {
		ofPos[c] += g.kpos[v]
		ofNeg[c] += g.kneg[v]
		for i := g.start[v]; i < g.start[v+1]; i++ {
			if of[g.to[i]] == c {
				inside[c] += g.pos[i] - g.neg[i]
			}
		}
	}
	var sum int64
	for c := range inside {
		sum += o.tie*inside[c] - o.friends*ofPos[c]*ofPos[c] + o.enemies*ofNeg[c]*ofNeg[c]
	}
	return sum
}

// describe makes camps of a division, in canonical order.
func describe(n *Network, of []int, count int) []Camp {
	camps := make([]Camp, count)
	for v, c := range of {
		camps[c].Members = append(camps[c].Members, n.Actors[v])
	}
	label(n, of, camps)
	order := make([]int, count)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &camps[a], &camps[b]
		return cmp.Or(cmp.Compare(len(y.Members), len(x.Members)), strings.Compare(string(x.Label), string(y.Label)))
	})
	sorted, place := make([]Camp, count), make([]int, count)
	for i, c := range order {
		sorted[i], place[c] = camps[c], i
	}
	placed := make([]int, len(of))
	for v, c := range of {
		placed[v] = place[c]
	}
	cohere(n, placed, sorted)
	oppose(n, placed, sorted)
	return sorted
}

// label names each camp by its best-connected member.
func label(n *Network, of []int, camps []Camp) {
	friends, degree := make([]int, len(of)), make([]int, len(of))
	for _, e := range n.Edges {
		degree[e.A]++
		degree[e.B]++
		if e.Sign > 0 && of[e.A] == of[e.B] {
			friends[e.A]++
			friends[e.B]++
		}
	}
	best := make([]int, len(camps))
	for i := range best {
		best[i] = -1
	}
	for v, c := range of { // in order of id, so that the first of equals stays
		b := best[c]
		if b < 0 || friends[v] > friends[b] || friends[v] == friends[b] && degree[v] > degree[b] {
			best[c] = v
		}
	}
	for c, v := range best {
		camps[c].Label = n.Actors[v]
	}
}

// cohere counts which edges agree with the camps of their ends.
func cohere(n *Network, of []int, camps []Camp) {
	agree, all := make([]int, len(camps)), make([]int, len(camps))
	for _, e := range n.Edges {
		a, b := of[e.A], of[e.B]
		fits := 0
		if (e.Sign > 0) == (a == b) {
			fits = 1
		}
		agree[a] += fits
		all[a]++
		if a != b {
			agree[b] += fits
			all[b]++
		}
	}
	for c := range camps {
		camps[c].Cohesion = 1 // of no edges, which no actor of NewNetwork has, none disagrees
		if all[c] > 0 {
			camps[c].Cohesion = float64(agree[c]) / float64(all[c])
		}
	}
}

// oppose finds the camps that are against each other on balance.
func oppose(n *Network, of []int, camps []Camp) {
	type pair struct{ a, b int }
	balance := map[pair]int{}
	for _, e := range n.Edges {
		if a, b := of[e.A], of[e.B]; a != b {
			balance[pair{min(a, b), max(a, b)}] += e.Sign
		}
	}
	for p, sum := range balance {
		if sum < 0 {
			camps[p.a].Rivals = append(camps[p.a].Rivals, p.b)
			camps[p.b].Rivals = append(camps[p.b].Rivals, p.a)
		}
	}
	for c := range camps {
		slices.SortFunc(camps[c].Rivals, func(x, y int) int {
			return cmp.Or(cmp.Compare(balance[pair{min(c, x), max(c, x)}], balance[pair{min(c, y), max(c, y)}]), cmp.Compare(x, y))
		})
	}
}
