package resolvers

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/docs/queries"
)

// The shortcut of resolvers/internal/direct answers what the standard executor
// answers, to the byte.

// plain is an answer with its errors in an order of their own: where two root
// fields fail, either may be first.
func plain(tb testing.TB, r *graphql.Response) (data string, errs []string) {
	tb.Helper()
	for _, e := range r.Errors {
		raw, err := json.Marshal(e)
		if err != nil {
			tb.Fatal(err)
		}
		errs = append(errs, string(raw))
	}
	slices.Sort(errs)
	return string(r.Data), errs
}

// check asks both, and reports whether the question was one, and went well.
func (p pair) check(tb testing.TB, q question) (asked, well bool) {
	tb.Helper()
	want, got := respond(tb, p.standard, q), respond(tb, p.direct, q)
	if want == nil || got == nil {
		if want != got {
			tb.Errorf("only one refuses\n%s", q.text)
		}
		return false, false
	}
	wantData, wantErrs := plain(tb, want)
	gotData, gotErrs := plain(tb, got)
	if wantData != gotData || !slices.Equal(wantErrs, gotErrs) {
		tb.Errorf("to\n%s\nwith %v the standard executor answers\n%s %v\nand the shortcut\n%s %v", q.text, q.variables, wantData, wantErrs, gotData, gotErrs)
	}
	if !json.Valid(got.Data) {
		tb.Errorf("to\n%s\nthe answer is no JSON:\n%s", q.text, got.Data)
	}
	return true, len(got.Errors) == 0
}

func TestDirectAnswersRandomQuestions(t *testing.T) {
	store := curated(t)
	ids := idsOf(t, store)
	ways := faults(store)
	const each = 100
	for n, name := range slices.Sorted(maps.Keys(ways)) {
		t.Run(name, func(t *testing.T) {
			p := newPair(ways[name])
			schema := NewExecutableSchema(nil).Schema()
			asked, well := 0, 0
			for i := range each {
				a, w := p.check(t, newQuestion(uint64(n*each+i), schema, ids))
				if a {
					asked++
				}
				if w {
					well++
				}
			}
			t.Logf("%d questions: %d fit the schema, %d went well", each, asked, well)
			if asked < each*3/4 || well < each/5 {
				t.Error("the questions test too little")
			}
		})
	}
}

func TestDirectAnswersForEveryField(t *testing.T) {
	store := curated(t)
	ways := faults(store)
	questions := fieldQuestions(NewExecutableSchema(nil).Schema(), idsOf(t, store))
	for _, name := range slices.Sorted(maps.Keys(ways)) {
		t.Run(name, func(t *testing.T) {
			p := newPair(ways[name])
			well := 0
			for _, q := range questions {
				asked, w := p.check(t, q)
				if !asked {
					t.Errorf("was refused: %s", q.text)
				}
				if w {
					well++
				} else if name == "sound" {
					t.Errorf("nothing is wrong, and yet there are errors: %s", q.text)
				}
			}
			t.Logf("%d questions, %d went well", len(questions), well)
		})
	}
}

func FuzzDirect(f *testing.F) {
	store := curated(f)
	ids := idsOf(f, store)
	ways := faults(store)
	names := slices.Sorted(maps.Keys(ways))
	pairs := make([]pair, len(names))
	for i, name := range names {
		pairs[i] = newPair(ways[name])
	}
	schema := NewExecutableSchema(nil).Schema()
	f.Add(uint64(1), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, way uint8) {
		pairs[int(way)%len(pairs)].check(t, newQuestion(seed, schema, ids))
	})
}

func TestDirectAnswersThePlaygroundsQuestions(t *testing.T) {
	p := newPair(curated(t))
	all, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		var variables map[string]any
		if q.Variables != "" {
			if err := json.Unmarshal([]byte(q.Variables), &variables); err != nil {
				t.Fatal(err)
			}
		}
		if asked, _ := p.check(t, question{q.Text, variables}); !asked {
			t.Errorf("%s was refused", q.Name)
		}
	}
}

// The answer to many rows takes a fraction of the memory: nothing else shows
// from outside that the shortcut was taken.
func TestDirectIsTaken(t *testing.T) {
	p := newPair(curated(t))
	q := question{text: `{ graph { relations(first: 100) { nodes { id kind from { name } to { name } } } } }`}
	standard := testing.AllocsPerRun(3, func() { respond(t, p.standard, q) })
	direct := testing.AllocsPerRun(3, func() { respond(t, p.direct, q) })
	if direct > standard/3 {
		t.Errorf("%.0f allocations, where the standard executor needs %.0f", direct, standard)
	}
}

// What listens around fields hears of every one of them.
func TestDirectStepsAside(t *testing.T) {
	p := newPair(curated(t))
	heard := map[string]bool{}
	p.direct.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) {
		heard[graphql.GetFieldContext(ctx).Path().String()] = true
		return next(ctx)
	})
	p.check(t, question{text: `{ graph { relations(first: 2) { nodes { id from { name } } } } }`})
	for _, path := range []string{"graph", "graph.relations.nodes[1].id", "graph.relations.nodes[1].from.name"} {
		if !heard[path] {
			t.Errorf("nothing was heard of %s", path)
		}
	}
}
