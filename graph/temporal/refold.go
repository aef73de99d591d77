package temporal

import (
	"github.com/realign/realign/graph"
)

// refoldBlock is how many units are folded before what they add up to is
// entered: few, since some are large, and relations that wait take memory.
const refoldBlock = 512

// refoldAll folds units for everyone's word.
func (b *Builder) refoldAll(units []uint32) {
	for len(units) > 0 {
		block := units[:min(refoldBlock, len(units))]
		units = units[len(block):]
		for i, folded := range b.foldAll(block) {
			b.renew(block[i], folded)
		}
	}
}

// renew enters what a unit adds up to now. A relation that says what it said
// goes on in its version; else that is closed, and a new one made.
func (b *Builder) renew(unitNo uint32, folded []keyed) {
	was := b.current(unitNo)
	for i := range folded {
		now := b.compact(unitNo, folded[i].key, &folded[i].Relation)
		if old, ok := was[now.key]; ok {
			if b.relations.at(old).saysLike(&now) {
				delete(was, now.key)
				continue
			}
		}
		now.older = b.units.at(unitNo).relations
		no := b.relations.push(now)
		b.units.mut(unitNo).relations = no
	}
	for _, old := range was {
		b.relations.mut(old).to = b.rev
	}
}

// current returns the open relation versions of a unit, by key; nil if there
// are none.
func (b *Builder) current(unitNo uint32) map[uint32]uint32 {
	var out map[uint32]uint32
	for no := b.units.at(unitNo).relations; no != 0; {
		v := b.relations.at(no)
		if v.to == open {
			if out == nil {
				out = map[uint32]uint32{}
			}
			out[v.key] = no
		}
		no = v.older
	}
	return out
}

// link makes a unit's new claims to be found by the sources that they cite, by
// their claimants, and, where it is no pair, by their parties. What an older
// claim of the unit is already found by is left out; a unit may still stand in
// a list twice, which those who walk it reckon with.
func (b *Builder) link(unitNo uint32) {
	var cited, claimed, parties seen
	var c graph.Claim
	isPair := b.units.at(unitNo).a != 0
	for _, no := range b.claimsOf(unitNo) {
		v := b.claims.at(no)
		isNew := no >= b.firstClaim
		source, claimant, _ := b.wordOf(v)
		if cited.add(source) && isNew {
			b.post(&b.names.mut(source).cited, unitNo)
		}
		if claimant != 0 && claimed.add(claimant) && isNew {
			b.post(&b.names.mut(claimant).claimed, unitNo)
		}
		if isPair {
			continue
		}
		b.unpack(no, &c, nil)
		for _, p := range c.Parties {
			if n := b.internName(string(p.Actor)); parties.add(n) && isNew {
				b.post(&b.names.mut(n).party, unitNo)
			}
		}
	}
}

// claimsOf returns the numbers of a unit's claims, oldest first.
func (b *Builder) claimsOf(unitNo uint32) []uint32 {
	var out []uint32
	for no := b.units.at(unitNo).claims; no != 0; no = b.claims.at(no).older {
		out = append(out, no)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// seen is a set of numbers, most often a very small one.
type seen struct {
	few  []uint32
	many map[uint32]bool
}

// add adds a number and reports whether it is new.
func (s *seen) add(no uint32) bool {
	if s.many != nil {
		if s.many[no] {
			return false
		}
		s.many[no] = true
		return true
	}
	for _, x := range s.few {
		if x == no {
			return false
		}
	}
	s.few = append(s.few, no)
	if len(s.few) > 16 {
		s.many = map[uint32]bool{}
		for _, x := range s.few {
			s.many[x] = true
		}
	}
	return true
}
