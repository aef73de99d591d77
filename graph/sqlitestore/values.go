package sqlitestore

import (
	"database/sql"
	"encoding"
	"encoding/json"
	"fmt"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// instantLayout writes instants so that they sort as text.
const instantLayout = "2006-01-02T15:04:05.000000Z"

// text reads a text that may be NULL, which is empty.
type text string

// Scan takes a value of the driver.
func (t *text) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t = ""
	case string:
		*t = text(v)
	case []byte:
		*t = text(v)
	default:
		return fmt.Errorf("%T where text should be", v)
	}
	return nil
}

// nullable is NULL for an empty text.
func nullable[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// day is NULL for an unbounded day.
func day(d graph.Day) any {
	if d == graph.MinDay || d == graph.MaxDay {
		return nil
	}
	return int64(d)
}

func instantText(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(instantLayout)
}

// fullInstantText keeps what instantText cuts off, for instants that others
// give.
func fullInstantText(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func instant(s text) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, string(s))
	return t.UTC(), err
}

// reader turns texts into values and keeps the first thing that is wrong.
type reader struct{ err error }

// word reads a word of an enumeration.
func (r *reader) word(into encoding.TextUnmarshaler, s text) {
	if r.err == nil {
		r.err = into.UnmarshalText([]byte(s))
	}
}

func (r *reader) date(s text) edtf.Date {
	var d edtf.Date
	r.word(&d, s)
	return d
}

func (r *reader) dating(start, end, when, held text) graph.Dating {
	d, err := graph.ParseDating(string(start), string(end), string(when), string(held))
	if r.err == nil {
		r.err = err
	}
	return d
}

// list reads a JSON array; NULL is an empty one.
func (r *reader) list(into any, s text) {
	if s != "" && r.err == nil {
		r.err = json.Unmarshal([]byte(s), into)
	}
}

func (r *reader) instant(s text) time.Time {
	t, err := instant(s)
	if r.err == nil {
		r.err = err
	}
	return t
}

// listText writes a JSON array, NULL for an empty one.
func listText[T any](list []T) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// each runs a query and calls see for each row.
func each(rows *sql.Rows, err error, see func(rows *sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := see(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
