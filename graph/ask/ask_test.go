package ask_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/storetest"
)

// counting counts the calls that reach a store.
type counting struct {
	graph.Reader
	calls []string
}

func (c *counting) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	c.calls = append(c.calls, "relations")
	return c.Reader.Relations(ctx, rev, q)
}

func (c *counting) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	c.calls = append(c.calls, "claims")
	return c.Reader.Claims(ctx, rev, q)
}

func (c *counting) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	c.calls = append(c.calls, "changed")
	return c.Reader.Changed(ctx, after, upTo)
}

func (c *counting) Actors(ctx context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	c.calls = append(c.calls, "actors")
	return c.Reader.Actors(ctx, rev, q)
}

func (c *counting) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	c.calls = append(c.calls, "sources")
	return c.Reader.Sources(ctx, rev, q)
}

func (c *counting) Stats(ctx context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	c.calls = append(c.calls, "stats")
	return c.Reader.Stats(ctx, rev, lens)
}

func (c *counting) Datasets(ctx context.Context) ([]graph.Dataset, error) {
	c.calls = append(c.calls, "datasets")
	return c.Reader.Datasets(ctx)
}

func (c *counting) Loads(ctx context.Context, q graph.LoadQuery) (graph.LoadPage, error) {
	c.calls = append(c.calls, "loads")
	return c.Reader.Loads(ctx, q)
}

// fixture is a store with n groups allied to one capital, loaded on 10 January,
// and on demand a second load that takes the last of them away.
type fixture struct {
	store *storetest.Model
	reads *counting
	ask   *ask.Asker
	now   time.Time
}

const groups = 40

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{now: time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)}
	f.store = storetest.NewModel(func() time.Time { return f.now })
	f.reads = &counting{Reader: f.store}
	f.ask = ask.New(f.reads, ask.Options{Clock: func() time.Time { return f.now }})
	changes := graph.Changes{
		Actors: []*graph.Actor{{ID: "capital", Aliases: []graph.ActorID{"old-capital"}, Kind: graph.Government, Names: []graph.Name{{Value: "The capital"}},
			Identifiers: []graph.Identifier{{Scheme: "wikidata", Value: "Q1"}}, Dataset: "d"}},
		Sources: []*graph.Source{{ID: "paper", Aliases: []graph.SourceID{"old-paper"}, Title: "The paper", PublishedOn: edtf.MustParse("2026-01-08"), Dataset: "d"}},
	}
	for i := range groups {
		id := graph.ActorID(fmt.Sprintf("group-%02d", i))
		changes.Actors = append(changes.Actors, &graph.Actor{ID: id, Kind: graph.ArmedGroup, Names: []graph.Name{{Value: fmt.Sprintf("Group %02d", i)}}, Dataset: "d"})
		c := &graph.Claim{
			Tie: graph.TieKey("capital-" + id + "/alliance"), Kind: graph.Allegiance, Form: "alliance", Stance: graph.Asserts, Voice: graph.Own,
			Parties: []graph.Party{{Actor: "capital", Role: graph.Member}, {Actor: id, Role: graph.Member}},
			Dating:  graph.Dating{Held: edtf.MustParse("2026-01-08")}, Source: "paper", Quote: "allied", Dataset: "d", Seq: 1,
		}
		c.ID = c.Digest()
		changes.Claims = append(changes.Claims, c)
	}
	f.apply(t, changes)
	return f
}

