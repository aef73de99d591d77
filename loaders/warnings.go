package loaders

import (
	"cmp"
	"fmt"
	"regexp"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

func (v *validator) warnActor(a *recordRow[graph.Actor]) {
	if a.record.Source == "" {
		v.warn(a.row, "", RuleNoSource, "it does not say where its name, lifetime and identifiers come from", "write source, general-knowledge if need be")
	}
	if a.record.Span != (graph.Dating{}) && !a.record.Span.When.IsZero() {
		d := a.record.Span.When.String()
		v.warn(a.row, "span", RuleLoneDate, "one date alone says that it began and ended within "+d, fmt.Sprintf("write %s/.. if it is still there, %s/ if nobody says, or %s/%s if it did", d, d, d, d))
	}
	if !mentionsFirst(a.record.Note) && isFirst(a.record.Span.Start) {
		v.warnFirst(a.row, "span")
	}
}

func (v *validator) warnSource(s *recordRow[graph.Source]) {
	for path, d := range map[string]edtf.Date{"publishedOn": s.record.PublishedOn, "retrievedOn": s.record.RetrievedOn} {
		if !d.IsZero() && d.Earliest() > v.today {
			v.warn(s.row, path, RuleFuture, fmt.Sprintf("%s lies after today, %s", d, v.today), "check the year")
		}
	}
}

// warnTie warns of a denial that denies nothing, and of a key that only
// sameTie.yaml knows.
func (v *validator) warnTie(t *validTie) {
	alone := len(t.claims) > 0
	for _, c := range t.claims {
		alone = alone && c.record.Stance == graph.Denies
	}
	if alone && v.state.Others.Ties[t.pairs[0].key] == nil {
		v.warn(t.row, "", RuleLoneDenial, "it is denied, and nobody asserts it", "add the claim that is denied, or check key and form")
	}
	for _, p := range t.entry.pairs() {
		if same, ok := v.rows.sameTie[p.key]; ok && v.state.Others.Ties[same.theirs] == nil {
			v.warn(same.row, "is", RuleSameTie, fmt.Sprintf("no other dataset uses the key %s yet", same.theirs), "check the key")
		}
	}
}

func (v *validator) warnClaim(t *validTie, c *recordRow[graph.Claim]) {
	claim, src := c.record, v.sources.get(c.record.Source)
	if claim.Quote == "" {
		v.warn(c.row, "", RuleNoQuote, "it has no quotation", "quote the words it rests on, exactly as they stand")
	}
	if claim.Locator == "" {
		v.warn(c.row, "", RuleNoLocator, "it does not say where in the source", "write at, such as line 63 or page 4")
	}
	switch {
	case claim.Voice == graph.Attributed && claim.Claimant == "":
		v.warn(c.row, "voice", RuleWhoseWord, "it is attributed, and nobody is named whose word it is", "write claimant, an unnamed actor if need be, or voice: hedged")
	case claim.Voice == graph.Own && claim.Claimant != "":
		v.warn(c.row, "voice", RuleWhoseWord, fmt.Sprintf("it is in the source's own voice, and yet the word of %s", claim.Claimant), "remove the voice, or the claimant")
	}
	if claim.Marking != 0 && claim.Marking < src.Marking {
		v.warn(c.row, "marking", RuleMarking, fmt.Sprintf("%s is wider than the %s of its source", claim.Marking, src.Marking), "leave marking out, unless it is meant so")
	}
	v.warnFirsts(c)
	v.warnLifetimes(t, c, src)
	v.warnUnnamed(t, c, src)
}

// warnUnnamed warns of an unnamed actor in another source's mouth. A copy of
// its source speaks of the same.
func (v *validator) warnUnnamed(t *validTie, c *recordRow[graph.Claim], src *graph.Source) {
	ids := []graph.ActorID{c.record.Claimant}
	for _, p := range t.pairs[0].parties {
		ids = append(ids, p.Actor)
	}
	for _, id := range ids {
		a := v.actors.get(id)
		if a == nil || !a.Unnamed || a.Source == c.record.Source || a.Source == src.Republishes {
			continue
		}
		v.warn(c.row, "source", RuleUnnamed, fmt.Sprintf("the unnamed actor %s is one that %s speaks of, not %s", id, a.Source, c.record.Source),
			"write an unnamed actor for this source")
	}
}

var firstOfJanuary = regexp.MustCompile(`(?i)\b0?1(st)?( of)? jan|\bjan(uary|\.)? 0?1(st)?\b|first of january|january the first|new year|\b0?1[-/.]0?1\b|\byanuary\b`)

func mentionsFirst(texts ...string) bool {
	for _, t := range texts {
		if firstOfJanuary.MatchString(t) {
			return true
		}
	}
	return false
}

// isFirst reports whether d is just the first of January.
func isFirst(d edtf.Date) bool {
	if d.IsZero() || !d.Exact() {
		return false
	}
	_, month, day := d.Earliest().Civil()
	return month == 1 && day == 1
}

func (v *validator) warnFirsts(c *recordRow[graph.Claim]) {
	if mentionsFirst(c.record.Quote, c.record.Note) {
		return
	}
	d := c.record.Dating
	for _, f := range []struct {
		path string
		date edtf.Date
	}{{"start", d.Start}, {"end", d.End}, {"when", d.When}, {"held", d.Held}} {
		if isFirst(f.date) {
			v.warnFirst(c.row, f.path)
		}
	}
}

const (
	firstOfJanuaryMessage = "it names 1 January, of which neither the quotation nor the note speaks"
	firstOfJanuaryRemedy  = "write the year or the month alone if the day is not known, or say in note that it is the day"
)

func (v *validator) warnFirst(r *row, path string) {
	v.warn(r, path, RuleFirstOfJanuary, firstOfJanuaryMessage, firstOfJanuaryRemedy)
}

// warnLifetimes warns of days on which a party did not live: of all days that
// the claim allows, or of some on which it has the tie for certain.
func (v *validator) warnLifetimes(t *validTie, c *recordRow[graph.Claim], src *graph.Source) {
	if c.record.Dating.Zero() {
		return
	}
	path := cmp.Or(writtenDate(c.row), "")
	period := c.record.Alone(src, graph.Always)
	for _, party := range t.entry.parties {
		id, _ := v.actors.resolve(party.Actor)
		a := v.actors.get(id)
		if a == nil || a.Span.Zero() {
			continue
		}
		if message := outlives(id, a.Span.Lifetime().Outer(), period); message != "" {
			v.warn(c.row, path, RuleLifetime, message, outlivesRemedy)
		}
	}
}

const outlivesRemedy = "check the dates and the actor's span; its predecessor or successor may be meant"

// outlives says on which days a claim has an actor in a tie that did not live
// on them; empty if on none.
func outlives(id graph.ActorID, life graph.Span, period graph.Period) string {
	core := period.Core()
	switch {
	case !period.Outer().Overlaps(life):
		return fmt.Sprintf("%s lived %s, on none of the days that the claim speaks of", id, days(life))
	case !core.Empty() && core.Intersect(life) != core:
		return fmt.Sprintf("%s lived %s, and the claim has it in the tie %s", id, days(life), days(core))
	}
	return ""
}

func writtenDate(r *row) string {
	for _, key := range []string{"when", "held", "start", "end"} {
		if _, ok := r.keys[key]; ok {
			return key
		}
	}
	return ""
}

// days writes a span with both ends inclusive.
func days(s graph.Span) string {
	switch {
	case s.First == graph.MinDay && s.Until == graph.MaxDay:
		return "always"
	case s.First == graph.MinDay:
		return "until " + s.Last().String()
	case s.Until == graph.MaxDay:
		return "from " + s.First.String()
	case s.First == s.Last():
		return "on " + s.First.String()
	default:
		return "from " + s.First.String() + " to " + s.Last().String()
	}
}
