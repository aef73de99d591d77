package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Background is what the fold knows beside the claims.
type Background interface {
	// Source returns the source of a claim; never nil for one that is known.
	Source(SourceID) *Source
	// Lifetime returns the bounds of an actor's lifetime, AnyPeriod if unknown.
	Lifetime(ActorID) Period
}

// Fold adds up the claims of one [Unit] to its relations, in order of their
// keys. The claims are those known and not retracted; the lens leaves out what
// lies outside the perspective (nil: everyone's word). A tie of which no claim
// is left is not in the answer: nobody speaks of it.
//
// Outer bounds (earliest start, latest end) come from all claims that bind,
// inner ones (latest start, earliest end) only from those in their source's
// own voice where there are any. Outer bounds give way where they would pin
// the tie down to days that its own-voice claims leave uncertain: no hearsay
// makes a day certain.
func Fold(claims []*Claim, bg Background, lens *Lens) []Relation {
	admitted := make([]*Claim, 0, len(claims))
	for _, c := range claims {
		if lens.Admits(c, bg.Source(c.Source)) {
			admitted = append(admitted, c)
		}
	}
	slices.SortFunc(admitted, CompareClaims)
	var ties []tie
	for len(admitted) > 0 {
		key, n := admitted[0].Tie, 1
		for n < len(admitted) && admitted[n].Tie == key {
			n++
		}
		ties = append(ties, foldTie(admitted[:n], bg, lens))
		admitted = admitted[n:]
	}
	return stopAtOpposites(ties)
}

// CompareClaims is the canonical order of claims: by tie, then as written.
func CompareClaims(a, b *Claim) int {
	return cmp.Or(strings.Compare(string(a.Tie), string(b.Tie)), strings.Compare(string(a.Dataset), string(b.Dataset)),
		cmp.Compare(a.Seq, b.Seq), strings.Compare(string(a.ID), string(b.ID)))
}

// tie is a relation with what the fold of its pair still needs to know.
type tie struct {
	Relation
	said    Period // what the claims say of the two ends, and no more
	endOpen bool   // no claim bounds its end
}

// evidence is a claim with what its source and the lens make of it.
type evidence struct {
	*Claim
	constraint
	own   bool // asserted in its source's own voice, and not graded unreliable
	binds bool // neither graded unreliable nor a copy
}

func foldTie(claims []*Claim, bg Background, lens *Lens) tie {
	first := claims[0]
	t := tie{Relation: Relation{
		Key: first.Tie, Kind: first.Kind, Parties: first.Parties,
		Directed: len(first.Parties) > 0 && first.Parties[0].Role == From,
		OwnDays:  Always,
	}}
	lifetimes := Lifetimes(first.Parties, bg)
	var asserting []evidence
	var denying []*Claim
	for _, c := range claims {
		src := bg.Source(c.Source)
		t.Envelope = t.Envelope.Hull(c.Alone(src, lifetimes).Outer())
		if t.Regarding == "" {
			t.Regarding = c.Regarding
		}
		if c.Stance == Denies {
			denying = append(denying, c)
			continue
		}
		asserting = append(asserting, weigh(c, src, lens))
	}
	if len(asserting) == 0 {
		t.deny(denying, bg, lifetimes)
		return t
	}
	t.assert(asserting, lifetimes)
	t.dispute(asserting, denying, bg, lifetimes)
	return t
}

func weigh(c *Claim, src *Source, lens *Lens) evidence {
	unreliable := isUnreliable(cmp.Or(c.Reliability, src.Reliability), c.Credibility)
	return evidence{
		Claim:      c,
		constraint: c.Dating.constraint(src.Spoken()),
		own:        !unreliable && (c.Voice == Own || c.Voice == Attributed && (isOwnStance(c) || lens.Believes(c, src))),
		binds:      !unreliable && src.Republishes == "",
	}
}

func isUnreliable(r Reliability, c Credibility) bool {
	return r == ReliabilityD || r == ReliabilityE || c == 4 || c == 5
}

// isOwnStance reports whether the claim reports a party's word on its own
// stance: that of anyone but the side that a directed tie is aimed at.
func isOwnStance(c *Claim) bool {
	for _, p := range c.Parties {
		if p.Actor == c.Claimant && p.Role != To {
			return true
		}
	}
	return false
}

// deny makes the relation that only denials speak of: on the days they deny.
func (t *tie) deny(denying []*Claim, bg Background, lifetimes Span) {
	t.DenialOnly, t.HearsayOnly = true, true
	for i, c := range denying {
		p := c.Alone(bg.Source(c.Source), lifetimes)
		if i == 0 {
			t.Period = p
		} else {
			t.Period = hull(t.Period, p)
		}
		if !c.Dating.Zero() {
			t.Named = t.Named.Hull(c.Dating.constraint(bg.Source(c.Source).Spoken()).named)
		}
	}
	t.Form, _ = agreed(denying, func(c *Claim) string { return c.Form })
	t.Nominal = isNominal(denying)
}

func (t *tie) assert(asserting []evidence, lifetimes Span) {
	binding := only(asserting, func(e evidence) bool { return e.binds })
	if len(binding) == 0 {
		binding = asserting
	}
	all := addUp(binding, lifetimes)
	t.Period, t.Named, t.Disputed = all.Period, all.named, all.contradictory
	t.said, t.endOpen = all.said, all.endOpen
	t.ownVoice(asserting, binding, lifetimes)

	said := make([]*Claim, len(binding))
	for i, e := range binding {
		said[i] = e.Claim
	}
	var same bool
	if t.Form, same = agreed(said, func(c *Claim) string { return c.Form }); !same {
		t.Disputed = true
	}
	if t.Outcome, same = agreedOutcome(said); !same {
		t.Disputed = true
	}
	t.Nominal = isNominal(said)
	t.StartText, t.EndText = t.texts(binding)
}

