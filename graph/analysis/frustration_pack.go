package analysis

// packing bounds the frustration of a graph from below by negative cycles (an
// odd number of negative edges) that share no weight: whatever the sides, each
// of them has a frustrated edge, and no two the same unit of weight.
//
// It looks for cycles through one edge that the sides frustrate, with the rest
// unfrustrated: such a cycle is negative, since moving actors to the other side
// leaves the sign of a cycle as it is. Short ones come first, since they use up
// least. If it finds one for every unit frustrated, the sides are the best.
func packing(g *signedGraph, sides []int8, budget *steps) int {
	st := &steps{limit: packingSteps}
	defer func() { budget.spent += st.spent }()
	p := &packer{g: g, left: make([][]int, len(g.adj)), via: make([]step, len(g.adj))}
	frustrated := 0
	for v, arcs := range g.adj {
		p.left[v] = make([]int, len(arcs))
		for i, a := range arcs {
			p.left[v][i] = a.w * int(sides[v]) * int(sides[a.to])
			frustrated += max(0, -p.left[v][i])
		}
	}
	packed := 0
	for length := 2; 2*packed < frustrated && length < len(g.adj); length++ {
		gained := 0
		for v, arcs := range g.adj {
			for i, a := range arcs {
				for v < a.to && p.left[v][i] < 0 && !st.over() {
					units := p.route(v, i, length, st)
					if units == 0 {
						break
					}
					gained += units
				}
			}
		}
		packed += gained
		if length > 8 && gained == 0 || st.over() {
			break
		}
	}
	return packed
}

// packingSteps end the packing of cycles in graphs of many thousand edges, where
// most of what can be packed is packed by then.
const packingSteps = 200_000_000

// packer holds the weight that is left of each arc, negative if the sides
// frustrate it.
type packer struct {
	g     *signedGraph
	left  [][]int
	via   []step // how a vertex was reached
	round int
}

// step is an arc on a path, valid in one round.
type step struct{ from, arc, round int }

// route packs cycles through a frustrated arc and a path of at most so many
// arcs between its ends, and returns how many units.
func (p *packer) route(v, i, length int, st *steps) int {
	goal := p.g.adj[v][i].to
	if !p.reach(v, goal, length, st) {
		return 0
	}
	units := -p.left[v][i]
	for u := goal; u != v; u = p.via[u].from {
		units = min(units, p.left[p.via[u].from][p.via[u].arc])
	}
	p.take(v, i, -units)
	for u := goal; u != v; u = p.via[u].from {
		p.take(p.via[u].from, p.via[u].arc, units)
	}
	return units
}

// take takes units from both directions of an edge.
func (p *packer) take(v, i, units int) {
	to := p.g.adj[v][i].to
	back, _ := p.g.arc(to, v)
	p.left[v][i] -= units
	p.left[to][back] -= units
}

// reach looks for the shortest path over what is left of unfrustrated arcs.
func (p *packer) reach(from, goal, length int, st *steps) bool {
	p.round++
	p.via[from] = step{from, -1, p.round}
	level := []int{from}
	for range length {
		var next []int
		for _, v := range level {
			st.spend(4 + len(p.g.adj[v]))
			for i, a := range p.g.adj[v] {
				if p.left[v][i] <= 0 || p.via[a.to].round == p.round {
					continue
				}
				p.via[a.to] = step{v, i, p.round}
				if a.to == goal {
					return true
				}
				next = append(next, a.to)
			}
		}
		level = next
	}
	return false
}
