package analysis

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"
)

// The oracle: all ways to put n vertices on two sides.
func bruteForce(n int, edges []weightedEdge) int {
	least := math.MaxInt
	for sides := range 1 << max(n-1, 0) {
		cost := 0
		for _, e := range edges {
			apart := (sides>>e.a ^ sides>>e.b) & 1
			if apart == 1 && e.w > 0 || apart == 0 && e.w < 0 {
				cost += abs(e.w)
			}
		}
		least = min(least, cost)
	}
	return least
}

// randomEdges has an edge between every two vertices with probability density,
// negative with probability negative, of weight 1 to heaviest.
func randomEdges(n int, density, negative float64, heaviest int, seed uint64) []weightedEdge {
	rnd := rand.New(rand.NewPCG(seed, uint64(n)))
	var edges []weightedEdge
	for b := range n {
		for a := range b {
			if rnd.Float64() >= density {
				continue
			}
			w := 1 + rnd.IntN(heaviest)
			if rnd.Float64() < negative {
				w = -w
			}
			edges = append(edges, weightedEdge{a, b, w})
		}
	}
	return edges
}

// blocEdges are like a year of alliances and disputes: together within a bloc,
// against each other across, but for a share of noise.
func blocEdges(n, m, blocs int, noise float64, seed uint64) []weightedEdge {
	rnd := rand.New(rand.NewPCG(seed, uint64(n)))
	var edges []weightedEdge
	seen := map[[2]int]bool{}
	for len(edges) < m {
		a, b := rnd.IntN(n), rnd.IntN(n)
		if a >= b || seen[[2]int{a, b}] {
			continue
		}
		seen[[2]int{a, b}] = true
		w := -1
		if a%blocs == b%blocs {
			w = 1
		}
		if rnd.Float64() < noise {
			w = -w
		}
		edges = append(edges, weightedEdge{a, b, w})
	}
	return edges
}

// smallGraphs calls f with many graphs of up to 13 vertices, and a few of 16.
func smallGraphs(f func(name string, n int, edges []weightedEdge)) {
	for seed := range uint64(6) {
		for n := 1; n <= 13; n++ {
			for _, density := range []float64{0.15, 0.3, 0.6, 1} {
				for _, heaviest := range []int{1, 4} {
					f(fmt.Sprintf("n=%d density=%v heaviest=%d seed=%d", n, density, heaviest, seed),
						n, randomEdges(n, density, 0.5, heaviest, seed))
				}
			}
		}
		f(fmt.Sprintf("n=16 seed=%d", seed), 16, randomEdges(16, 0.5, 0.6, 1, seed))
	}
}

func TestFrustrationIsThatOfAllTwoColourings(t *testing.T) {
	smallGraphs(func(name string, n int, edges []weightedEdge) {
		want := bruteForce(n, edges)
		f := frustrationOf(n, edges, 0)
		if f.best != want || f.lower != want {
			t.Fatalf("%s: frustration %d, bound %d, want %d", name, f.best, f.lower, want)
		}
		if cost := newSignedGraph(n, edges).frustration(f.sides); cost != want {
			t.Fatalf("%s: the sides cost %d, want %d", name, cost, want)
		}
	})
}

// Each search by itself, without reductions, without blocks, from bad sides.
func TestSearchesAloneFindTheSame(t *testing.T) {
	smallGraphs(func(name string, n int, edges []weightedEdge) {
		want := bruteForce(n, edges)
		g := newSignedGraph(n, edges)
		all := make([]int8, n)
		for v := range all {
			all[v] = 1
		}
		if sides, ok := solveDolls(g, &steps{unlimited: true}); !ok || g.frustration(sides) != want {
			t.Fatalf("%s: dolls found %d, want %d", name, g.frustration(sides), want)
		}
		if n == 1 {
			return
		}
		s := &search{g: g, sides: all, best: g.frustration(all), steps: &steps{unlimited: true}}
		s.push(g, 0)
		s.relax(math.MaxInt64)
		if s.best != want || s.lower != want || g.frustration(s.sides) != want {
			t.Fatalf("%s: branch and bound found %d (sides of %d), bound %d, want %d", name, s.best, g.frustration(s.sides), s.lower, want)
		}
	})
}

