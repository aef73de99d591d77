package direct

import (
	"bytes"
	"context"
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
)

// Writer holds the JSON of one root field's value.
type Writer struct {
	Context context.Context // that of the root field
	done    <-chan struct{}
	full    [][]byte // what was written before buf
	buf     []byte
}

// The sizes at which a buffer counts as full, and which the next one has, in
// bytes: long answers are neither copied as they grow nor given twice the room.
const (
	enough = 64 << 10
	room   = enough + enough/4
)

// Raw writes JSON as it is.
func (w *Writer) Raw(s string) { w.buf = append(w.buf, s...) }

// MarshalGQL writes all that was written.
func (w *Writer) MarshalGQL(to io.Writer) {
	if answer, ok := to.(*bytes.Buffer); ok {
		answer.Grow(len(w.full)*room + len(w.buf))
	}
	for _, b := range w.full {
		_, _ = to.Write(b) // the response's buffer takes all
	}
	_, _ = to.Write(w.buf)
}

// Write writes JSON as it is. It never fails.
func (w *Writer) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	return len(p), nil
}

// End writes the end of an object.
func (w *Writer) End(s *Selection) {
	if len(s.Fields) == 0 {
		w.buf = append(w.buf, '{')
	}
	w.buf = append(w.buf, '}')
}

// Element begins element i of a list.
func (w *Writer) Element(i int) {
	if len(w.buf) >= enough {
		w.full = append(w.full, w.buf)
		w.buf = make([]byte, 0, room)
	}
	if i > 0 {
		w.buf = append(w.buf, ',')
	}
}

// String writes a string, quoted as gqlgen does.
func (w *Writer) String(s string) { w.buf = appendQuoted(w.buf, s) }

// Int writes a whole number.
func (w *Writer) Int(i int) { w.buf = strconv.AppendInt(w.buf, int64(i), 10) }

// Bool writes true or false.
func (w *Writer) Bool(b bool) { w.buf = strconv.AppendBool(w.buf, b) }

// Null writes null.
func (w *Writer) Null() { w.Raw("null") }

// Marshal writes a scalar, and reports whether that is no null.
func (w *Writer) Marshal(m graphql.Marshaler) bool {
	m.MarshalGQL(w)
	return m != graphql.Null
}

// MarshalContext writes a scalar that may fail, and reports whether it has not.
func (w *Writer) MarshalContext(m graphql.ContextMarshaler) bool {
	return m.MarshalGQLContext(w.Context, w) == nil
}

// Stopped reports whether the request is over.
func (w *Writer) Stopped() bool {
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// appendQuoted writes what graphql.MarshalString does: the bytes of s, but for
// those that JSON has escapes for.
func appendQuoted(to []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	to = append(to, '"')
	written := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, s[written:i]...)
		written = i + 1
		switch c {
		case '\t':
			to = append(to, `\t`...)
		case '\r':
			to = append(to, `\r`...)
		case '\n':
			to = append(to, `\n`...)
		case '"', '\\':
			to = append(to, '\\', c)
		default:
			to = append(to, `\u00`...)
			to = append(to, hex[c>>4], hex[c&15])
		}
	}
	return append(append(to, s[written:]...), '"')
}
