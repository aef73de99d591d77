package main

import (
	"fmt"
	"strings"
)

// tieTable lists ties, a row each. What no source says is "-".
func tieTable(ties []tie) *table {
	t := newTable("KIND", "FORM", "FROM", "", "TO", "CERTAINTY", "STATUS", "SINCE", "UNTIL", "CLAIMS")
	for i := range ties {
		r := &ties[i]
		from, arrow, to := r.sides()
		t.add(word(r.Kind), r.what(), from, arrow, to, r.sure(), word(r.Status), said(r.Period.Start), said(r.Period.End), fmt.Sprint(r.Claims.TotalCount))
	}
	return t
}

// sides are who the tie leads from and to. A mutual tie has its first member on
// the left; a mediation who mediates, or the first party where nobody does.
func (r *tie) sides() (from, arrow, to string) {
	var left, right []string
	for _, p := range r.Parties {
		if p.Role == "FROM" || p.Role == "MEDIATOR" {
			left = append(left, p.Actor.called())
		} else {
			right = append(right, p.Actor.called())
		}
	}
	if len(left) == 0 && len(right) > 1 {
		left, right = right[:1], right[1:]
	}
	arrow = "—"
	if r.Directed {
		arrow = "→"
	}
	return strings.Join(left, ", "), arrow, strings.Join(right, ", ")
}

// what is the form, with what a reader must know of it.
func (r *tie) what() string {
	form := said(r.Form)
	var more []string
	if r.Nominal {
		more = append(more, "in words")
	}
	switch outcome := word(said(r.Outcome)); outcome {
	case "", form: // a ceasefire that came about
	case "unknown":
		more = append(more, "outcome unknown")
	default:
		more = append(more, outcome)
	}
	if len(more) == 0 {
		return form
	}
	if form == "" {
		form = "-"
	}
	return form + " (" + strings.Join(more, ", ") + ")"
}

// sure is the certainty, and whether the tie is only assumed to go on.
func (r *tie) sure() string {
	if r.Certainty == nil {
		return "absent"
	}
	if r.Attestation != nil && *r.Attestation == "ASSUMED" {
		return word(*r.Certainty) + ", assumed"
	}
	return word(*r.Certainty)
}

// changeTable lists changes, a row each.
func changeTable(changes []change) *table {
	t := newTable("WHEN", "KIND", "CERTAINTY", "WHAT")
	for i := range changes {
		c := &changes[i]
		t.add(window(c.Earliest, c.Latest), word(c.Kind), word(c.Certainty), c.Summary)
	}
	return t
}

// window writes the days between which something lies, both inclusive, as EDTF
// does: [a..b] is some day of these.
func window(first, last *string) string {
	switch {
	case first == nil && last == nil:
		return "unknown"
	case first != nil && last != nil && *first == *last:
		return *first
	default:
		return "[" + said(first) + ".." + said(last) + "]"
	}
}

func said(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// word writes a constant of the API as a word: NEWLY_SOURCED is newly sourced.
func word(constant string) string {
	return strings.ToLower(strings.ReplaceAll(constant, "_", " "))
}

// tally counts things by a word, in the order in which the words are given;
// words that count nothing are left out.
func tally[T any](things []T, words []string, is func(*T, string) bool) string {
	var out []string
	for _, w := range words {
		n := 0
		for i := range things {
			if is(&things[i], w) {
				n++
			}
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, w))
		}
	}
	return strings.Join(out, ", ")
}
