package temporal

import (
	"hash/maphash"
	"math"
	"sync/atomic"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// Index answers for every revision up to its head. It is immutable and safe
// for use by many goroutines. A revision beyond the head is read as the head.
type Index struct {
	seed      maphash.Seed
	revisions vec[time.Time] // by number

	names       vec[name]
	nameTable   table
	keys        vec[key]
	keyTable    table
	spread      vec[spread] // keys that are found in several units
	spreadTable table       // by the number of the key
	dates       vec[written]
	dateTable   table

	actors      vec[actor]
	actorNames  vec[uint32] // the name of each actor there ever was
	sources     vec[source]
	sourceNames vec[uint32]

	units      vec[unit]
	pairTable  table // units of pairs, by the two names
	claims     vec[claim]
	claimTable table       // the newest claim of each id
	closings   vec[closed] // which claims were replaced by what
	closeTable table       // by the number of the claim
	relations  vec[relation]
	postings   vec[posting]
	texts      texts // of keys and of claims

	// days holds every relation version by the days on which it may have held.
	// wide holds those again that some perspective may see on other days, by
	// their envelopes.
	days, wide forest
	// turns holds the windows in which a tie may have begun or ended, where its
	// entry among days does not tell.
	turns forest
	// byParty holds every relation version once for each party, by its name and
	// by all days on which any perspective may see it.
	byParty forest

	touched vec[uint32] // units, revision by revision: see Changed
	touches vec[uint32] // by revision, the last of touched up to it

	stats atomic.Pointer[knownStats] // the last answer for everyone's word
	daily keptDaily
}

// open closes nothing: the "to" of a version that is still known.
const open = math.MaxUint32

// name is a text that is referred to by number, and what hangs on it. Number 0
// is the empty text.
type name struct {
	text           string
	actor, source  uint32 // the newest version of that id
	party          list   // units it is a party in
	cited, claimed list   // units with claims that cite it, that report its word
	answers        list   // names of the actors that it leads to
}

// key is the key of a tie, with its length before it, the first of the units
// that it is found in, the only one but for keys that were given to another tie
// later, and the newest claim about it.
type key struct {
	text         ref
	unit, claims uint32
}

// spread is a key that is found in several units, and those but for the first.
type spread struct {
	key  uint32
	more list
}

// written is a date as a source wrote it, or ".." or what stands for several in
// the text of a relation, which may be no date.
type written struct {
	text string
	date edtf.Date
}

// actor and source are versions of a record.
type actor struct {
	from, to, older uint32
	*actorBody
}

type source struct {
	from, to, older uint32
	*sourceBody
}

type actorBody struct {
	*graph.Actor
	life graph.Period
	text atomic.Pointer[string] // what a search looks into, once it was asked for
}

type sourceBody struct {
	*graph.Source
	text atomic.Pointer[string]
}

// unit is what is folded together: a pair of actors by their names, in order of
// their ids; or, where a is 0, the tie with key b. See [graph.Unit].
type unit struct {
	a, b              uint32
	claims, relations uint32 // the newest of each
}

// claim is a version of a claim: all but what is searched for is packed, see
// pack. The next older ones are those of its unit and of its tie.
type claim struct {
	from, to, unit, older, olderOfTie uint32
	packed                            ref
}

// closed says what took a claim's place.
type closed struct {
	claim uint32
	by    graph.ClaimID
}

// Empty returns the index of the empty store.
func Empty() *Index { return &Index{seed: maphash.MakeSeed()} }

// Head returns the newest revision, number 0 if there is none.
func (ix *Index) Head() graph.Revision {
	rev, _ := ix.Revision(graph.RevNo(ix.revisions.last()))
	return rev
}

// Size is how many versions of claims the index holds.
func (ix *Index) Size() int { return int(ix.claims.last()) }

// Revision returns a revision by number, and whether there is one.
func (ix *Index) Revision(no graph.RevNo) (graph.Revision, bool) {
	switch {
	case no == 0:
		return graph.Revision{}, true
	case no < 0 || no > graph.RevNo(ix.revisions.last()):
		return graph.Revision{}, false
	}
	return graph.Revision{No: no, At: *ix.revisions.at(uint32(no))}, true
}

// RevisionAt returns the newest revision known at an instant.
func (ix *Index) RevisionAt(at time.Time) graph.Revision {
	first, after := uint32(1), ix.revisions.last()+1
	for first < after {
		if mid := first + (after-first)/2; ix.revisions.at(mid).After(at) {
			after = mid
		} else {
			first = mid + 1
		}
	}
	rev, _ := ix.Revision(graph.RevNo(first - 1))
	return rev
}

// clamp makes a revision one of the index.
func (ix *Index) clamp(rev graph.RevNo) uint32 {
	return uint32(max(0, min(rev, graph.RevNo(ix.revisions.last()))))
}

// isKnown reports whether a version is known at a revision.
func isKnown(from, to, rev uint32) bool { return from <= rev && rev < to }

// name returns the number of a text, 0 if it has none.
func (ix *Index) name(text string) uint32 {
	return ix.nameTable.find(maphash.String(ix.seed, text), func(no uint32) bool { return ix.names.at(no).text == text })
}

// key returns the number of a tie's key, 0 if it has none.
func (ix *Index) key(text graph.TieKey) uint32 {
	return ix.keyTable.find(maphash.String(ix.seed, string(text)), func(no uint32) bool { return ix.keyText(no) == string(text) })
}

// keyText is the text of a tie's key, empty for number 0.
func (ix *Index) keyText(no uint32) string {
	if no == 0 {
		return ""
	}
	u := unpacker{ix.texts.from(ix.keys.at(no).text)}
	return u.text()
}

// claim returns the newest claim of an id, 0 if there is none.
func (ix *Index) claim(id graph.ClaimID) uint32 {
	return ix.claimTable.find(maphash.String(ix.seed, string(id)), func(no uint32) bool { return ix.idOf(no) == id })
}

// pair returns the unit of two names, 0 if there is none.
func (ix *Index) pair(a, b uint32) uint32 {
	return ix.pairTable.find(ix.hashPair(a, b), func(no uint32) bool { u := ix.units.at(no); return u.a == a && u.b == b })
}

func (ix *Index) hashPair(a, b uint32) uint64 {
	return maphash.Comparable(ix.seed, uint64(a)<<32|uint64(b))
}

// unitsOfKey calls see with the units in which a key is found.
func (ix *Index) unitsOfKey(no uint32, see func(unit uint32)) {
	k := ix.keys.at(no)
	if k.unit != 0 {
		see(k.unit)
	}
	if at := ix.spreadOf(no); at != 0 {
		ix.walk(ix.spread.at(at).more, see)
	}
}

// spreadOf returns the number of a key's further units, 0 if there are none.
func (ix *Index) spreadOf(key uint32) uint32 {
	return ix.spreadTable.find(maphash.Comparable(ix.seed, key), func(at uint32) bool { return ix.spread.at(at).key == key })
}

// walk calls see with the numbers in a list, newest first.
func (ix *Index) walk(l list, see func(no uint32)) {
	for at := l.head; at != 0; {
		p := ix.postings.at(at)
		see(p.no)
		at = p.next
	}
}

// background is what the fold knows beside the claims, as of a revision. Of
// what was withdrawn, and is still referred to, the last version stands.
type background struct {
	*Index
	rev uint32
}

// Source returns a source as of the revision, one without any detail if none
// is known by then.
func (bg background) Source(id graph.SourceID) *graph.Source {
	if s := bg.sourceOf(bg.name(string(id))); s != nil {
		return s
	}
	return &graph.Source{ID: id}
}

func (bg background) sourceOf(name uint32) *graph.Source {
	if name == 0 {
		return nil
	}
	for no := bg.names.at(name).source; no != 0; {
		s := bg.sources.at(no)
		if s.from <= bg.rev {
			return s.Source
		}
		no = s.older
	}
	return nil
}

// Lifetime returns an actor's lifetime as of the revision.
func (bg background) Lifetime(id graph.ActorID) graph.Period {
	name := bg.name(string(id))
	if name == 0 {
		return graph.AnyPeriod
	}
	for no := bg.names.at(name).actor; no != 0; {
		a := bg.actors.at(no)
		if a.from <= bg.rev {
			return a.life
		}
		no = a.older
	}
	return graph.AnyPeriod
}
