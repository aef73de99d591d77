// Package scalar reads and writes the scalars of the schema. It imports graph
// and gqlgen's runtime.
package scalar

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// MarshalDate writes a day as YYYY-MM-DD.
func MarshalDate(d graph.Day) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { write(w, d.String()) })
}

// Error is why an argument could not be read, and what to write instead.
type Error struct{ Problem, Remedy string }

func (e *Error) Error() string { return e.Problem + ": " + e.Remedy }

// UnmarshalDate reads a day, strictly YYYY-MM-DD.
func UnmarshalDate(v any) (graph.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, &Error{"this is no Date", `write "YYYY-MM-DD", in quotes`}
	}
	d, err := edtf.ParseDay(s)
	var bad *edtf.ParseError
	if errors.As(err, &bad) {
		return 0, &Error{fmt.Sprintf("%.80q: %s", s, bad.Reason), bad.Remedy}
	}
	return d, err
}

// MarshalDateTime writes an instant in UTC, RFC 3339.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { write(w, t.UTC().Format(time.RFC3339Nano)) })
}

// UnmarshalDateTime reads an instant in RFC 3339; a bare day means its end, UTC.
func UnmarshalDateTime(v any) (time.Time, error) {
	const remedy = `write RFC 3339, such as "2026-01-18T12:00:00Z", or a day, which means its end; in quotes`
	s, ok := v.(string)
	if !ok {
		return time.Time{}, &Error{"this is no DateTime", remedy}
	}
	if d, err := edtf.ParseDay(s); err == nil {
		return (d + 1).Time().Add(-time.Nanosecond), nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, &Error{fmt.Sprintf("%.80q is no DateTime", s), remedy}
	}
	// In UTC it may fall out of the years that can be written again.
	if t = t.UTC(); t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, &Error{fmt.Sprintf("%q lies outside of the years 0000 to 9999, in UTC", s), remedy}
	}
	return t, nil
}

// write quotes plain ASCII text. Errors are those of the response's buffer,
// which has none.
func write(w io.Writer, s string) { _, _ = w.Write(strconv.AppendQuote(nil, s)) }
