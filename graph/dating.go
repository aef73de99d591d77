package graph

import (
	"fmt"

	"github.com/realign/realign/graph/edtf"
)

// Dating is how a claim dates its tie: by Start and End, by When, or by Held.
// The written forms are kept; all zero means undated.
type Dating struct {
	// Start and End are when it began and ended, as far as the source speaks of
	// either.
	Start, End edtf.Date
	// Ongoing is an end written "..": still in force on the day the source
	// speaks of. End is then zero.
	Ongoing bool
	// When is an act, begun and ended within.
	When edtf.Date
	// Held: it held on some day within; of beginning and end nothing is said.
	Held edtf.Date
}

// Zero reports whether d says nothing.
func (d Dating) Zero() bool { return d == Dating{} }

// StartText is the beginning as written, empty if none is.
func (d Dating) StartText() string {
	if !d.When.IsZero() {
		return d.When.String()
	}
	return d.Start.String()
}

// EndText is the end as written, ".." for still in force, empty if none is.
func (d Dating) EndText() string {
	switch {
	case d.Ongoing:
		return ".."
	case !d.When.IsZero():
		return d.When.String()
	default:
		return d.End.String()
	}
}

// Check refuses a dating that mixes the ways to date, says nothing about when
// the thing held, ends before it starts, or is without any day.
func (d Dating) Check() error {
	startEnd := !d.Start.IsZero() || !d.End.IsZero() || d.Ongoing
	ways := 0
	for _, used := range []bool{startEnd, !d.When.IsZero(), !d.Held.IsZero()} {
		if used {
			ways++
		}
	}
	switch {
	case ways == 0:
		return flaw("", "write start and end, when, or held", "it has no date")
	case ways > 1:
		return flaw("", "write start and end for a beginning and an end, when for an act, or held for a state at some time; not two of them", "it is dated in two ways")
	case d.Ongoing && !d.End.IsZero():
		return flaw("end", "write one of them", "it both ended and goes on")
	case d.Ongoing && d.Start.IsZero():
		return flaw("end", "write held with the day that the source speaks of", "it is still in force, and nothing is said of its start")
	case !d.Start.IsZero() && !d.End.IsZero() && d.End.Latest() < d.Start.Earliest():
		return flaw("end", "check both dates; the tie held on its first and on its last day", "it ends (%s) before it starts (%s)", d.End, d.Start)
	}
	return nil
}

// constraint is what one claim alone says of the two ends of its tie, in the
// half-open form of [Period], not yet tightened.
type constraint struct {
	Period
	// startOpen says that the start may lie as far back as the parties'
	// lifetimes; otherwise a start without lower bound begins on the first day
	// that sources name.
	startOpen bool
	// named is the hull of the days that the claim names, none of them later
	// than its source spoke.
	named Span
}

// constraint reads the dating as said by a source that spoke on a day within
// spoken. What it announces does not count as seen: no end is certain to lie
// behind the last of those days (the design's fifth rule of time).
func (d Dating) constraint(spoken Span) constraint {
	c := constraint{Period: AnyPeriod}
	last := spoken.Last()
	switch {
	case !d.When.IsZero():
		from, to := d.When.Earliest(), d.When.Latest()
		c.Period = Period{from, to, after(min(from, last)), after(to)}
		c.startOpen = from == MinDay
		c.name(d.When, last)
	case !d.Held.IsZero():
		c.LatestStart = d.Held.Latest()
		c.EarliestEnd = after(min(d.Held.Earliest(), last))
		c.startOpen = d.Held.Earliest() == MinDay
		c.name(d.Held, last)
	default:
		c.startEnd(d, spoken)
	}
	return c
}

func (c *constraint) startEnd(d Dating, spoken Span) {
	last := spoken.Last()
	if !d.Start.IsZero() {
		c.EarliestStart, c.LatestStart = d.Start.Earliest(), d.Start.Latest()
		c.name(d.Start, last)
	}
	c.startOpen = d.Start.IsZero() || d.Start.Earliest() == MinDay
	switch {
	case d.Ongoing:
		c.LatestStart = min(c.LatestStart, last)
		c.EarliestEnd = after(spoken.First)
		c.named = c.named.Hull(spoken)
	case !d.End.IsZero():
		c.EarliestEnd, c.LatestEnd = after(min(d.End.Earliest(), last)), after(d.End.Latest())
		c.name(d.End, last)
	}
	// An end "before 5 May" of what began in April names no day of March.
	c.named = c.named.Intersect(c.Outer())
}

// name adds the days that a date names, none later than last.
func (c *constraint) name(d edtf.Date, last Day) {
	for _, day := range []Day{d.Earliest(), d.Latest()} {
		if day != MinDay && day != MaxDay {
			c.named = c.named.Hull(OneDay(min(day, last)))
		}
	}
}

// resolve fills in the open sides: the start from firstDay, the end from the
// parties' lifetimes, neither against what is said. A constraint that nothing
// satisfies stays one.
func (c constraint) resolve(lifetimes Span) Period {
	p := c.Period
	if p.EarliestStart == MinDay {
		p.EarliestStart = min(c.firstDay(lifetimes), p.LatestStart, before(p.LatestEnd))
	}
	if p.LatestEnd == MaxDay {
		p.LatestEnd = max(lifetimes.Until, p.EarliestEnd, after(p.EarliestStart))
	}
	if !p.Feasible() {
		return p
	}
	return p.Tight()
}

// firstDay is the first possible day of a start without lower bound: that of
// the lifetimes if a claim leaves the start open, else the first day named.
func (c constraint) firstDay(lifetimes Span) Day {
	if c.startOpen {
		return lifetimes.First
	}
	return c.named.First
}

// ParseDating reads the four written fields; each may be empty. An end of ".."
// is "still in force". The error names the field.
func ParseDating(start, end, when, held string) (Dating, error) {
	var d Dating
	if end == ".." {
		d.Ongoing, end = true, ""
	}
	for _, f := range []struct {
		field, text string
		into        *edtf.Date
	}{{"start", start, &d.Start}, {"end", end, &d.End}, {"when", when, &d.When}, {"held", held, &d.Held}} {
		if f.text == "" {
			continue
		}
		date, err := edtf.Parse(f.text)
		if err != nil {
			return Dating{}, fmt.Errorf("%s: %w", f.field, err)
		}
		*f.into = date
	}
	return d, nil
}

// Lifetime reads a dating as the lifetime of an actor, a name or an
// affiliation: what is not said is open, and "still there" has no end. A dating
// that [Dating.Check] would refuse says nothing.
func (d Dating) Lifetime() Period {
	if d.Zero() {
		return AnyPeriod
	}
	p := d.constraint(Always).resolve(Always)
	if !p.Feasible() {
		return AnyPeriod
	}
	return p
}
