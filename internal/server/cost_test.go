package server

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// priced is an API in which pages cost as much as they have rows.
type priced struct {
	api
	counted *int // how often a page was
}

func (p priced) Complexity(_ context.Context, object, field string, child int, args map[string]any) (int, bool) {
	if field != "relations" && (object != "Claim" || field != "id") {
		return 0, false
	}
	first, told := args["first"]
	if !told {
		return child, true
	}
	*p.counted++
	n, err := graphql.UnmarshalInt(first)
	return n * child, err == nil
}

func cost(t *testing.T, h http.Handler, query string, variables map[string]any) (refused bool) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	answer := post(h, "", string(body)).Body.String()
	if refused = strings.Contains(answer, "COMPLEXITY_LIMIT_EXCEEDED"); !refused && strings.Contains(answer, "errors") {
		t.Fatalf("%s is answered %s", query, answer)
	}
	return refused
}

// What passed once passes again unasked only if no variable could make it cost more.
func TestCostsAreRememberedIfNoVariableTells(t *testing.T) {
	counted := 0
	schema := priced{api{loadSchema(t), func(context.Context, string, map[string]any) (string, *gqlerror.Error) { return `{}`, nil }}, &counted}
	h := handler.New(schema)
	h.AddTransport(posts{1 << 20})
	h.Use(newCostLimit(schema, 1000))

	for name, query := range map[string]string{
		"a field":         `query($n: Int) { graph { relations(first: $n) { totalCount } } }`,
		"a fragment":      `query($n: Int) { graph { ...rows } } fragment rows on Graph { relations(first: $n) { totalCount } }`,
		"an inline one":   `query($n: Int) { graph { ... on Graph { relations(first: $n) { totalCount } } } }`,
		"a field below":   `query($n: Int) { graph { actor(id: "a") { relations(first: $n) { totalCount } } } }`,
		"of many":         `query($n: Int, $k: RelationKind!) { graph { relations(first: $n, kinds: [$k]) { totalCount } } }`,
		"left to default": `query($n: Int = 2) { graph { relations(first: $n) { totalCount } } }`,
	} {
		for _, c := range []struct {
			n       int
			refused bool
		}{{2, false}, {2, false}, {2000, true}, {2, false}, {2000, true}} {
			if got := cost(t, h, query, map[string]any{"n": c.n, "k": "ALLEGIANCE"}); got != c.refused {
				t.Errorf("%s, %d rows: refused is %t", name, c.n, got)
			}
		}
	}

	fixed := `query A($day: Date) { graph(asOf: $day) { relations(first: 3) { totalCount } } } query B { graph { relations(first: 2000) { totalCount } } }`
	counted = 0
	for _, day := range []string{"2014-01-01", "2015-01-01"} {
		for operation, dear := range map[string]bool{"A": false, "B": true} {
			body, err := json.Marshal(map[string]any{"query": fixed, "operationName": operation, "variables": map[string]any{"day": day}})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(post(h, "", string(body)).Body.String(), "COMPLEXITY_LIMIT_EXCEEDED"); got != dear {
				t.Errorf("operation %s: refused is %t", operation, got)
			}
		}
	}
	if counted != 4 {
		t.Errorf("pages were counted %d times: each time, since the document has two operations, is 4", counted)
	}
	counted = 0
	for _, day := range []string{"2014-01-01", "2015-01-01"} {
		cost(t, h, `query A($day: Date) { graph(asOf: $day) { relations(first: 3) { totalCount } } }`, map[string]any{"day": day})
	}
	if counted != 1 {
		t.Errorf("pages were counted %d times in what passed at once", counted)
	}
}
