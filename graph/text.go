package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// FoldText makes spellings comparable: it decomposes (NFKD), drops combining
// marks (so that ê is e, and Arabic vowel signs do not count) and invisible
// ones (such as those of writing direction), folds case the full Unicode way, takes dotless ı for i, typographic quotes for plain ones,
// and runs of white space for one blank. Searches fold both sides, so that
// every store finds the same with plain substring search.
func FoldText(s string) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	return foldUnicode(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldASCII is foldUnicode for what has none: most names have not, and lists are
// ordered by them.
func foldASCII(s string) string {
	out := make([]byte, 0, len(s))
	blank := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ' || '\t' <= c && c <= '\r':
			blank = len(out) > 0
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '`':
			c = '\''
		}
		if blank {
			out, blank = append(out, ' '), false
		}
		out = append(out, c)
	}
	return string(out)
}

func foldUnicode(s string) string {
	t := transform.Chain(norm.NFKD, runes.Remove(runes.Predicate(isMark)), cases.Fold(), norm.NFC)
	folded, _, err := transform.String(t, s)
	if err != nil {
		folded = strings.ToLower(s)
	}
	folded = strings.Map(foldRune, folded)
	return strings.Join(strings.Fields(folded), " ")
}

// isMark reports whether r has no letter of its own.
func isMark(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Cf) }

func foldRune(r rune) rune {
	switch r {
	case 'ı':
		return 'i'
	case '‘', '’', 'ʼ', 'ʿ', 'ʾ', '`':
		return '\''
	case '“', '”', '«', '»':
		return '"'
	case '‐', '‑', '–', '—':
		return '-'
	case 'ـ': // tatweel only stretches a word
		return -1
	default:
		return r
	}
}

// ActorText is the folded text of an actor that a search looks into: all its
// names, its short name and its ids, a line each.
func ActorText(a *Actor) string {
	lines := []string{string(a.ID), a.ShortName}
	for _, n := range a.Names {
		lines = append(lines, n.Value)
	}
	for _, id := range a.Aliases {
		lines = append(lines, string(id))
	}
	return foldLines(lines)
}

// SourceText is the folded text of a source that a search looks into: title,
// publisher, author and id, a line each.
func SourceText(s *Source) string {
	return foldLines([]string{string(s.ID), s.Title, s.Publisher, s.Author})
}

// foldLines folds lines one by one, so that a search never matches across two.
func foldLines(lines []string) string {
	for i, l := range lines {
		lines[i] = FoldText(l)
	}
	return strings.Join(lines, "\n")
}
