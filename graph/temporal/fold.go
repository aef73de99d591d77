package temporal

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/realign/realign/graph"
)

// folder holds the claims of one unit, unpacked. Its buffers are used again
// where the answer does not refer to them.
type folder struct {
	claims  []graph.Claim
	refs    []*graph.Claim
	parties []graph.Party
	keys    []uint32 // of claims
	near    nearby
}

// nearby is background, which remembers the source and the parties that it was
// asked for last.
type nearby struct {
	background
	source  *graph.Source
	parties [2]graph.ActorID
	lives   [2]graph.Period
	asked   int // for lifetimes that are remembered
}

// Source is that of the background.
func (n *nearby) Source(id graph.SourceID) *graph.Source {
	if n.source == nil || n.source.ID != id {
		n.source = n.background.Source(id)
	}
	return n.source
}

// Lifetime is that of the background.
func (n *nearby) Lifetime(id graph.ActorID) graph.Period {
	for i := range min(n.asked, len(n.parties)) {
		if n.parties[i] == id {
			return n.lives[i]
		}
	}
	at := n.asked % len(n.parties)
	n.parties[at], n.lives[at] = id, n.background.Lifetime(id)
	n.asked++
	return n.lives[at]
}

// unpackUnit unpacks the claims of a unit that are known at a revision.
func (ix *Index) unpackUnit(unitNo, rev uint32, f *folder) []*graph.Claim {
	f.claims, f.keys = f.claims[:0], f.keys[:0]
	for no := ix.units.at(unitNo).claims; no != 0; {
		v := ix.claims.at(no)
		if isKnown(v.from, v.to, rev) {
			f.unpack(ix, no)
			f.keys = append(f.keys, ix.tieOf(v))
		}
		no = v.older
	}
	return f.all()
}

// unpackTie unpacks those of them that are about one tie.
func (ix *Index) unpackTie(t tieOfUnit, rev uint32, f *folder) []*graph.Claim {
	f.claims = f.claims[:0]
	for no := ix.keys.at(t.key).claims; no != 0; {
		v := ix.claims.at(no)
		if v.unit == t.unit && isKnown(v.from, v.to, rev) {
			f.unpack(ix, no)
		}
		no = v.olderOfTie
	}
	return f.all()
}

func (f *folder) unpack(ix *Index, no uint32) {
	f.claims = append(f.claims, graph.Claim{})
	f.parties = ix.unpack(no, &f.claims[len(f.claims)-1], f.parties)
}

// all are the claims that were unpacked.
func (f *folder) all() []*graph.Claim {
	f.refs = f.refs[:0]
	for i := range f.claims {
		f.refs = append(f.refs, &f.claims[i])
	}
	return f.refs
}

// keyed is a relation with the number of its key.
type keyed struct {
	graph.Relation
	key uint32
}

// fold folds a unit as of the revision under way, for everyone's word. What it
// returns shares the folder's parties.
func (b *Builder) fold(unitNo uint32, f *folder) []keyed {
	relations := graph.Fold(b.unpackUnit(unitNo, b.rev, f), &f.near, nil)
	out := make([]keyed, len(relations))
	for i := range relations {
		out[i] = keyed{relations[i], f.keyOf(b.Index, relations[i].Key)}
	}
	return out
}

// Units are handed out to whoever folds a few at a time. Fewer than foldAlone
// are not worth a goroutine.
const (
	foldAtOnce = 16
	foldAlone  = 128
)

// foldAll folds units, on several goroutines if they are many. Folding reads
// what the builder has and writes nothing.
func (b *Builder) foldAll(units []uint32) [][]keyed {
	out := make([][]keyed, len(units))
	var next atomic.Int64
	work := func() {
		f := folder{near: nearby{background: background{b.Index, b.rev}}}
		for {
			till := int(next.Add(foldAtOnce))
			if till-foldAtOnce >= len(units) {
				return
			}
			for i := till - foldAtOnce; i < min(till, len(units)); i++ {
				out[i] = b.fold(units[i], &f)
			}
		}
	}
	if len(units) < foldAlone {
		work()
		return out
	}
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(work)
	}
	all.Wait()
	return out
}

// fewClaims are faster to look through than a table.
const fewClaims = 8

// keyOf is the number of the key of a relation that was just folded.
func (f *folder) keyOf(ix *Index, key graph.TieKey) uint32 {
	if len(f.claims) <= fewClaims {
		for i := range f.claims {
			if f.claims[i].Tie == key {
				return f.keys[i]
			}
		}
	}
	return ix.key(key)
}