// ownVoice takes the inner bounds from the claims in their source's own voice.
func (t *tie) ownVoice(asserting, binding []evidence, lifetimes Span) {
	isOwn := func(e evidence) bool { return e.own }
	own := only(binding, isOwn)
	if len(own) == len(binding) {
		return
	}
	if len(own) == 0 {
		own = only(asserting, isOwn)
	}
	if len(own) == 0 {
		t.HearsayOnly = true
		return
	}
	word := addUp(own, lifetimes)
	t.OwnDays = word.Outer()
	t.said.LatestStart = max(t.said.LatestStart, word.said.LatestStart)
	t.said.EarliestEnd = min(t.said.EarliestEnd, word.said.EarliestEnd)
	p := t.Period
	p.LatestStart = max(p.LatestStart, word.LatestStart)
	p.EarliestEnd = min(p.EarliestEnd, word.EarliestEnd)
	if core := p.Core(); !core.Empty() && word.Core().Hull(core) != word.Core() {
		p.EarliestStart = min(p.EarliestStart, before(p.EarliestEnd))
		p.LatestEnd = max(p.LatestEnd, after(p.LatestStart))
	}
	t.Period = p.Tight()
}

// dispute marks the days that denials speak of. A denial denies its own form
// only: "we did not begin it" says nothing of whether there was fighting.
func (t *tie) dispute(asserting []evidence, denying []*Claim, bg Background, lifetimes Span) {
	for _, d := range denying {
		sameForm := func(e evidence) bool { return d.Form == "" || e.Form == d.Form }
		if !slices.ContainsFunc(asserting, sameForm) {
			continue
		}
		if d.Dating.Zero() {
			t.Disputed = true
			continue
		}
		t.DisputedOn = append(t.DisputedOn, d.Alone(bg.Source(d.Source), lifetimes).Outer())
	}
}

// texts chooses how the two ends are shown: as the first claim wrote them that
// says just what all add up to, hence the way back through the list.
func (t *tie) texts(binding []evidence) (start, end string) {
	p := t.said
	for _, e := range slices.Backward(binding) {
		same := e.EarliestStart == p.EarliestStart && e.LatestStart == p.LatestStart
		start = written(start, e.Dating.StartText(), same, p.EarliestStart, p.LatestStart)

		text := e.Dating.EndText()
		if text == ".." && !t.endOpen {
			continue // another claim ends it
		}
		same = text == ".." || e.EarliestEnd == p.EarliestEnd && e.LatestEnd == p.LatestEnd
		end = written(end, text, same, before(p.EarliestEnd), before(p.LatestEnd))
	}
	return start, end
}

// written is the text for one end with one claim more: the claim's own if it
// says just what all add up to, else what they add up to, in EDTF.
func written(sofar, text string, same bool, first, last Day) string {
	switch {
	case text == "":
		return sofar
	case same:
		return text
	case sofar == "":
		return between(first, last)
	default:
		return sofar
	}
}

// stopAtOpposites ends what no claim ends: an unbounded end stops the day
// before the first certain day of a material tie of opposite sign in the pair
// that is not hearsay, and does not resume. It stops only where that day lies
// after all days on which the tie certainly began and held, since a tie that a
// source saw beside its opposite was not ended by it.
func stopAtOpposites(ties []tie) []Relation {
	out := make([]Relation, len(ties))
	for i, t := range ties {
		out[i] = t.Relation
		if !t.endOpen || t.Sign() == 0 {
			continue
		}
		r := &out[i]
		for _, o := range ties {
			core := o.Period.Core()
			if o.Sign() != -t.Sign() || o.HearsayOnly || o.DenialOnly || o.Nominal || core.Empty() {
				continue
			}
			if core.First >= t.Period.EarliestEnd && core.First > t.Period.LatestStart {
				r.Period.LatestEnd = min(r.Period.LatestEnd, core.First)
			}
		}
	}
	return out
}

// agreed returns what the claims that say anything agree on, or its zero and
// false.
func agreed[T comparable](claims []*Claim, say func(*Claim) T) (T, bool) {
	var none, word T
	for _, c := range claims {
		switch s := say(c); {
		case s == none || s == word:
		case word == none:
			word = s
		default:
			return none, false
		}
	}
	return word, true
}

// agreedOutcome lets "unknown" and "ongoing" give way to what came of it: the
// first says nothing, the second speaks of an earlier moment.
func agreedOutcome(claims []*Claim) (Outcome, bool) {
	for _, weaker := range [][]Outcome{{Ongoing, UnknownOutcome}, {UnknownOutcome}, {}} {
		o, same := agreed(claims, func(c *Claim) Outcome {
			if slices.Contains(weaker, c.Outcome) {
				return 0
			}
			return c.Outcome
		})
		if !same || o != 0 {
			return o, same
		}
	}
	return 0, true
}

// isNominal reports whether all that is said are words without deeds.
func isNominal(claims []*Claim) bool {
	for _, c := range claims {
		if f, ok := FormNamed(c.Form); !ok || !f.Nominal {
			return false
		}
	}
	return true
}

func only(es []evidence, keep func(evidence) bool) []evidence {
	var out []evidence
	for _, e := range es {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}
