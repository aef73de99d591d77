package loaders

import (
	"fmt"
	"strings"
	"unicode"
)

// unseen is the first character of a text that cannot be seen and that YAML
// refuses for it: control characters but for tab and line ends, and what is no
// character. A table may have no more than that.
func unseen(s string) (rune, bool) {
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~', r == '\t', r == '\n', r == '\r', r == '\u0085':
		case r < '\u00a0', r == '\ufeff', r == '\ufffe', r == '\uffff':
			return r, true
		}
	}
	return 0, false
}

// seen notes a character of a text that cannot be seen.
func (r *row) seen(path, text string) {
	if c, found := unseen(text); found {
		r.fail(path, RuleRecord, fmt.Sprintf("it has a character that cannot be seen, %U", c), "remove it")
	}
}

// maxMadeName bounds the name of an actor that is made of it, in bytes.
const maxMadeName = 500

const madeRemedy = "correct it, or declare the actor in " + actorsTable + " and write its id"

// notAName says why no actor is made of a text; empty if one may be.
func notAName(text string) string {
	switch {
	case strings.ContainsFunc(text, unicode.IsControl):
		return "it has a line end, a tab, or a character that cannot be seen"
	case len(text) > maxMadeName:
		return "it is longer than 500 bytes"
	}
	if _, found := unseen(text); found {
		return "it has a character that cannot be seen"
	}
	return ""
}
