package resolvers

import (
	"fmt"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/resolvers/internal/exec"
)

// The questions whose answers are long.
var longQuestions = []struct{ name, query string }{
	{"allies", `{ graph(asOf: "` + crowdDay + `") { actor(id: "actor-0") { neighbors(kinds: [ALLEGIANCE], first: 1000) { nodes { name } } } } }`},
	{"ties", `{ graph(asOf: "` + crowdDay + `") { actor(id: "actor-0") { relations(first: 1000) { edges { node { id kind period { start end } } others { name } } } } } }`},
	{"ties-nodes", `{ graph(asOf: "` + crowdDay + `") { actor(id: "actor-0") { relations(first: 1000) { nodes { id kind period { start end } from { name } to { name } } } } } }`},
	{"snapshot-nodes", `{ graph(asOf: "` + crowdDay + `") { relations(first: 10000) { nodes { id kind period { start end } from { name } to { name } } } } }`},
	{"snapshot-edges", `{ graph(asOf: "` + crowdDay + `") { relations(first: 10000) { edges { node { id kind period { start end } } others { name } } } } }`},
}

func BenchmarkAnswer(b *testing.B) {
	asker := ask.New(crowd(b), ask.Options{})
	plain := exec.NewExecutableSchema(exec.Config{Resolvers: &Resolver{asker}, Complexity: complexity()})
	for _, q := range longQuestions {
		for _, way := range []struct {
			name   string
			schema graphql.ExecutableSchema
		}{{"standard", plain}, {"direct", NewExecutableSchema(asker)}} {
			b.Run(fmt.Sprintf("question=%s/way=%s", q.name, way.name), func(b *testing.B) {
				e := newExecutor(way.schema)
				e.SetQueryCache(lru.New[*ast.QueryDocument](1))
				size := 0
				b.ReportAllocs()
				for b.Loop() {
					response := respond(b, e, question{text: q.query})
					if len(response.Errors) > 0 {
						b.Fatal(response.Errors)
					}
					size = len(response.Data)
				}
				b.SetBytes(int64(size))
			})
		}
	}
}
