package ask_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
)

// What a diff or a timeline reads from a store is little: what turned, and who
// it takes to tell who changed sides. The answers must be those that all ties
// of the view give.

// past is a random history in two stores.
type past struct {
	rand   *rand.Rand
	model  *storetest.Model
	clock  *storetest.Clock
	stores map[string]graph.Store
	head   graph.RevNo
}

// newPast loads the versions one after the other.
func newPast(t *testing.T, seed uint64, versions []storetest.Version) *past {
	t.Helper()
	p := &past{rand: rand.New(rand.NewPCG(seed, 7)), clock: &storetest.Clock{}}
	p.clock.Set(time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC))
	p.model = storetest.NewModel(p.clock.Now)
	file, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), sqlitestore.Options{Clock: p.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	p.stores = map[string]graph.Store{"model": p.model, "file": file}
	for _, v := range versions {
		p.clock.Advance(31 * time.Hour)
		for _, s := range []graph.Store{p.model, file} {
			state := must(s.State(t.Context(), v.Dataset))(t)
			load, changes := v.Plan(state)
			load.StartedAt = p.clock.Now()
			must(s.Apply(t.Context(), load, changes))(t)
		}
	}
	p.head = must(p.model.Head(t.Context()))(t).No
	return p
}

// question is a diff that is asked for, and how it is said to package graph.
type question struct {
	args     ask.DiffArgs
	from, to side
	kinds    []graph.Kind
	actors   []graph.ActorID
}

// side is one of the two views of a diff.
type side struct {
	rev     graph.RevNo
	knownAt time.Time
	lens    *graph.Lens
}

func (p *past) day() graph.Day { return edtf.Civil(2025, 12, 28+p.rand.IntN(40)) }

// question makes up a diff. It names only who is known at the later revision.
func (p *past) question(t *testing.T) question {
	t.Helper()
	r := p.rand
	a, b := p.day(), p.day()
	if r.IntN(3) == 0 {
		b = a + graph.Day(r.IntN(4))
	}
	a, b = min(a, b), max(a, b)
	one, two := 1+graph.RevNo(r.IntN(int(p.head))), 1+graph.RevNo(r.IntN(int(p.head)))
	q := question{from: side{rev: min(one, two)}, to: side{rev: max(one, two)}}
	for _, s := range []*side{&q.from, &q.to} {
		s.knownAt = must(p.model.Revision(t.Context(), s.rev))(t).At
	}
	q.args = ask.DiffArgs{From: &a, To: &b, FromKnownAt: &q.from.knownAt, ToKnownAt: &q.to.knownAt}
	if r.IntN(4) == 0 {
		q.args.Certainty = new(graph.Certain)
	}
	if r.IntN(4) == 0 {
		q.kinds = []graph.Kind{[]graph.Kind{graph.Allegiance, graph.Mediation, graph.Hostility}[r.IntN(3)]}
		q.args.Kinds = q.kinds
	}
	p.perspective(t, &q)
	if people := p.actors(t, q.to.rev); r.IntN(3) == 0 && len(people) > 0 {
		for range 1 + r.IntN(2) {
			id := people[r.IntN(len(people))]
			q.actors = append(q.actors, id)
			q.args.Actors = append(q.args.Actors, string(id))
		}
	}
	return q
}

// perspective gives the question one, most of the time.
func (p *past) perspective(t *testing.T, q *question) {
	t.Helper()
	r := p.rand
	if r.IntN(3) == 0 {
		return
	}
	arg, said := &ask.Perspective{}, graph.Perspective{}
	if r.IntN(3) == 0 {
		arg.Clock, said.Clock = new(graph.Published), graph.Published
		q.from.rev, q.to.rev = p.head, p.head
		days := [2]int{r.IntN(30), r.IntN(30)}
		q.from.knownAt = time.Date(2026, 1, 10+min(days[0], days[1]), 5, 0, 0, 0, time.UTC)
		q.to.knownAt = time.Date(2026, 1, 10+max(days[0], days[1]), 5, 0, 0, 0, time.UTC)
	}
	people := p.actors(t, q.to.rev)
	sources := must(p.model.Sources(t.Context(), q.to.rev, graph.SourceQuery{}))(t)
	switch r.IntN(6) {
	case 0:
		if len(sources) > 0 {
			id := sources[r.IntN(len(sources))].ID
			arg.ExcludeSources, said.ExcludeSources = []string{string(id)}, []graph.SourceID{id}
		}
	case 1, 2:
		if len(people) > 0 {
			id := people[r.IntN(len(people))]
			arg.Claimants, said.Claimants = []string{string(id)}, []graph.ActorID{id}
		}
		arg.WithMembers, said.WithMembers = new(true), true
	case 3:
		if len(people) > 0 {
			id := people[r.IntN(len(people))]
			arg.ExcludeClaimants, said.ExcludeClaimants = []string{string(id)}, []graph.ActorID{id}
		}
		arg.WithMembers, said.WithMembers = new(true), true
	case 4:
		arg.Voices, said.Voices = []graph.Voice{graph.Own, graph.Hedged}, []graph.Voice{graph.Own, graph.Hedged}
	default:
		arg.WorstReliability, said.WorstReliability = new(graph.ReliabilityC), graph.ReliabilityC
	}
	q.args.Perspective = arg
	for _, s := range []*side{&q.from, &q.to} {
		var members []graph.Membership
		for _, a := range must(p.model.Actors(t.Context(), s.rev, graph.ActorQuery{}))(t) {
			for _, f := range a.Affiliations {
				members = append(members, graph.Membership{Member: a.ID, Whole: f.Whole, Days: f.Span.Lifetime().Outer()})
			}
		}
		s.lens = graph.NewLens(said, s.knownAt, members)
	}
}

