package graph

// Relation is a spell of one kind of tie between the same parties: what the
// claims about it add up to in one view. [Fold] makes it; it is never edited.
// What depends on the day is asked with a window.
type Relation struct {
	Key       TieKey
	Kind      Kind
	Form      string // empty where claims differ
	Nominal   bool   // words without deeds, by all that is not mere hearsay
	Directed  bool
	Parties   []Party
	Regarding TieKey
	Outcome   Outcome // zero where claims differ, or only hearsay tells it of a tie that own voices assert
	Period    Period
	// StartText and EndText are the beginning and the end as a source wrote
	// them, where one wrote just what the claims add up to (".." for still in
	// force); else in EDTF what they add up to, or, of an end that an opposite
	// tie stopped, its bounds; empty where no claim speaks of it.
	StartText, EndText string
	// Named is the span from the first to the last day that those sources name
	// whose claims bind, or, if the tie is only denied, those who deny it.
	Named Span
	// Envelope holds every day that some part of its claims would allow: no
	// perspective has the relation outside of it.
	Envelope Span
	// HearsayOnly: no claim asserts it in its source's own voice.
	HearsayOnly bool
	// OwnDays are the days that claims in their source's own voice allow; on the
	// others the tie is only alleged.
	OwnDays Span
	// StartVouched: claims in their source's own voice alone set EarliestStart
	// as it stands; EndVouched: they alone set LatestEnd. Where hearsay narrows
	// one of them, nothing that rests on it is certain.
	StartVouched, EndVouched bool
	// EndForced: no claim bounds the end, and an opposite tie does.
	EndForced bool
	// DenialOnly: denials, and nobody asserts it.
	DenialOnly bool
	// Disputed: sources contradict each other about all of it.
	Disputed bool
	// DisputedOn are the days of which a denial speaks.
	DisputedOn []Span
}

// Certainty says how sure it is that the tie held on some day of w, as
// [Period.In] does. A tie that nobody asserts in their own voice is never
// certain, and one that is only denied is absent.
func (r *Relation) Certainty(w Span) Certainty {
	if r.DenialOnly {
		return Absent
	}
	c := r.Period.In(w)
	if c == Certain && r.IsAlleged(w) {
		return Possible
	}
	return c
}

// IsAlleged reports whether, in w, no claim asserts the tie in its source's
// own voice. Such a tie counts in no camp, balance or path unless asked for,
// whatever its status.
func (r *Relation) IsAlleged(w Span) bool {
	return r.HearsayOnly || !r.OwnDays.Overlaps(r.within(w))
}

// Status says how the tie stands with its claims in w. A contradiction is
// shown before an allegation, since it says more; [Relation.IsAlleged] tells
// where both are so.
func (r *Relation) Status(w Span) Status {
	if r.DenialOnly {
		return Denied
	}
	if r.Disputed {
		return Contested
	}
	in := r.within(w)
	for _, s := range r.DisputedOn {
		if s.Overlaps(in) {
			return Contested
		}
	}
	if r.IsAlleged(w) {
		return Alleged
	}
	return Uncontested
}

// Attestation says whether sources name a day in w, or days on both sides of
// it.
func (r *Relation) Attestation(w Span) Attestation {
	if r.Named.Overlaps(w) {
		return Attested
	}
	return Assumed
}

// Touches reports whether the tie belongs to a list about w: whether it is
// possible on some day of w, or, if it is only denied, whether a denial speaks
// of one, or denials speak of days on both sides of it.
func (r *Relation) Touches(w Span) bool { return r.Period.Outer().Overlaps(w) }

// TurnsIn reports whether, by its bounds, the tie may have begun on a day of w,
// or w may hold the first day on which it was over. An end without a last day
// is no end. It says nothing of whether a source speaks of the turn.
func (r *Relation) TurnsIn(w Span) bool {
	p := r.Period
	return Days(p.EarliestStart, p.LatestStart).Overlaps(w) ||
		p.LatestEnd != MaxDay && Days(p.EarliestEnd, p.LatestEnd).Overlaps(w)
}

// Sign is that of its kind.
func (r *Relation) Sign() int { return r.Kind.Sign() }

// Unit is what it was folded with.
func (r *Relation) Unit() Unit { return UnitOf(r.Kind, r.Key, r.Parties) }

// Has reports whether the actor is a party.
func (r *Relation) Has(a ActorID) bool {
	for _, p := range r.Parties {
		if p.Actor == a {
			return true
		}
	}
	return false
}

// within narrows w to the days on which the tie may have held. A tie that may
// have held on none of them, and is shown all the same because it was asked for
// by its id, answers for all its days.
func (r *Relation) within(w Span) Span {
	if in := w.Intersect(r.Period.Outer()); !in.Empty() {
		return in
	}
	return r.Period.Outer()
}
