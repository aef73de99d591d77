package analysis

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"

	gonum "gonum.org/v1/gonum/graph"

	"github.com/realign/realign/graph"
)

// campResolutions are those that the tests below use, each as the
// fraction that the code computes with and as a number.
var campResolutions = []struct {
	rational
	gamma float64
}{{rational{1, 1}, 1}, {rational{1, 2}, 0.5}, {rational{173, 100}, 1.73}}

// scatteredNetwork has an edge in a pair with the probability density, positive
// with the probability friendly. Actors without an edge are left out.
func scatteredNetwork(r *rand.Rand, actors int, density, friendly float64) *Network {
	var edges []Edge
	for a := range actors {
		for b := a + 1; b < actors; b++ {
			if r.Float64() < density {
				edges = append(edges, Edge{A: a, B: b, Sign: signBy(r, friendly)})
			}
		}
	}
	return compactNetwork(actors, edges)
}

func signBy(r *rand.Rand, friendly float64) int {
	if r.Float64() < friendly {
		return 1
	}
	return -1
}

// blocNetwork is like a day of the world: most ties inside of a bloc are
// friendly, most between blocs are not.
func blocNetwork(r *rand.Rand, actors, edges, blocs int) *Network {
	taken := map[[2]int]bool{}
	var list []Edge
	for len(list) < edges {
		a, b := r.IntN(actors), r.IntN(actors)
		if a > b {
			a, b = b, a
		}
		if a%blocs != b%blocs && r.Float64() < 0.9 || a == b || taken[[2]int{a, b}] {
			continue
		}
		taken[[2]int{a, b}] = true
		friendly := 0.2
		if a%blocs == b%blocs {
			friendly = 0.9
		}
		list = append(list, Edge{A: a, B: b, Sign: signBy(r, friendly)})
	}
	return compactNetwork(actors, list)
}

func compactNetwork(actors int, edges []Edge) *Network {
	number := make([]int, actors)
	for _, e := range edges {
		number[e.A], number[e.B] = 1, 1
	}
	n := &Network{Edges: edges}
	for v, tied := range number {
		if tied == 1 {
			number[v] = len(n.Actors)
			n.Actors = append(n.Actors, graph.ActorID(fmt.Sprintf("a%06d", v)))
		}
	}
	for i, e := range edges {
		n.Edges[i].A, n.Edges[i].B = number[e.A], number[e.B]
	}
	return n
}

func hasBothSigns(n *Network) bool {
	sum := 0
	for _, e := range n.Edges {
		sum += e.Sign
	}
	return sum < len(n.Edges) && -sum < len(n.Edges)
}

// modularityOf is signed modularity straight from its definition, in floating
// point: a sum over all pairs, ordered, an actor with itself too.
func modularityOf(n *Network, of []int, gamma float64) float64 {
	type pair struct{ a, b int }
	a, kpos, kneg := map[pair]float64{}, make([]float64, len(of)), make([]float64, len(of))
	var pos, neg float64
	for _, e := range n.Edges {
		a[pair{e.A, e.B}], a[pair{e.B, e.A}] = float64(e.Sign), float64(e.Sign)
		if e.Sign > 0 {
			pos, kpos[e.A], kpos[e.B] = pos+1, kpos[e.A]+1, kpos[e.B]+1
		} else {
			neg, kneg[e.A], kneg[e.B] = neg+1, kneg[e.A]+1, kneg[e.B]+1
		}
	}
	var q float64
	for i := range of {
		for j := range of {
			if of[i] == of[j] {
				q += a[pair{i, j}] - gamma*kpos[i]*kpos[j]/max(2*pos, 1) + kneg[i]*kneg[j]/max(2*neg, 1)
			}
		}
	}
	return q / (2*pos + 2*neg)
}

// exactModularity is the modularity by the integers that the code compares.
func exactModularity(n *Network, of []int, r rational) float64 {
	o, err := newObjective(n, r)
	if err != nil {
		panic(err)
	}
	return float64(o.worth(newSigned(n), of)) / float64(o.tie) / float64(2*len(n.Edges))
}

