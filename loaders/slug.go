package loaders

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/realign/realign/graph"
)

// slugOf makes a slug of a name: letters in lower case and without accents, and
// a hyphen for whatever stands between words. It returns false where letters or
// digits would be lost, such as those of other scripts, where a character
// cannot be seen, or the slug would be too long.
func slugOf(name string) (string, bool) {
	slug := make([]byte, 0, len(name))
	for _, r := range norm.NFD.String(name) {
		r = unicode.ToLower(r)
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			slug = append(slug, byte(r))
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsControl(r), r == unicode.ReplacementChar:
			return "", false
		case len(slug) > 0 && slug[len(slug)-1] != '-':
			slug = append(slug, '-')
		}
	}
	if n := len(slug); n > 0 && slug[n-1] == '-' {
		slug = slug[:n-1]
	}
	return string(slug), graph.IsSlug(string(slug))
}
