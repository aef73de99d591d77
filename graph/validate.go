package graph

import (
	"cmp"
	"slices"
)

// Check refuses an actor that breaks a rule which needs no other record. Every
// flaw of the record is reported, not only the first.
func (a *Actor) Check() []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	add(checkSlug("id", string(a.ID)))
	for _, alias := range a.Aliases {
		add(checkSlug("aliases", string(alias)))
	}
	if a.Kind == 0 {
		add(flaw("kind", "write one, such as armed-group", "it is missing"))
	}
	if len(a.Names) == 0 || a.Names[0].Value == "" {
		add(flaw("name", "write the name it is known by in English", "it is missing"))
	}
	if a.Unnamed && a.Source == "" {
		add(flaw("source", "name the source that speaks of it", "an unnamed actor belongs to one source, and none is given"))
	}
	if !a.Span.Zero() {
		add(a.Span.checkPart("span"))
	}
	for _, n := range a.Names {
		if !n.Span.Zero() {
			add(n.Span.checkPart("names"))
		}
	}
	for _, f := range a.Affiliations {
		if f.Whole == a.ID {
			add(flaw("affiliations", "name another actor", "the actor belongs to itself"))
		}
		if !f.Span.Zero() {
			add(f.Span.checkPart("affiliations"))
		}
	}
	for _, s := range a.Predecessors {
		if s.Predecessor == a.ID {
			add(flaw("predecessors", "name another actor", "the actor succeeds itself"))
		}
	}
	return errs
}

// checkPart is Check for lifetimes, where a lone open end needs no start.
func (d Dating) checkPart(field string) error {
	if d.Ongoing && d.Start.IsZero() && d.When.IsZero() && d.Held.IsZero() {
		return nil
	}
	if err := d.Check(); err != nil {
		return flaw(field, "check the dates", "%v", err)
	}
	return nil
}

// Check refuses a source that breaks a rule which needs no other record.
func (s *Source) Check() []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	add(checkSlug("id", string(s.ID)))
	if s.Title == "" {
		add(flaw("title", "write the title as printed", "it is missing"))
	}
	if s.PublishedOn.IsZero() && s.SpeaksOf.IsZero() {
		add(flaw("", "write publishedOn, or speaksOf for the day it speaks of", "it has no day of publication and none that it speaks of"))
	}
	if spoken := s.Spoken(); spoken.Last() == MaxDay && !(s.PublishedOn.IsZero() && s.SpeaksOf.IsZero()) {
		add(flaw("speaksOf", "write a last day", "the day it speaks of has no end, so that it could speak of any future"))
	}
	if s.Republishes == s.ID && s.ID != "" {
		add(flaw("republishes", "name the source that it copies", "it republishes itself"))
	}
	return errs
}

// Check refuses a claim that breaks a rule, given its source. Every flaw is
// reported, but of its dates only the first. With a nil source what depends on
// when that spoke is not checked.
func (c *Claim) Check(src *Source) []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	if !IsTieKey(string(c.Tie)) {
		add(flaw("tie", "write two or more slugs joined by /, such as tribes-sdf/alliance", "%q is no key of a tie", c.Tie))
	}
	add(c.checkParties())
	add(c.checkForm())
	if c.Outcome != 0 && c.Kind != Mediation {
		add(flaw("outcome", "leave it out", "only a mediation has an outcome"))
	}
	if c.Credibility > 6 {
		add(flaw("credibility", "write 1 to 6", "%d is no grade", c.Credibility))
	}
	if c.Stance == 0 || c.Voice == 0 {
		add(flaw("", "write stance and voice", "the stance or the voice is missing"))
	}
	if c.Regarding != "" && !IsTieKey(string(c.Regarding)) {
		add(flaw("regarding", "write the key of the tie that this one is about", "%q is no key of a tie", c.Regarding))
	}
	if c.Regarding == c.Tie && c.Tie != "" {
		add(flaw("regarding", "name the tie that this one is about", "the tie is about itself"))
	}
	if c.Stance == Denies && c.Dating.Zero() {
		return errs
	}
	if err := c.Dating.Check(); err != nil {
		return append(errs, err)
	}
	if src != nil {
		add(c.checkSpoken(src))
	}
	return errs
}

