package graph

import (
	"strings"
)

// The ids of records. Actors, sources and datasets are named by slugs, ties by
// keys of two or more slugs joined by "/", claims by a digest of what they say.
// All are ASCII, so that every store orders them alike.
type (
	ActorID   string
	SourceID  string
	DatasetID string
	TieKey    string
	ClaimID   string
)

// IsSlug reports whether s is lower-case ASCII letters, digits and single
// hyphens, beginning and ending with a letter or digit, at most 100 long.
func IsSlug(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}

// IsTieKey reports whether s is two or more slugs joined by "/"; a slug may
// have several joined by "+" in it, which is how the pairs of a treaty of many
// members are named.
func IsTieKey(s string) bool {
	if len(s) > 300 || !strings.Contains(s, "/") {
		return false
	}
	for part := range strings.SplitSeq(s, "/") {
		for slug := range strings.SplitSeq(part, "+") {
			if !IsSlug(slug) {
				return false
			}
		}
	}
	return true
}

func checkSlug(field, s string) error {
	if IsSlug(s) {
		return nil
	}
	return flaw(field, "write lower-case ASCII letters, digits and single hyphens, such as sy-gov-2024", "%q is no id", s)
}
