package analysis

import (
	"cmp"
	"math"
	"slices"
)

// A relaxation bounds the frustration of a graph from below.
//
// With x = +1 or -1 for the sides, frustration is paid + (T - Σ w x_u x_v)/2,
// where T is the sum of |w|. Instead of the matrix X = xxᵀ it admits every
// positive semidefinite matrix with ones on the diagonal that obeys the
// triangle inequalities (of three actors an even number of pairs stands apart),
// so that the largest Σ w X_uv is at least that of the best sides. It is bounded
// by the dual function
//
//	F(y, z) = Σy + Σz + |S₊|²/2α + αn²/2,  S = C - Diag(y) + Σ z_t B_t
//
// of Malick and Roupin (Mathematical Programming 140, 2013), as in BiqCrunch:
// C has w/2 in both places of an edge, a multiplier y belongs to each vertex,
// a z ≥ 0 to each triangle inequality <B_t, X> ≥ -1. Since |X| ≤ n, F is a bound
// for every y, every z ≥ 0 and every α > 0, however badly they are chosen: the
// search for good ones may stop anywhere.
type relaxation struct {
	n         int
	total     float64    // T
	c, s, x   *symmetric // x is the matrix X that belongs to y and z
	alpha     float64
	triangles []triangle
	dual      []float64 // y, then z
	value     float64   // the least F that was met
	steps     *steps
}

// triangle is the inequality ab·X_ab + ac·X_ac + bc·X_bc ≥ -1, where the product
// of the signs is +1.
type triangle struct {
	a, b, c    int
	ab, ac, bc float64
	slack      float64 // of X; negative if X violates it
}

func newRelaxation(g *signedGraph, sides []int8, st *steps) *relaxation {
	n := len(g.adj)
	r := &relaxation{n: n, c: newSymmetric(n), s: newSymmetric(n), x: newSymmetric(n), dual: make([]float64, n), steps: st}
	for v, arcs := range g.adj {
		for _, a := range arcs {
			r.c.a[v*n+a.to] = float64(a.w) / 2
			r.total += math.Abs(float64(a.w)) / 2
			// If the sides are the best and the bound is tight, this is the
			// multiplier of v.
			r.dual[v] += float64(a.w*int(sides[v])*int(sides[a.to])) / 2
		}
	}
	r.value = r.total
	return r
}

// lower is the bound on the frustration, apart from what is paid. The margin is
// far wider than what rounding can do to F.
func (r *relaxation) lower() int {
	f := (r.total - r.value) / 2
	return max(0, int(math.Ceil(f-1e-6-float64(1e-9*r.total))))
}

// run improves the bound until it reaches the target, or does not look as if it
// would, or the steps are used up. α sinks slowly: with a large one F is smooth,
// and few steps find the triangles that matter; with a small one F is sharp.
func (r *relaxation) run(target int) {
	const slope, flatEnough, sharp = 0.7, 0.03, 0.1
	half := float64(r.n*r.n) / 2
	r.alpha = r.total / half
	for last := math.Inf(1); r.lower() < target && !r.steps.over(); {
		r.minimise(15, target)
		worst := r.separate()
		gap := r.value - r.total + 2*float64(target-1)
		switch {
		case r.alpha*half > sharp:
			r.alpha *= slope
		case worst > -0.05 || last-r.value < float64(flatEnough*gap):
			return
		}
		last = r.value
	}
}

// evaluationCost times n³ are the steps of one evaluation of F.
const evaluationCost = 10