func (p *past) actors(t *testing.T, rev graph.RevNo) []graph.ActorID {
	t.Helper()
	var out []graph.ActorID
	for _, a := range must(p.model.Actors(t.Context(), rev, graph.ActorQuery{}))(t) {
		out = append(out, a.ID)
	}
	return out
}

// all are all ties that a side knows of, whatever the day.
func (p *past) all(t *testing.T, s side) []graph.Relation {
	t.Helper()
	q := graph.RelationQuery{Lens: s.lens, Days: graph.Always, Status: []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied}}
	return must(p.model.Relations(t.Context(), s.rev, q))(t).Relations
}

// lives are the lifetimes that the folds of a revision go by: of an actor that
// was withdrawn, the last that was known.
func (p *past) lives(t *testing.T, rev graph.RevNo) analysis.Lives {
	t.Helper()
	spans := map[graph.ActorID]graph.Period{}
	for no := graph.RevNo(1); no <= rev; no++ {
		for _, a := range must(p.model.Actors(t.Context(), no, graph.ActorQuery{}))(t) {
			spans[a.ID] = a.Span.Lifetime()
		}
	}
	return func(id graph.ActorID) graph.Period {
		if s, ok := spans[id]; ok {
			return s
		}
		return graph.AnyPeriod
	}
}

// want is the answer by all that there is.
func (p *past) want(t *testing.T, q *question) []string {
	t.Helper()
	lives := p.lives(t, q.to.rev)
	later := p.all(t, q.to)
	list := analysis.Changes(later, analysis.Between(*q.args.From, *q.args.To), lives)
	if q.from.rev != q.to.rev || !q.from.knownAt.Equal(q.to.knownAt) {
		list = append(list, analysis.Learnt(p.all(t, q.from), later, graph.Days(*q.args.From, *q.args.To), lives)...)
	}
	analysis.SortChanges(list)
	var out []string
	for _, c := range list {
		ties := slices.Concat(c.Before, c.After)
		isAbout := q.kinds == nil || slices.ContainsFunc(ties, func(r graph.Relation) bool { return slices.Contains(q.kinds, r.Kind) })
		concerns := q.actors == nil || slices.ContainsFunc(ties, func(r graph.Relation) bool { return slices.ContainsFunc(q.actors, r.Has) })
		isSure := q.args.Certainty == nil || c.Certainty == graph.Certain
		if isAbout && concerns && isSure {
			out = append(out, lineOf(&c))
		}
	}
	return out
}

func lineOf(c *analysis.Change) string {
	actors := make([]string, len(c.Actors))
	for i, a := range c.Actors {
		actors[i] = "actor:" + string(a)
	}
	day := func(d graph.Day) string {
		if d == graph.MinDay || d == graph.MaxDay {
			return "open"
		}
		return d.String()
	}
	ties := func(list []graph.Relation) string {
		var ids []string
		for _, r := range list {
			ids = append(ids, "relation:"+string(r.Key))
		}
		return strings.Join(ids, ",")
	}
	return fmt.Sprintf("%s %s %s..%s %v: %s -> %s (%s)", c.Kind, c.Certainty, day(c.Earliest), day(c.Latest), actors, ties(c.Before), ties(c.After), ties(c.Rivalry))
}

func lineOfAnswer(t *testing.T, c *ask.Change) string {
	t.Helper()
	var actors []string
	for _, a := range must(c.Actors())(t) {
		actors = append(actors, a.ID())
	}
	day := func(d *graph.Day) string {
		if d == nil {
			return "open"
		}
		return d.String()
	}
	ties := func(list []*ask.Relation) string {
		var ids []string
		for _, r := range list {
			ids = append(ids, r.ID())
		}
		return strings.Join(ids, ",")
	}
	must(c.Summary())(t)
	return fmt.Sprintf("%s %s %s..%s %v: %s -> %s (%s)", c.Kind(), c.Certainty(), day(c.Earliest()), day(c.Latest()), actors, ties(c.Before()), ties(c.After()), ties(c.Rivalry()))
}

// answer asks a diff page by page.
func answer(t *testing.T, d *ask.Diff, pageSize int, causes ...analysis.Cause) []string {
	t.Helper()
	return answerOf(t, d, nil, pageSize, causes...)
}

// answerOf asks for changes of some kinds; nil is all.
func answerOf(t *testing.T, d *ask.Diff, kinds []analysis.ChangeKind, pageSize int, causes ...analysis.Cause) []string {
	t.Helper()
	var out []string
	var after *string
	for {
		page := must(d.Changes(kinds, causes, &pageSize, after))(t)
		if n := len(page.Edges); n > 0 && page.Edges[n-1].Cursor() != *page.PageInfo.EndCursor() {
			t.Fatalf("the page's last cursor is %q, and it ends with %q", page.Edges[n-1].Cursor(), *page.PageInfo.EndCursor())
		}
		for _, c := range page.Nodes() {
			out = append(out, lineOfAnswer(t, c))
		}
		if !page.PageInfo.HasNextPage {
			return out
		}
		after = page.PageInfo.EndCursor()
	}
}

func (q *question) String() string {
	return fmt.Sprintf("after %s up to %s, r%d at %s to r%d at %s, actors %v, kinds %v, certainty %v, perspective %+v",
		q.args.From, q.args.To, q.from.rev, q.from.knownAt, q.to.rev, q.to.knownAt, q.actors, q.kinds, q.args.Certainty != nil, q.args.Perspective)
}

func sameLines(t *testing.T, what string, q *question, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%s: %s\ngot\n  %s\nwant\n  %s", q, what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
