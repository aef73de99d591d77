package analysis

// dolls finds the least frustration of a graph by Russian doll search (Verfaillie,
// Lemaître and Schiex, AAAI 1996): it solves the last vertex, the last two, and
// so on to all of them, and bounds what the vertices not yet placed cost among
// themselves by their own solution. It is quick where the relaxation is not: on
// small dense graphs without any order in them.
//
// It counts agreement, the weights of satisfied edges less those of frustrated
// ones, since that is what is added up fastest: frustration is half of what
// agreement lacks of the sum of all weights.
type dolls struct {
	w      [][]int // by vertex, in both directions
	most   []int   // most[i] is the greatest agreement of the vertices from i on
	first  int     // of the doll being solved
	placed []int8
	best   []int8
	pull   [][]int // pull[k][v]: of the vertices before k on v
	steps  *steps
}

// solveDolls returns the best sides, or reports that the steps were too few.
func solveDolls(g *signedGraph, st *steps) ([]int8, bool) {
	n := len(g.adj)
	d := &dolls{
		w: make([][]int, n), most: make([]int, n+1), pull: make([][]int, n+1),
		placed: make([]int8, n), best: make([]int8, n), steps: st,
	}
	for v := range n {
		d.w[v], d.pull[v] = make([]int, n), make([]int, n)
		for _, a := range g.adj[v] {
			d.w[v][a.to] = a.w
		}
	}
	d.pull[n] = make([]int, n)
	for i := n - 1; i >= 0; i-- {
		d.solve(i)
		if st.over() {
			return nil, false
		}
	}
	return d.best, true
}

// solve finds the greatest agreement of the vertices from i on. It begins with
// the best sides of those behind i, and i where it fits them better; which
// side it is on does not matter, so that it is placed on one.
func (d *dolls) solve(i int) {
	sum := 0
	for v := i + 1; v < len(d.w); v++ {
		sum += d.w[i][v] * int(d.best[v])
	}
	d.first, d.best[i] = i, int8(signOf(sum))
	d.most[i] = d.most[i+1] + abs(sum)
	clear(d.pull[i])
	d.place(i, 1, 0)
}

// place puts vertex k on a side and tries all sides of those behind it that
// could agree more than the best.
func (d *dolls) place(k int, side int8, agreement int) {
	n := len(d.w)
	d.steps.spend(n - k + 8)
	if d.steps.over() {
		return
	}
	d.placed[k] = side
	agreement += int(side) * d.pull[k][k]
	if k == n-1 {
		if agreement > d.most[d.first] {
			d.most[d.first] = agreement
			copy(d.best[d.first:], d.placed[d.first:])
		}
		return
	}
	before, after, w := d.pull[k][:n], d.pull[k+1][:n], d.w[k][:n]
	hope := agreement + d.most[k+1]
	turn := int(side)
	for v := k + 1; v < n; v++ {
		p := before[v] + turn*w[v]
		after[v] = p
		hope += abs(p)
	}
	if hope <= d.most[d.first] {
		return
	}
	to := int8(signOf(after[k+1]))
	d.place(k+1, to, agreement)
	d.place(k+1, -to, agreement)
}
