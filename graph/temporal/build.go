package temporal

import (
	"fmt"
	"time"

	"github.com/realign/realign/graph"
)

// Delta is what a load made of a store: the changes, and the revision that they
// became.
type Delta struct {
	Revision graph.Revision
	graph.Changes
}

// With returns the index after a load. It fails if the revision is not the next
// one.
func (ix *Index) With(d Delta) (*Index, error) { return ix.WithAll([]Delta{d}) }

// Build returns the index of a whole history.
func Build(history []Delta) (*Index, error) { return Empty().WithAll(history) }

// WithAll returns the index after several loads.
func (ix *Index) WithAll(history []Delta) (*Index, error) {
	b := ix.Edit()
	for i := range history {
		if err := b.Add(&history[i]); err != nil {
			return nil, err
		}
	}
	return b.Freeze(), nil
}

// Builder makes the next index. Between [Builder.Begin] and [Builder.End] it
// takes what one revision changed, closings before new versions, since a
// closing closes what is open; after any number of revisions [Builder.Freeze]
// hands out the index, and the builder must not be used any more. It is for one
// goroutine.
type Builder struct {
	*Index
	rev        uint32
	firstClaim uint32 // of this revision
	dirty      marks  // units to fold again
	firstNew   uint32 // relation version of this builder
	scratch    []byte // of pack
	recent     recent
	said       map[said]*said // what relations of late say, see share
}

// Edit returns a builder that goes on from the index.
func (ix *Index) Edit() *Builder {
	next := &Index{
		seed: ix.seed, revisions: ix.revisions.thaw(),
		names: ix.names.thaw(), nameTable: ix.nameTable.thaw(), keys: ix.keys.thaw(), keyTable: ix.keyTable.thaw(),
		dates: ix.dates.thaw(), dateTable: ix.dateTable.thaw(),
		actors: ix.actors.thaw(), actorNames: ix.actorNames.thaw(),
		sources: ix.sources.thaw(), sourceNames: ix.sourceNames.thaw(),
		units: ix.units.thaw(), pairTable: ix.pairTable.thaw(),
		claims: ix.claims.thaw(), claimTable: ix.claimTable.thaw(),
		closings: ix.closings.thaw(), closeTable: ix.closeTable.thaw(),
		spread: ix.spread.thaw(), spreadTable: ix.spreadTable.thaw(),
		relations: ix.relations.thaw(), postings: ix.postings.thaw(), texts: ix.texts.thaw(),
		days: ix.days, wide: ix.wide, turns: ix.turns, byParty: ix.byParty,
		touched: ix.touched.thaw(), touches: ix.touches.thaw(),
	}
	return &Builder{Index: next, firstNew: next.relations.n, said: map[said]*said{}}
}

// Freeze returns what was built.
func (b *Builder) Freeze() *Index {
	fresh := b.enter()
	return &Index{
		seed: b.seed, revisions: b.revisions.freeze(),
		names: b.names.freeze(), nameTable: b.nameTable.freeze(), keys: b.keys.freeze(), keyTable: b.keyTable.freeze(),
		dates: b.dates.freeze(), dateTable: b.dateTable.freeze(),
		actors: b.actors.freeze(), actorNames: b.actorNames.freeze(),
		sources: b.sources.freeze(), sourceNames: b.sourceNames.freeze(),
		units: b.units.freeze(), pairTable: b.pairTable.freeze(),
		claims: b.claims.freeze(), claimTable: b.claimTable.freeze(),
		closings: b.closings.freeze(), closeTable: b.closeTable.freeze(),
		spread: b.spread.freeze(), spreadTable: b.spreadTable.freeze(),
		relations: b.relations.freeze(), postings: b.postings.freeze(), texts: b.texts.freeze(),
		days: b.days.with(fresh.days), wide: b.wide.with(fresh.wide), turns: b.turns.with(fresh.turns),
		byParty: b.byParty.with(fresh.byParty),
		touched: b.touched.freeze(), touches: b.touches.freeze(),
	}
}

// Add takes a whole revision.
func (b *Builder) Add(d *Delta) error {
	if err := b.Begin(d.Revision); err != nil {
		return err
	}
	for _, id := range d.WithdrawActors {
		b.WithdrawActor(id)
	}
	for _, id := range d.WithdrawSources {
		b.WithdrawSource(id)
	}
	for _, a := range d.Actors {
		b.Actor(a)
	}
	for _, s := range d.Sources {
		b.Source(s)
	}
	for _, r := range d.Retract {
		b.Retract(r)
	}
	for c, err := range d.NewClaims() {
		if err != nil {
			return err
		}
		b.Claim(c)
	}
	b.End()
	return nil
}

// Begin opens the next revision.
func (b *Builder) Begin(rev graph.Revision) error {
	next := graph.RevNo(b.revisions.last()) + 1
	if rev.No != next || next >= open {
		return fmt.Errorf("revision %d does not follow revision %d", rev.No, next-1)
	}
	b.rev = b.revisions.push(rev.At)
	b.firstClaim = b.claims.last() + 1
	return nil
}

// Expect makes room for so many claims more, most of them about a tie of their
// own. It saves time; more or fewer may come.
func (b *Builder) Expect(claims int) {
	more := uint32(min(max(claims, 0), maxExpected))
	b.keyTable.reserve(more, b.hashKey)
	b.claimTable.reserve(more, b.hashClaim)
}

// maxExpected keeps a number that somebody made up from taking all memory.
const maxExpected = 1 << 24

// Date says when the newest revision was made, where that was not yet known when
// it was begun.
func (b *Builder) Date(at time.Time) { *b.revisions.mut(b.revisions.last()) = at }

// End closes the revision: it folds again what it touched.
func (b *Builder) End() {
	var units []uint32
	for unit, how := range b.dirty.all() {
		if how&hasNew != 0 {
			b.link(unit)
		}
		units = append(units, unit)
		b.touched.push(unit)
	}
	b.refoldAll(units)
	b.touches.push(b.touched.last())
	b.dirty = marks{}
}
