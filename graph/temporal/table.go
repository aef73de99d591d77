package temporal

import "math/bits"

// table finds the number of a record by what it holds. It keeps the numbers
// alone: whoever asks says how a number hashes and whether it is the one.
// Numbers are never taken out.
type table struct {
	groups vec[group] // of slots, open addressing; a power of two of them
	count  uint32
}

// group is a few slots. A number of 0 is a free slot. The tag is a piece of the
// hash that does not tell where the slot is: what it rules out need not be
// looked at, which mostly means to wait for memory.
type group struct {
	tags [groupSize]uint8
	nos  [groupSize]uint32
}

const (
	groupSize = 4
	tagShift  = 56
)

// find returns the number for which is says so, 0 if there is none.
func (t *table) find(hash uint64, is func(no uint32) bool) uint32 {
	if t.count == 0 {
		return 0
	}
	slot := t.probe(hash, is)
	return t.groups.at(slot / groupSize).nos[slot%groupSize]
}

// probe returns the slot that holds the number looked for, or where it goes.
func (t *table) probe(hash uint64, is func(no uint32) bool) uint32 {
	mask, tag := t.slots()-1, uint8(hash>>tagShift)
	slot := uint32(hash) & mask
	for {
		g := t.groups.at(slot / groupSize)
		if no := g.nos[slot%groupSize]; no == 0 || g.tags[slot%groupSize] == tag && is(no) {
			return slot
		}
		slot = (slot + 1) & mask
	}
}

// put stores a number, in place of the one for which same says so.
func (t *table) put(hash uint64, no uint32, same func(no uint32) bool, hashOf func(no uint32) uint64) {
	t.reserve(1, hashOf)
	slot := t.probe(hash, same)
	g := t.groups.mut(slot / groupSize)
	if g.nos[slot%groupSize] == 0 {
		t.count++
	}
	g.nos[slot%groupSize], g.tags[slot%groupSize] = no, uint8(hash>>tagShift)
}

// reserve makes room for so many numbers more.
func (t *table) reserve(more uint32, hashOf func(no uint32) uint64) {
	need := uint64(t.count) + uint64(more)
	if need*4 <= uint64(t.slots())*3 {
		return
	}
	old := t.groups
	t.groups = blankGroups(max(pageSize, uint32(1)<<bits.Len64((need*4-1)/(3*groupSize))))
	for i := range old.n {
		for _, no := range old.at(i).nos {
			if no == 0 {
				continue
			}
			hash := hashOf(no)
			slot := t.probe(hash, never)
			g := t.groups.mut(slot / groupSize)
			g.nos[slot%groupSize], g.tags[slot%groupSize] = no, uint8(hash>>tagShift)
		}
	}
}

func (t *table) slots() uint32 { return t.groups.n * groupSize }

func never(uint32) bool { return false }

func blankGroups(n uint32) vec[group] {
	v := vec[group]{n: n}
	for range n / pageSize {
		v.pages, v.owned = append(v.pages, new([pageSize]group)), append(v.owned, true)
	}
	return v
}

// thaw returns a copy that may be written to.
func (t *table) thaw() table {
	if t.groups.n == 0 {
		return table{groups: blankGroups(pageSize)}
	}
	return table{groups: t.groups.thaw(), count: t.count}
}

// freeze returns t as it stands, not to be written to any more.
func (t *table) freeze() table { return table{groups: t.groups.freeze(), count: t.count} }