// partsOf takes camps apart into what positive edges hold together.
func partsOf(n *Network, of []int) []int {
	part := make([]int, len(of))
	for v := range part {
		part[v] = v
	}
	for again := true; again; {
		again = false
		for _, e := range n.Edges {
			if e.Sign > 0 && of[e.A] == of[e.B] && part[e.A] != part[e.B] {
				part[e.A] = min(part[e.A], part[e.B])
				part[e.B] = part[e.A]
				again = true
			}
		}
	}
	return part
}

func isWhole(n *Network, of []int) bool {
	partOf := map[int]int{}
	for v, p := range partsOf(n, of) {
		if q, ok := partOf[of[v]]; ok && q != p {
			return false
		}
		partOf[of[v]] = p
	}
	return true
}

func divided(t testing.TB, n *Network, r rational) []int {
	t.Helper()
	o, err := newObjective(n, r)
	if err != nil {
		t.Fatal(err)
	}
	of, _ := o.divide(newSigned(n))
	return of
}

func gonumLayers(n *Network) community.UndirectedLayers {
	pos, neg := simple.NewUndirectedGraph(), simple.NewWeightedUndirectedGraph(0, 0)
	for v := range n.Actors {
		pos.AddNode(simple.Node(v))
		neg.AddNode(simple.Node(v))
	}
	for _, e := range n.Edges {
		if e.Sign > 0 {
			pos.SetEdge(pos.NewEdge(simple.Node(e.A), simple.Node(e.B)))
		} else {
			neg.SetWeightedEdge(neg.NewWeightedEdge(simple.Node(e.A), simple.Node(e.B), -1))
		}
	}
	return community.UndirectedLayers{pos, neg}
}

// gonumModularity is gonum's Q of the same division. Its layers have weights +1
// and −1, and are not divided by the weight of all edges.
func gonumModularity(n *Network, of []int, gamma float64) float64 {
	camps := make([][]gonum.Node, len(of))
	for v, c := range of {
		camps[c] = append(camps[c], simple.Node(v))
	}
	q := community.QMultiplex(gonumLayers(n), camps, []float64{1, -1}, []float64{gamma, 1})
	return (q[0] + q[1]) / float64(2*len(n.Edges))
}

func gonumDivision(n *Network, gamma float64, seed uint64) []int {
	of := make([]int, len(n.Actors))
	found := community.ModularizeMultiplex(gonumLayers(n), []float64{1, -1}, []float64{gamma, 1}, true, rand.NewPCG(seed, seed))
	for c, nodes := range found.Communities() {
		for _, v := range nodes {
			of[v.ID()] = c
		}
	}
	return of
}

func TestThousandths(t *testing.T) {
	for resolution, want := range map[float64]rational{
		1: {1, 1}, 0.5: {1, 2}, 1.73: {173, 100}, 0.001: {1, 1000}, 9.999: {9999, 1000}, 10: {10, 1}, 1.0 / 3: {333, 1000},
	} {
		if got, err := thousandths(resolution); err != nil || got != want {
			t.Errorf("%v is %v, error %v; want %v", resolution, got, err, want)
		}
	}
}

// Three ways to one number: the definition, gonum, and the integers. gonum
// divides by zero where a sign is missing, so it is asked only where both occur.
func TestModularityAgainstGonum(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 16))
	asked := 0
	for range 600 {
		n := scatteredNetwork(r, 2+r.IntN(12), r.Float64(), r.Float64())
		if len(n.Edges) == 0 {
			continue
		}
		of := make([]int, len(n.Actors))
		for v := range of {
			of[v] = r.IntN(1 + len(of)/2)
		}
		for _, res := range campResolutions {
			want, got := modularityOf(n, of, res.gamma), exactModularity(n, of, res.rational)
			if math.Abs(want-got) > 1e-12 {
				t.Fatalf("%v of %v at %v: %v, by definition %v", n.Edges, of, res.gamma, got, want)
			}
			if !hasBothSigns(n) {
				continue
			}
			asked++
			if theirs := gonumModularity(n, of, res.gamma); math.Abs(theirs-got) > 1e-12 {
				t.Fatalf("%v of %v at %v: %v, gonum %v", n.Edges, of, res.gamma, got, theirs)
			}
		}
	}
	if asked < 1000 {
		t.Errorf("gonum was asked %d times only", asked)
	}
}

