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
// makes a day certain, nor a window.
func Fold(claims []*Claim, bg Background, lens *Lens) []Relation {
	var ties []tie
	for admitted := admittedBy(lens, claims, bg); len(admitted) > 0; {
		key, n := admitted[0].Tie, 1
		for n < len(admitted) && admitted[n].Tie == key {
			n++
		}
		ties = append(ties, foldTie(admitted[:n], bg, lens))
		admitted = admitted[n:]
	}
	return stopAtOpposites(ties)
}

// FoldTie adds up the claims of one tie of a unit, as [Fold] does, without those
// of the unit's other ties. Found is false if the lens admits none of them. Done
// is false if another tie of the unit may end this one, since no claim does:
// then the relation is not to be used, and the unit must be folded as a whole.
func FoldTie(claims []*Claim, bg Background, lens *Lens) (r Relation, found, done bool) {
	admitted := admittedBy(lens, claims, bg)
	if len(admitted) == 0 {
		return Relation{}, false, true
	}
	t := foldTie(admitted, bg, lens)
	return t.Relation, true, !t.canBeStopped()
}

// admittedBy returns the claims inside the perspective, in canonical order.
func admittedBy(lens *Lens, claims []*Claim, bg Background) []*Claim {
	admitted := make([]*Claim, 0, len(claims))
	for _, c := range claims {
		if lens.Admits(c, bg.Source(c.Source)) {
			admitted = append(admitted, c)
		}
	}
	slices.SortFunc(admitted, CompareClaims)
	return admitted
}

// CompareClaims is the canonical order of claims: by tie, then as written.
func CompareClaims(a, b *Claim) int {
	return cmp.Or(strings.Compare(string(a.Tie), string(b.Tie)), strings.Compare(string(a.Dataset), string(b.Dataset)),
		cmp.Compare(a.Seq, b.Seq), strings.Compare(string(a.ID), string(b.ID)))
}

// tie is a relation with what the fold of its pair still needs to know.
type tie struct {
	Relation
	// stated is what the claims say of the two ends; a side that none of them
	// bounds is open there, and filled in in Relation.Period.
	stated Period
	// seenBy is the first day on which own voices alone make the tie certain,
	// where hearsay moves that day; else MaxDay.
	seenBy Day
}

// evidence is an asserting claim with what its source, the other claims of its
// tie and the lens make of it.
type evidence struct {
	*Claim
	constraint
	spoken  Span // when its source spoke
	own     bool // in its source's own voice, not graded unreliable, no repetition
	repeats bool // a copy of a source that asserts the tie too
	binds   bool // neither graded unreliable nor a copy
}

func foldTie(claims []*Claim, bg Background, lens *Lens) tie {
	first := claims[0]
	t := tie{Relation: Relation{
		Key: first.Tie, Kind: first.Kind, Parties: first.Parties,
		Directed: len(first.Parties) > 0 && first.Parties[0].Role == From,
		OwnDays:  Always,
	}, seenBy: MaxDay}
	lifetimes := Lifetimes(first.Parties, bg)
	var asserting, denying []*Claim
	for _, c := range claims {
		t.Envelope = t.Envelope.Hull(c.Alone(bg.Source(c.Source), lifetimes).Outer())
		if t.Regarding == "" {
			t.Regarding = c.Regarding
		}
		if c.Stance == Denies {
			denying = append(denying, c)
		} else {
			asserting = append(asserting, c)
		}
	}
	if lifetimes.Empty() {
		// Parties that never lived together: what nobody bounds is bounded by
		// neither lifetime for all claims alike, so that no part is the widest.
		t.Envelope = Always
	}
	if len(asserting) == 0 {
		t.deny(denying, bg, lifetimes)
		return t
	}
	t.assert(weigh(asserting, bg, lens), lifetimes)
	t.dispute(asserting, denying, bg, lifetimes)
	return t
}

