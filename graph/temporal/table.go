package temporal

// table finds the number of a record by what it holds. It keeps the numbers
// alone: whoever asks says how a number hashes and whether it is the one.
// Numbers are never taken out.
type table struct {
	slots vec[uint32] // open addressing, 0 is free; a power of two of them
	count uint32
}

// find returns the number for which is says so, 0 if there is none.
func (t *table) find(hash uint64, is func(no uint32) bool) uint32 {
	if t.count == 0 {
		return 0
	}
	return *t.slots.at(t.probe(hash, is))
}

// probe returns the slot that holds the number looked for, or where it goes.
func (t *table) probe(hash uint64, is func(no uint32) bool) uint32 {
	mask := t.slots.n - 1
	slot := uint32(hash) & mask
	for {
		if no := *t.slots.at(slot); no == 0 || is(no) {
			return slot
		}
		slot = (slot + 1) & mask
	}
}

// put stores a number, in place of the one for which same says so.
func (t *table) put(hash uint64, no uint32, same func(no uint32) bool, hashOf func(no uint32) uint64) {
	if (t.count+1)*4 > t.slots.n*3 {
		t.grow(hashOf)
	}
	slot := t.probe(hash, same)
	if *t.slots.at(slot) == 0 {
		t.count++
	}
	*t.slots.mut(slot) = no
}

func (t *table) grow(hashOf func(no uint32) uint64) {
	old := t.slots
	t.slots = blankSlots(max(pageSize, old.n*2))
	for i := range old.n {
		if no := *old.at(i); no != 0 {
			*t.slots.mut(t.probe(hashOf(no), never)) = no
		}
	}
}

func never(uint32) bool { return false }

func blankSlots(n uint32) vec[uint32] {
	v := vec[uint32]{n: n}
	for range n / pageSize {
		v.pages, v.owned = append(v.pages, new([pageSize]uint32)), append(v.owned, true)
	}
	return v
}

// thaw returns a copy that may be written to.
func (t *table) thaw() table {
	if t.slots.n == 0 {
		return table{slots: blankSlots(pageSize)}
	}
	return table{slots: t.slots.thaw(), count: t.count}
}

// freeze returns t as it stands, not to be written to any more.
func (t *table) freeze() table { return table{slots: t.slots.freeze(), count: t.count} }