func TestReductionLeavesTheFrustration(t *testing.T) {
	shrunk := 0
	smallGraphs(func(name string, n int, edges []weightedEdge) {
		g := newSignedGraph(n, edges)
		g.reduce()
		g = g.compact()
		if len(g.adj) < n {
			shrunk++
		}
		if got, want := g.paid+leastOf(g), bruteForce(n, edges); got != want {
			t.Fatalf("%s: %d after reduction to %d vertices, want %d", name, got, len(g.adj), want)
		}
	})
	if shrunk == 0 {
		t.Error("nothing was ever reduced")
	}
}

// The best sides are in one branch or the other, wherever they part.
func TestBranchesLoseNoSides(t *testing.T) {
	smallGraphs(func(name string, n int, edges []weightedEdge) {
		if n < 2 {
			return
		}
		g := newSignedGraph(n, edges)
		s := &search{g: g, sides: make([]int8, n), best: math.MaxInt, steps: &steps{unlimited: true}}
		s.split(branch{g: g}, newSymmetric(n))
		least := s.best
		for _, b := range s.open {
			least = min(least, b.g.paid+leastOf(b.g))
		}
		if want := bruteForce(n, edges); least != want {
			t.Fatalf("%s: %d in the branches, want %d", name, least, want)
		}
	})
}

// Seven actors at odds, ten times each: the best sides part 12 of 21 pairs, and
// the relaxation can say no more than 12.25, so that the answer, 90, takes
// branching.
func TestBranchingClosesAGap(t *testing.T) {
	g := newSignedGraph(7, nil)
	for b := range 7 {
		for a := range b {
			g.add(a, b, -10)
		}
	}
	s := &search{g: g, sides: []int8{1, 1, 1, 1, 1, 1, 1}, best: 210, steps: &steps{unlimited: true}}
	s.push(g, 0)
	s.relax(math.MaxInt64)
	if s.best != 90 || s.lower != 90 || s.made < 3 {
		t.Errorf("found %d, bound %d, in %d branches", s.best, s.lower, s.made)
	}
}

// leastOf is the oracle's answer for a graph, apart from what is paid.
func leastOf(g *signedGraph) int {
	var edges []weightedEdge
	for v, arcs := range g.adj {
		for _, a := range arcs {
			if v < a.to {
				edges = append(edges, weightedEdge{v, a.to, a.w})
			}
		}
	}
	return bruteForce(len(g.adj), edges)
}

// A bound may stop anywhere and never be wrong.
func TestBoundsHoldHoweverEarlyTheyStop(t *testing.T) {
	smallGraphs(func(name string, n int, edges []weightedEdge) {
		if n < 2 {
			return
		}
		want := bruteForce(n, edges)
		g := newSignedGraph(n, edges)
		sides := treeSides(g)
		if p := packing(g, sides, &steps{unlimited: true}); p > want {
			t.Fatalf("%s: packed %d cycles, frustration is %d", name, p, want)
		}
		for _, limit := range []int64{0, 1, 30, 300} {
			r := newRelaxation(g, sides, &steps{limit: limit * evaluationCost * int64(n*n*n)})
			r.run(math.MaxInt32)
			if r.lower() > want {
				t.Fatalf("%s: bound %d after %d evaluations, frustration is %d", name, r.lower(), limit, want)
			}
		}
	})
}

func TestABudgetIsKeptAndItsBoundsHold(t *testing.T) {
	for _, n := range []int{60, 100} {
		edges := randomEdges(n, 0.2, 0.5, 1, 7)
		last := frustrationOf(n, edges, 0)
		for _, budget := range []int{1_000, 100_000, 500_000} {
			f := frustrationOf(n, edges, budget)
			// One evaluation may be under way when the budget ends, and the
			// sides are looked for whatever it is.
			if most := int64(1000*budget + 50*n*n*n + 40_000_000); f.steps > most {
				t.Errorf("n=%d budget=%d: %d steps", n, budget, f.steps)
			}
			if f.lower > f.best || f.best > last.best {
				t.Errorf("n=%d budget=%d: frustration %d, bound %d; with less budget %d", n, budget, f.best, f.lower, last.best)
			}
			last = f
		}
	}
}

