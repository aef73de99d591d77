package edtf

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

const writePlain = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ after it for about and ? for perhaps"

// checkCharacters refuses p if it is empty or has a character that no date
// has, and explains the ones that people do write. What it lets pass still
// has to be in the right order.
func (p part) checkCharacters() error {
	s := p.String()
	switch s {
	case "":
		return p.refuse(0, "the date is empty", "write YYYY, YYYY-MM or YYYY-MM-DD, or leave the date out")
	case openMark:
		return p.refuse(0, `".." means still in force and is only for the end of an interval`,
			"write it after a slash where an interval is expected, such as 2024-12/..")
	}
	for i := range len(s) {
		if c := s[i]; isDigit(c) || isMark(c) {
			continue
		}
		reason, remedy := explain(s, i)
		return p.refuse(i, reason, remedy)
	}
	return nil
}

// isMark says that c can stand in a date beside its digits.
func isMark(c byte) bool {
	switch c {
	case '-', '?', '~', '%', '.', '[', ']', 'X', 'Y':
		return true
	}
	return false
}

// explain says what is wrong with the character s[i], which no date has, and
// what to write instead.
func explain(s string, i int) (reason, remedy string) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case beginsTime(s, i):
		return "it has a time of day", "write the day only, " + s[i-len("YYYY-MM-DD"):i]
	case unicode.IsSpace(r):
		return "it has a space", "write the date without spaces before, in or after it"
	case r == '/':
		return "an interval is not a date", "write it where a span is expected; for one day somewhere within, write [a..b]"
	case r == 'x', r == 'u':
		return "unspecified digits are a capital X", "write X, such as 201X"
	case r == 'y':
		return "the prefix of a long year is a capital Y", "write Y, such as Y17000"
	case strings.ContainsRune("{},", r):
		return "lists of dates are level 2", levelRemedy
	case (r == 'E' || r == 'S') && i > 0:
		return "exponents and significant digits of years are level 2", levelRemedy
	case r == '…':
		return `"…" is one character`, "write two full stops"
	}
	if r >= utf8.RuneSelf {
		return explainNonASCII(r)
	}
	return "a date has no " + strconv.QuoteRune(r), writePlain
}

// beginsTime says that s[i] stands between a day and a time of day.
func beginsTime(s string, i int) bool {
	const day = len("YYYY-MM-DD")
	return i >= day && looksLikeDay(s[i-day:i]) &&
		(s[i] == 'T' || s[i] == 't' || s[i] == ' ') &&
		i+1 < len(s) && isDigit(s[i+1])
}

// explainNonASCII names the characters that word processors, Arabic keyboards
// and copying from web pages put into dates, since many cannot be seen.
func explainNonASCII(r rune) (reason, remedy string) {
	code := fmt.Sprintf("U+%04X", r)
	switch {
	case r == utf8.RuneError:
		return "it has bytes that are not UTF-8", "write ASCII digits and hyphens"
	case unicode.Is(unicode.Pd, r), r == '−', r == '\u00ad':
		return code + " is not the hyphen of the keyboard", "write -"
	case unicode.IsDigit(r):
		return strconv.QuoteRune(r) + " is not an ASCII digit", "write 0 to 9"
	case unicode.Is(unicode.Cf, r):
		return "it has the invisible character " + code, "remove it"
	}
	return "a date has no " + strconv.QuoteRune(r), "write ASCII characters only: " + writePlain[len("write "):]
}

// checkField refuses p, the year, month or day of a date, unless it is made of
// digits and X.
func (p part) checkField(name string) error {
	s := p.String()
	if s == "" {
		return p.refuse(0, "the "+name+" is missing", writePlain)
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c), c == 'X':
		case isQualifier(c):
			return p.refuse(i, "a qualifier inside a date is level 2",
				"put it at the end, for the whole date; "+levelRemedy)
		case c == '[', c == ']':
			return p.refuse(i, "a bracket stands inside the date", "write [a..b], [a..] or [..b], or no bracket")
		case c == '-':
			return p.refuse(i, "it has a hyphen too many", writePlain)
		default:
			return p.refuse(i, fmt.Sprintf("%q does not belong in the %s", c, name), writePlain)
		}
	}
	return nil
}

// checkTwo refuses p, a month or a day, unless it is two digits or XX.
func (p part) checkTwo(name string) error {
	if err := p.checkField(name); err != nil {
		return err
	}
	s := p.String()
	if len(s) != 2 {
		return p.refuse(0, "the "+name+" has "+count(len(s), "digit"), "write two, such as 01")
	}
	if s != unspecified && strings.Contains(s, "X") {
		return p.refuse(strings.IndexByte(s, 'X'), "half of a "+name+" is unspecified",
			"write XX, or a set such as [1985-04-10..1985-04-19]; "+levelRemedy)
	}
	return nil
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
