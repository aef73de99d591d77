package analysis

import (
	"cmp"
	"slices"
)

// order says which of two nodes is visited first.
type order func(g *signed, a, b int) int

func firstFirst(_ *signed, a, b int) int { return cmp.Compare(a, b) }
func lastFirst(_ *signed, a, b int) int  { return cmp.Compare(b, a) }
func fewestFirst(g *signed, a, b int) int {
	return cmp.Or(cmp.Compare(g.kpos[a]+g.kneg[a], g.kpos[b]+g.kneg[b]), cmp.Compare(a, b))
}
func mostFirst(g *signed, a, b int) int { return cmp.Or(-fewestFirst(g, a, b), cmp.Compare(a, b)) }

// startsTogether is the number of actors up to which [objective.divide] starts
// from all friends together too. With more, that takes long and finds nothing.
const startsTogether = 100

// divide settles from several starts, since one alone is often caught in a
// division that only several moves at once could better: from every actor by
// itself, and in small networks from all friends of friends together, with the
// nodes visited in four orders. It returns the best, of equals the first.
func (o objective) divide(g *signed) (of []int, camps int) {
	var best int64
	try := func(p *partition) {
		n := p.settle()
		if worth := o.worth(g, p.of); of == nil || worth > best {
			of, camps, best = p.of, n, worth
		}
	}
	for _, by := range []order{firstFirst, lastFirst, mostFirst, fewestFirst} {
		try(newPartition(o, g, by))
		if g.nodes() <= startsTogether {
			p := newPartition(o, g, by)
			p.gatherAll()
			try(p)
		}
	}
	return of, camps
}

// partition is a division of a graph's nodes in the making.
type partition struct {
	objective
	*signed
	by     order
	visit  []int   // the nodes in that order
	of     []int   // the camp of each node
	size   []int   // of each camp; ids without nodes are free
	ofPos  []int64 // summed degrees of each camp
	ofNeg  []int64
	free   []int
	near   []int   // camps that the node at hand has edges with
	toPos  []int64 // and how many, by camp; zero between nodes
	toNeg  []int64
	isNear []bool
	// Of the searches in holds: by node, when and by which it was seen last, and
	// the one after it in that search's list.
	mark                int
	seen, foundBy, next []int
	probes              []probe
	under               []int // those under way
}

// newPartition starts with every node by itself.
func newPartition(o objective, g *signed, by order) *partition {
	n := g.nodes()
	p := &partition{
		objective: o, signed: g, by: by, visit: make([]int, n), of: make([]int, n), size: make([]int, n),
		ofPos: make([]int64, n), ofNeg: make([]int64, n), toPos: make([]int64, n), toNeg: make([]int64, n),
		isNear: make([]bool, n), seen: make([]int, n), foundBy: make([]int, n), next: make([]int, n),
	}
	for v := range p.of {
		p.visit[v], p.of[v] = v, v
	}
	slices.SortFunc(p.visit, func(a, b int) int { return by(g, a, b) })
	p.weigh()
	return p
}

// gatherAll puts all nodes into one camp that a chain of positive edges joins.
func (p *partition) gatherAll() {
	seen := make([]bool, p.nodes())
	for first := range seen {
		if seen[first] {
			continue
		}
		seen[first] = true
		queue := []int{first}
		for len(queue) > 0 {
			u := queue[0]
			queue = queue[1:]
			p.of[u] = first
			for i := p.start[u]; i < p.start[u+1]; i++ {
				if w := p.to[i]; p.pos[i] > 0 && !seen[w] {
					seen[w] = true
					queue = append(queue, w)
				}
			}
		}
	}
	p.weigh()
}

// settle improves the division until neither the move of one node nor that of a
// whole camp would help, and returns how many camps there are. It is the method
// of Louvain (Blondel et al. 2008) with a step back: nodes move one by one, then
// camps become nodes and move as such, and so on; then single nodes move again.
// A camp is always held together by positive edges, since nodes enter only where
// they have one and do not leave what would fall apart without them.
func (p *partition) settle() (camps int) {
	for first := true; p.moveEach() || first; first = false {
		up := newPartition(p.objective, p.merge(p.of, p.renumber()), p.by)
		if up.moveEach() {
			up.settle()
		}
		for v, c := range p.of {
			p.of[v] = up.of[c]
		}
		p.weigh()
	}
	return p.renumber()
}

// weigh sums up sizes and degrees of the camps.
func (p *partition) weigh() {
	clear(p.size)
	clear(p.ofPos)
	clear(p.ofNeg)
	for v, c := range p.of {
		p.size[c]++
		p.ofPos[c] += p.kpos[v]
		p.ofNeg[c] += p.kneg[v]
	}
	p.free = p.free[:0]
	for c := len(p.size) - 1; c >= 0; c-- {
		if p.size[c] == 0 {
			p.free = append(p.free, c)
		}
	}
}

// renumber gives the camps the numbers from 0 in the order of their smallest
// nodes, and says how many there are.
func (p *partition) renumber() int {
	number := make([]int, p.nodes())
	camps := 0
	for v, c := range p.of {
		if number[c] == 0 {
			camps++
			number[c] = camps
		}
		p.of[v] = number[c] - 1
	}
	return camps
}

