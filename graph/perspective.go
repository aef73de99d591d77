package graph

import (
	"cmp"
	"slices"
	"time"

	"github.com/realign/realign/graph/edtf"
)

// Perspective says whose account to believe. The zero value is everyone's word;
// all that is given must hold. A nil list does not filter, an empty one matches
// nothing.
type Perspective struct {
	Sources, ExcludeSources     []SourceID
	Claimants, ExcludeClaimants []ActorID
	Datasets                    []DatasetID
	Voices                      []Voice
	// WithMembers: a claimant's word is also that of whoever leads, speaks for
	// or belongs to it on a day that the source speaks of.
	WithMembers      bool
	WorstReliability Reliability // A is best; zero does not filter
	WorstCredibility Credibility // 1 is best; zero does not filter
	RefuseUngraded   bool        // whether F, 6 and none are left out
	Clock            Clock
}

// Everyone reports whether p is everyone's word on the clock of recording.
func (p *Perspective) Everyone() bool {
	return p.Sources == nil && p.ExcludeSources == nil && p.Claimants == nil && p.ExcludeClaimants == nil &&
		p.Datasets == nil && p.Voices == nil && p.WorstReliability == 0 && p.WorstCredibility == 0 &&
		!p.RefuseUngraded && p.Clock == Recorded
}

// Membership says that an actor could speak for another on some days.
type Membership struct {
	Member, Whole ActorID
	Days          Span
}

// Lens is a perspective made ready to look at claims. A nil lens is everyone's
// word on the clock of recording.
type Lens struct {
	Perspective
	publicBy Day
	wholes   map[ActorID][]Membership // by member
}

// NewLens makes a perspective ready. Members are needed with WithMembers only;
// knownAt is held against publication on that clock only.
func NewLens(p Perspective, knownAt time.Time, members []Membership) *Lens {
	if p.Everyone() {
		return nil
	}
	l := &Lens{Perspective: p, publicBy: MaxDay}
	if p.Clock == Published {
		l.publicBy = lastWholeDay(knownAt)
	}
	if p.WithMembers {
		l.wholes = map[ActorID][]Membership{}
		for _, m := range members {
			l.wholes[m.Member] = append(l.wholes[m.Member], m)
		}
	}
	return l
}

// lastWholeDay is the last day that had ended by t. A source counts as public
// from the end of the day it came out on, since the hour is not known.
func lastWholeDay(t time.Time) Day { return before(edtf.DayOf(t.Add(time.Nanosecond))) }

// PublicBy is the last day on which a source must have come out to count;
// MaxDay on the clock of recording.
func (l *Lens) PublicBy() Day {
	if l == nil {
		return MaxDay
	}
	return l.publicBy
}

// Admits reports whether the claim lies inside the perspective.
func (l *Lens) Admits(c *Claim, src *Source) bool {
	switch {
	case l == nil:
		return true
	case l.Sources != nil && !slices.Contains(l.Sources, c.Source),
		slices.Contains(l.ExcludeSources, c.Source),
		l.Claimants != nil && !l.speaksFor(c, src, l.Claimants),
		l.ExcludeClaimants != nil && l.speaksFor(c, src, l.ExcludeClaimants),
		l.Datasets != nil && !slices.Contains(l.Datasets, c.Dataset),
		l.Voices != nil && !slices.Contains(l.Voices, c.Voice):
		return false
	}
	return l.gradeAdmits(c, src) && src.PublicFrom() <= l.publicBy
}

// Believes reports whether the perspective names the claimant of c as one
// whose word to believe: reported, it then counts like a source's own.
func (l *Lens) Believes(c *Claim, src *Source) bool {
	return l != nil && l.Claimants != nil && l.speaksFor(c, src, l.Claimants)
}

func (l *Lens) gradeAdmits(c *Claim, src *Source) bool {
	reliability := cmp.Or(c.Reliability, src.Reliability)
	noReliability := reliability == 0 || reliability == ReliabilityF
	noCredibility := c.Credibility == 0 || c.Credibility == 6
	if l.WorstReliability != 0 && !noReliability && reliability > l.WorstReliability ||
		l.WorstCredibility != 0 && !noCredibility && c.Credibility > l.WorstCredibility {
		return false
	}
	if !l.RefuseUngraded {
		return true
	}
	if l.WorstReliability == 0 && l.WorstCredibility == 0 {
		return !noReliability || !noCredibility
	}
	return (l.WorstReliability == 0 || !noReliability) && (l.WorstCredibility == 0 || !noCredibility)
}

// speaksFor reports whether the claim is the word of one of the actors, or,
// with members, of one who could speak for it when the source spoke.
func (l *Lens) speaksFor(c *Claim, src *Source, actors []ActorID) bool {
	if c.Claimant == "" {
		return false
	}
	if slices.Contains(actors, c.Claimant) {
		return true
	}
	if l.wholes == nil {
		return false
	}
	// The days on which each could be spoken for shrink on the way up: a chain
	// of members holds only on days that all its links share.
	type spokenFor struct {
		actor ActorID
		days  Span
	}
	reached := []spokenFor{{c.Claimant, src.Spoken()}}
	for i := 0; i < len(reached); i++ {
		for _, m := range l.wholes[reached[i].actor] {
			days := m.Days.Intersect(reached[i].days)
			known := func(r spokenFor) bool { return r.actor == m.Whole && r.days.Hull(days) == r.days }
			if days.Empty() || slices.ContainsFunc(reached, known) {
				continue
			}
			if slices.Contains(actors, m.Whole) {
				return true
			}
			reached = append(reached, spokenFor{m.Whole, days})
		}
	}
	return false
}
