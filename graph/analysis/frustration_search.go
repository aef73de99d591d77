package analysis

import (
	"container/heap"
	"math"
)

// steps counts elementary operations against a limit.
type steps struct {
	spent, limit int64
	unlimited    bool
}

func (s *steps) spend(n int) { s.spent += int64(n) }
func (s *steps) over() bool  { return s.cannot(0) }

// cannot reports whether n steps more would be too many.
func (s *steps) cannot(n int64) bool { return !s.unlimited && s.spent+n >= s.limit }

// search finds the least frustration of a graph by branch and bound. It may
// stop at any time: sides and best are what it found, lower is proven.
type search struct {
	g           *signedGraph // nothing is paid of it
	sides       []int8
	best, lower int
	steps       *steps
	open        branches
	made        int
}

// branch is a part of the search: the sides that agree with what was
// contracted to get its graph.
type branch struct {
	g         *signedGraph
	lower, no int
}

// branches are a heap: the least bound first, since it is the bound of the
// whole; of equal ones the newest, which is deepest.
type branches []branch

func (b branches) Len() int      { return len(b) }
func (b branches) Swap(i, j int) { b[i], b[j] = b[j], b[i] }
func (b *branches) Push(x any)   { *b = append(*b, x.(branch)) }
func (b branches) Less(i, j int) bool {
	return b[i].lower < b[j].lower || b[i].lower == b[j].lower && b[i].no > b[j].no
}
func (b *branches) Pop() any {
	last := len(*b) - 1
	x := (*b)[last]
	*b = (*b)[:last]
	return x
}

// run closes the gap between lower and best, or narrows it for as long as there
// are steps. Small graphs are tried in two ways by turns, each turn with more
// steps than the last, since the one is quick where the other is slow: signs
// without order suit the dolls, and order of any sort suits the relaxation.
func (s *search) run() {
	if s.lower >= s.best {
		return
	}
	s.push(s.g, s.lower)
	if len(s.g.adj) > ExactActors {
		s.relax(math.MaxInt64)
		return
	}
	for turn := int64(firstTurn); s.lower < s.best && !s.steps.over(); turn *= 50 {
		if !s.dolls(turn) {
			s.relax(s.steps.spent + 10*turn)
		}
	}
}

// firstTurn is enough for dolls of forty vertices with signs by chance.
const firstTurn = 100_000_000

// dolls reports whether Russian doll search closed the gap in so many steps.
func (s *search) dolls(turn int64) bool {
	if !s.steps.unlimited {
		turn = min(turn, s.steps.limit-s.steps.spent)
	}
	st := &steps{limit: turn}
	sides, ok := solveDolls(s.g, st)
	s.steps.spent += st.spent
	if ok {
		s.offer(s.g, sides)
		s.lower = s.best
	}
	return ok
}

// relax is branch and bound with relaxations, and goes on where it stopped last
// time. It ends: every branching contracts a vertex.
func (s *search) relax(until int64) {
	for len(s.open) > 0 && s.open[0].lower < s.best {
		s.lower = s.open[0].lower
		n := int64(len(s.open[0].g.adj))
		if n > largestRelaxed || s.steps.spent >= until || s.steps.cannot(fewEvaluations*evaluationCost*n*n*n) {
			return
		}
		b := heap.Pop(&s.open).(branch)
		x := s.bound(&b)
		if b.lower < s.best {
			s.split(b, x)
		}
	}
	s.lower = s.best // no sides are left that could be better
}

// largestRelaxed is the largest graph to be relaxed, however many steps there
// are: it takes matrices of its square.
const largestRelaxed = 1000

// fewEvaluations of a relaxation say nothing: it is not begun if there are no
// steps for more.
const fewEvaluations = 20

func (s *search) push(g *signedGraph, lower int) {
	s.made++
	heap.Push(&s.open, branch{g, max(lower, g.paid), s.made})
}

// bound raises the bound of a branch, and looks for better sides near the matrix
// that belongs to it.
func (s *search) bound(b *branch) *symmetric {
	sides := make([]int8, len(b.g.adj))
	for v, p := range b.g.at {
		sides[p.of] = s.sides[v] * int8(p.sign)
	}
	r := newRelaxation(b.g, sides, s.steps)
	r.run(s.best - b.g.paid)
	b.lower = max(b.lower, b.g.paid+r.lower())
	for v := range sides {
		for u, x := range r.x.row(v) {
			sides[u] = 1
			if x < 0 {
				sides[u] = -1
			}
		}
		newBoard(b.g, sides).descend()
		s.offer(b.g, sides)
	}
	return r.x
}

// offer takes the sides of a branch's graph if they are better than all before.
func (s *search) offer(g *signedGraph, sides []int8) {
	cost := g.frustration(sides)
	if cost >= s.best {
		return
	}
	s.best = cost
	for v, p := range g.at {
		s.sides[v] = sides[p.of] * int8(p.sign)
	}
}

// split makes two branches: the heaviest vertex, and the one of which x leaves
// it most open whether it stands with it, on one side or on two.
func (s *search) split(b branch, x *symmetric) {
	u := b.g.heaviest()
	v := undecided(x.row(u), u)
	for _, sign := range []int{1, -1} {
		g := b.g.clone()
		g.contract(u, v, sign)
		g.reduce()
		if g = g.compact(); len(g.adj) > 1 {
			s.push(g, b.lower)
		} else {
			s.offer(g, []int8{1})
		}
	}
}

// heaviest is the vertex whose edges weigh most.
func (g *signedGraph) heaviest() int {
	best, most := 0, -1
	for v, arcs := range g.adj {
		sum := 0
		for _, a := range arcs {
			sum += abs(a.w)
		}
		if sum > most {
			best, most = v, sum
		}
	}
	return best
}

// undecided is where a row of x is nearest to 0, other than at u.
func undecided(row []float64, u int) int {
	best, least := -1, math.Inf(1)
	for v, x := range row {
		if x = math.Abs(x); v != u && x < least {
			best, least = v, x
		}
	}
	return best
}
