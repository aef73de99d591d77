package ask_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
)

// opaque writes what a token or a cursor holds, as a client could.
func opaque(t *testing.T, v any) *string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return ptr(base64.RawURLEncoding.EncodeToString(raw))
}

// Tokens come back from outside. One that no view ever gave is refused, and
// opens nothing half.
func TestTokensThatNoViewGave(t *testing.T) {
	f := newFixture(t)
	const farAway, minDay = 1 << 30, -1 << 31
	for name, change := range map[string]map[string]any{
		"window without a day for names": {"d": nil},
		"day that cannot be counted":     {"d": minDay},
		"window from no day":             {"f": farAway},
		"window backwards":               {"f": 20000, "t": 10000},
		"nor graph nor history":          {"k": "diff"},
		"clock that there is not":        {"p": map[string]any{"Clock": 9}},
		"negative hops":                  {"g": []any{map[string]any{"a": []string{"capital"}, "h": -1}}},
		"endless hops":                   {"g": []any{map[string]any{"a": []string{"capital"}, "h": 1000000}}},
		"endless subgraphs":              {"g": slices.Repeat([]any{map[string]any{"all": true}}, 10000)},
		"revision to come":               {"r": 9},
	} {
		parts := map[string]any{"s": 1, "k": "history", "d": 20000, "r": 1}
		maps.Copy(parts, change)
		for _, open := range []func(*string) error{
			func(token *string) error {
				_, err := f.ask.History(t.Context(), ask.HistoryArgs{View: token})
				return err
			},
			func(token *string) error {
				_, err := f.ask.Graph(t.Context(), ask.GraphArgs{View: token})
				return err
			},
		} {
			var e *ask.Error
			if err := open(opaque(t, parts)); !errors.As(err, &e) || e.Argument != "view" || e.Remedy == "" {
				t.Errorf("%s: %#v", name, err)
			}
		}
	}
	if _, err := f.ask.History(t.Context(), ask.HistoryArgs{View: opaque(t, map[string]any{"s": 1, "k": "history", "d": 20000, "r": 1})}); err != nil {
		t.Errorf("the token that the others were made of: %v", err)
	}
}

// A token of a view with POSSIBLE ties, asked for CERTAIN ones, is no answer.
func TestTokenDoesNotOverrideCertain(t *testing.T) {
	f := newFixture(t)
	certain := ptr(graph.Certain)
	possible := must(f.ask.Graph(t.Context(), ask.GraphArgs{}))(t).View()
	var e *ask.Error
	if _, err := f.ask.Graph(t.Context(), ask.GraphArgs{View: &possible, Certainty: certain}); !errors.As(err, &e) || e.Argument != "view" {
		t.Errorf("%#v", err)
	}
	same := must(f.ask.Graph(t.Context(), ask.GraphArgs{Certainty: certain}))(t).View()
	if _, err := f.ask.Graph(t.Context(), ask.GraphArgs{View: &same, Certainty: certain}); err != nil {
		t.Error(err)
	}
}

// The cursors of neighbours are written whoever else writes one, which the race
// detector looks at.
func TestNeighborCursorsAtOnce(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	page := must(must(g.Actor("capital"))(t).Neighbors(nil, ptr(1), nil))(t)
	want := page.Edges[0].Cursor()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := page.Edges[0].Cursor(); got != want {
				t.Errorf("the cursor is %s, and was %s", got, want)
			}
		})
	}
	all.Wait()
}

// A cursor goes on in the list that gave it and in no other: counted rows of
// another list would skip some that nobody has seen.
func TestCursorOfOtherArguments(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	other := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-08")}))(t)
	tie := func(id string) *ask.Relation { return must(g.Relation(id))(t) }
	one := ptr(1)
	actors := must(g.Actors(nil, nil, nil, nil, nil, one, nil))(t).PageInfo.EndCursor()
	neighbors := must(must(g.Actor("capital"))(t).Neighbors(nil, one, nil))(t).PageInfo.EndCursor()
	claims := must(tie("capital-group-00/alliance").Claims(nil, nil, one, nil))(t).PageInfo.EndCursor()
	top := must(f.ask.Actors(t.Context(), nil, nil, nil, one, nil))(t).PageInfo.EndCursor()
	for name, ask := range map[string]func() error{
		"another search": func() error { _, err := g.Actors(ptr("group"), nil, nil, nil, nil, one, actors); return err },
		"another day":    func() error { _, err := other.Actors(nil, nil, nil, nil, nil, one, actors); return err },
		"another actor":  func() error { _, err := must(g.Actor("group-01"))(t).Neighbors(nil, one, neighbors); return err },
		"another tie": func() error {
			_, err := tie("capital-group-01/alliance").Claims(nil, nil, one, claims)
			return err
		},
		"another stance": func() error {
			_, err := tie("capital-group-00/alliance").Claims(ptr(graph.Denies), nil, one, claims)
			return err
		},
		"kinds": func() error { _, err := f.ask.Actors(t.Context(), nil, []graph.ActorKind{}, nil, one, top); return err },
		"no place": func() error {
			_, err := g.Relations(nil, nil, nil, nil, nil, one, opaque(t, map[string]any{"l": "relations.1", "r": 1}))
			return err
		},
	} {
		if e := ask(); !isInvalid(e, "after") {
			t.Errorf("%s: %v", name, e)
		}
	}
	if page := must(g.Actors(nil, nil, nil, nil, nil, one, actors))(t); page.Edges[0].Node.ID() != "actor:group-01" {
		t.Errorf("the list itself goes on with %s", page.Edges[0].Node.ID())
	}
}

