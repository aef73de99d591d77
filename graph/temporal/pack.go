package temporal

import (
	"encoding/binary"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// A packed claim is, in this order: the numbers of its dataset, its source, its
// claimant and its key, its id, its place, its enumerations, the numbers of its form and of
// what it regards, its parties, the numbers of its four dates, quotation, locator
// and note. Numbers are varints, texts have their length before them.
//
// The enumerations are one byte if only kind, stance, voice and "ongoing" are
// said, else eight behind a byte that says so. The parties of a pair are the
// shape in which the unit's two names make them up; all others are listed, role
// and number each, behind their count.
//
// What was packed is unpacked by the same code in the same process, so that
// nothing here can be malformed.

// The bits of the one byte.
const (
	stanceShift, voiceShift, ongoingShift = 2, 4, 6
	twoBits                               = 3
	eightBytesMore                        = 1 << 7
)

// pack packs a claim of a unit and a tie.
func (b *Builder) pack(unitNo, tie uint32, c *graph.Claim) ref {
	// What takes numbers comes before the buffer is used, which it uses too.
	last := &b.recent
	dataset, source := b.again(&last.dataset, string(c.Dataset)), b.again(&last.source, string(c.Source))
	claimant, form := b.again(&last.claimant, string(c.Claimant)), b.again(&last.form, c.Form)
	regarding := b.internKey(c.Regarding)
	p := packer{b.scratch[:0]}
	p.number(dataset)
	p.number(source)
	p.number(claimant)
	p.number(tie)
	p.text(string(c.ID))
	p.buf = binary.AppendVarint(p.buf, int64(c.Seq))
	p.enumerations(c)
	p.number(form)
	p.number(regarding)
	s := b.shapeOf(unitNo, c.Parties)
	p.buf = append(p.buf, byte(s))
	if s == listed {
		p.number(uint32(len(c.Parties)))
		for _, party := range c.Parties {
			p.buf = append(p.buf, byte(party.Role))
			p.number(b.internName(string(party.Actor)))
		}
	}
	for _, d := range []edtf.Date{c.Dating.Start, c.Dating.End, c.Dating.When, c.Dating.Held} {
		p.number(b.internDate(d.String(), d))
	}
	p.text(c.Quote)
	p.text(c.Locator)
	p.text(c.Note)
	b.scratch = p.buf
	return b.texts.add(p.buf)
}

func (p *packer) enumerations(c *graph.Claim) {
	ongoing := byte(0)
	if c.Dating.Ongoing {
		ongoing = 1
	}
	rest := [4]byte{byte(c.Outcome), byte(c.Reliability), byte(c.Credibility), byte(c.Marking)}
	if rest == ([4]byte{}) && c.Kind <= twoBits && c.Stance <= twoBits && c.Voice <= twoBits {
		p.buf = append(p.buf, byte(c.Kind)|byte(c.Stance)<<stanceShift|byte(c.Voice)<<voiceShift|ongoing<<ongoingShift)
		return
	}
	p.buf = append(p.buf, eightBytesMore, byte(c.Kind), byte(c.Stance), byte(c.Voice), ongoing)
	p.buf = append(p.buf, rest[:]...)
}

func (u *unpacker) enumerations(c *graph.Claim) {
	e := u.take(1)[0]
	if e&eightBytesMore == 0 {
		c.Kind, c.Stance, c.Voice = graph.Kind(e&twoBits), graph.Stance(e>>stanceShift&twoBits), graph.Voice(e>>voiceShift&twoBits)
		c.Outcome, c.Reliability, c.Credibility, c.Marking = 0, 0, 0, 0
		c.Dating.Ongoing = e>>ongoingShift&1 != 0
		return
	}
	more := u.take(8)
	c.Kind, c.Stance, c.Voice = graph.Kind(more[0]), graph.Stance(more[1]), graph.Voice(more[2])
	c.Dating.Ongoing = more[3] != 0
	c.Outcome, c.Reliability = graph.Outcome(more[4]), graph.Reliability(more[5])
	c.Credibility, c.Marking = graph.Credibility(more[6]), graph.Marking(more[7])
}

type packer struct{ buf []byte }

func (p *packer) number(n uint32) { p.buf = binary.AppendUvarint(p.buf, uint64(n)) }

func (p *packer) text(s string) {
	p.buf = binary.AppendUvarint(p.buf, uint64(len(s)))
	p.buf = append(p.buf, s...)
}

// unpack reads a claim into c. Its parties are appended to a buffer, which is
// returned; its texts share memory with the index.
func (ix *Index) unpack(no uint32, c *graph.Claim, parties []graph.Party) []graph.Party {
	v := ix.claims.at(no)
	u := ix.unpacker(v)
	c.Dataset = graph.DatasetID(ix.names.at(u.number()).text)
	c.Source = graph.SourceID(ix.names.at(u.number()).text)
	c.Claimant = graph.ActorID(ix.names.at(u.number()).text)
	c.Tie = graph.TieKey(ix.keyText(u.number()))
	c.ID = graph.ClaimID(u.text())
	c.Seq = int(u.signed())
	u.enumerations(c)
	c.Form = ix.names.at(u.number()).text
	c.Regarding = graph.TieKey(ix.keyText(u.number()))
	first := len(parties)
	if s := shape(u.take(1)[0]); s != listed {
		parties = ix.pairAs(s, v.unit, parties)
	} else {
		for range u.number() {
			role := graph.Role(u.take(1)[0])
			parties = append(parties, graph.Party{Actor: graph.ActorID(ix.names.at(u.number()).text), Role: role})
		}
	}
	c.Parties = parties[first:len(parties):len(parties)]
	for _, d := range []*edtf.Date{&c.Dating.Start, &c.Dating.End, &c.Dating.When, &c.Dating.Held} {
		*d = ix.dates.at(u.number()).date
	}
	c.Quote, c.Locator, c.Note = u.text(), u.text(), u.text()
	return parties
}

func (ix *Index) unpacker(v *claim) unpacker { return unpacker{ix.texts.from(v.packed)} }

// datasetOf is the number of a claim's dataset.
func (ix *Index) datasetOf(v *claim) uint32 {
	u := ix.unpacker(v)
	return u.number()
}

// wordOf returns the numbers of a claim's source, of its claimant and of its
// key.
func (ix *Index) wordOf(v *claim) (source, claimant, tie uint32) {
	u := ix.unpacker(v)
	u.number()
	return u.number(), u.number(), u.number()
}

// eachParty calls see with the numbers of all parties of a claim.
func (ix *Index) eachParty(v *claim, see func(name uint32)) {
	if pair := ix.units.at(v.unit); pair.a != 0 {
		see(pair.a)
		see(pair.b)
		return
	}
	var c graph.Claim // for what stands before them
	u := ix.unpacker(v)
	u.skip(4)
	u.text()
	u.signed()
	u.enumerations(&c)
	u.skip(2)
	u.take(1) // a unit that is no pair has lists only
	for range u.number() {
		u.take(1)
		see(u.number())
	}
}

// tieOf is the number of a claim's key.
func (ix *Index) tieOf(v *claim) uint32 {
	u := ix.unpacker(v)
	u.skip(3)
	return u.number()
}

// idOf is the id of a claim.
func (ix *Index) idOf(no uint32) graph.ClaimID {
	u := ix.unpacker(ix.claims.at(no))
	u.skip(4)
	return graph.ClaimID(u.text())
}

// placeOf is where a claim stands in lists.
func (ix *Index) placeOf(v *claim) graph.ClaimPlace {
	u := ix.unpacker(v)
	dataset := u.number()
	u.skip(2)
	tie := u.number()
	return graph.ClaimPlace{
		ID: graph.ClaimID(u.text()), Tie: graph.TieKey(ix.keyText(tie)),
		Dataset: graph.DatasetID(ix.names.at(dataset).text), Seq: int(u.signed()),
	}
}

type unpacker struct{ rest string }

func (u *unpacker) number() uint32 {
	// The usual number is short; the loop is binary.Uvarint for strings.
	var n, shift uint32
	for i := range len(u.rest) {
		c := u.rest[i]
		n |= uint32(c&0x7f) << shift
		if c < 0x80 {
			u.rest = u.rest[i+1:]
			return n
		}
		shift += 7
	}
	return n
}

// skip skips numbers.
func (u *unpacker) skip(numbers int) {
	for range numbers {
		u.number()
	}
}

func (u *unpacker) signed() int64 {
	var n uint64
	var shift uint
	for i := range len(u.rest) {
		c := u.rest[i]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			u.rest = u.rest[i+1:]
			break
		}
		shift += 7
	}
	return int64(n>>1) ^ -int64(n&1)
}

func (u *unpacker) take(n int) string {
	s := u.rest[:n]
	u.rest = u.rest[n:]
	return s
}

func (u *unpacker) text() string { return u.take(int(u.number())) }