func TestBlocks(t *testing.T) {
	// Two triangles that share vertex 2, a bridge 4-5, and 6 alone.
	g := newSignedGraph(7, []weightedEdge{{0, 1, 1}, {0, 2, 1}, {1, 2, -1}, {2, 3, 1}, {2, 4, 1}, {3, 4, -1}, {4, 5, -1}})
	got := map[uint]bool{}
	for _, block := range g.blocks() {
		set := uint(0)
		for _, v := range block {
			set |= 1 << v
		}
		if bits.OnesCount(set) != len(block) {
			t.Errorf("block %v names a vertex twice", block)
		}
		got[set] = true
	}
	for _, want := range []uint{0b0000111, 0b0011100, 0b0110000} {
		if !got[want] {
			t.Errorf("no block %07b in %v", want, got)
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("blocks too many: %v", got)
	}
}

func TestEigen(t *testing.T) {
	for _, n := range []int{1, 2, 3, 17, 60} {
		rnd := rand.New(rand.NewPCG(5, uint64(n)))
		m := newSymmetric(n)
		for i := range n {
			for j := range i + 1 {
				x := float64(rnd.IntN(5) - 2) // many equal, many 0
				m.a[i*n+j], m.a[j*n+i] = x, x
			}
		}
		spoilt := newSymmetric(n)
		copy(spoilt.a, m.a)
		values, vectors, ok := spoilt.eigen()
		if !ok {
			t.Fatalf("n=%d: not found", n)
		}
		for i := range n {
			for j := range n {
				sum, product := 0.0, 0.0
				for k, l := range values {
					sum += l * vectors.a[k*n+i] * vectors.a[k*n+j]
					product += vectors.a[k*n+i] * vectors.a[k*n+j]
				}
				if math.Abs(sum-m.a[i*n+j]) > 1e-11 {
					t.Fatalf("n=%d: (%d, %d) is %v, want %v", n, i, j, sum, m.a[i*n+j])
				}
				if unit := float64(1 - min(1, abs(i-j))); math.Abs(product-unit) > 1e-11 {
					t.Fatalf("n=%d: eigenvectors are not orthonormal", n)
				}
			}
		}
	}
}

// Numbers that are none prove nothing.
func TestNothingIsConcludedFromOverflow(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.MaxFloat64} {
		g := newSignedGraph(4, randomEdges(4, 1, 1, 1, 0))
		r := newRelaxation(g, []int8{1, 1, 1, 1}, &steps{unlimited: true})
		r.alpha = 0.1
		for i := range r.dual {
			r.dual[i] = bad
		}
		r.evaluate(r.dual, make([]float64, 4))
		if r.lower() > 2 {
			t.Errorf("%v: bound %d, frustration is 2", bad, r.lower())
		}
	}
}

// The greatest frustration of a complete graph is that of the one with negative
// edges only, ⌊(n-1)²/4⌋ (Petersdorf, Wissenschaftliche Zeitschrift der
// Technischen Hochschule Ilmenau 12, 1966).
func TestCompleteNegativeGraphs(t *testing.T) {
	for _, n := range []int{3, 4, 11, 25, 39, 40} {
		f := frustrationOf(n, randomEdges(n, 1, 1, 1, 0), 0)
		if want := (n - 1) * (n - 1) / 4; f.best != want || f.lower != want {
			t.Errorf("n=%d: frustration %d, bound %d, want %d", n, f.best, f.lower, want)
		}
	}
}

// The negative Petersen graph has frustration 3, the most of any signs on it
// (Zaslavsky, Discrete Mathematics 312, 2012: Six signed Petersen graphs).
func TestPetersenGraph(t *testing.T) {
	var edges []weightedEdge
	for i := range 5 {
		edges = append(edges, weightedEdge{i, (i + 1) % 5, -1}, weightedEdge{i, i + 5, -1}, weightedEdge{i + 5, (i+2)%5 + 5, -1})
	}
	if f := frustrationOf(10, edges, 0); f.best != 3 || f.lower != 3 {
		t.Errorf("frustration %d, bound %d, want 3", f.best, f.lower)
	}
}

