package loaders

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/realign/realign/graph"
)

// WriteText writes the plan for a person: a line for each record with its sign
// (+ create, ~ change, - retract) and place, under it what differs, and at the
// end the sum.
func (p *Plan) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, c := range p.Sources {
		writeRecord(b, c, "source", func(s *graph.Source) string { return string(s.ID) })
	}
	for _, c := range p.Actors {
		writeRecord(b, c, "actor", func(a *graph.Actor) string { return string(a.ID) })
	}
	for _, c := range p.Claims {
		writeRecord(b, c, "claim", describeClaim)
	}
	p.writeMore(b)
	if len(p.Sources)+len(p.Actors)+len(p.Claims) > 0 {
		fmt.Fprintln(b)
	}
	for _, problem := range p.Problems {
		fmt.Fprintln(b, problem)
	}
	if len(p.Problems) > 0 {
		fmt.Fprintln(b)
	}
	if p.Kept > 0 {
		fmt.Fprintf(b, "Stored, and no readable row speaks of it: %s. It stays as it is.\n", count(p.Kept, "record"))
	}
	for _, at := range p.KeptFor {
		fmt.Fprintf(b, "Nothing is retracted or withdrawn, because %s cannot be read.\n", at)
	}
	if retracted, stored, confirm := p.Shrinks(); confirm {
		fmt.Fprintf(b, "%d of %d claims would be retracted: this must be confirmed.\n", retracted, stored)
	}
	fmt.Fprintln(b, p)
	return b.Flush()
}

// writeMore says how many changes of claims are not listed.
func (p *Plan) writeMore(w io.Writer) {
	var listed [3]int
	for _, c := range p.Claims {
		switch {
		case c.Old == nil:
			listed[0]++
		case c.New == nil:
			listed[2]++
		default:
			listed[1]++
		}
	}
	created, changed, retracted := p.counts()
	for i, sort := range []struct {
		sign, what string
		n          int
	}{{"+", "create", created}, {"~", "change", changed}, {"-", "retract", retracted}} {
		if more := sort.n - listed[i]; more > 0 {
			fmt.Fprintf(w, "%s and %s more claims to %s\n", sort.sign, thousands(more), sort.what)
		}
	}
}

func describeClaim(c *graph.Claim) string {
	s := fmt.Sprintf("%s: %s", c.Tie, c.Source)
	if c.Locator != "" {
		s += " at " + c.Locator
	}
	if c.Claimant != "" {
		s += ", the word of " + string(c.Claimant)
	}
	return s
}

func writeRecord[T any](w io.Writer, c Change[T], sort string, describe func(*T) string) {
	switch {
	case c.Old == nil:
		fmt.Fprintf(w, "+ %s %s  (%s)\n", sort, describe(c.New), c.Place)
	case c.New == nil:
		fmt.Fprintf(w, "- %s %s\n", sort, describe(c.Old))
	default:
		fmt.Fprintf(w, "~ %s %s  (%s)\n", sort, describe(c.New), c.Place)
		writeDifference(w, reflect.ValueOf(c.Old).Elem(), reflect.ValueOf(c.New).Elem())
	}
}

// writeDifference writes the fields of a record that differ, but for those
// that are no part of what it says.
func writeDifference(w io.Writer, old, new reflect.Value) {
	for i := range old.NumField() {
		name := old.Type().Field(i).Name
		a, b := show(old.Field(i).Interface()), show(new.Field(i).Interface())
		if a == b || name == "ID" || name == "Seq" {
			continue
		}
		a, b = aroundDifference(a, b)
		fmt.Fprintf(w, "    %s: %s → %s\n", strings.ToLower(name[:1])+name[1:], a, b)
	}
}

// show writes a field's value shortly.
func show(v any) string {
	switch v := v.(type) {
	case graph.Dating:
		return showDating(v)
	case graph.Credibility, bool:
		return fmt.Sprint(v)
	case fmt.Stringer:
		return v.String()
	}
	if r := reflect.ValueOf(v); r.Kind() == reflect.Slice {
		parts := make([]string, r.Len())
		for i := range parts {
			parts[i] = show(r.Index(i).Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	} else if r.Kind() == reflect.Struct {
		var parts []string
		for i := range r.NumField() {
			if f := r.Field(i); !f.IsZero() {
				parts = append(parts, show(f.Interface()))
			}
		}
		return strings.Join(parts, " ")
	}
	return fmt.Sprintf("%q", fmt.Sprint(v))
}

func showDating(d graph.Dating) string {
	switch {
	case d.Zero():
		return "undated"
	case !d.When.IsZero():
		return "when " + d.When.String()
	case !d.Held.IsZero():
		return "held " + d.Held.String()
	}
	return strings.TrimSpace("start " + d.StartText() + " end " + d.EndText())
}

// aroundDifference cuts what two long texts have in common at their beginnings
// and ends, so that what differs is seen.
func aroundDifference(a, b string) (string, string) {
	const context = 24
	x, y := []rune(a), []rune(b)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	cut := func(r []rune) string {
		from, to := max(head-context, 0), min(len(r)-tail+context, len(r))
		s := string(r[from:to])
		if from > 0 {
			s = "…" + s
		}
		if to < len(r) {
			s += "…"
		}
		return s
	}
	return cut(x), cut(y)
}
