package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// Summary is the change as a sentence. It says "may" of what is only possible,
// "allegedly" of what no source says in its own voice, and that sources
// contradict each other where they do.
func (c *Change) Summary() (string, error) {
	people, err := c.people()
	if err != nil {
		return "", err
	}
	t := teller{people, c.rec}
	var s string
	switch c.rec.Kind {
	case analysis.Formed:
		s = capital(t.formed(&c.rec.After[0]))
	case analysis.Ended:
		s = capital(t.ended(&c.rec.Before[0]))
	case analysis.Flipped:
		s = fmt.Sprintf("%s and %s %s %s to %s %s", t.name(0), t.name(1), t.may("went from", "may have gone from"),
			forms(c.rec.Before), forms(c.rec.After), t.when()) + t.disputes()
	case analysis.Realigned:
		s = fmt.Sprintf("%s %s %s for its rival %s %s", t.name(0), t.may("left", "may have left"), t.name(1), t.name(2), t.when()) + t.disputes()
	default:
		s = capital(t.learnt())
	}
	return s + ".", nil
}

// capital begins a sentence with a capital. It is for words of ours: a name
// stays as it is written.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// teller writes a change in words.
type teller struct {
	people *actors
	*analysis.Change
}

func (t teller) name(i int) string { return t.nameOf(t.Actors[i]) }

func (t teller) nameOf(id graph.ActorID) string { return t.people.value(id).called() }

func (t teller) may(sure, unsure string) string {
	if t.Certainty == graph.Certain {
		return sure
	}
	return unsure
}

func (t teller) formed(r *graph.Relation) string {
	s := fmt.Sprintf("%s %s %s", t.tie(r), t.may("began", "may have begun"), t.when())
	switch {
	case r.StartText == "" && t.Certainty == graph.Certain:
		s += "; no source says when"
	case r.StartText == "":
		s = fmt.Sprintf("%s may have begun by %s: first spoken of as of %s, and no source says when it began", t.tie(r), t.Latest, r.Named.First)
	}
	if r.Outcome != 0 {
		s += fmt.Sprintf("; outcome: %s", r.Outcome)
	}
	return s + remarks(r)
}

func (t teller) ended(r *graph.Relation) string {
	s := fmt.Sprintf("%s %s %s", t.tie(r), t.may("ended", "may have ended"), t.when())
	if r.EndText == "" || r.EndText == ".." || r.EndForced {
		s += "; no source says when"
	}
	return s + remarks(r)
}

func (t teller) learnt() string {
	if t.Kind == analysis.Retracted {
		return "no source is left that asserts the " + t.tie(&t.Before[0]) + " " + spell(&t.Before[0])
	}
	r := &t.After[0]
	switch {
	case t.Kind == analysis.NewlySourced:
		return "now known: " + t.tie(r) + " " + spell(r) + remarks(r)
	case t.Kind == analysis.BecameContested:
		return "now contested: " + t.tie(r) + " " + spell(r)
	case len(t.Before) == 0:
		return "now known otherwise: " + t.tie(r) + " " + spell(r) + remarks(r)
	}
	was, is := t.tie(&t.Before[0])+" "+spell(&t.Before[0])+remarks(&t.Before[0]), t.tie(r)+" "+spell(r)+remarks(r)
	return "now known otherwise: " + is + "; before: " + was
}

// tie names a tie by its form and its parties.
func (t teller) tie(r *graph.Relation) string {
	var first, second []string
	for _, p := range r.Parties {
		if p.Role == graph.From || p.Role == graph.Mediator {
			first = append(first, t.nameOf(p.Actor))
		} else {
			second = append(second, t.nameOf(p.Actor))
		}
	}
	form := formOf(r)
	switch {
	case r.Kind == graph.Mediation && len(first) > 0:
		return fmt.Sprintf("%s of %s by %s", form, list(second), list(first))
	case len(first) == 0 && r.Sign() < 0 && len(second) == 2:
		return fmt.Sprintf("%s between %s", form, list(second))
	case len(first) == 0:
		return fmt.Sprintf("%s of %s", form, list(second))
	case r.Sign() < 0:
		return fmt.Sprintf("%s by %s against %s", form, list(first), list(second))
	default:
		return fmt.Sprintf("%s by %s for %s", form, list(first), list(second))
	}
}

// formOf is the form in words, or the kind where claims differ about it.
func formOf(r *graph.Relation) string {
	if r.Form == "" {
		return r.Kind.String()
	}
	return strings.ReplaceAll(r.Form, "-", " ")
}

// forms names kind and forms of ties that are one side of a change.
func forms(ties []graph.Relation) string {
	var out []string
	for i := range ties {
		if f := formOf(&ties[i]); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return fmt.Sprintf("%s (%s)", ties[0].Kind, strings.Join(out, ", "))
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// when writes the days between which a change lies, both inclusive.
func (t teller) when() string { return within(t.Earliest, t.Latest) }

func within(first, last graph.Day) string {
	switch {
	case first == graph.MinDay && last == graph.MaxDay:
		return "on a day that nobody names"
	case first == last:
		return "on " + first.String()
	case first == graph.MinDay:
		return "by " + last.String()
	case last == graph.MaxDay:
		return "on " + first.String() + " or later"
	default:
		return fmt.Sprintf("between %s and %s", first, last)
	}
}

// spell writes when a tie held, as sources wrote it.
func spell(r *graph.Relation) string {
	start, end := r.StartText, r.EndText
	if r.EndForced {
		end = within(r.Period.LastEarliestEnd(), r.Period.LastLatestEnd()) + ", ended by an opposite tie"
	}
	switch {
	case start == "" && end == "":
		return "(spoken of " + within(r.Named.First, r.Named.Last()) + ")"
	case start == end:
		return "(" + start + ")"
	case end == "..":
		return fmt.Sprintf("(from %s, still in force on %s)", start, r.Named.Last())
	case end == "":
		return "(from " + start + ")"
	case start == "":
		return "(until " + end + ")"
	default:
		return fmt.Sprintf("(from %s until %s)", start, end)
	}
}

// disputes says whether sources contradict each other about one of the ties that
// make the change.
func (t teller) disputes() string {
	for _, r := range slices.Concat(t.Before, t.After, t.Rivalry) {
		if r.Status(r.Period.Outer()) == graph.Contested {
			return " (sources contradict each other)"
		}
	}
	return ""
}

// remarks say what a reader of a tie must know lest it look surer than it is.
func remarks(r *graph.Relation) string {
	days := r.Period.Outer()
	var out []string
	if r.IsAlleged(days) {
		out = append(out, "allegedly")
	}
	if r.Status(days) == graph.Contested {
		out = append(out, "sources contradict each other")
	}
	if r.Nominal {
		out = append(out, "in words only")
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}
