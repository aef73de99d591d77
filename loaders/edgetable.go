package loaders

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/realign/realign/graph"
)

// edgeState is what becomes of a row of an edge list, and what else is known of
// it. A row that is neither new nor unchanged was rejected.
type edgeState uint8

const (
	edgeNew       edgeState = 1 << iota
	edgeUnchanged           // the store has it
	edgeRepeated            // a further row has its id
	edgeReplaces            // it is another wording of a stored claim
)

// edgeEntry is all that is remembered of a row: 36 bytes.
type edgeEntry struct {
	key   edgeKey
	sum   graph.Sum // of its claim; zero if it was rejected
	state edgeState
	line  uint32 // where it begins, from 1
}

// edgeKey stands for the id of a row: 128 bits that no two ids share, as far as
// chance goes. Zero is a row whose id cannot be read.
type edgeKey [16]byte

// edgeSeeds make keys of ids. They are drawn anew for each load, so that nobody
// can write two ids with one key.
type edgeSeeds [2]maphash.Seed

func newEdgeSeeds() edgeSeeds { return edgeSeeds{maphash.MakeSeed(), maphash.MakeSeed()} }

func (s *edgeSeeds) key(id string) (k edgeKey) {
	binary.LittleEndian.PutUint64(k[:8], maphash.String(s[0], id))
	binary.LittleEndian.PutUint64(k[8:], maphash.String(s[1], id)|1) // never zero
	return k
}

// edgeTable remembers the rows of an edge list, in order, and finds them by
// key.
type edgeTable struct {
	chunks [][]edgeEntry // of edgeChunk entries each
	n      int
	slots  []uint32 // row and one by key, open addressing; 0 is free
	used   int
}

const edgeChunk = 1 << 13

// at is the entry of a row, from 0.
func (t *edgeTable) at(row int) *edgeEntry { return &t.chunks[row/edgeChunk][row%edgeChunk] }

// add remembers the next row. If an earlier one has its key, that is found
// first and returned; else -1.
func (t *edgeTable) add(e edgeEntry) (first int) {
	if t.n%edgeChunk == 0 {
		t.chunks = append(t.chunks, make([]edgeEntry, edgeChunk))
	}
	row := t.n
	t.n++
	*t.at(row) = e
	if e.key == (edgeKey{}) {
		return -1
	}
	if 4*(t.used+1) > 3*len(t.slots) {
		t.grow()
	}
	slot := t.slot(e.key)
	if held := t.slots[slot]; held != 0 {
		return int(held) - 1
	}
	t.slots[slot] = uint32(row + 1)
	t.used++
	return -1
}

// find is the first row with a key, -1 if there is none.
func (t *edgeTable) find(key edgeKey) int {
	if t.used == 0 {
		return -1
	}
	return int(t.slots[t.slot(key)]) - 1
}

// slot is where a key is, or may be put.
func (t *edgeTable) slot(key edgeKey) int {
	mask := len(t.slots) - 1
	slot := int(binary.LittleEndian.Uint64(key[:8])) & mask
	for t.slots[slot] != 0 && t.at(int(t.slots[slot])-1).key != key {
		slot = (slot + 1) & mask
	}
	return slot
}

func (t *edgeTable) grow() {
	old := t.slots
	t.slots = make([]uint32, max(2*len(old), 1024))
	for _, held := range old {
		if held != 0 {
			t.slots[t.slot(t.at(int(held)-1).key)] = held
		}
	}
}

// edgeRoll finds stored claims by their sums, and remembers which were found.
type edgeRoll struct {
	sums  []graph.Sum // in order
	first []uint32    // the first of sums that begins with so much or more
	shift uint
	seen  []uint64 // a bit each of sums
	other []graph.ClaimID
}

// newEdgeRoll takes ids that are in order.
func newEdgeRoll(ids []graph.ClaimID) *edgeRoll {
	r := &edgeRoll{shift: 64}
	r.sums, r.other = sumsOf(ids)
	for 1<<(64-r.shift) < len(r.sums)/2 {
		r.shift--
	}
	r.first = make([]uint32, 1<<(64-r.shift)+1)
	at := 0
	for i := range r.first {
		for at < len(r.sums) && r.bucket(r.sums[at]) < uint64(i) {
			at++
		}
		r.first[i] = uint32(at)
	}
	r.seen = make([]uint64, (len(r.sums)+63)/64)
	return r
}

// sumsOf reads ids, half of them on another goroutine, and returns those apart
// that are no sums.
func sumsOf(ids []graph.ClaimID) (sums []graph.Sum, other []graph.ClaimID) {
	sums = make([]graph.Sum, len(ids))
	read := func(from, to int) (n int, other []graph.ClaimID) {
		for _, id := range ids[from:to] {
			if sum, ok := id.Sum(); ok {
				sums[from+n] = sum
				n++
			} else {
				other = append(other, id)
			}
		}
		return n, other
	}
	half, n, done := len(ids)/2, 0, make(chan struct{})
	go func() {
		defer close(done)
		n, other = read(0, half)
	}()
	more, others := read(half, len(ids))
	<-done
	copy(sums[n:], sums[half:half+more])
	return sums[:n+more], append(other, others...)
}

// bucket is what a sum begins with.
func (r *edgeRoll) bucket(s graph.Sum) uint64 { return binary.BigEndian.Uint64(s[:8]) >> r.shift }

// find is the place of a sum, -1 if the store does not have it. It may be
// called by several goroutines.
func (r *edgeRoll) find(s graph.Sum) int32 {
	b := r.bucket(s)
	for i := r.first[b]; i < r.first[b+1]; i++ {
		if r.sums[i] == s {
			return int32(i)
		}
	}
	return -1
}

// see remembers that a row says what the claim at a place says.
func (r *edgeRoll) see(at int32) { r.seen[at/64] |= 1 << (at % 64) }

// unseen are the ids of the claims that no row says any more, in order.
func (r *edgeRoll) unseen() []graph.ClaimID {
	ids := r.other
	for i, s := range r.sums {
		if r.seen[i/64]&(1<<(i%64)) == 0 {
			ids = append(ids, s.ID())
		}
	}
	return ids
}
