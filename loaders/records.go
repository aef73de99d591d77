package loaders

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

var (
	actorKeys = []string{"id", "aliases", "kind", "name", "shortName", "names", "span", "unnamed", "identifiers",
		"affiliations", "partOf", "predecessors", "description", "note", "source"}
	nameKeys        = []string{"value", "language", "span", "source", "note"}
	affiliationKeys = []string{"whole", "role", "start", "end", "when", "held", "span", "source", "at", "quote", "note"}
	successionKeys  = []string{"actor", "date", "form", "source", "at", "quote", "note"}
	successionForms = []string{"renamed", "merged", "split", "replaced", "founded"}
	sourceKeys      = []string{"id", "aliases", "title", "publisher", "author", "url", "language", "note", "publishedOn",
		"speaksOf", "republishes", "retrievedOn", "reliability", "marking", "document"}
)

func (r *Rows) readActor(file string, n *yaml.Node) {
	row := &row{Place: placeOf(file, n), subject: named("actor", peek(n, "id"))}
	f := row.readMap("", n, actorKeys)
	a := &graph.Actor{
		ID: graph.ActorID(f.text("id")), Aliases: texts[graph.ActorID](f, "aliases"), Unnamed: f.flag("unnamed"),
		ShortName: f.text("shortName"), Description: f.text("description"), Note: f.text("note"), Span: f.span("span"),
		Source: graph.SourceID(f.text("source")), Dataset: r.Dataset.ID,
	}
	f.need("id", "name")
	f.word("kind", &a.Kind)
	if name := f.text("name"); name != "" {
		a.Names = []graph.Name{{Value: name, Language: "en", Source: a.Source}}
	}
	f.list("names", func(path string, n *yaml.Node) { a.Names = append(a.Names, readName(row, path, n, a.Source)) })
	a.Identifiers = readIdentifiers(f, a.Source)
	if whole := f.text("partOf"); whole != "" {
		a.Affiliations = []graph.Affiliation{{Whole: graph.ActorID(whole), Role: "part of", Source: a.Source}}
	}
	f.list("affiliations", func(path string, n *yaml.Node) {
		a.Affiliations = append(a.Affiliations, readAffiliation(row, path, n, a.Source))
	})
	f.list("predecessors", func(path string, n *yaml.Node) {
		a.Predecessors = append(a.Predecessors, readSuccession(row, path, n, a.Source))
	})
	if len(row.problems) > 0 {
		r.keep.actor(a.ID, row.Place)
		r.drop(row)
		return
	}
	r.actors = append(r.actors, &recordRow[graph.Actor]{row, a})
}

func readName(r *row, path string, n *yaml.Node, source graph.SourceID) graph.Name {
	f := r.readMap(path+".", n, nameKeys)
	f.need("value")
	return graph.Name{
		Value: f.text("value"), Language: f.language("language"), Span: f.span("span"),
		Source: cmp.Or(graph.SourceID(f.text("source")), source), Note: f.text("note"),
	}
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

// language reads a BCP 47 tag, as far as its shape goes.
func (f fields) language(key string) string {
	tag := f.text(key)
	if tag != "" && !languageTag.MatchString(tag) {
		f.fail(key, RuleWord, fmt.Sprintf("%q is no language tag", clip(tag)), "write a BCP 47 tag, such as ar, or ku-Latn where the script is not the usual one")
	}
	return tag
}

// need notes that a key is missing.
func (f fields) need(keys ...string) {
	for _, key := range keys {
		if f.values != nil && !f.has(key) {
			f.fail(key, RuleRecord, "it is missing", "write "+key)
		}
	}
}

// readIdentifiers reads a map of scheme to value; its order says nothing.
func readIdentifiers(f fields, source graph.SourceID) []graph.Identifier {
	n := f.values["identifiers"]
	if n == nil {
		return nil
	}
	var schemes []string
	if m := target(n); m.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(m.Content); i += 2 {
			schemes = append(schemes, m.Content[i].Value)
		}
	}
	ids := f.readMap("identifiers.", n, schemes)
	var out []graph.Identifier
	for _, scheme := range schemes {
		if value := ids.text(scheme); value != "" {
			out = append(out, graph.Identifier{Scheme: scheme, Value: value, Source: source})
		}
		if !graph.IsSlug(scheme) {
			ids.fail(scheme, RuleWord, fmt.Sprintf("%q is no name of a scheme", clip(scheme)), "write lower-case letters, digits and hyphens, such as wikidata")
		}
	}
	slices.SortFunc(out, func(a, b graph.Identifier) int { return strings.Compare(a.Scheme, b.Scheme) })
	return out
}

func readAffiliation(r *row, path string, n *yaml.Node, source graph.SourceID) graph.Affiliation {
	f := r.readMap(path+".", n, affiliationKeys)
	f.need("whole", "role")
	a := graph.Affiliation{
		Whole: graph.ActorID(f.text("whole")), Role: f.text("role"), Source: cmp.Or(graph.SourceID(f.text("source")), source),
		Locator: f.text("at"), Quote: f.text("quote"), Note: f.text("note"), Span: f.dating(),
	}
	if f.has("span") {
		if !a.Span.Zero() {
			f.fail("span", RuleRecord, "it is dated in two ways", "write span, or start and end, when, or held")
		}
		a.Span = f.span("span")
	}
	return a
}

func readSuccession(r *row, path string, n *yaml.Node, source graph.SourceID) graph.Succession {
	f := r.readMap(path+".", n, successionKeys)
	f.need("actor", "form")
	s := graph.Succession{
		Predecessor: graph.ActorID(f.text("actor")), On: graph.Dating{When: f.date("date")}, Form: f.text("form"),
		Source: cmp.Or(graph.SourceID(f.text("source")), source), Locator: f.text("at"), Quote: f.text("quote"), Note: f.text("note"),
	}
	if s.Form != "" && !slices.Contains(successionForms, s.Form) {
		f.fail("form", RuleWord, fmt.Sprintf("%q is no form of succession", clip(s.Form)), "write one of: "+strings.Join(successionForms, ", "))
	}
	return s
}

func (r *Rows) readSource(file string, n *yaml.Node) {
	row := &row{Place: placeOf(file, n), subject: named("source", peek(n, "id"))}
	f := row.readMap("", n, sourceKeys)
	f.need("id")
	s := &graph.Source{
		ID: graph.SourceID(f.text("id")), Aliases: texts[graph.SourceID](f, "aliases"), Title: f.text("title"),
		Publisher: f.text("publisher"), Author: f.text("author"), URL: f.text("url"), PublishedOn: f.date("publishedOn"),
		SpeaksOf: f.date("speaksOf"), Republishes: graph.SourceID(f.text("republishes")), RetrievedOn: f.date("retrievedOn"),
		Language: f.language("language"), Note: f.text("note"), Document: f.text("document"), Dataset: r.Dataset.ID,
	}
	f.word("reliability", &s.Reliability)
	f.word("marking", &s.Marking)
	if !s.RetrievedOn.IsZero() && !s.RetrievedOn.Exact() {
		f.fail("retrievedOn", RuleDate, fmt.Sprintf("%q is not one day", s.RetrievedOn), "write YYYY-MM-DD")
	}
	if len(row.problems) > 0 {
		r.keep.source(s.ID, row.Place)
		r.drop(row)
		return
	}
	r.sources = append(r.sources, &recordRow[graph.Source]{row, s})
}
