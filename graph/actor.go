package graph

import "strings"

// Actor is anyone who can take sides. Governments that replace each other are
// different actors.
type Actor struct {
	ID      ActorID
	Aliases []ActorID // ids that lead to this one: former or merged
	Kind    ActorKind
	// Unnamed actors ("several tribal groups") belong to the one source that
	// speaks of them, are matched with nobody and never stand for a whole class.
	Unnamed      bool
	ShortName    string
	Description  string
	Note         string
	Span         Dating // its lifetime; zero: unknown on both sides
	Source       SourceID
	Names        []Name // the first is the English name it is listed by
	Identifiers  []Identifier
	Affiliations []Affiliation // what it is part of, leads or speaks for
	Predecessors []Succession
	Dataset      DatasetID
}

// Name is a dated name in one language and script.
type Name struct {
	Value    string
	Language string // BCP 47, with a script where it is not the usual one
	Span     Dating
	Source   SourceID
	Note     string
}

// Identifier is what another scheme calls an actor: wikidata Q42.
type Identifier struct {
	Scheme, Value string
	Source        SourceID
}

// Affiliation is a dated tie inside a side, that no party disputes: part of,
// leads, speaks for.
type Affiliation struct {
	Whole   ActorID
	Role    string
	Span    Dating
	Source  SourceID
	Locator string
	Quote   string
	Note    string
}

// Succession says which actor this one came from.
type Succession struct {
	Predecessor ActorID
	On          Dating // When, or zero
	Form        string // renamed, merged, split, replaced, founded
	Source      SourceID
	Locator     string
	Quote       string
	Note        string
}

// Name is the actor's name in use on some day of w, in the language asked for
// (BCP 47; empty for English). A name certainly in use comes before one
// possibly in use, a named language before English, and the first name listed
// before all that is left.
func (a *Actor) Name(language string, w Span) string {
	if language == "" && len(a.Names) == 1 && (a.Names[0].Language == "" || a.Names[0].Language == "en") {
		return a.Names[0].Value // as below, whatever the days, and most often so
	}
	best, bestScore := string(a.ID), -1
	for i, n := range a.Names {
		certainty := n.Span.Lifetime().In(w)
		score := 0
		switch {
		case language != "" && strings.EqualFold(n.Language, language):
			score = 100
		case language != "" && sameLanguage(n.Language, language):
			score = 80
		case n.Language == "" || sameLanguage(n.Language, "en"):
			score = 40
		}
		score += 10*int(certainty) + b2i(i == 0)
		if certainty == Absent {
			score -= 35
		}
		if score > bestScore {
			best, bestScore = n.Value, score
		}
	}
	return best
}

// Ref is how an identifier is written as an argument: wikidata:Q42.
func (id Identifier) Ref() string { return id.Scheme + ":" + id.Value }

// sameLanguage compares the primary subtags.
func sameLanguage(a, b string) bool { return strings.EqualFold(primarySubtag(a), primarySubtag(b)) }

func primarySubtag(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' {
			return tag[:i]
		}
	}
	return tag
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