// checkSpoken refuses a tie that begins after its source spoke: an
// announcement is no tie. An announced end may stand.
func (c *Claim) checkSpoken(src *Source) error {
	last := src.Spoken().Last()
	d := c.Dating
	for _, f := range []struct {
		field string
		first Day // MinDay if the field is empty
	}{{"start", d.Start.Earliest()}, {"when", d.When.Earliest()}, {"held", d.Held.Earliest()}} {
		if f.first > last {
			return flaw(f.field, "check the date, correct the source's speaksOf, or move the row to leftOut as an announcement",
				"it begins on %s, after the last day that its source speaks of (%s)", f.first, last)
		}
	}
	return nil
}

func (c *Claim) checkForm() error {
	if c.Form == "" {
		return flaw("form", "take one from the vocabulary in docs/formats/curated.md", "it is missing")
	}
	f, ok := FormNamed(c.Form)
	if !ok {
		return flaw("form", "take one from the vocabulary in docs/formats/curated.md", "%q is not in the vocabulary", c.Form)
	}
	if c.Kind == 0 {
		return nil // checkParties tells of it
	}
	if f.Kind != c.Kind {
		return flaw("form", "write kind: "+f.Kind.String()+", or another form", "%s is a form of %s, not of %s", c.Form, f.Kind, c.Kind)
	}
	var shape Shape
	switch {
	case c.Kind == Mediation:
		shape = Mediated
	case len(c.Parties) > 0 && c.Parties[0].Role == From:
		shape = Directed
	default:
		shape = Mutual
	}
	if len(c.Parties) > 0 && shape != f.Shape {
		if f.Shape == Directed {
			return flaw("form", "write from and to, or a mutual form", "%s is directed", c.Form)
		}
		return flaw("form", "write members, or a directed form", "%s is mutual", c.Form)
	}
	return nil
}

func (c *Claim) checkParties() error {
	count := map[Role]int{}
	for i, p := range c.Parties {
		count[p.Role]++
		if slices.ContainsFunc(c.Parties[:i], func(o Party) bool { return o.Actor == p.Actor }) {
			return flaw("", "name different actors", "%s takes part twice", p.Actor)
		}
	}
	n := len(c.Parties)
	switch {
	case c.Kind == 0:
		return flaw("kind", "write allegiance, mediation or hostility", "it is missing")
	case c.Kind == Mediation && (count[PartyTo] < 1 || count[PartyTo]+count[Mediator] != n || n < 2):
		return flaw("parties", "write parties, and mediators if there are any", "a mediation needs two actors at least, one of them a party")
	case c.Kind != Mediation && !(n == 2 && (count[From] == 1 && count[To] == 1 || count[Member] == 2)):
		return flaw("", "write from and to for a directed form, members for a mutual one", "%s has two sides", c.Kind)
	}
	return nil
}

// SameTie refuses a claim whose key another tie already has.
func (c *Claim) SameTie(o *Claim) error {
	if c.Kind == o.Kind && slices.Equal(c.Parties, o.Parties) {
		return nil
	}
	return flaw("tie", "choose another key, or write the same kind and parties", "the key %s is that of another tie (a claim of %s says %s among others)", c.Tie, o.Source, o.Kind)
}

// CheckSpell refuses asserting claims of one key that say it held at times
// with a gap between that no claim bridges: one key says one spell.
func CheckSpell(claims []*Claim, source func(SourceID) *Source) error {
	var held []Span
	var said []Period
	for _, c := range claims {
		if c.Stance != Asserts || c.Dating.Zero() {
			continue
		}
		if d := c.Dating.Held; !d.IsZero() {
			held = append(held, Days(d.Earliest(), d.Latest()))
		}
		said = append(said, c.Dating.constraint(source(c.Source).Spoken()).Period)
	}
	if gap := lastGap(held, said); !gap.Empty() {
		return flaw("held", "write two ties, or a claim that says it went on", "nobody says that it held from %s to %s, between the days that claims say it held",
			gap.First, gap.Last())
	}
	return nil
}

// lastGap returns the last span between the times at which a tie is said to
// have held that nothing said bridges; an empty one if there is none.
func lastGap(held []Span, said []Period) Span {
	slices.SortFunc(held, func(a, b Span) int { return cmp.Compare(a.First, b.First) })
	var last Span
	for i := 1; i < len(held); i++ {
		held[i].Until = max(held[i].Until, held[i-1].Until)
		gap := Span{held[i-1].Until, held[i].First}
		bridges := func(p Period) bool { return p.LatestStart <= gap.First && p.EarliestEnd >= gap.Until }
		if !gap.Empty() && !slices.ContainsFunc(said, bridges) {
			last = gap
		}
	}
	return last
}