// moveEach lets nodes move one by one until none wants to, and says
// whether any did. It ends because every move raises a bounded whole number.
func (p *partition) moveEach() bool {
	any := false
	for again := true; again; {
		again = false
		for _, v := range p.visit {
			if p.kpos[v] == 0 {
				continue // without a friend it stays alone
			}
			if to, ok := p.wish(v); ok && p.holds(v) {
				p.move(v, to)
				again, any = true, true
			}
		}
	}
	return any
}

// wish is the camp that the node gains most by moving to: one that it has a
// positive edge with, or one of its own. Only a true gain counts; of equal ones
// the smallest number is taken, a camp of its own last.
func (p *partition) wish(v int) (camp int, ok bool) {
	home := p.of[v]
	p.gather(v)
	kpos, kneg := p.kpos[v], p.kneg[v]
	stay := p.pull(p.toPos[home], p.toNeg[home], kpos, kneg, p.ofPos[home]-kpos, p.ofNeg[home]-kneg)
	best, bestAt := stay, home
	for _, c := range p.near {
		if c == home || p.toPos[c] == 0 {
			continue
		}
		gain := p.pull(p.toPos[c], p.toNeg[c], kpos, kneg, p.ofPos[c], p.ofNeg[c])
		if gain > best || gain == best && bestAt != home && c < bestAt {
			best, bestAt = gain, c
		}
	}
	for _, c := range p.near {
		p.toPos[c], p.toNeg[c], p.isNear[c] = 0, 0, false
	}
	if best < 0 && p.size[home] > 1 { // alone it gains and loses nothing
		return p.free[len(p.free)-1], true
	}
	return bestAt, bestAt != home
}

// gather counts the node's edges by camp.
func (p *partition) gather(v int) {
	p.near = p.near[:0]
	for i := p.start[v]; i < p.start[v+1]; i++ {
		c := p.of[p.to[i]]
		if !p.isNear[c] {
			p.isNear[c] = true
			p.near = append(p.near, c)
		}
		p.toPos[c] += p.pos[i]
		p.toNeg[c] += p.neg[i]
	}
}

// holds reports whether the node's camp stays connected by positive edges
// without it. From each of its positive neighbours there a search sets out, and
// they take turns: those that meet go on as one, and one that comes to its end
// alone has found a part that would fall away. Most such parts are small.
func (p *partition) holds(v int) bool {
	p.mark++
	p.probes = p.probes[:0]
	for i := p.start[v]; i < p.start[v+1]; i++ {
		if u := p.to[i]; p.of[u] == p.of[v] && p.pos[i] > 0 {
			p.seen[u], p.foundBy[u], p.next[u] = p.mark, len(p.probes), -1
			p.under = append(p.under[:len(p.probes)], len(p.probes))
			p.probes = append(p.probes, probe{joined: len(p.probes), head: u, tail: u})
		}
	}
	under, left := p.under[:len(p.probes)], len(p.probes)
	for left > 1 {
		still := under[:0]
		for _, s := range under {
			if p.probes[s].joined != s || left == 1 {
				continue
			}
			if p.probes[s].head < 0 {
				return false
			}
			left -= p.step(v, s)
			still = append(still, s)
		}
		under = still
	}
	return true
}

// probe is one of the searches that holds begins: a list of nodes to go on from,
// linked by partition.next, and the search that it has joined, or itself.
type probe struct{ joined, head, tail int }

// step lets a search go on by a node, not through v, and says how many others
// joined it.
func (p *partition) step(v, s int) (joined int) {
	u := p.probes[s].head
	p.probes[s].head = p.next[u]
	for i := p.start[u]; i < p.start[u+1]; i++ {
		w := p.to[i]
		if w == v || p.of[w] != p.of[v] || p.pos[i] == 0 {
			continue
		}
		if p.seen[w] != p.mark {
			p.seen[w], p.foundBy[w], p.next[w] = p.mark, s, -1
			p.link(s, w, w)
			continue
		}
		other := p.foundBy[w]
		for p.probes[other].joined != other {
			other = p.probes[other].joined
		}
		if other != s {
			p.probes[other].joined = s
			if o := p.probes[other]; o.head >= 0 {
				p.link(s, o.head, o.tail)
			}
			joined++
		}
	}
	return joined
}

// link adds a list of nodes to those that a search goes on from.
func (p *partition) link(s, head, tail int) {
	if x := &p.probes[s]; x.head < 0 {
		x.head, x.tail = head, tail
	} else {
		p.next[x.tail] = head
		x.tail = tail
	}
}

func (p *partition) move(v, to int) {
	home := p.of[v]
	p.size[home]--
	p.ofPos[home] -= p.kpos[v]
	p.ofNeg[home] -= p.kneg[v]
	if p.size[to] == 0 {
		p.free = p.free[:len(p.free)-1] // the last free one, by wish
	}
	if p.size[home] == 0 {
		p.free = append(p.free, home)
	}
	p.of[v] = to
	p.size[to]++
	p.ofPos[to] += p.kpos[v]
	p.ofNeg[to] += p.kneg[v]
}
