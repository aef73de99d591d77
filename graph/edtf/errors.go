package edtf

import "strconv"

// ParseError says why a text was refused and what to write instead.
type ParseError struct {
	Text   string // the whole text that was given
	Offset int    // where in Text the trouble begins, in bytes
	Reason string // what is wrong, such as "month 13 does not exist"
	Remedy string // what to do, such as "write 01 to 12"
}

// longestQuote is how much of a text an error message repeats. All date texts
// are shorter; what is longer is usually a whole paragraph in the wrong field.
const longestQuote = 80

// Error is one sentence: the text, the reason and the remedy.
func (e *ParseError) Error() string {
	text := e.Text
	if len(text) > longestQuote {
		text = text[:longestQuote] + "…"
	}
	return strconv.Quote(text) + ": " + e.Reason + ": " + e.Remedy
}

// refuse returns an error interface, never a nil *ParseError in one.
func refuse(text string, offset int, reason, remedy string) error {
	return &ParseError{Text: text, Offset: offset, Reason: reason, Remedy: remedy}
}

// levelRemedy is for what the standard has but this package does not.
const levelRemedy = "level 1 and the sets [a..b], [..b], [a..] are understood"
