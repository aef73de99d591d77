package jsonl

import (
	"unicode/utf8"

	"github.com/realign/realign/graph"
)

// appendText writes a text as the inside of a JSON string. By far the most
// texts are copied as they are.
func appendText(b []byte, s string) []byte {
	if isPlain(s) {
		return append(b, s...)
	}
	return appendEscaped(b, s)
}

// isPlain reports whether a text is of ASCII that JSON need not escape. It looks
// at eight bytes at a time.
func isPlain(s string) bool {
	if len(s) < 8 {
		for i := range len(s) {
			if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
				return false
			}
		}
		return true
	}
	odd := uint64(0)
	for i := 0; i+8 <= len(s); i += 8 {
		odd |= oddBytes(s[i : i+8])
	}
	return (odd|oddBytes(s[len(s)-8:]))&(ones<<7) == 0
}

const ones = 0x0101010101010101

// oddBytes of eight bytes sets the highest bit of a byte if one of them is a
// control, a quote, a backslash or no ASCII: to take the least that may stand
// from a byte borrows, and to take one from what was a quote, made zero, does.
func oddBytes(s string) uint64 {
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return x | (x - ones*' ') | ((x ^ ones*'"') - ones) | ((x ^ ones*'\\') - ones)
}

const hex = "0123456789abcdef"

// appendEscaped escapes what JSON asks for. What is no UTF-8 becomes U+FFFD, as
// encoding/json has it.
func appendEscaped(b []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// dayTexts remembers how days are written: a file names few of them, often.
type dayTexts [512]struct {
	day  graph.Day
	size uint8 // 0: nothing is remembered
	text [dayText]byte
}

// dayText is as long as the text of any day that claims can name, in quotes.
const dayText = 19

// append writes a day in quotes, or null for one that is unbounded.
func (t *dayTexts) append(b []byte, d graph.Day) []byte {
	at := &t[uint32(d)%uint32(len(t))]
	if at.day == d && at.size > 0 {
		return append(b, at.text[:at.size]...)
	}
	text := "null"
	if d != graph.MinDay && d != graph.MaxDay {
		text = `"` + d.String() + `"`
	}
	if at.size = 0; len(text) <= dayText {
		at.day, at.size = d, uint8(copy(at.text[:], text))
	}
	return append(b, text...)
}
