package temporal

import (
	"hash/maphash"

	"github.com/realign/realign/graph"
)

// Actor takes a new version of an actor. What the fold needs of it is its
// lifetime: if that is not what it was, every unit that it is a party in is
// folded again.
func (b *Builder) Actor(a *graph.Actor) {
	n := b.internName(string(a.ID))
	older := b.names.at(n).actor
	life, lifeWas := a.Span.Lifetime(), graph.AnyPeriod
	if older == 0 {
		b.actorNames.push(n)
	} else {
		lifeWas = b.actors.at(older).life
		b.WithdrawActor(a.ID)
	}
	no := b.actors.push(actor{from: b.rev, to: open, older: older, actorBody: &actorBody{Actor: a, life: life}})
	b.names.mut(n).actor = no
	for _, alias := range a.Aliases {
		b.answer(n, string(alias))
	}
	for _, id := range a.Identifiers {
		b.answer(n, id.Ref())
	}
	if life != lifeWas {
		b.touch(b.names.at(n).party)
	}
}

// answer notes that an actor answers, or once answered, to a reference.
func (b *Builder) answer(actorName uint32, ref string) {
	n := b.internName(ref)
	known := n == 0
	b.walk(b.names.at(n).answers, func(no uint32) { known = known || no == actorName })
	if !known {
		b.post(&b.names.mut(n).answers, actorName)
	}
}

// WithdrawActor closes an actor's version.
func (b *Builder) WithdrawActor(id graph.ActorID) {
	if n := b.name(string(id)); n != 0 {
		if no := b.names.at(n).actor; no != 0 && b.actors.at(no).to == open {
			b.actors.mut(no).to = b.rev
		}
	}
}

// Source takes a new version of a source. If it differs in what a fold, in any
// perspective, can depend on, every unit with a claim that cites it is folded again.
func (b *Builder) Source(s *graph.Source) {
	n := b.internName(string(s.ID))
	older := b.names.at(n).source
	was := &graph.Source{ID: s.ID}
	if older == 0 {
		b.sourceNames.push(n)
	} else {
		was = b.sources.at(older).Source
		b.WithdrawSource(s.ID)
	}
	no := b.sources.push(source{from: b.rev, to: open, older: older, sourceBody: &sourceBody{Source: s}})
	b.names.mut(n).source = no
	if s.PublishedOn != was.PublishedOn || s.SpeaksOf != was.SpeaksOf || s.Republishes != was.Republishes ||
		s.Reliability != was.Reliability {
		b.touch(b.names.at(n).cited)
	}
}

// WithdrawSource closes a source's version.
func (b *Builder) WithdrawSource(id graph.SourceID) {
	if n := b.name(string(id)); n != 0 {
		if no := b.names.at(n).source; no != 0 && b.sources.at(no).to == open {
			b.sources.mut(no).to = b.rev
		}
	}
}

// Retract closes a claim, if there is one open with that id.
func (b *Builder) Retract(r graph.Retraction) {
	no := b.claim(r.Claim)
	if no == 0 || b.claims.at(no).to != open {
		return
	}
	b.claims.mut(no).to = b.rev
	b.dirty.add(b.claims.at(no).unit, 0)
	if r.ReplacedBy == "" {
		return
	}
	hashOf := func(at uint32) uint64 { return maphash.Comparable(b.seed, b.closings.at(at).claim) }
	at := b.closings.push(closed{no, r.ReplacedBy})
	b.closeTable.put(hashOf(at), at, never, hashOf)
}

// replacedBy returns what took a claim's place, empty if nothing did.
func (ix *Index) replacedBy(no uint32) graph.ClaimID {
	at := ix.closeTable.find(maphash.Comparable(ix.seed, no), func(at uint32) bool { return ix.closings.at(at).claim == no })
	if at == 0 {
		return ""
	}
	return ix.closings.at(at).by
}

// Claim takes a new claim.
func (b *Builder) Claim(c *graph.Claim) {
	key := b.internKey(c.Tie)
	unitNo := b.unitOf(c, key)
	no := b.claims.push(claim{
		from: b.rev, to: open, unit: unitNo, older: b.units.at(unitNo).claims, olderOfTie: b.keys.at(key).claims,
		packed: b.pack(unitNo, key, c),
	})
	b.units.mut(unitNo).claims, b.keys.mut(key).claims = no, no
	b.claimTable.put(maphash.String(b.seed, string(c.ID)), no, func(old uint32) bool { return b.idOf(old) == c.ID }, b.hashClaim)
	b.dirty.add(unitNo, hasNew)
}

func (b *Builder) hashClaim(no uint32) uint64 { return maphash.String(b.seed, string(b.idOf(no))) }

// unitOf finds or makes the unit of a claim with the key k, as [graph.UnitOf]
// defines it.
func (b *Builder) unitOf(c *graph.Claim, k uint32) uint32 {
	if c.Kind == graph.Mediation || len(c.Parties) != 2 {
		return b.loneUnit(k)
	}
	one, two := c.Parties[0].Actor, c.Parties[1].Actor
	if two < one {
		one, two = two, one
	}
	x, y := b.internName(string(one)), b.internName(string(two))
	no := b.pair(x, y)
	if no == 0 {
		no = b.units.push(unit{a: x, b: y})
		hashOf := func(no uint32) uint64 { u := b.units.at(no); return b.hashPair(u.a, u.b) }
		b.pairTable.put(hashOf(no), no, never, hashOf)
		b.post(&b.names.mut(x).party, no)
		if x != y {
			b.post(&b.names.mut(y).party, no)
		}
	}
	b.place(k, no)
	return no
}

func (b *Builder) loneUnit(k uint32) uint32 {
	lone := uint32(0)
	b.unitsOfKey(k, func(no uint32) {
		if b.units.at(no).a == 0 {
			lone = no
		}
	})
	if lone == 0 {
		lone = b.units.push(unit{b: k})
		b.place(k, lone)
	}
	return lone
}

// place notes that a key is found in a unit.
func (b *Builder) place(k, unitNo uint32) {
	if at := b.keys.at(k); at.unit == unitNo {
		return
	} else if at.unit == 0 {
		b.keys.mut(k).unit = unitNo
		return
	}
	at := b.spreadOf(k)
	if at == 0 {
		at = b.spread.push(spread{key: k})
		hashOf := func(at uint32) uint64 { return maphash.Comparable(b.seed, b.spread.at(at).key) }
		b.spreadTable.put(hashOf(at), at, never, hashOf)
	}
	known := false
	b.walk(b.spread.at(at).more, func(no uint32) { known = known || no == unitNo })
	if !known {
		b.post(&b.spread.mut(at).more, unitNo)
	}
}

// post puts a number before a list.
func (b *Builder) post(l *list, no uint32) {
	l.head, l.n = b.postings.push(posting{no, l.head}), l.n+1
}

// touch has all units of a list folded again.
func (b *Builder) touch(l list) {
	b.walk(l, func(no uint32) { b.dirty.add(no, 0) })
}