// bestDivisions tries all divisions: the largest modularity there is, and the
// largest of those whose camps positive edges hold together.
func bestDivisions(n *Network, r rational) (any, whole float64, bestOf []int) {
	any, whole = math.Inf(-1), math.Inf(-1)
	o, err := newObjective(n, r)
	if err != nil {
		panic(err)
	}
	g, of := newSigned(n), make([]int, len(n.Actors))
	scale := float64(o.tie) * float64(2*len(n.Edges))
	var walk func(v, used int)
	walk = func(v, used int) {
		if v < len(of) {
			for c := 0; c <= min(used, len(of)-1); c++ {
				of[v] = c
				walk(v+1, max(used, c+1))
			}
			return
		}
		q := float64(o.worth(g, of)) / scale
		if q > any {
			any, bestOf = q, append([]int(nil), of...)
		}
		if q > whole && isWhole(n, of) {
			whole = q
		}
	}
	walk(0, 0)
	return any, whole, bestOf
}

// How good are the camps? The search is a heuristic; this says how far it falls
// short of the best on graphs small enough to try all divisions, and of gonum's
// best of five seeds. gonum's camps are taken apart first where no positive
// edges hold them together, since such camps are not allowed here.
func TestCampsAgainstOptimum(t *testing.T) {
	r := rand.New(rand.NewPCG(80, 16114))
	var graphs, optimal, asGonum, gonumOptimal, loose int
	var worst float64
	for i := range 400 {
		n := scatteredNetwork(r, 5+r.IntN(4)+i/380, 0.2+0.6*r.Float64(), 0.2+0.7*r.Float64())
		if !hasBothSigns(n) {
			continue
		}
		graphs++
		res := campResolutions[i%len(campResolutions)]
		of := divided(t, n, res.rational)
		if !isWhole(n, of) {
			t.Fatalf("%v: a camp of %v is not held together", n.Edges, of)
		}
		q := exactModularity(n, of, res.rational)
		any, whole, _ := bestDivisions(n, res.rational)
		if any > whole+1e-12 {
			loose++
		}
		if q >= whole-1e-12 {
			optimal++
		}
		worst = max(worst, whole-q)
		theirs := math.Inf(-1)
		for seed := range uint64(5) {
			theirs = max(theirs, exactModularity(n, partsOf(n, gonumDivision(n, res.gamma, seed)), res.rational))
		}
		if theirs <= q+1e-12 {
			asGonum++
		}
		if theirs >= whole-1e-12 {
			gonumOptimal++
		}
	}
	share := func(k int) float64 { return float64(k) / float64(graphs) }
	t.Logf("%d graphs: the best there is in %.1f%% (gonum %.1f%%), worst %.4f below; at least as good as gonum in %.1f%%; "+
		"better divisions join actors without a chain of friends in %.1f%%",
		graphs, 100*share(optimal), 100*share(gonumOptimal), worst, 100*share(asGonum), 100*share(loose))
	if share(optimal) < 0.95 || share(asGonum) < 0.95 || worst > 0.1 {
		t.Error("worse than the camps are said to be")
	}
}

