package temporal

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/realign/realign/graph"
)

// State returns what the head holds of a dataset, and what others say of some
// ties, to plan a load against.
func (ix *Index) State(dataset graph.DatasetID, ties []graph.TieKey) *graph.DatasetState {
	roll := ix.roll(dataset)
	state := &graph.DatasetState{Base: roll.Base, Actors: roll.Actors, Sources: roll.Sources,
		Claims: map[graph.ClaimID]*graph.Claim{}, Others: roll.Others}
	state.Others.Ties = map[graph.TieKey]*graph.Claim{}
	ix.openClaims(roll, dataset, func(no uint32) {
		own := new(graph.Claim)
		ix.unpack(no, own, nil)
		state.Claims[own.ID] = own
	})
	if len(ties) == 0 {
		return state
	}
	for _, v := range ix.Claims(roll.Base, graph.ClaimQuery{Ties: ties, Days: graph.Always}).Claims {
		if v.Dataset != dataset && state.Others.Ties[v.Tie] == nil {
			state.Others.Ties[v.Tie] = v.Claim
		}
	}
	return state
}

// Roll returns the same without the claims themselves.
func (ix *Index) Roll(dataset graph.DatasetID) *graph.Roll {
	roll := ix.roll(dataset)
	ix.openClaims(roll, dataset, func(no uint32) { roll.Claims = append(roll.Claims, ix.idOf(no)) })
	sortIDs(roll.Claims)
	return roll
}

// sortIDs sorts ids, of which hardly two have the same beginning.
func sortIDs(ids []graph.ClaimID) {
	type headed struct {
		head uint64
		id   graph.ClaimID
	}
	list := make([]headed, len(ids))
	for i, id := range ids {
		var head [8]byte
		copy(head[:], id)
		list[i] = headed{binary.BigEndian.Uint64(head[:]), id}
	}
	slices.SortFunc(list, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Compare(a.id, b.id)
	})
	for i := range list {
		ids[i] = list[i].id
	}
}

// openClaims looks at every claim that the head knows: it calls see with those
// of a dataset, and notes what the others refer to of the roll's records. It
// unpacks no more than the numbers of what they refer to.
func (ix *Index) openClaims(roll *graph.Roll, dataset graph.DatasetID, see func(no uint32)) {
	head := ix.revisions.last()
	own := ix.name(string(dataset))
	isOwn := func(v *claim) bool { return (own != 0 || dataset == "") && ix.datasetOf(v) == own }
	named, cited := firstTies[graph.ActorID]{ix: ix, first: map[uint32]uint32{}}, firstTies[graph.SourceID]{ix: ix, first: map[uint32]uint32{}}
	for id := range roll.Actors {
		named.first[ix.name(string(id))] = 0
	}
	for id := range roll.Sources {
		cited.first[ix.name(string(id))] = 0
	}
	for no := uint32(1); no < ix.claims.n; no++ {
		v := ix.claims.at(no)
		if !isKnown(v.from, v.to, head) {
			continue
		}
		if isOwn(v) {
			see(no)
			continue
		}
		if len(named.first)+len(cited.first) == 0 {
			continue
		}
		source, claimant, tie := ix.wordOf(v)
		cited.refer(source, tie)
		named.refer(claimant, tie)
		ix.eachParty(v, func(name uint32) { named.refer(name, tie) })
	}
	named.fill(roll.Others.Named)
	cited.fill(roll.Others.Cited)
}

// firstTies finds, for some names, the first tie with a claim that refers to
// them.
type firstTies[ID ~string] struct {
	ix    *Index
	first map[uint32]uint32 // by name, the key; 0 as long as there is none
}

func (f *firstTies[ID]) refer(name, tie uint32) {
	first, ok := f.first[name]
	if ok && tie != first && (first == 0 || f.ix.keyText(tie) < f.ix.keyText(first)) {
		f.first[name] = tie
	}
}

func (f *firstTies[ID]) fill(out map[ID]graph.TieKey) {
	for name, tie := range f.first {
		if tie != 0 {
			out[ID(f.ix.names.at(name).text)] = graph.TieKey(f.ix.keyText(tie))
		}
	}
}

// roll has all of a roll but the claims.
func (ix *Index) roll(dataset graph.DatasetID) *graph.Roll {
	head := ix.revisions.last()
	state := &graph.Roll{
		Base:    graph.RevNo(head),
		Actors:  map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{},
		Others: graph.Others{
			Actors:  map[graph.ActorID]*graph.Actor{},
			Sources: map[graph.SourceID]*graph.Source{},
			Named:   map[graph.ActorID]graph.TieKey{},
			Cited:   map[graph.SourceID]graph.TieKey{},
		},
	}
	for _, a := range ix.Actors(graph.RevNo(head), graph.ActorQuery{}) {
		if a.Dataset == dataset {
			state.Actors[a.ID] = a
		} else {
			state.Others.Actors[a.ID] = a
		}
	}
	for _, s := range ix.Sources(graph.RevNo(head), graph.SourceQuery{}) {
		if s.Dataset == dataset {
			state.Sources[s.ID] = s
		} else {
			state.Others.Sources[s.ID] = s
		}
	}
	return state
}