func isInvalid(err error, argument string) bool {
	var e *ask.Error
	return errors.As(err, &e) && e.Code == ask.InvalidArgument && e.Argument == argument && e.Remedy != ""
}

// Nothing recorded later shows below a view, not through a cursor either.
func TestCursorOfALaterRevision(t *testing.T) {
	f := newFixture(t)
	old := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	f.now = f.now.Add(time.Hour)
	state := must(f.store.State(t.Context(), "d"))(t)
	for id := range state.Claims {
		f.apply(t, graph.Changes{Retract: []graph.Retraction{{Claim: id}}})
		break
	}
	now := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	cursor := must(now.Relations(nil, nil, nil, nil, nil, ptr(1), nil))(t).PageInfo.EndCursor()
	if _, err := old.Relations(nil, nil, nil, nil, nil, ptr(1), cursor); !isInvalid(err, "after") {
		t.Errorf("%#v", err)
	}
	if _, err := now.Relations(nil, nil, nil, nil, nil, ptr(1), cursor); err != nil {
		t.Error(err)
	}
}

// An actor that a subgraph leaves out is not shown as one without ties.
func TestOutsideOfASubgraph(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	sub := must(g.Subgraph([]string{"group-00"}, nil, nil, nil))(t)
	var e *ask.Error
	if _, err := sub.Actor("capital"); !errors.As(err, &e) || e.Code != ask.NotFound || e.Argument != "id" {
		t.Errorf("actor: %#v", err)
	}
	absent := []*ask.TieFilter{{With: "capital", Absent: ptr(true)}}
	if _, err := sub.Actors(nil, nil, nil, absent, nil, nil, nil); !errors.As(err, &e) || e.Argument != "ties.with" {
		t.Errorf("ties: %#v", err)
	}
	const tie = "relation:capital-group-00/alliance"
	if r := must(sub.Relation(tie))(t); r != nil {
		t.Errorf("relation: %s", r.ID())
	}
	for i, n := range must(sub.Nodes([]string{"actor:capital", tie, "actor:group-00"}))(t) {
		if (n != nil) != (i == 2) {
			t.Errorf("node %d: %v", i, n)
		}
	}
	wider := must(g.Subgraph([]string{"group-00"}, ptr(1), nil, nil))(t)
	if must(wider.Relation(tie))(t) == nil || must(wider.Actor("capital"))(t) == nil {
		t.Error("a hop further both are there")
	}
	narrowed := g
	for range 16 {
		narrowed = must(narrowed.Subgraph(nil, nil, nil, nil))(t)
	}
	if _, err := narrowed.Subgraph(nil, nil, nil, nil); !errors.As(err, &e) || e.Code != ask.TooLarge {
		t.Errorf("17 subgraphs: %#v", err)
	}
}

// Each filter by ties is a reading, so their number has an end.
func TestManyTieFilters(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{}))(t)
	var e *ask.Error
	if _, err := g.Actors(nil, nil, nil, slices.Repeat([]*ask.TieFilter{{With: "capital"}}, 51), nil, nil, nil); !errors.As(err, &e) || e.Code != ask.TooLarge || e.Argument != "ties" {
		t.Errorf("%#v", err)
	}
}

// What matched is what was found: a name, the short name, or nothing if the id
// was.
func TestMatched(t *testing.T) {
	f := newFixture(t)
	f.apply(t, graph.Changes{Actors: []*graph.Actor{{ID: "sdf-x", ShortName: "SDF", Kind: graph.ArmedGroup, Names: []graph.Name{{Value: "Syrian Democratic Forces"}}, Dataset: "d"}}})
	for search, want := range map[string]string{"democratic": "Syrian Democratic Forces", "sdf": "SDF", "sdf-x": "", " ": ""} {
		got := ""
		if m := must(f.ask.Actors(t.Context(), &search, nil, nil, nil, nil))(t).Edges[0].Matched; m != nil {
			got = m.Value
		}
		if got != want {
			t.Errorf("%s found %q", search, got)
		}
	}
}
