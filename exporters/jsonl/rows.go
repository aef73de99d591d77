package jsonl

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/realign/realign/graph"
)

// wordOf is how the API writes a member of an enumeration.
func wordOf(x fmt.Stringer) string {
	return strings.ToUpper(strings.ReplaceAll(x.String(), "-", "_"))
}

// actors writes those who have a tie. Their records lie apart in memory, and a
// loop that only reads them has several fetched at once.
func (e *encoder) actors(list []*graph.Actor, nameOf func(*graph.Actor) string) error {
	var names [64]string
	for len(list) > 0 {
		some := list[:min(len(names), len(list))]
		list = list[len(some):]
		for i, a := range some {
			names[i] = nameOf(a)
		}
		for i, a := range some {
			e.actor(a, names[i])
		}
		if err := e.flushFull(); err != nil {
			return err
		}
	}
	return nil
}

// actor writes one of them.
func (e *encoder) actor(a *graph.Actor, name string) {
	b := append(e.buf, `{"type":"actor","id":"actor:`...)
	b = appendText(b, string(a.ID))
	b = append(b, `","name":"`...)
	b = appendText(b, name)
	if a.ShortName != "" {
		b = append(b, `","shortName":"`...)
		b = appendText(b, a.ShortName)
	}
	b = append(b, `","kind":"`...)
	b = append(b, kinds.ofActor[a.Kind]...)
	b = append(b, `","unnamed":`...)
	b = strconv.AppendBool(b, a.Unnamed)
	if !a.Span.Zero() {
		b = appendOptional(b, `,"start":"`, a.Span.StartText())
		b = appendOptional(b, `,"end":"`, a.Span.EndText())
	}
	if len(a.Identifiers) > 0 {
		b = append(b, `,"identifiers":[`...)
		for i, id := range a.Identifiers {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = appendText(b, id.Scheme)
			b = append(b, ':')
			b = appendText(b, id.Value)
			b = append(b, '"')
		}
		b = append(b, ']')
	}
	e.buf = append(b, "}\n"...)
}

// relation writes a tie.
func (e *encoder) relation(r *graph.Relation) {
	b := append(e.buf, `{"type":"relation","id":"relation:`...)
	b = appendText(b, string(r.Key))
	b = append(b, `","kind":"`...)
	b = append(b, kinds.ofTie[r.Kind]...)
	b = append(b, '"')
	b = appendOptional(b, `,"form":"`, r.Form)
	b = append(b, standings[e.standing(r)]...)
	for i, p := range r.Parties {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, kinds.party[p.Role]...)
		b = appendText(b, string(p.Actor))
		b = append(b, `"}`...)
	}
	b = append(b, ']')
	b = appendOptional(b, `,"start":"`, r.StartText)
	b = appendOptional(b, `,"end":"`, r.EndText)
	b = e.seen.append(append(b, `,"earliestStart":`...), r.Period.EarliestStart)
	b = e.seen.append(append(b, `,"latestStart":`...), r.Period.LatestStart)
	b = e.seen.append(append(b, `,"earliestEnd":`...), r.Period.LastEarliestEnd())
	b = e.seen.append(append(b, `,"latestEnd":`...), r.Period.LastLatestEnd())
	b = e.voices(b, r)
	if r.Regarding != "" {
		b = appendOptional(b, `,"regarding":"relation:`, string(r.Regarding))
	}
	if r.Outcome != 0 {
		b = append(b, `,"outcome":"`...)
		b = append(b, kinds.outcome[r.Outcome]...)
		b = append(b, '"')
	}
	e.buf = append(b, "}\n"...)
}

// voices writes what a reader needs to tell for each day of a history how the
// tie stood with its sources: without it a tie could look surer on a day than
// they are.
func (e *encoder) voices(b []byte, r *graph.Relation) []byte {
	if !r.Named.Empty() {
		b = e.seen.append(append(b, `,"firstAttested":`...), r.Named.First)
		b = e.seen.append(append(b, `,"lastAttested":`...), r.Named.Last())
	}
	switch {
	case r.HearsayOnly:
	case r.OwnDays == graph.Always:
		b = append(b, `,"ownVoice":`+anyDay...)
	case !r.OwnDays.Empty():
		b = e.span(append(b, `,"ownVoice":`...), r.OwnDays)
	}
	switch {
	case r.Disputed:
		b = append(b, `,"contestedOn":[`+anyDay+`]`...)
	case len(r.DisputedOn) > 0:
		b = e.contested(b, r.DisputedOn)
	}
	return b
}

// anyDay is the span of all days.
const anyDay = `{"from":null,"to":null}`

// contested writes the days of which denials speak, if they do of any.
func (e *encoder) contested(b []byte, days []graph.Span) []byte {
	begun := `,"contestedOn":[`
	for _, s := range days {
		if !s.Empty() {
			b = e.span(append(b, begun...), s)
			begun = ","
		}
	}
	if begun == "," {
		b = append(b, ']')
	}
	return b
}

// span writes days that are no empty span, both ends inclusive.
func (e *encoder) span(b []byte, s graph.Span) []byte {
	b = e.seen.append(append(b, `{"from":`...), s.First)
	b = e.seen.append(append(b, `,"to":`...), s.Last())
	return append(b, '}')
}

// appendOptional writes a field, begun up to its text, unless there is none.
func appendOptional(b []byte, begun, text string) []byte {
	if text == "" {
		return b
	}
	return append(appendText(append(b, begun...), text), '"')
}
