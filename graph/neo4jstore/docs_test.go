package neo4jstore

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestDocumentedCypher runs every query of docs/formats/neo4j.md.
func TestDocumentedCypher(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadTribes(t, s)

	want := []string{
		"tribes-2026-01|Several tribal groups|alliance|uncontested|true|2026-01-05|2026-01-20",
		"asserts|own|<nil>|Drop Site|line 63|They stood together.|2026-01-05|[2026-01-19..2026-01-20]||",
		"tribes-sdf/alliance|ALLEGIANCE|sdf|tribes-2026-01|false|[sdf tribes-2026-01]|uncontested|2026-01-05|2026-01-19",
		"1|2026-01-01T00:00:00Z|tribes|ALLEGIANCE|uncontested|2026-01-05|2026-01-20|true",
		"", // a picture
		"sdf|Syrian Democratic Forces",
	}
	queries := codeBlocks(t, "../../docs/formats/neo4j.md")
	if len(queries) != len(want) {
		t.Fatalf("%d queries are documented, %d are known here", len(queries), len(want))
	}
	for i, q := range queries {
		rows := cypherOn(t, srv, q, nil)
		if len(rows) != 1 {
			t.Errorf("%d rows of\n%s", len(rows), q)
			continue
		}
		if got := textOf(rows[0].Values); want[i] != "" && got != want[i] {
			t.Errorf("got  %s\nwant %s\nof\n%s", got, want[i], q)
		}
	}
}

func loadTribes(t testing.TB, s *Store) {
	t.Helper()
	name := func(s string) []graph.Name { return []graph.Name{{Value: s}} }
	c := &graph.Claim{
		Tie: "tribes-sdf/alliance", Kind: graph.Allegiance, Form: "alliance",
		Parties: []graph.Party{{Actor: "tribes-2026-01", Role: graph.Member}, {Actor: "sdf", Role: graph.Member}},
		Stance:  graph.Asserts, Voice: graph.Own, Source: "dropsite", Dataset: "tribes", Seq: 1,
		Dating: graph.Dating{Start: edtf.MustParse("2026-01-05"), End: edtf.MustParse("[2026-01-19..2026-01-20]")},
		Quote:  "They stood together.", Locator: "line 63",
	}
	graph.SortParties(c.Parties)
	c.ID = c.Digest()
	_, err := s.Apply(t.Context(), graph.Load{Dataset: "tribes"}, graph.Changes{
		Actors: []*graph.Actor{
			{ID: "sdf", Kind: graph.ArmedGroup, Names: name("Syrian Democratic Forces"), Dataset: "tribes",
				Identifiers: []graph.Identifier{{Scheme: "wikidata", Value: "Q16645811"}}},
			{ID: "tribes-2026-01", Kind: graph.Tribe, Names: name("Several tribal groups"), Unnamed: true, Source: "dropsite", Dataset: "tribes"},
		},
		Sources: []*graph.Source{{ID: "dropsite", Title: "Drop Site", PublishedOn: edtf.MustParse("2026-01-25"), Dataset: "tribes"}},
		Claims:  []*graph.Claim{c},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// codeBlocks lists the Cypher blocks of a page.
func codeBlocks(t testing.TB, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, block := range strings.Split(string(text), "```cypher\n") {
		if i > 0 {
			query, _, _ := strings.Cut(block, "```")
			out = append(out, query)
		}
	}
	return out
}

func textOf(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, "|")
}