// evaluate computes F and its gradient.
func (r *relaxation) evaluate(dual, gradient []float64) float64 {
	n := r.n
	r.steps.spend(evaluationCost * n * n * n)
	copy(r.s.a, r.c.a)
	f := r.alpha * float64(n*n) / 2
	for i := range n {
		r.s.a[i*n+i] -= dual[i]
	}
	for i, t := range r.triangles {
		z := dual[n+i] / 2
		r.s.bump(t.a, t.b, t.ab*z)
		r.s.bump(t.a, t.c, t.ac*z)
		r.s.bump(t.b, t.c, t.bc*z)
	}
	for _, v := range dual {
		f += v
	}
	f += r.s.positivePart(r.x) / (2 * r.alpha)
	for i := range r.x.a {
		r.x.a[i] /= r.alpha
	}
	for i := range n {
		gradient[i] = 1 - r.x.a[i*n+i]
	}
	for i := range r.triangles {
		gradient[n+i] = r.slack(&r.triangles[i])
	}
	if f < r.value { // never so of NaN, which proves nothing
		r.value = f
	}
	return f
}

func (m *symmetric) bump(i, j int, by float64) {
	m.a[i*m.n+j] += by
	m.a[j*m.n+i] += by
}

func (r *relaxation) slack(t *triangle) float64 {
	x, n := r.x.a, r.n
	t.slack = 1 + float64(t.ab*x[t.a*n+t.b]) + float64(t.ac*x[t.a*n+t.c]) + float64(t.bc*x[t.b*n+t.c])
	return t.slack
}

// separate drops the inequalities that do not bind and adds those that X
// violates most. It returns the slack of the worst, 0 if there is none.
func (r *relaxation) separate() float64 {
	n := r.n
	r.steps.spend(n * n * n)
	known := map[[5]int]bool{}
	keep, dual := r.triangles[:0], r.dual[:n]
	for i, t := range r.triangles {
		if z := r.dual[n+i]; z > 1e-6 || t.slack < tolerance {
			keep, dual = append(keep, t), append(dual, z)
			known[t.key()] = true
		}
	}
	found := r.violated(known)
	r.triangles = append(keep, found...)
	r.dual = append(dual, make([]float64, len(found))...)
	if len(found) == 0 {
		return 0
	}
	return found[0].slack
}

// tolerance is how far below 0 a slack may be.
const tolerance = 0.02

// key tells inequalities apart.
func (t *triangle) key() [5]int {
	return [5]int{t.a, t.b, t.c, int(t.ab), int(t.ac)}
}

// violated lists the worst inequalities, 5n at most, that X violates and that
// are not known, of every three vertices the worst.
func (r *relaxation) violated(known map[[5]int]bool) []triangle {
	var worst []triangle
	limit := -tolerance
	cut := func() {
		slices.SortFunc(worst, func(s, t triangle) int {
			return cmp.Or(cmp.Compare(s.slack, t.slack), cmp.Compare(s.a, t.a), cmp.Compare(s.b, t.b), cmp.Compare(s.c, t.c))
		})
		if len(worst) > 5*r.n {
			worst = worst[:5*r.n]
			limit = worst[len(worst)-1].slack
		}
	}
	for a := range r.n {
		for b := a + 1; b < r.n; b++ {
			for c := b + 1; c < r.n; c++ {
				if t := r.worst(a, b, c); t.slack < limit && !known[t.key()] {
					worst = append(worst, t)
				}
			}
			if len(worst) > 20*r.n {
				cut()
			}
		}
	}
	cut()
	return worst
}

// worst is the inequality of three vertices that X obeys least.
func (r *relaxation) worst(a, b, c int) triangle {
	x, y, z := r.x.a[a*r.n+b], r.x.a[a*r.n+c], r.x.a[b*r.n+c]
	t := triangle{a, b, c, 1, 1, 1, 1 + x + y + z}
	if s := 1 + x - y - z; s < t.slack {
		t.ab, t.ac, t.bc, t.slack = 1, -1, -1, s
	}
	if s := 1 - x + y - z; s < t.slack {
		t.ab, t.ac, t.bc, t.slack = -1, 1, -1, s
	}
	if s := 1 - x - y + z; s < t.slack {
		t.ab, t.ac, t.bc, t.slack = -1, -1, 1, s
	}
	return t
}
