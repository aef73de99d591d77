package analysis

import "math"

// minimise goes downhill on F for so many steps, until the target is reached or
// the ground is flat: a quasi-Newton method of limited memory (Nocedal 1980),
// projected to z ≥ 0.
func (r *relaxation) minimise(iterations, target int) {
	m := &memory{}
	x := r.dual
	gradient := make([]float64, len(x))
	f := r.evaluate(x, gradient)
	next, nextGradient := make([]float64, len(x)), make([]float64, len(x))
	for range iterations {
		if r.lower() >= target || r.steps.over() || r.flat(x, gradient) {
			break
		}
		direction := r.direction(m, x, gradient)
		fNext, ok := r.lineSearch(x, f, gradient, direction, next, nextGradient)
		if !ok {
			if m.empty() {
				break
			}
			*m = memory{} // once more, straight down
			continue
		}
		m.remember(x, next, gradient, nextGradient)
		copy(x, next)
		copy(gradient, nextGradient)
		f = fNext
	}
}

// bound reports whether the i-th multiplier is held at 0.
func (r *relaxation) bound(x, gradient []float64, i int) bool {
	return i >= r.n && x[i] <= 0 && gradient[i] > 0
}

func (r *relaxation) flat(x, gradient []float64) bool {
	for i, g := range gradient {
		if math.Abs(g) > 0.01 && !r.bound(x, gradient, i) {
			return false
		}
	}
	return true
}

func (r *relaxation) direction(m *memory, x, gradient []float64) []float64 {
	d := make([]float64, len(x))
	for i, g := range gradient {
		if !r.bound(x, gradient, i) {
			d[i] = -g
		}
	}
	m.turn(d, r.alpha)
	for i := range d {
		if r.bound(x, gradient, i) {
			d[i] = 0
		}
	}
	return d
}

// lineSearch halves the step until F falls as much as the slope promises.
func (r *relaxation) lineSearch(x []float64, f float64, gradient, direction, next, nextGradient []float64) (float64, bool) {
	step := 1.0
	for range 12 {
		promised := 0.0
		for i := range x {
			next[i] = x[i] + float64(step*direction[i])
			if i >= r.n {
				next[i] = max(0, next[i])
			}
			promised += float64(gradient[i] * (next[i] - x[i]))
		}
		if promised >= 0 {
			return 0, false
		}
		if fNext := r.evaluate(next, nextGradient); fNext <= f+float64(1e-4*promised) {
			return fNext, true
		}
		step /= 2
	}
	return 0, false
}

// memory holds the last steps and how the gradient changed with them.
type memory struct {
	steps, changes [][]float64
	products       []float64
}

const memorySize = 15

func (m *memory) empty() bool { return len(m.steps) == 0 }

func (m *memory) remember(x, next, gradient, nextGradient []float64) {
	step, change := make([]float64, len(x)), make([]float64, len(x))
	for i := range x {
		step[i], change[i] = next[i]-x[i], nextGradient[i]-gradient[i]
	}
	product := dot(step, change)
	if product <= 1e-12*dot(change, change) {
		return
	}
	if len(m.steps) == memorySize {
		m.steps, m.changes, m.products = m.steps[1:], m.changes[1:], m.products[1:]
	}
	m.steps, m.changes, m.products = append(m.steps, step), append(m.changes, change), append(m.products, product)
}

// turn makes a direction of steepest descent one of quasi-Newton descent.
// Without memory it scales it.
func (m *memory) turn(d []float64, scale float64) {
	k := len(m.steps)
	if k == 0 {
		for i := range d {
			d[i] *= scale
		}
		return
	}
	along := make([]float64, k)
	for i := k - 1; i >= 0; i-- {
		along[i] = dot(m.steps[i], d) / m.products[i]
		axpy(-along[i], m.changes[i], d)
	}
	last := m.changes[k-1]
	h := m.products[k-1] / dot(last, last)
	for i := range d {
		d[i] *= h
	}
	for i := range k {
		back := dot(m.changes[i], d) / m.products[i]
		axpy(along[i]-back, m.steps[i], d)
	}
}