func weigh(asserting []*Claim, bg Background, lens *Lens) []evidence {
	es := make([]evidence, len(asserting))
	for i, c := range asserting {
		src := bg.Source(c.Source)
		unreliable := isUnreliable(cmp.Or(c.Reliability, src.Reliability), c.Credibility)
		// A copy speaks with the voice of its original, where that is to hand:
		// printed again, "reportedly" is still hearsay.
		repeats := src.Republishes != "" && slices.ContainsFunc(asserting, func(o *Claim) bool { return o.Source == src.Republishes })
		es[i] = evidence{
			Claim:      c,
			constraint: c.Dating.constraint(src.Spoken()),
			spoken:     src.Spoken(),
			own:        !unreliable && !repeats && (c.Voice == Own || c.Voice == Attributed && (isOwnStance(c) || lens.Believes(c, src))),
			repeats:    repeats,
			binds:      !unreliable && src.Republishes == "",
		}
	}
	return es
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
		src := bg.Source(c.Source)
		if p := c.Alone(src, lifetimes); i == 0 {
			t.Period = p
		} else {
			t.Period = hull(t.Period, p)
		}
		t.Named = t.Named.Hull(c.Named(src))
	}
	t.Form, _ = agreed(denying, func(c *Claim) string { return c.Form })
	t.Nominal = isNominal(denying)
}

func (t *tie) assert(asserting []evidence, lifetimes Span) {
	binding := bindingOf(asserting)
	all := addUp(binding, lifetimes)
	voiced := only(binding, func(e evidence) bool { return e.own })
	if len(voiced) == len(binding) {
		all = all.mindGap(binding)
	}
	t.Period, t.stated, t.Named, t.Disputed = all.period, all.stated, all.named, all.contradictory
	t.StartVouched, t.EndVouched = true, true

	if len(voiced) < len(binding) {
		if len(voiced) == 0 {
			voiced = only(asserting, func(e evidence) bool { return e.own })
		}
		if len(voiced) > 0 {
			t.vouch(addUp(voiced, lifetimes).mindGap(voiced))
		} else {
			t.HearsayOnly, voiced = true, binding
			t.StartVouched, t.EndVouched = false, false
		}
	}
	// What own voices leave open, hearsay does not settle: neither what came of
	// a mediation nor that there were deeds.
	t.Outcome, _ = agreedOutcome(voiced)
	t.Nominal = isNominal(claimsOf(voiced))

	var sameForm bool
	t.Form, sameForm = agreed(binding, func(e evidence) string { return e.Form })
	if _, sameOutcome := agreedOutcome(binding); !sameOutcome {
		t.Outcome, t.Disputed = 0, true
	}
	t.Disputed = t.Disputed || !sameForm
	t.StartText, t.EndText = t.texts(binding)
}

// bindingOf returns the claims that bound the tie: those that are neither
// unreliable nor copies; where there are none, all that are no repetition.
func bindingOf(asserting []evidence) []evidence {
	binding := only(asserting, func(e evidence) bool { return e.binds })
	if len(binding) == 0 {
		binding = only(asserting, func(e evidence) bool { return !e.repeats })
	}
	if len(binding) == 0 {
		return asserting // copies of each other
	}
	return binding
}

// vouch takes the inner bounds from word, which is what the claims in their
// source's own voice add up to. The outer bounds must not press upon them: a
// start later than the earliest end that own voices allow would move that end
// ([Period.Tight]) and so make a window certain by hearsay; likewise an end
// before their latest start.
func (t *tie) vouch(word sum) {
	t.OwnDays = word.period.Outer()
	if core := word.period.Core(); !core.Empty() {
		t.seenBy = core.First
	}
	p, own := t.Period, word.period
	p.LatestStart = max(p.LatestStart, own.LatestStart)
	p.EarliestEnd = min(p.EarliestEnd, own.EarliestEnd)
	p.EarliestStart = min(p.EarliestStart, before(own.EarliestEnd))
	p.LatestEnd = max(p.LatestEnd, after(own.LatestStart))
	t.Period = p.Tight()

	t.StartVouched = t.stated.EarliestStart == MinDay || word.stated.EarliestStart == t.Period.EarliestStart
	t.EndVouched = t.stated.LatestEnd == MaxDay || word.stated.LatestEnd == t.Period.LatestEnd
	t.stated.LatestStart = max(t.stated.LatestStart, word.stated.LatestStart)
	t.stated.EarliestEnd = min(t.stated.EarliestEnd, word.stated.EarliestEnd)
	if t.stated.EarliestStart != MinDay {
		t.stated.EarliestStart = p.EarliestStart
	}
	if t.stated.LatestEnd != MaxDay {
		t.stated.LatestEnd = p.LatestEnd
	}
}

