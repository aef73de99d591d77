package events

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestSlug leaves room for a number behind a slug that is taken.
const longestSlug = 90

// slugs makes an id of every name: lower-case ASCII letters, digits and single
// hyphens, each id once.
func slugs(names []string) []string {
	out := make([]string, len(names))
	taken := make(map[string]bool, len(names))
	for i, name := range names {
		base := slug(name)
		id := base
		for n := 2; taken[id]; n++ {
			id = base + "-" + strconv.Itoa(n)
		}
		taken[id] = true
		out[i] = id
	}
	return out
}

// slug drops accents, and puts a hyphen for whatever else is no letter or digit.
func slug(name string) string {
	var b []byte
	for _, r := range norm.NFD.String(name) {
		r = unicode.ToLower(r)
		switch {
		case len(b) == longestSlug || unicode.Is(unicode.Mn, r):
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b = append(b, byte(r))
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	if s := strings.TrimSuffix(string(b), "-"); s != "" {
		return s
	}
	return "actor"
}
