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

// The sizes of the first buffer and of the longest, in bytes. Each is twice as
// long as the one before, and counts as full while a row still fits: answers are
// not copied as they grow, and short ones take little room.
const (
	shortest = 1 << 10
	longest  = 64 << 10
	row      = 512 // what most rows of a list fit into
)

// Raw writes JSON as it is.
func (w *Writer) Raw(s string) { w.buf = append(w.buf, s...) }

// MarshalGQL writes all that was written.
func (w *Writer) MarshalGQL(to io.Writer) {
	if answer, ok := to.(*bytes.Buffer); ok {
		const end = 16 // what is written behind it
		n := len(w.buf) + end
		for _, b := range w.full {
			n += len(b)
		}
		answer.Grow(n)
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
	if len(w.buf)+row > cap(w.buf) && len(w.buf) > 0 {
		w.full = append(w.full, w.buf)
		w.buf = make([]byte, 0, min(2*cap(w.buf), longest))
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
	for i := plainUpTo(s, 0); i < len(s); i = plainUpTo(s, i+1) {
		c := s[i]
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

// plainUpTo is where in s, from i on, the first byte stands that JSON has an
// escape for; len(s) if there is none. It looks at eight bytes at a time.
func plainUpTo(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		if hasEscape(x) {
			break
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return i
		}
	}
	return i
}

// hasEscape reports whether one of eight bytes is a control, a quote or a
// backslash. To take more from a byte than it has borrows, which shows in its
// highest bit, where that was not set before: bytes beyond ASCII are plain. A
// byte below may borrow from its neighbour, but only one that is escaped itself.
func hasEscape(x uint64) bool {
	const ones = 0x0101010101010101
	less := (x - ones*' ') | ((x ^ ones*'"') - ones) | ((x ^ ones*'\\') - ones)
	return less&^x&(ones<<7) != 0
}