// No single actor could go elsewhere, or off alone, and better the division, if
// what is left of every camp must hold together; nor could two camps join.
func TestCampsAreLocalOptima(t *testing.T) {
	r := rand.New(rand.NewPCG(80, 36115))
	for i := range 60 {
		n := blocNetwork(r, 30, 60+r.IntN(60), 3)
		res := campResolutions[i%len(campResolutions)]
		of := divided(t, n, res.rational)
		q := exactModularity(n, of, res.rational)
		if !isWhole(n, of) {
			t.Fatalf("%v: a camp is not held together", of)
		}
		better := func(what string, other []int) {
			if isWhole(n, other) && exactModularity(n, other, res.rational) > q+1e-12 {
				t.Fatalf("%v: %s betters %v", n.Edges, what, of)
			}
		}
		for v := range of {
			for c := range of {
				other := append([]int(nil), of...)
				other[v] = c
				better(fmt.Sprintf("moving %d to %d", v, c), other)
			}
		}
		for c := range of {
			for d := range c {
				other := append([]int(nil), of...)
				for v := range other {
					if other[v] == c {
						other[v] = d
					}
				}
				better(fmt.Sprintf("joining %d and %d", c, d), other)
			}
		}
	}
}

// Two hubs who fight each other, and each its own others: by the formula alone
// the one would be in a camp with the other's enemies, with nobody's friendship.
func TestNobodyIsJoinedForSharedEnemies(t *testing.T) {
	n := &Network{Edges: []Edge{{A: 0, B: 1, Sign: -1}}}
	for v := range 8 {
		n.Actors = append(n.Actors, graph.ActorID(fmt.Sprint(v)))
		if v > 1 {
			n.Edges = append(n.Edges, Edge{A: v % 2, B: v, Sign: -1})
		}
	}
	_, _, of := bestDivisions(n, rational{2, 1})
	slices.Sort(of)
	if len(slices.Compact(of)) == 8 {
		t.Fatal("the formula joins nobody; the test tests nothing")
	}
	camps, err := Camps(n, 2)
	if err != nil || len(camps) != 8 {
		t.Errorf("%d camps of 8 actors without a friend, error %v", len(camps), err)
	}
}

// At the largest networks let in, the largest sums still fit into 64 bits.
func TestObjectiveFitsIntoInt64(t *testing.T) {
	network := func(pos, neg int) *Network {
		n := &Network{Actors: []graph.ActorID{"a", "b"}}
		for i := range pos + neg {
			n.Edges = append(n.Edges, Edge{A: 0, B: 1, Sign: 1})
			if i >= pos {
				n.Edges[i].Sign = -1
			}
		}
		return n
	}
	for _, pos := range []int{0, 1, 30_000, 45_000, 60_000, 89_999, 90_000} {
		neg := 90_000 - pos
		o, err := newObjective(network(pos, neg), rational{9999, 1000})
		if err != nil {
			t.Fatalf("%d and %d edges are refused: %v", pos, neg, err)
		}
		product := func(x int64, y, z int) *big.Int {
			p := new(big.Int).Mul(big.NewInt(x), big.NewInt(int64(y)))
			return p.Mul(p, big.NewInt(int64(z)))
		}
		sum := product(o.tie, 2*(pos+neg), 1) // all that worth adds up, as if of one sign
		sum.Add(sum, product(o.friends, 2*pos, 2*pos))
		sum.Add(sum, product(o.enemies, 2*neg, 2*neg))
		if !sum.IsInt64() {
			t.Errorf("%d and %d edges: sums may reach %v", pos, neg, sum)
		}
	}
	if _, err := newObjective(network(60_000, 60_000), rational{9999, 1000}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("120,000 edges at 9.999: %v", err)
	}
	if _, err := newObjective(network(60_000, 60_000), rational{1, 1}); err != nil {
		t.Errorf("120,000 edges at 1: %v", err)
	}
}

func BenchmarkCamps(b *testing.B) {
	for _, size := range []struct{ actors, edges, blocs int }{{200, 400, 8}, {2000, 4000, 40}, {20_000, 60_000, 100}} {
		n := blocNetwork(rand.New(rand.NewPCG(1, 1)), size.actors, size.edges, size.blocs)
		b.Run(fmt.Sprintf("actors=%d/edges=%d", size.actors, size.edges), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Camps(n, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