// dispute marks the days that denials speak of. A denial denies its own form
// only: "we did not begin it" says nothing of whether there was fighting.
func (t *tie) dispute(asserting, denying []*Claim, bg Background, lifetimes Span) {
	for _, d := range denying {
		if !slices.ContainsFunc(asserting, func(c *Claim) bool { return c.Form == d.Form }) {
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
	p := t.stated
	for _, e := range slices.Backward(binding) {
		same := e.EarliestStart == p.EarliestStart && e.LatestStart == p.LatestStart
		start = written(start, e.Dating.StartText(), same, p.EarliestStart, p.LatestStart)

		text := e.Dating.EndText()
		if text == ".." && !t.endOpen() {
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

// endOpen reports whether some account leaves the end without a last day.
func (t *tie) endOpen() bool { return t.stated.LatestEnd == MaxDay }

// canBeStopped reports whether a tie of opposite sign in the pair may end it.
func (t *tie) canBeStopped() bool { return t.endOpen() && t.Sign() != 0 }

// stopAtOpposites ends what no claim ends: an unbounded end stops the day
// before the first certain day of a material tie of opposite sign in the pair
// that is not hearsay, and does not resume. It stops only where that day lies
// after all days on which the tie may have begun or that a source names, be it
// by hearsay: a tie that a source saw beside its opposite, or after it, was not
// ended by it.
func stopAtOpposites(ties []tie) []Relation {
	out := make([]Relation, len(ties))
	for i := range ties {
		out[i] = ties[i].Relation
		if ties[i].canBeStopped() {
			ties[i].stop(&out[i], ties)
		}
	}
	return out
}

// stop ends r, which is t's relation, at the first of its opposites that does.
func (t *tie) stop(r *Relation, pair []tie) {
	for i := range pair {
		o := &pair[i]
		core := o.Period.Core()
		if o.Sign() != -t.Sign() || o.HearsayOnly || o.DenialOnly || o.Nominal || core.Empty() {
			continue
		}
		// Hearsay that puts the opposite later must not make it an end.
		seen := min(core.First, o.seenBy)
		seenLater := seen <= t.Period.LatestStart || seen < t.Period.EarliestEnd ||
			!t.Named.Empty() && seen < t.Named.Until
		if !seenLater {
			r.Period.LatestEnd = min(r.Period.LatestEnd, core.First)
		}
	}
	r.EndForced = r.Period != t.Period
	if r.EndForced && r.EndText != "" {
		// ".." beside a last day would read as if it were still in force.
		r.EndText = between(r.Period.LastEarliestEnd(), r.Period.LastLatestEnd())
	}
}

// agreed returns what all of those that say anything agree on, and true; zero
// and false if they differ.
func agreed[C any, T comparable](cs []C, say func(C) T) (T, bool) {
	var none, word T
	for _, c := range cs {
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

// agreedOutcome returns the outcome that claims agree on, and true; zero and
// false if they differ. "Unknown" gives way to whatever is said. "Ongoing" gives
// way to what came of it, since it speaks of an earlier moment, unless its
// source spoke after all that tell what came of it.
func agreedOutcome(es []evidence) (Outcome, bool) {
	best := Outcome(0)
	told, wentOn := MinDay, MinDay // when that was said last, at the latest and at the earliest
	for _, e := range es {
		rank := outcomeRank(e.Outcome)
		switch {
		case rank == settled && outcomeRank(best) == settled && e.Outcome != best:
			return 0, false
		case rank > outcomeRank(best):
			best = e.Outcome
		}
		switch rank {
		case settled:
			told = max(told, e.spoken.Last())
		case underWay:
			wentOn = max(wentOn, e.spoken.First)
		}
	}
	if outcomeRank(best) == settled && wentOn > told {
		return 0, false
	}
	return best, true
}

// The ranks of outcomes: one gives way to those above it.
const (
	unsaid = iota
	notKnown
	underWay
	settled
)

func outcomeRank(o Outcome) int {
	switch o {
	case 0:
		return unsaid
	case UnknownOutcome:
		return notKnown
	case Ongoing:
		return underWay
	default:
		return settled
	}
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

func claimsOf(es []evidence) []*Claim {
	out := make([]*Claim, len(es))
	for i, e := range es {
		out[i] = e.Claim
	}
	return out
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
