package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
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
func (c *Claim) Digest() ClaimID {
	h := sha256.New()
	put := func(s string) { hashString(h, s) }
	put(string(c.Dataset))
	put(string(c.Tie))
	put(c.Kind.String())
	put(c.Form)
	for _, p := range c.Parties {
		put(p.Role.String() + ":" + string(p.Actor))
	}
	put(string(c.Regarding))
	put(c.Stance.String())
	put(c.Voice.String())
	put(c.Outcome.String())
	put(c.Dating.Start.String())
	put(c.Dating.End.String())
	put(c.Dating.When.String())
	put(c.Dating.Held.String())
	put(string([]byte{byte(b2i(c.Dating.Ongoing)), byte(c.Reliability), byte(c.Credibility), byte(c.Marking)}))
	put(string(c.Source))
	put(string(c.Claimant))
	put(c.Quote)
	put(c.Locator)
	put(c.Note)
	sum := base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:15])
	return ClaimID(strings.ToLower(sum))
}

// hashString writes s with its length, so that no two lists of strings hash
// alike by running together.
func hashString(h hash.Hash, s string) {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(s)))
	h.Write(n[:])
	h.Write([]byte(s))
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