func (f *fixture) apply(t *testing.T, c graph.Changes) {
	t.Helper()
	head, err := f.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.Base = head.No
	if _, err := f.store.Apply(t.Context(), graph.Load{Dataset: "d", Title: "D", Status: graph.LoadSucceeded, StartedAt: f.now}, c); err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func day(s string) *graph.Day {
	d := edtf.MustParse(s).Earliest()
	return &d
}

// walk asks a page of ties for everything that hangs below it, twice over.
func walk(t *testing.T, c *ask.RelationConnection) {
	t.Helper()
	for range 2 {
		for _, r := range c.Nodes() {
			must(r.From())(t)
			to := must(r.To())(t)
			must(to.PartOf())(t)
			claims := must(r.Claims(nil, nil, nil, nil))(t)
			for _, claim := range claims.Nodes() {
				src := must(claim.Source())(t)
				must(src.Claims(nil, nil))(t)
				must(claim.Period())(t)
				must(claim.Relation())(t)
			}
			must(to.Relations(nil, nil, nil, nil, nil, nil))(t)
			must(to.Neighbors(nil, nil, nil))(t)
		}
	}
}

// A page costs the same number of store calls however long it is.
func TestStoreCallsDoNotGrowWithThePage(t *testing.T) {
	f := newFixture(t)
	calls := func(first int) []string {
		g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
		f.reads.calls = nil
		page := must(g.Relations(nil, nil, nil, nil, nil, &first, nil))(t)
		if len(page.Edges) != first {
			t.Fatalf("asked for %d ties, got %d", first, len(page.Edges))
		}
		walk(t, page)
		return f.reads.calls
	}
	few, many := calls(2), calls(groups)
	slices.Sort(few)
	slices.Sort(many)
	if !slices.Equal(few, many) {
		t.Errorf("2 ties cost the calls %v, %d ties %v", few, groups, many)
	}
	if len(many) > 12 {
		t.Errorf("a page costs %d calls: %v", len(many), many)
	}
}

// So does every other list, with all that hangs below it.
func TestStoreCallsOfOtherListsDoNotGrowEither(t *testing.T) {
	f := newFixture(t)
	for range groups {
		f.apply(t, graph.Changes{})
	}
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	h := must(f.ask.History(t.Context(), ask.HistoryArgs{}))(t)
	for name, list := range map[string]func(first int){
		"actors": func(first int) {
			for _, a := range must(g.Actors(nil, nil, nil, nil, nil, &first, nil))(t).Nodes() {
				belowActor(t, a)
			}
		},
		"neighbors": func(first int) {
			hub := must(g.Actor("capital"))(t)
			for _, e := range must(hub.Neighbors(nil, &first, nil))(t).Edges {
				belowActor(t, e.Node)
				for _, r := range e.Relations {
					must(r.Claims(nil, nil, nil, nil))(t)
				}
			}
		},
		"claims": func(first int) {
			for _, c := range must(h.Claims(nil, nil, nil, nil, nil, &first, nil))(t).Nodes() {
				must(c.Source())(t)
				must(c.Parties())(t)
				must(c.Period())(t)
				must(c.Dataset())(t)
				must(must(c.Relation())(t).Claims(nil, nil, nil, nil))(t)
			}
		},
		"sources": func(first int) {
			for _, s := range must(f.ask.Sources(t.Context(), nil, &first, nil))(t).Nodes() {
				must(s.Claims(nil, nil))(t)
			}
		},
		"loads": func(first int) {
			for _, l := range must(f.ask.Loads(t.Context(), nil, &first, nil))(t).Nodes() {
				must(l.Dataset())(t)
			}
		},
		"changes": func(first int) {
			early := f.now.Add(-time.Hour)
			d := must(f.ask.Diff(t.Context(), ask.DiffArgs{From: day("2026-01-08"), To: day("2026-01-08"), FromKnownAt: &early}))(t)
			changes := must(d.Changes(nil, nil, &first, nil))(t).Nodes()
			if len(changes) != first {
				t.Errorf("%d changes, want %d", len(changes), first)
			}
			for _, c := range changes {
				must(c.Actors())(t)
				must(c.Summary())(t)
				for _, claim := range must(c.Claims())(t) {
					must(claim.Source())(t)
				}
				for _, r := range slices.Concat(c.Before(), c.After()) {
					must(r.From())(t)
				}
			}
		},
		"nodes": func(first int) {
			var ids []string
			for i := range first {
				ids = append(ids, fmt.Sprintf("load:%d", i+1), fmt.Sprintf("group-%02d", i), fmt.Sprintf("relation:capital-group-%02d/alliance", i))
			}
			must(g.Nodes(ids))(t)
		},
		"ties": func(first int) {
			filters := make([]*ask.TieFilter, 2)
			for i := range filters {
				filters[i] = &ask.TieFilter{With: fmt.Sprintf("group-%02d", i)}
			}
			must(g.Actors(nil, nil, nil, filters, nil, &first, nil))(t)
		},
	} {
		f.reads.calls = nil
		list(2)
		few := len(f.reads.calls)
		f.reads.calls = nil
		list(groups)
		if many := len(f.reads.calls); many > few || many > 12 {
			t.Errorf("%s: 2 rows cost %d calls, %d rows %d: %v", name, few, groups, many, f.reads.calls)
		}
	}
}

// belowActor asks an actor for everything that hangs below it.
func belowActor(t *testing.T, a *ask.Actor) {
	t.Helper()
	must(a.PartOf())(t)
	must(a.Members())(t)
	must(a.Predecessors())(t)
	for _, r := range must(a.Relations(nil, nil, nil, nil, nil, nil))(t).Nodes() {
		must(r.Claims(nil, nil, nil, nil))(t)
	}
	must(a.Neighbors(nil, nil, nil))(t)
}

// What nobody asks for is not read.
func TestPageAloneIsOneCall(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	f.reads.calls = nil
	page := must(g.Relations(nil, nil, nil, nil, nil, nil, nil))(t)
	for _, r := range page.Nodes() {
		_, _, _ = r.ID(), r.Status(), r.Certainty()
	}
	if !slices.Equal(f.reads.calls, []string{"relations"}) {
		t.Errorf("calls %v", f.reads.calls)
	}
}

// Pages join without gap or repeat, and a cursor goes on in the list it came
// from though a load has changed the graph meanwhile.
func TestCursorPinsItsRevision(t *testing.T) {
	f := newFixture(t)
	first := 15
	var seen []string
	var after *string
	for turn := 0; ; turn++ {
		g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
		page := must(g.Relations(nil, nil, nil, nil, nil, &first, after))(t)
		if page.TotalCount != groups {
			t.Errorf("page %d counts %d ties", turn, page.TotalCount)
		}
		for _, r := range page.Nodes() {
			seen = append(seen, r.ID())
		}
		if turn == 0 {
			f.now = f.now.Add(time.Hour)
			state := must(f.store.State(t.Context(), "d"))(t)
			var retract []graph.Retraction
			for id := range state.Claims {
				retract = append(retract, graph.Retraction{Claim: id})
			}
			f.apply(t, graph.Changes{Retract: retract})
		}
		if !page.PageInfo.HasNextPage {
			break
		}
		after = page.PageInfo.EndCursor()
	}
	if len(seen) != groups || !slices.IsSorted(seen) || len(slices.Compact(slices.Clone(seen))) != groups {
		t.Errorf("%d ties seen: %v", len(seen), seen)
	}
}

// A token leads back to the same view, whatever was loaded since.
func TestViewToken(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09"), Perspective: &ask.Perspective{Sources: []string{"paper"}}}))(t)
	sub := must(g.Subgraph([]string{"wikidata:Q1"}, ptr(1), []graph.Kind{graph.Allegiance}, nil))(t)
	token := sub.View()
	before := must(sub.Stats())(t)
	f.now = f.now.Add(48 * time.Hour)
	state := must(f.store.State(t.Context(), "d"))(t)
	var retract []graph.Retraction
	for id := range state.Claims {
		retract = append(retract, graph.Retraction{Claim: id})
	}
	f.apply(t, graph.Changes{Retract: retract})

	again := must(f.ask.Graph(t.Context(), ask.GraphArgs{View: &token}))(t)
	after := must(again.Stats())(t)
	if before.Relations != groups || after.Relations != groups || after.Actors != groups+1 || again.View() != token {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if now := must(must(f.ask.Now(t.Context()))(t).Stats())(t); now.Relations != 0 {
		t.Errorf("the graph of now still has %d ties", now.Relations)
	}
}

func ptr[T any](v T) *T { return &v }

// Every way to ask wrongly has a code, the argument it is about and a remedy.
func TestErrors(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	g := must(f.ask.Graph(ctx, ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	h := must(f.ask.History(ctx, ask.HistoryArgs{}))(t)
	actorCursor := must(f.ask.Actors(ctx, nil, nil, nil, ptr(1), nil))(t).PageInfo.EndCursor()
	for _, c := range []struct {
		name     string
		ask      func() error
		code     ask.Code
		argument string
	}{
		{"first too large", func() error { _, err := g.Relations(nil, nil, nil, nil, nil, ptr(10001), nil); return err }, ask.InvalidArgument, "first"},
		{"first negative", func() error { _, err := g.Sources(ptr(-1), nil); return err }, ask.InvalidArgument, "first"},
		{"no cursor", func() error { _, err := h.Relations(nil, nil, nil, nil, nil, nil, ptr("?")); return err }, ask.InvalidArgument, "after"},
		{"cursor of another list", func() error { _, err := g.Relations(nil, nil, nil, nil, nil, nil, actorCursor); return err }, ask.InvalidArgument, "after"},
		{"unknown actor in a filter", func() error { _, err := g.Relations(nil, nil, []string{"nobody"}, nil, nil, nil, nil); return err }, ask.NotFound, "actors"},
		{"unknown form", func() error { _, err := g.Relations(nil, []string{"pact"}, nil, nil, nil, nil, nil); return err }, ask.InvalidArgument, "forms"},
		{"unknown actor", func() error { _, err := g.Actor("nobody"); return err }, ask.NotFound, "id"},
		{"unknown source in a perspective", func() error {
			_, err := f.ask.Graph(ctx, ask.GraphArgs{Perspective: &ask.Perspective{Sources: []string{"x"}}})
			return err
		}, ask.NotFound, "perspective.sources"},
		{"credibility out of range", func() error {
			_, err := f.ask.Graph(ctx, ask.GraphArgs{Perspective: &ask.Perspective{WorstCredibility: ptr(7)}})
			return err
		}, ask.InvalidArgument, "perspective.worstCredibility"},
		{"no token", func() error { _, err := f.ask.Graph(ctx, ask.GraphArgs{View: ptr("abc")}); return err }, ask.InvalidArgument, "view"},
		{"token of a history", func() error { _, err := f.ask.Graph(ctx, ask.GraphArgs{View: ptr(h.View())}); return err }, ask.InvalidArgument, "view"},
		{"token and day", func() error {
			_, err := f.ask.Graph(ctx, ask.GraphArgs{View: ptr(g.View()), AsOf: day("2026-01-01")})
			return err
		}, ask.InvalidArgument, "view"},
		{"window backwards", func() error {
			_, err := f.ask.History(ctx, ask.HistoryArgs{From: day("2026-01-02"), To: day("2026-01-01")})
			return err
		}, ask.InvalidArgument, "to"},
		{"hops", func() error { _, err := g.Subgraph([]string{"capital"}, ptr(7), nil, nil); return err }, ask.InvalidArgument, "hops"},
		{"unknown dataset", func() error { _, err := f.ask.Loads(ctx, ptr("x"), nil, nil); return err }, ask.NotFound, "dataset"},
	} {
		var e *ask.Error
		if err := c.ask(); !errors.As(err, &e) || e.Code != c.code || e.Argument != c.argument || e.Remedy == "" {
			t.Errorf("%s: %#v", c.name, err)
		}
	}
}

// An empty list matches nothing; one left out does not filter.
func TestEmptyListMatchesNothing(t *testing.T) {
	f := newFixture(t)
	g := must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-09")}))(t)
	for name, page := range map[string]*ask.RelationConnection{
		"kinds":  must(g.Relations([]graph.Kind{}, nil, nil, nil, nil, nil, nil))(t),
		"forms":  must(g.Relations(nil, []string{}, nil, nil, nil, nil, nil))(t),
		"actors": must(g.Relations(nil, nil, []string{}, nil, nil, nil, nil))(t),
		"status": must(g.Relations(nil, nil, nil, []graph.Status{}, nil, nil, nil))(t),
	} {
		if page.TotalCount != 0 || len(page.Edges) != 0 {
			t.Errorf("%s: %d ties", name, page.TotalCount)
		}
	}
	if page := must(g.Relations(nil, nil, nil, nil, nil, ptr(0), nil))(t); page.TotalCount != groups || len(page.Edges) != 0 || !page.PageInfo.HasNextPage {
		t.Errorf("first 0: %+v", page)
	}
}

// Answers say where they could mislead.
func TestNotices(t *testing.T) {
	f := newFixture(t)
	for _, c := range []struct {
		name string
		args ask.GraphArgs
		want string
	}{
		{"long after", ask.GraphArgs{AsOf: day("2026-11-22")}, "No source speaks of a day after 2026-01-08"},
		{"long before", ask.GraphArgs{AsOf: day("1990-01-01")}, "No source names a day before 2026-01-08"},
		{"before the first load", ask.GraphArgs{AsOf: day("2026-01-09"), KnownAt: ptr(time.Date(2026, 1, 9, 0, 0, 0, 0, time.UTC))}, "Nothing had been recorded by then"},
		{"nothing in the perspective", ask.GraphArgs{AsOf: day("2026-01-08"), Perspective: &ask.Perspective{Voices: []graph.Voice{graph.Hedged}}}, "No claim lies inside"},
		{"claimants", ask.GraphArgs{AsOf: day("2026-01-08"), Perspective: &ask.Perspective{Claimants: []string{"capital"}}}, "counts as said"},
	} {
		notices := must(must(f.ask.Graph(t.Context(), c.args))(t).Notices())(t)
		if !strings.Contains(strings.Join(notices, "\n"), c.want) {
			t.Errorf("%s: %q", c.name, notices)
		}
	}
	if notices := must(must(f.ask.Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-08")}))(t).Notices())(t); len(notices) != 0 {
		t.Errorf("an answer that misleads nobody has notices: %q", notices)
	}
}

// Former ids and identifiers lead to the actor, by themselves and in a batch,
// and ids that name nothing are null.
func TestIDs(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	for _, id := range []string{"capital", "actor:capital", "old-capital", "actor:old-capital", "wikidata:Q1"} {
		if a := must(f.ask.Actor(ctx, id))(t); a.ID() != "actor:capital" {
			t.Errorf("%s leads to %s", id, a.ID())
		}
	}
	tie := "relation:capital-group-00/alliance"
	r, _ := must(f.ask.Node(ctx, tie))(t).(*ask.Relation)
	claim := must(r.Claims(nil, nil, nil, nil))(t).Nodes()[0].ID()
	ids := []string{"actor:capital", "actor:old-capital", "actor:nobody", tie, "relation:no/tie", claim, "claim:0", "source:paper", "dataset:d", "load:1", "load:9", "nonsense", "", "capital", "wikidata:Q1", "paper", "capital-group-00/alliance", "actor:capital", "source:old-paper"}
	nodes := must(f.ask.Nodes(ctx, ids))(t)
	var got []string
	for _, n := range nodes {
		got = append(got, fmt.Sprintf("%T", n))
	}
	want := []string{"*ask.Actor", "*ask.Actor", "<nil>", "*ask.Relation", "<nil>", "*ask.Claim", "<nil>", "*ask.Source", "*ask.Dataset", "*ask.Load", "<nil>", "<nil>", "<nil>",
		"*ask.Actor", "*ask.Actor", "*ask.Source", "*ask.Relation", "*ask.Actor", "*ask.Source"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
