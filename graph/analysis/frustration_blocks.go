package analysis

// blocks returns the vertices of each biconnected component, those that an edge
// alone makes up among them: Hopcroft and Tarjan's depth-first search (1973)
// without recursion. Vertices without edges are in none.
//
// A cycle lies in one block, and two blocks share a vertex at most. So sides
// that are best in each block fit together, once those of a block are swapped
// where needed, and the frustration of the graph is the sum over its blocks.
func (g *signedGraph) blocks() [][]int {
	b := &blockFinder{g: g, found: make([]int, len(g.adj)), low: make([]int, len(g.adj))}
	for v := range g.adj {
		if b.found[v] == 0 && len(g.adj[v]) > 0 {
			b.from(v)
		}
	}
	return b.blocks
}

type blockFinder struct {
	g *signedGraph
	// found numbers the vertices as they are found, from 1; low is the least
	// number that a vertex, or one found from it, has an edge to.
	found, low []int
	count      int
	stack      []int // vertices that are in no block yet
	blocks     [][]int
}

// visit is a vertex under way, the one it was found from, and its next arc.
type visit struct{ v, from, next int }

func (b *blockFinder) from(root int) {
	b.stack = b.stack[:0]
	path := []visit{b.enter(root, -1)}
	for len(path) > 0 {
		top := &path[len(path)-1]
		if top.next == len(b.g.adj[top.v]) {
			b.leave(*top)
			path = path[:len(path)-1]
			continue
		}
		to := b.g.adj[top.v][top.next].to
		top.next++
		switch {
		case b.found[to] == 0:
			path = append(path, b.enter(to, top.v))
		case to != top.from:
			b.low[top.v] = min(b.low[top.v], b.found[to])
		}
	}
}

func (b *blockFinder) enter(v, from int) visit {
	b.count++
	b.found[v], b.low[v] = b.count, b.count
	b.stack = append(b.stack, v)
	return visit{v: v, from: from}
}

// leave ends the visit of v. If nothing found from v reaches above the vertex it
// was found from, that vertex closes a block.
func (b *blockFinder) leave(done visit) {
	v, from := done.v, done.from
	if from < 0 {
		return
	}
	b.low[from] = min(b.low[from], b.low[v])
	if b.low[v] < b.found[from] {
		return
	}
	block := []int{from}
	for {
		u := b.stack[len(b.stack)-1]
		b.stack = b.stack[:len(b.stack)-1]
		block = append(block, u)
		if u == v {
			break
		}
	}
	b.blocks = append(b.blocks, block)
}