// Forty actors are always done, with no budget at all. The steps say that it
// does not take long either: a billion are about a second.
func TestExactUpToForty(t *testing.T) {
	for _, n := range []int{20, 30, 36, ExactActors} {
		for _, density := range []float64{0.2, 0.5, 1} {
			most := int64(0)
			for seed := range uint64(3) {
				for _, negative := range []float64{0.5, 0.9} {
					f := frustrationOf(n, randomEdges(n, density, negative, 1, seed), 0)
					if f.best != f.lower {
						t.Errorf("n=%d density=%v seed=%d: frustration %d, bound %d", n, density, seed, f.best, f.lower)
					}
					most = max(most, f.steps)
				}
			}
			t.Logf("n=%d density=%v: %d million steps at most", n, density, most/1_000_000)
			if most > 3_000_000_000 {
				t.Errorf("n=%d density=%v took %d steps", n, density, most)
			}
		}
	}
}

// Without order to go by, and with more symmetry than any search likes: the
// signs of a Paley graph (+1 where the difference is a square).
func TestPaleyGraph(t *testing.T) {
	const p = 29
	square := map[int]int{}
	for i := range p {
		square[i*i%p] = 1
	}
	var edges []weightedEdge
	for b := range p {
		for a := range b {
			edges = append(edges, weightedEdge{a, b, 2*square[b-a] - 1})
		}
	}
	f := frustrationOf(p, edges, 0)
	if f.best != f.lower {
		t.Errorf("frustration %d, bound %d", f.best, f.lower)
	}
	t.Logf("frustration %d after %d million steps", f.best, f.steps/1_000_000)
}

// Networks of the size of the Correlates of War: two blocs are solved by packed
// cycles alone, three by the relaxation. Signs by chance keep a gap.
func TestAHundredActors(t *testing.T) {
	const n, m = 100, 1000
	for seed := range uint64(4) {
		for _, noise := range []float64{0.05, 0.15} {
			edges := blocEdges(n, m, 2, noise, seed)
			if f := frustrationOf(n, edges, DefaultBudget/10); f.best != f.lower {
				t.Errorf("two blocs, noise %v, seed %d: frustration %d, bound %d", noise, seed, f.best, f.lower)
			}
		}
	}
	if testing.Short() {
		return
	}
	if f := frustrationOf(n, blocEdges(n, m, 3, 0.05, 0), DefaultBudget); f.best != f.lower {
		t.Errorf("three blocs: frustration %d, bound %d", f.best, f.lower)
	}
	f := frustrationOf(n, blocEdges(n, m, 2, 0.5, 0), DefaultBudget)
	if gap := f.best - f.lower; gap < 0 || gap > f.best/20 {
		t.Errorf("signs by chance: frustration %d, bound %d", f.best, f.lower)
	}
}

func BenchmarkFrustration(b *testing.B) {
	for _, c := range []struct {
		name  string
		n     int
		edges []weightedEdge
	}{
		{"40 actors, all edges, signs by chance", 40, randomEdges(40, 1, 0.5, 1, 1)},
		{"40 actors, all edges, nine of ten negative", 40, randomEdges(40, 1, 0.9, 1, 1)},
		{"40 actors, half of the edges", 40, randomEdges(40, 0.5, 0.5, 1, 1)},
		{"100 actors, two blocs", 100, blocEdges(100, 1000, 2, 0.1, 1)},
		{"100 actors, three blocs", 100, blocEdges(100, 1000, 3, 0.1, 1)},
		{"100 actors, signs by chance", 100, blocEdges(100, 1000, 2, 0.5, 1)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var f frustration
			for b.Loop() {
				f = frustrationOf(c.n, c.edges, DefaultBudget)
			}
			b.ReportMetric(float64(f.best-f.lower), "gap")
			b.ReportMetric(float64(f.steps)/1e6, "Msteps")
		})
	}
}
