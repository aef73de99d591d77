package sqlitestore

import (
	"database/sql/driver"
	"encoding"
	"fmt"

	"github.com/realign/realign/graph"
)

// valueReader takes the values of a row one after the other and keeps the first
// thing that is wrong.
type valueReader struct {
	values []driver.Value
	next   int
	err    error
}

// text takes a text; NULL is an empty one.
func (v *valueReader) text() string {
	at := v.next
	v.next++
	switch x := v.values[at].(type) {
	case nil:
	case string:
		return x
	case []byte:
		return string(x)
	default:
		v.fail(at, "text")
	}
	return ""
}

// number takes a whole number; NULL is 0.
func (v *valueReader) number() int64 {
	at := v.next
	v.next++
	switch x := v.values[at].(type) {
	case nil:
	case int64:
		return x
	default:
		v.fail(at, "a whole number")
	}
	return 0
}

// said reports whether the next value is not NULL.
func (v *valueReader) said() bool { return v.values[v.next] != nil }

func (v *valueReader) fail(at int, wanted string) {
	if v.err == nil {
		v.err = fmt.Errorf("column %d holds %T where %s should be", at+1, v.values[at], wanted)
	}
}

// words read the enumerations of claims. Most rows have the word of the row
// before them, which need not be looked up again.
type words struct {
	kind        word[graph.Kind, *graph.Kind]
	stance      word[graph.Stance, *graph.Stance]
	voice       word[graph.Voice, *graph.Voice]
	outcome     word[graph.Outcome, *graph.Outcome]
	reliability word[graph.Reliability, *graph.Reliability]
	marking     word[graph.Marking, *graph.Marking]
	role        word[graph.Role, *graph.Role]
}

type word[T any, P interface {
	*T
	encoding.TextUnmarshaler
}] struct {
	last  string
	value T
}

// read takes a word; NULL is the zero value.
func (w *word[T, P]) read(v *valueReader) T {
	text := v.text()
	if text == w.last || v.err != nil {
		return w.value
	}
	var value T
	if v.err = P(&value).UnmarshalText([]byte(text)); v.err == nil {
		w.last, w.value = text, value
	}
	return value
}
