package analysis

import "math"

// Products are rounded (float64(a*b)) before they are added, so that no compiler
// fuses the two and every machine gets the same bits.

// symmetric is a full symmetric matrix, by rows.
type symmetric struct {
	n int
	a []float64
}

func newSymmetric(n int) *symmetric { return &symmetric{n, make([]float64, n*n)} }

func (m *symmetric) row(i int) []float64 { return m.a[i*m.n : (i+1)*m.n] }

// positivePart writes into x the nearest positive semidefinite matrix: what is
// left of m if its negative eigenvalues are made 0. m is spoilt. It returns
// the sum of the squares of the positive eigenvalues, or infinity if they were
// not found, so that nothing is concluded from them.
func (m *symmetric) positivePart(x *symmetric) float64 {
	clear(x.a)
	values, vectors, ok := m.eigen()
	if !ok {
		return math.Inf(1)
	}
	sum := 0.0
	for k, l := range values {
		if l <= 0 {
			continue
		}
		sum += float64(l * l)
		v := vectors.row(k)
		for i, vi := range v {
			axpy(l*vi, v[:i+1], x.row(i)[:i+1])
		}
	}
	for i := range x.n {
		for j := range i {
			x.a[j*x.n+i] = x.a[i*x.n+j]
		}
	}
	return sum
}

// eigen returns the eigenvalues and, as rows, the eigenvectors, or reports that
// they were not found. m is spoilt.
func (m *symmetric) eigen() ([]float64, *symmetric, bool) {
	d, e, q := m.tridiagonal()
	return d, q, diagonalise(d, e, q)
}

// tridiagonal returns the diagonal and subdiagonal of Q m Qᵀ, and Q, an
// orthogonal matrix: Householder's reflections, one a column.
func (m *symmetric) tridiagonal() (d, e []float64, q *symmetric) {
	n := m.n
	d, e, q = make([]float64, n), make([]float64, n), newSymmetric(n)
	scale, room := make([]float64, n), make([]float64, n)
	for k := 0; k < n-2; k++ {
		// The reflection I - scale·v vᵀ turns the column below the diagonal
		// into a multiple of the first unit vector. v is kept in row k, which
		// is needed no more.
		v := m.row(k)[k+1:]
		norm := math.Sqrt(dot(v, v))
		d[k], e[k] = m.a[k*n+k], 0
		if norm == 0 {
			continue
		}
		if v[0] > 0 {
			norm = -norm
		}
		e[k] = norm
		v[0] -= norm
		scale[k] = -1 / (norm * v[0])
		p := room[k+1:]
		for i := range p {
			p[i] = scale[k] * dot(m.row(k + 1 + i)[k+1:], v)
		}
		axpy(-scale[k]/2*dot(p, v), v, p)
		for i := range p {
			r := m.row(k + 1 + i)[k+1:]
			axpy(-v[i], p, r)
			axpy(-p[i], v, r)
		}
	}
	for k := max(n-2, 0); k < n; k++ {
		d[k] = m.a[k*n+k]
	}
	if n > 1 {
		e[n-2] = m.a[(n-2)*n+n-1]
	}
	for i := range n {
		q.a[i*n+i] = 1
	}
	for k := n - 3; k >= 0; k-- {
		v := m.row(k)[k+1:]
		for i := k + 1; i < n; i++ {
			r := q.row(i)[k+1:]
			axpy(-scale[k]*dot(r, v), v, r)
		}
	}
	return d, e, q
}

// diagonalise turns the tridiagonal matrix of diagonal d and subdiagonal e into
// a diagonal one, and turns the rows of q along: the implicit QL method. It
// reports whether it came to an end, as it does with all finite numbers.
func diagonalise(d, e []float64, q *symmetric) bool {
	for l := range d {
		for range 60 { // it takes two or three
			m := l
			for m < len(d)-1 && !negligible(e[m], d[m], d[m+1]) {
				m++
			}
			if m == l {
				break
			}
			chase(d, e, q, l, m)
		}
		if l < len(d)-1 && !negligible(e[l], d[l], d[l+1]) {
			return false
		}
	}
	return true
}

// negligible reports whether e adds nothing to the numbers on its two sides.
func negligible(e, before, behind float64) bool {
	return math.Abs(e) <= float64(0x1p-53*(math.Abs(before)+math.Abs(behind)))
}

// chase is one implicit shifted step on the rows from l to m.
func chase(d, e []float64, q *symmetric, l, m int) {
	g := (d[l+1] - d[l]) / (2 * e[l])
	g = d[m] - d[l] + e[l]/(g+math.Copysign(math.Sqrt(float64(g*g)+1), g))
	s, c, p := 1.0, 1.0, 0.0
	for i := m - 1; i >= l; i-- {
		f, b := float64(s*e[i]), float64(c*e[i])
		r := math.Sqrt(float64(f*f) + float64(g*g))
		e[i+1] = r
		if r == 0 { // the matrix falls apart here
			d[i+1] -= p
			e[m] = 0
			return
		}
		s, c = f/r, g/r
		g = d[i+1] - p
		r = float64((d[i]-g)*s) + float64(2*c*b)
		p = float64(s * r)
		d[i+1] = g + p
		g = float64(c*r) - b
		rotate(q.row(i), q.row(i+1), c, s)
	}
	d[l] -= p
	e[l] = g
	e[m] = 0
}

func rotate(x, y []float64, c, s float64) {
	y = y[:len(x)]
	for k, a := range x {
		b := y[k]
		y[k] = float64(s*a) + float64(c*b)
		x[k] = float64(c*a) - float64(s*b)
	}
}

func dot(x, y []float64) float64 {
	y = y[:len(x)]
	s := 0.0
	for i, a := range x {
		s += float64(a * y[i])
	}
	return s
}

// axpy adds f·x to y.
func axpy(f float64, x, y []float64) {
	y = y[:len(x)]
	for i, a := range x {
		y[i] += float64(f * a)
	}
}
