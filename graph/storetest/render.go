package storetest

import (
	"cmp"
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// Render writes an answer of a store, or any part of one, as text with a field
// a line, so that two answers are equal if and only if their texts are, and
// the difference between two can be read. Empty strings, lists and dates are
// left out, so that nil and empty lists are alike; an instant is written in the
// zone that it has, since it must be UTC.
func Render(v any) string {
	var w strings.Builder
	render(&w, reflect.ValueOf(v), "")
	return w.String()
}

func render(w *strings.Builder, v reflect.Value, indent string) {
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if text, ok := renderWhole(v); ok {
		w.WriteString(" " + text + "\n")
		return
	}
	w.WriteString("\n")
	indent += "  "
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).IsExported() && !isNothing(f) {
				w.WriteString(indent + v.Type().Field(i).Name + ":")
				render(w, f, indent)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.WriteString(indent + "-")
			render(w, v.Index(i), indent)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			w.WriteString(indent + k.String() + ":")
			render(w, v.MapIndex(k), indent)
		}
	}
}

// renderWhole writes what takes no more than a line.
func renderWhole(v reflect.Value) (string, bool) {
	if !v.IsValid() {
		return "nil", true
	}
	switch x := v.Interface().(type) {
	case time.Time:
		if zone := x.Location().String(); zone != "UTC" {
			return x.Format(time.RFC3339Nano) + " in the zone " + zone, true
		}
		return x.Format(time.RFC3339Nano), true
	case graph.Span:
		return span(x), true
	case graph.Day:
		return x.String(), true
	case graph.Party:
		return x.Role.String() + " " + string(x.Actor), true
	case graph.RevNo:
		if x == graph.Forever {
			return "forever", true
		}
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		if err != nil {
			return err.Error(), true
		}
		return string(text), true
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Map:
		return "", false
	case reflect.String:
		return fmt.Sprintf("%q", v.String()), true
	default:
		return fmt.Sprint(v.Interface()), true
	}
}

// isNothing reports whether a field goes without saying. Numbers and days
// never do, since zero is one of them.
func isNothing(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		if _, isSpan := v.Interface().(graph.Span); isSpan {
			return false
		}
		return v.IsZero() || hasNothing(v)
	case reflect.Int, reflect.Int32, reflect.Int64:
		return false
	case reflect.Func:
		return true
	default:
		return v.IsZero()
	}
}

// hasNothing reports whether no field of a struct is worth writing.
func hasNothing(v reflect.Value) bool {
	fields := 0
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if fields++; !isNothing(v.Field(i)) {
			return false
		}
	}
	return fields > 0
}

// span writes a span with both days inclusive, all empty ones alike.
func span(s graph.Span) string {
	if s.Empty() {
		return "none"
	}
	return window(s.First, s.Last())
}

// window writes the days from first to last, both inclusive.
func window(first, last graph.Day) string {
	switch {
	case first == graph.MinDay && last == graph.MaxDay:
		return "any"
	case first == last:
		return first.String()
	case first == graph.MinDay:
		return ".." + last.String()
	case last == graph.MaxDay:
		return first.String() + ".."
	default:
		return first.String() + ".." + last.String()
	}
}

// same fails the test if two texts differ, and shows how.
func same(t testing.TB, what, got, want string) bool {
	t.Helper()
	if got == want {
		return true
	}
	t.Errorf("%s differs; - is what should be, + is what the store says:\n%s", what, difference(want, got))
	return false
}

// difference shows the lines in which two texts differ, with what stands
// before and after.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	const context, most = 12, 60
	var w strings.Builder
	list := func(mark string, lines []string) {
		for i, l := range lines {
			if i == most {
				fmt.Fprintf(&w, "%s … and %d lines more\n", mark, len(lines)-most)
				return
			}
			fmt.Fprintf(&w, "%s %s\n", mark, l)
		}
	}
	list(" ", a[max(0, head-context):head])
	list("-", a[head:len(a)-tail])
	list("+", b[head:len(b)-tail])
	list(" ", a[len(a)-tail:min(len(a), len(a)-tail+3)])
	return w.String()
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
