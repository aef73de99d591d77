package temporal

import (
	"encoding/binary"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// A packed claim is, in this order: its id, the number of its key, that of its
// dataset, its place, eight bytes of small enumerations, the numbers of its form
// and of what it regards, its parties, the numbers of its four dates, quotation,
// locator and note. Numbers are varints, texts have their length before them.
// Source and claimant stand beside it in the claim.
//
// What was packed is unpacked by the same code in the same process, so that
// nothing here can be malformed.

// pack packs all but source and claimant.
func (b *Builder) pack(c *graph.Claim) string {
	p := packer{b.scratch[:0]}
	p.text(string(c.ID))
	p.number(b.internKey(c.Tie))
	p.number(b.internName(string(c.Dataset)))
	p.buf = binary.AppendVarint(p.buf, int64(c.Seq))
	ongoing := byte(0)
	if c.Dating.Ongoing {
		ongoing = 1
	}
	p.buf = append(p.buf, byte(c.Kind), byte(c.Stance), byte(c.Voice), byte(c.Outcome),
		byte(c.Reliability), byte(c.Credibility), byte(c.Marking), ongoing)
	p.number(b.internName(c.Form))
	p.number(b.internKey(c.Regarding))
	p.number(uint32(len(c.Parties)))
	for _, party := range c.Parties {
		p.buf = append(p.buf, byte(party.Role))
		p.number(b.internName(string(party.Actor)))
	}
	for _, d := range []edtf.Date{c.Dating.Start, c.Dating.End, c.Dating.When, c.Dating.Held} {
		p.number(b.internDate(d.String(), d))
	}
	p.text(c.Quote)
	p.text(c.Locator)
	p.text(c.Note)
	b.scratch = p.buf
	return string(p.buf)
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
	u := unpacker{v.packed}
	c.ID = graph.ClaimID(u.text())
	c.Tie = graph.TieKey(ix.keys.at(u.number()).text)
	c.Dataset = graph.DatasetID(ix.names.at(u.number()).text)
	c.Seq = int(u.signed())
	e := u.take(8)
	c.Kind, c.Stance, c.Voice, c.Outcome = graph.Kind(e[0]), graph.Stance(e[1]), graph.Voice(e[2]), graph.Outcome(e[3])
	c.Reliability, c.Credibility, c.Marking = graph.Reliability(e[4]), graph.Credibility(e[5]), graph.Marking(e[6])
	c.Dating.Ongoing = e[7] != 0
	c.Form = ix.names.at(u.number()).text
	c.Regarding = graph.TieKey(ix.keys.at(u.number()).text)
	first := len(parties)
	for range u.number() {
		role := graph.Role(u.take(1)[0])
		parties = append(parties, graph.Party{Actor: graph.ActorID(ix.names.at(u.number()).text), Role: role})
	}
	c.Parties = parties[first:len(parties):len(parties)]
	for _, d := range []*edtf.Date{&c.Dating.Start, &c.Dating.End, &c.Dating.When, &c.Dating.Held} {
		*d = ix.dates.at(u.number()).date
	}
	c.Quote, c.Locator, c.Note = u.text(), u.text(), u.text()
	c.Source = graph.SourceID(ix.names.at(v.source).text)
	c.Claimant = graph.ActorID(ix.names.at(v.claimant).text)
	return parties
}

// id is the id of a packed claim.
func (v *claim) id() graph.ClaimID {
	u := unpacker{v.packed}
	return graph.ClaimID(u.text())
}

// placeOf is where a packed claim stands in lists.
func (ix *Index) placeOf(v *claim) graph.ClaimPlace {
	u := unpacker{v.packed}
	return graph.ClaimPlace{
		ID: graph.ClaimID(u.text()), Tie: graph.TieKey(ix.keys.at(u.number()).text),
		Dataset: graph.DatasetID(ix.names.at(u.number()).text), Seq: int(u.signed()),
	}
}

// key is the number of a packed claim's key.
func (v *claim) key() uint32 {
	u := unpacker{v.packed}
	u.text()
	return u.number()
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
