package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"slices"
	"strings"
)

// Party is an actor with its role in a tie.
type Party struct {
	Actor ActorID
	Role  Role
}

// Claim is one source's word on one tie. It is never edited: a correction is a
// new claim and a retraction of the old one.
type Claim struct {
	ID      ClaimID
	Tie     TieKey
	Kind    Kind
	Form    string
	Parties []Party // in canonical order, see [SortParties]
	// Regarding is the tie that this one is about; it makes no edge.
	Regarding TieKey
	Stance    Stance
	Voice     Voice
	Outcome   Outcome // of a mediation; zero if the source does not say
	Dating    Dating  // zero only for a denial: it then speaks of all days
	Source    SourceID
	Claimant  ActorID // whose word the source reports; empty if its own
	Quote     string
	Locator   string
	Note      string
	// Reliability and Credibility are this claim's own grades; zero leaves the
	// source's reliability standing.
	Reliability Reliability
	Credibility Credibility
	Marking     Marking // zero: the source's
	Dataset     DatasetID
	// Seq is the claim's place among those of its tie in the order written; it
	// orders lists and is no part of what the claim says.
	Seq int
}

// SortParties puts parties into canonical order: by role, then by actor, but
// mediators and parties of a mediation in the order written, since the first
// named is shown first.
func SortParties(parties []Party) {
	slices.SortStableFunc(parties, func(a, b Party) int {
		if c := cmp.Compare(a.Role, b.Role); c != 0 {
			return c
		}
		if a.Role == Mediator || a.Role == PartyTo {
			return 0
		}
		return strings.Compare(string(a.Actor), string(b.Actor))
	})
}

// Unit is what a claim is folded with: for a tie of two, all claims of the
// unordered pair of actors; for a mediation, those of the tie alone.
type Unit string

// Unit returns the fold unit of the claim.
func (c *Claim) Unit() Unit { return UnitOf(c.Kind, c.Tie, c.Parties) }

// UnitOf returns the fold unit of a tie.
func UnitOf(kind Kind, key TieKey, parties []Party) Unit {
	if kind == Mediation || len(parties) != 2 {
		return Unit("=" + string(key))
	}
	a, b := parties[0].Actor, parties[1].Actor
	if b < a {
		a, b = b, a
	}
	return Unit(string(a) + "&" + string(b))
}

// Digest names the claim by all that it says: equal claims of one dataset have
// equal ids, and an edited claim is another claim.
func (c *Claim) Digest() ClaimID { return c.Sum().ID() }

// Sum is the digest of a claim before it is written as its id.
type Sum [15]byte

// Sum digests all that the claim says. It allocates nothing, unless the claim
// says a lot.
func (c *Claim) Sum() Sum {
	var most [512]byte
	hash := sha256.Sum256(c.appendWords(most[:0]))
	return Sum(hash[:len(Sum{})])
}

// appendWords writes all that the claim says in one way only.
func (c *Claim) appendWords(b []byte) []byte {
	b = appendWord(b, string(c.Dataset))
	b = appendWord(b, string(c.Tie))
	b = appendWord(b, c.Kind.String())
	b = appendWord(b, c.Form)
	for _, p := range c.Parties {
		role := p.Role.String()
		b = binary.BigEndian.AppendUint32(b, uint32(len(role)+1+len(p.Actor)))
		b = append(append(append(b, role...), ':'), p.Actor...)
	}
	b = appendWord(b, string(c.Regarding))
	b = appendWord(b, c.Stance.String())
	b = appendWord(b, c.Voice.String())
	b = appendWord(b, c.Outcome.String())
	b = appendWord(b, c.Dating.Start.String())
	b = appendWord(b, c.Dating.End.String())
	b = appendWord(b, c.Dating.When.String())
	b = appendWord(b, c.Dating.Held.String())
	b = append(b, 0, 0, 0, 4, byte(b2i(c.Dating.Ongoing)), byte(c.Reliability), byte(c.Credibility), byte(c.Marking))
	b = appendWord(b, string(c.Source))
	b = appendWord(b, string(c.Claimant))
	b = appendWord(b, c.Quote)
	b = appendWord(b, c.Locator)
	return appendWord(b, c.Note)
}

// appendWord writes s with its length, so that no two lists of texts are
// written alike by running together.
func appendWord(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}

// idDigits are the digits of ids: those of base 32 in ASCII order, so that ids
// stand in the order of their sums.
const idDigits = "0123456789abcdefghijklmnopqrstuv"

var idEncoding = base32.NewEncoding(idDigits).WithPadding(base32.NoPadding)

// ID is the sum as an id: its bytes in base 32.
func (s Sum) ID() ClaimID {
	var text [24]byte
	idEncoding.Encode(text[:], s[:])
	return ClaimID(text[:])
}

// Sum is what the id was made of; false if it was made otherwise. Loads ask it
// of every claim that they find, which is why it is not left to encoding/base32.
func (id ClaimID) Sum() (s Sum, ok bool) {
	if len(id) != 24 {
		return s, false
	}
	var bits uint64
	for i := range len(id) {
		digit := uint64(0)
		switch c := id[i]; {
		case '0' <= c && c <= '9':
			digit = uint64(c - '0')
		case 'a' <= c && c <= 'v':
			digit = uint64(c-'a') + 10
		default:
			return Sum{}, false
		}
		if bits = bits<<5 | digit; i%8 == 7 { // eight digits are five bytes
			at := i / 8 * 5
			s[at], s[at+1], s[at+2], s[at+3], s[at+4] = byte(bits>>32), byte(bits>>24), byte(bits>>16), byte(bits>>8), byte(bits)
		}
	}
	return s, true
}

// Named is the span from the first to the last day that the claim names, none
// later than its source spoke; of a denial, the days that it names as those it
// denies. It is empty for a claim without a date.
func (c *Claim) Named(src *Source) Span {
	if c.Dating.Zero() {
		return Span{}
	}
	return c.Dating.constraint(src.Spoken()).named
}

// Alone is what the claim by itself says of when the tie held, given its
// source and the parties' lifetimes (see [Lifetimes]); of a denial, the days
// that it speaks of. A denial without a date speaks of all days that all
// parties lived, and of all days there are if they never lived together: it
// must be found somewhere.
func (c *Claim) Alone(src *Source, lifetimes Span) Period {
	d := c.Dating
	switch {
	case d.Zero():
		if lifetimes.Empty() {
			lifetimes = Always
		}
		return Period{lifetimes.First, before(lifetimes.Until), after(lifetimes.First), lifetimes.Until}
	case c.Stance == Denies && !d.Held.IsZero():
		// "It did not hold then" speaks of those days, and of none before or
		// after, just as "it was not done then".
		d = Dating{When: d.Held}
	}
	return d.constraint(src.Spoken()).resolve(lifetimes)
}
