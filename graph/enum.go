package graph

import (
	"fmt"
	"strings"
)

// The enumerations below are small integers inside and words outside: lower
// case with hyphens in files, upper case with underscores in the API. Zero is
// never a valid member; where it may stand it means "not said".

// Kind is the kind of a tie.
type Kind uint8

// The kinds of ties and their signs: allegiance +1, mediation 0, hostility −1.
const (
	Allegiance Kind = iota + 1
	Mediation
	Hostility
)

var kindWords = words{"", "allegiance", "mediation", "hostility"}

// Sign is +1 for an allegiance, 0 for a mediation and −1 for a hostility.
func (k Kind) Sign() int {
	switch k {
	case Allegiance:
		return 1
	case Hostility:
		return -1
	default:
		return 0
	}
}

// String returns the word for k.
func (k Kind) String() string { return kindWords.name(int(k)) }

// MarshalText writes the word for k.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the word for a kind.
func (k *Kind) UnmarshalText(b []byte) error { return kindWords.read(b, "kind of tie", (*uint8)(k)) }

// ActorKind is what sort of actor an actor is.
type ActorKind uint8

// The kinds of actors.
const (
	State ActorKind = iota + 1
	Government
	ArmedGroup
	Tribe
	Person
	PoliticalEntity
	InternationalOrganization
	Coalition
	Community
	Media
	CivilSociety
	OtherActor
)

var actorKindWords = words{"", "state", "government", "armed-group", "tribe", "person", "political-entity",
	"international-organization", "coalition", "community", "media", "civil-society", "other"}

// String returns the word for k.
func (k ActorKind) String() string { return actorKindWords.name(int(k)) }

// MarshalText writes the word for k.
func (k ActorKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the word for a kind of actor.
func (k *ActorKind) UnmarshalText(b []byte) error {
	return actorKindWords.read(b, "kind of actor", (*uint8)(k))
}

// Role is what an actor is in a tie.
type Role uint8

// The roles: From and To in a directed tie, Member in a mutual one, Mediator
// and Party only in a mediation. Their order is the canonical order of parties.
const (
	From Role = iota + 1
	To
	Member
	Mediator
	PartyTo
)

var roleWords = words{"", "from", "to", "member", "mediator", "party"}

// String returns the word for r.
func (r Role) String() string { return roleWords.name(int(r)) }

// MarshalText writes the word for r.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the word for a role.
func (r *Role) UnmarshalText(b []byte) error { return roleWords.read(b, "role", (*uint8)(r)) }

// Stance is whether a claim says that a tie held, or that it did not.
type Stance uint8

// The stances.
const (
	Asserts Stance = iota + 1
	Denies
)

var stanceWords = words{"", "asserts", "denies"}

// String returns the word for s.
func (s Stance) String() string { return stanceWords.name(int(s)) }

// MarshalText writes the word for s.
func (s Stance) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word for a stance.
func (s *Stance) UnmarshalText(b []byte) error { return stanceWords.read(b, "stance", (*uint8)(s)) }

// Voice is how a source says something.
type Voice uint8

// The voices: the source says it itself, reports another's word, or says
// "reportedly".
const (
	Own Voice = iota + 1
	Attributed
	Hedged
)

var voiceWords = words{"", "own", "attributed", "hedged"}

// String returns the word for v.
func (v Voice) String() string { return voiceWords.name(int(v)) }

// MarshalText writes the word for v.
func (v Voice) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the word for a voice.
func (v *Voice) UnmarshalText(b []byte) error { return voiceWords.read(b, "voice", (*uint8)(v)) }

// Outcome is what a mediation came to. Zero means that nobody says.
type Outcome uint8

// The outcomes.
const (
	Agreement Outcome = iota + 1
	Ceasefire
	Failed
	Ongoing
	UnknownOutcome
)

var outcomeWords = words{"", "agreement", "ceasefire", "failed", "ongoing", "unknown"}

// String returns the word for o, empty for zero.
func (o Outcome) String() string { return outcomeWords.name(int(o)) }

// MarshalText writes the word for o.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the word for an outcome.
func (o *Outcome) UnmarshalText(b []byte) error { return outcomeWords.read(b, "outcome", (*uint8)(o)) }

// Reliability grades a source by the Admiralty code (NATO AJP-2.1): A is
// completely reliable, E unreliable; F means that it cannot be judged, which is
// no bad mark. Zero is ungraded.
type Reliability uint8

// The grades of reliability.
const (
	ReliabilityA Reliability = iota + 1
	ReliabilityB
	ReliabilityC
	ReliabilityD
	ReliabilityE
	ReliabilityF
)

var reliabilityWords = words{"", "A", "B", "C", "D", "E", "F"}

// String returns the letter.
func (r Reliability) String() string { return reliabilityWords.name(int(r)) }

// MarshalText writes the letter.
func (r Reliability) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the letter.
func (r *Reliability) UnmarshalText(b []byte) error {
	return reliabilityWords.read(b, "reliability", (*uint8)(r))
}

// Credibility grades a claim by the Admiralty code: 1 is confirmed by others, 5
// improbable; 6 means that it cannot be judged. Zero is ungraded.
type Credibility uint8

// Marking says with whom a record may be shared (Traffic Light Protocol 2.0,
// FIRST 2022). Zero counts as clear.
type Marking uint8

// The markings, from the most open to the most closed.
const (
	Clear Marking = iota + 1
	Green
	Amber
	AmberStrict
	Red
)

var markingWords = words{"", "clear", "green", "amber", "amber-strict", "red"}

// String returns the word for m.
func (m Marking) String() string { return markingWords.name(int(m)) }

// MarshalText writes the word for m.
func (m Marking) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the word for a marking.
func (m *Marking) UnmarshalText(b []byte) error { return markingWords.read(b, "marking", (*uint8)(m)) }

// Status says how a relation stands with its claims, in one view.
type Status uint8

// The statuses. Denied relations are left out unless asked for.
const (
	Uncontested Status = iota + 1
	Contested
	Alleged
	Denied
)

var statusWords = words{"", "uncontested", "contested", "alleged", "denied"}

// String returns the word for s.
func (s Status) String() string { return statusWords.name(int(s)) }

// Certainty is how sure it is that a tie held on a day. They are ordered:
// what is certain is also possible.
type Certainty uint8

// The certainties. Absent is no word of neutrality: it means that no source
// allows the day.
const (
	Absent Certainty = iota
	Possible
	Certain
)

// String returns the word for c.
func (c Certainty) String() string { return words{"absent", "possible", "certain"}.name(int(c)) }

// Attestation says whether a day lies in the span that sources name.
type Attestation uint8

// The attestations.
const (
	Attested Attestation = iota + 1
	Assumed
)

// String returns the word for a.
func (a Attestation) String() string { return words{"", "attested", "assumed"}.name(int(a)) }

// Clock says since when a claim counts as known.
type Clock uint8

// The clocks: since the load that recorded it, or since its source came out.
const (
	Recorded Clock = iota
	Published
)

// words are the names of an enumeration's members in their order.
type words []string

func (w words) name(i int) string {
	if i < 0 || i >= len(w) {
		return fmt.Sprintf("invalid(%d)", i)
	}
	return w[i]
}

func (w words) read(b []byte, what string, into *uint8) error {
	for i, name := range w {
		if name == string(b) {
			*into = uint8(i)
			return nil
		}
	}
	return fmt.Errorf("%w: %q is no %s: write one of %s", ErrInvalid, b, what, strings.Join(w[1:], ", "))
}
