package ask_test

import (
	"fmt"
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

// What was cited is found again later, to the byte, whatever was loaded since.

// archive is a store in a file, on a clock that the test sets.
type archive struct {
	path  string
	clock *storetest.Clock
	store *sqlitestore.Store
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	a := &archive{path: filepath.Join(t.TempDir(), "store.db"), clock: &storetest.Clock{}}
	a.clock.Set(time.Date(2026, 1, 12, 9, 0, 0, 0, time.UTC))
	a.open(t)
	t.Cleanup(func() { _ = a.store.Close() })
	return a
}

func (a *archive) open(t *testing.T) {
	t.Helper()
	a.store = must(sqlitestore.Open(t.Context(), a.path, sqlitestore.Options{Clock: a.clock.Now}))(t)
}

// reopen closes the file and opens it again.
func (a *archive) reopen(t *testing.T) {
	t.Helper()
	if err := a.store.Close(); err != nil {
		t.Fatal(err)
	}
	a.open(t)
}

func (a *archive) ask() *ask.Asker { return ask.New(a.store, ask.Options{Clock: a.clock.Now}) }

// load loads a version of a dataset, a day after the last.
func (a *archive) load(t *testing.T, v storetest.Version, title, license string, dryRun bool) {
	t.Helper()
	a.clock.Advance(24 * time.Hour)
	load, changes := v.Plan(must(a.store.State(t.Context(), v.Dataset))(t))
	load.Title, load.License, load.StartedAt, load.DryRun = title, license, a.clock.Now(), dryRun
	if dryRun {
		changes = graph.Changes{Base: changes.Base}
	}
	must(a.store.Apply(t.Context(), load, changes))(t)
}

// dispatches are versions of a dataset about five groups: the first, the first
// corrected, and one in which almost everything is another.
func dispatches() (first, corrected, overturned storetest.Version) {
	on := edtf.MustParse
	people := map[string]string{"k": "", "l": "", "m": "2025", "n": "", "o": ""}
	papers := map[string]string{"s": "2026-01-09", "t": "2026-01-11", "u": "2026-01-13"}
	claims := func(mEnd string) []*graph.Claim {
		said := says("t", "alliance", "l", "n", graph.Dating{Held: on("2026-01-08")})
		said.Voice, said.Claimant = graph.Attributed, "o"
		denied := says("u", "war", "k", "n", graph.Dating{When: on("2026-01-10")})
		denied.Stance = graph.Denies
		return []*graph.Claim{
			says("s", "alliance", "k", "l", graph.Dating{Start: on("2025-05"), Ongoing: true}),
			says("s", "alliance", "k", "m", graph.Dating{Start: on("2025-06"), End: on(mEnd)}),
			says("t", "alliance", "m", "n", graph.Dating{Start: on("[2026-01-06..2026-01-08]"), Ongoing: true}),
			says("t", "war", "k", "n", graph.Dating{Start: on("2025-12-20"), Ongoing: true}),
			says("s", "war", "l", "n", graph.Dating{Start: on("2026-01-02"), Ongoing: true}),
			says("u", "clash", "l", "m", graph.Dating{When: on("2026-01-07")}),
			said, denied,
		}
	}
	first = little("war", people, papers, claims("2026-01-04")...)
	member := []graph.Affiliation{{Whole: "n", Role: "speaks for"}}
	first.Actors[4].Affiliations = member
	corrected = little("war", people, papers, claims("2026-01-05")[:7]...)
	corrected.Actors[4].Affiliations = member

	overturned = little("war", map[string]string{"k": "2026-01-08", "l": "", "m": "", "n": "", "p": ""}, map[string]string{"s": "2026-01-01", "t": "2026-01-02", "v": "2026-01-20"},
		says("s", "war", "k", "l", graph.Dating{Start: on("2025"), Ongoing: true}), says("v", "alliance", "k", "n", graph.Dating{Start: on("2025"), Ongoing: true}))
	for _, actor := range overturned.Actors {
		actor.Names[0].Value = "The former " + actor.Names[0].Value
	}
	for _, source := range overturned.Sources {
		source.Title, source.Reliability = "Gazette "+source.Title, graph.ReliabilityE
	}
	return first, corrected, overturned
}

// cited is a view with how to open it by its token, and what it showed.
type cited struct {
	name, shown string
	again       func(t *testing.T, a *ask.Asker) string
}

func citedGraph(t *testing.T, name string, g *ask.Graph) cited {
	t.Helper()
	token := g.View()
	return cited{name, shownGraph(t, g), func(t *testing.T, a *ask.Asker) string {
		return shownGraph(t, must(a.Graph(t.Context(), ask.GraphArgs{View: &token}))(t))
	}}
}

func citedDiff(t *testing.T, name string, d *ask.Diff) cited {
	t.Helper()
	token := d.View()
	return cited{name, shownDiff(t, d), func(t *testing.T, a *ask.Asker) string {
		return shownDiff(t, must(a.Diff(t.Context(), ask.DiffArgs{View: &token}))(t))
	}}
}

func citedHistory(t *testing.T, name string, h *ask.History) cited {
	t.Helper()
	token := h.View()
	return cited{name, shownHistory(t, h), func(t *testing.T, a *ask.Asker) string {
		return shownHistory(t, must(a.History(t.Context(), ask.HistoryArgs{View: &token}))(t))
	}}
}

// cite takes citations of views of every sort.
func cite(t *testing.T, a *ask.Asker) []cited {
	t.Helper()
	then, now := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)
	open := func(args ask.GraphArgs) *ask.Graph { return must(a.Graph(t.Context(), args))(t) }
	whole := open(ask.GraphArgs{AsOf: day("2026-01-07")})
	published := &ask.Perspective{Clock: new(graph.Published)}
	known := must(a.Graph(t.Context(), ask.GraphArgs{}))(t).KnownAt()
	out := []cited{
		citedGraph(t, "graph", whole),
		citedGraph(t, "graph of today", open(ask.GraphArgs{})),
		citedGraph(t, "part of a graph", must(whole.Subgraph([]string{"m"}, new(1), nil, nil))(t)),
		citedGraph(t, "certain", open(ask.GraphArgs{AsOf: day("2026-01-07"), Certainty: new(graph.Certain), AttestedSince: day("2026-01-05")})),
		citedGraph(t, "published", open(ask.GraphArgs{AsOf: day("2026-01-07"), Perspective: published, KnownAt: &then})),
		citedGraph(t, "on the word of some", open(ask.GraphArgs{AsOf: day("2026-01-08"), Perspective: &ask.Perspective{Claimants: []string{"n"}, WithMembers: new(true)}})),
		citedGraph(t, "without a source", open(ask.GraphArgs{AsOf: day("2026-01-08"), Perspective: &ask.Perspective{ExcludeSources: []string{"t"}, Datasets: []string{"war"}}})),
		citedHistory(t, "history", must(a.History(t.Context(), ask.HistoryArgs{From: day("2026-01-01")}))(t)),
	}
	for _, d := range []struct {
		name string
		args ask.DiffArgs
	}{
		{"diff", ask.DiffArgs{From: day("2026-01-01"), To: day("2026-01-10")}},
		{"diff of knowledge", ask.DiffArgs{From: day("2026-01-01"), To: day("2026-01-10"), FromKnownAt: new(known.Add(-24 * time.Hour))}},
		{"certain diff", ask.DiffArgs{From: day("2026-01-01"), To: day("2026-01-10"), Certainty: new(graph.Certain), Actors: []string{"m"}, Kinds: []graph.Kind{graph.Allegiance}}},
		{"published diff", ask.DiffArgs{From: day("2026-01-01"), To: day("2026-01-10"), Perspective: published, FromKnownAt: &then, ToKnownAt: &now}},
		{"diff on the word of some", ask.DiffArgs{From: day("2026-01-01"), To: day("2026-01-10"), FromKnownAt: new(known.Add(-24 * time.Hour)), Perspective: &ask.Perspective{Claimants: []string{"n"}, WithMembers: new(true)}}},
	} {
		out = append(out, citedDiff(t, d.name, must(a.Diff(t.Context(), d.args))(t)))
	}
	return out
}

func TestCitedViewsStayAsTheyWere(t *testing.T) {
	a := newArchive(t)
	first, corrected, overturned := dispatches()
	a.load(t, first, "Dispatches", "CC-BY-4.0", false)
	a.load(t, corrected, "Dispatches", "CC-BY-4.0", false)
	views := cite(t, a.ask())
	check := func(when string) {
		t.Helper()
		for _, v := range views {
			if got := v.again(t, a.ask()); got != v.shown {
				t.Errorf("%s %s: line by line from the first that differs:\n%s", v.name, when, firstDifference(got, v.shown))
			}
		}
	}
	for _, v := range views { // they are worth keeping
		for _, part := range []string{"Dispatches", "CC-BY-4.0", "relation:"} {
			if !strings.Contains(v.shown, part) {
				t.Errorf("%s shows no %s:\n%s", v.name, part, v.shown)
			}
		}
	}
	check("at once")

	// A title and a licence may change without a revision, and a load that is dry
	// or failed declares its own.
	a.load(t, corrected, "Dispatches of war", "ODbL-1.0", false)
	a.load(t, corrected, "Dry dispatches", "none", true)
	must(a.store.RecordFailure(t.Context(), graph.Load{Dataset: "war", Title: "Failed dispatches", License: "none", StartedAt: a.clock.Now(), Error: "no such file"}))(t)
	check("after loads that change no claim")

	other := little("letters", map[string]string{"q": "", "r": ""}, map[string]string{"w": "2026-01-10"},
		says("w", "war", "k", "l", graph.Dating{Start: edtf.MustParse("2026-01-06"), Ongoing: true}),
		says("w", "alliance", "q", "r", graph.Dating{Start: edtf.MustParse("2026-01-06"), Ongoing: true}))
	a.load(t, other, "Letters", "CC0-1.0", false)
	check("after another dataset")

	a.load(t, overturned, "Gazette", "proprietary", false)
	check("after almost everything was retracted and renamed")

	a.reopen(t)
	a.clock.Advance(90 * 24 * time.Hour)
	check("in spring, from a file opened again")

	now := shownGraph(t, must(a.ask().Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-07")}))(t))
	if !strings.Contains(now, "Gazette (war, proprietary); Letters") || now == views[0].shown {
		t.Errorf("the graph of now shows nothing of what was loaded:\n%s", now)
	}
}

// A dataset is what its newest load declared, and so speaks of now; what hangs
// below a view must not, or what was cited changes.
func TestDatasetsBelowAViewStayAsTheyWere(t *testing.T) {
	a := newArchive(t)
	first, _, _ := dispatches()
	a.load(t, first, "Dispatches", "CC-BY-4.0", false)
	token := must(a.ask().Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-07")}))(t).View()
	shown := func() string {
		t.Helper()
		g := must(a.ask().Graph(t.Context(), ask.GraphArgs{View: &token}))(t)
		r := must(g.Relation("k-l/alliance"))(t)
		d := must(must(r.Claims(nil, nil, nil, nil))(t).Nodes()[0].Dataset())(t)
		return fmt.Sprint(d.ID(), " ", d.Title(), " ", *d.License())
	}
	before := shown()
	a.load(t, first, "Gazette", "proprietary", false)
	if after := shown(); after != before {
		t.Errorf("the dataset below the view became %s, from %s", after, before)
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "now: " + g[i] + "\nwas: " + w[i]
		}
	}
	return fmt.Sprintf("%d lines now, %d then", len(g), len(w))
}

// shownGraph is all that a graph shows.
func shownGraph(t *testing.T, g *ask.Graph) string {
	t.Helper()
	var w strings.Builder
	fmt.Fprintf(&w, "%s %s %s %s\n%s\n%s\n", g.AsOf(), g.KnownAt(), g.Revision(), g.View(), g.Permalink(), must(g.Citation())(t))
	fmt.Fprintf(&w, "notices %q\n", must(g.Notices())(t))
	every := []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied}
	w.WriteString(shownRelations(t, must(g.Relations(nil, nil, nil, every, nil, new(3), nil))(t)))
	w.WriteString(shownRelations(t, must(g.Relations(nil, nil, nil, every, nil, new(ask.MaxFirst), nil))(t)))
	for _, a := range must(g.Actors(nil, nil, nil, nil, nil, new(ask.MaxFirst), nil))(t).Nodes() {
		w.WriteString(shownActor(t, a))
	}
	for _, c := range must(g.Camps(nil, nil, new(true)))(t) {
		fmt.Fprintf(&w, "camp %s %s %.4f:", c.ID(), c.Label(), c.Cohesion())
		for _, m := range c.Members() {
			fmt.Fprintf(&w, " %s", m.Name(nil))
		}
		for _, r := range c.Rivals() {
			fmt.Fprintf(&w, " against %s", r.Label())
		}
		w.WriteString("\n")
	}
	b := must(g.Balance(nil, nil))(t)
	fmt.Fprintf(&w, "balance %d of %d, %d to %d exact %v, ambivalent %d\n", b.Balanced(), b.Triads(), *b.FrustrationLowerBound(), *b.Frustration(), b.FrustrationIsExact(), b.Ambivalent())
	for _, triad := range must(g.Triads(nil, nil, nil, nil, new(ask.MaxFirst), nil))(t).Nodes() {
		fmt.Fprintf(&w, "triad %v %s %s\n", triad.Balanced(), triad.Certainty(), ids(triad.Relations()))
	}
	s := must(g.Stats())(t)
	fmt.Fprintf(&w, "stats %d %d %d %d %d %d %v %v %v\n", s.Actors, s.Relations, s.Certain, s.Assumed, s.Contested, s.Claims, s.FirstDay, s.LastDay, s.LastAttested)
	for _, src := range must(g.Sources(new(ask.MaxFirst), nil))(t).Nodes() {
		w.WriteString(shownSource(src))
	}
	return w.String()
}

func shownHistory(t *testing.T, h *ask.History) string {
	t.Helper()
	var w strings.Builder
	fmt.Fprintf(&w, "%s %q\nDispatches CC-BY-4.0\n", h.View(), must(h.Notices())(t)) // a history has no citation of its own
	w.WriteString(shownRelations(t, must(h.Relations(nil, nil, nil, nil, nil, new(ask.MaxFirst), nil))(t)))
	for _, c := range must(must(h.Timeline("m", nil, nil))(t).Changes(new(ask.MaxFirst), nil))(t).Nodes() {
		w.WriteString(shownChange(t, c))
	}
	for _, a := range must(h.Activity(new(analysis.Month), nil, nil))(t) {
		fmt.Fprintf(&w, "%+v\n", *a)
	}
	for _, p := range must(h.EvidenceGaps([]string{"m", "n"}))(t) {
		fmt.Fprintf(&w, "gap %s\n", bounds(p))
	}
	return w.String()
}

// shownDiff is all that a diff shows.
func shownDiff(t *testing.T, d *ask.Diff) string {
	t.Helper()
	var w strings.Builder
	fmt.Fprintf(&w, "%s\n%s\n%s\n", d.View(), d.Permalink(), must(d.Citation())(t))
	fmt.Fprintf(&w, "notices %q\n", must(d.Notices())(t))
	for _, c := range must(d.Counts())(t) {
		fmt.Fprintf(&w, "%s %d %d\n", c.Kind, c.Count, c.Certain)
	}
	var after *string
	for {
		page := must(d.Changes(nil, nil, new(3), after))(t)
		for _, c := range page.Nodes() {
			w.WriteString(shownChange(t, c))
		}
		if after = page.PageInfo.EndCursor(); !page.PageInfo.HasNextPage {
			break
		}
		fmt.Fprintf(&w, "on from %s\n", *after)
	}
	w.WriteString(shownRelations(t, must(d.FirstNamed(new(ask.MaxFirst), nil))(t)))
	camps := must(d.Camps(nil))(t)
	for _, m := range camps.Stayed {
		fmt.Fprintf(&w, "stayed %s %s %d\n", m.Before.Label(), m.After.Label(), len(m.Members))
	}
	for _, m := range camps.Moved {
		fmt.Fprintf(&w, "moved %s", m.Actor.Name(nil))
		for _, c := range m.Changes() {
			fmt.Fprintf(&w, " %s", c.ID())
		}
		w.WriteString("\n")
	}
	return w.String() + "from\n" + shownGraph(t, d.From()) + "to\n" + shownGraph(t, d.To())
}

func shownChange(t *testing.T, c *ask.Change) string {
	t.Helper()
	var w strings.Builder
	fmt.Fprintf(&w, "change %s %s %d %s %v %v %s\n", c.ID(), c.Kind(), c.Cause(), c.Certainty(), c.Earliest(), c.Latest(), must(c.Summary())(t))
	for _, a := range must(c.Actors())(t) {
		w.WriteString(shownActor(t, a))
	}
	for _, r := range slices.Concat(c.Before(), c.After(), c.Rivalry()) {
		w.WriteString(shownRelation(t, r))
	}
	for _, claim := range must(c.Claims())(t) {
		w.WriteString(shownClaim(t, claim))
	}
	return w.String()
}

func ids(ties []*ask.Relation) string {
	var out []string
	for _, r := range ties {
		out = append(out, r.ID())
	}
	return strings.Join(out, ",")
}

func shownRelations(t *testing.T, c *ask.RelationConnection) string {
	t.Helper()
	out := fmt.Sprintf("%d ties, on %v\n", c.TotalCount, c.PageInfo.HasNextPage)
	for _, e := range c.Edges {
		out += e.Cursor() + " " + shownRelation(t, e.Node)
	}
	return out
}

func bounds(p *ask.Period) string {
	if p == nil {
		return "no period"
	}
	day := func(d *graph.Day) string {
		if d == nil {
			return "open"
		}
		return d.String()
	}
	return fmt.Sprintf("%s..%s %s..%s", day(p.EarliestStart()), day(p.LatestStart()), day(p.EarliestEnd()), day(p.LatestEnd()))
}

func shownRelation(t *testing.T, r *ask.Relation) string {
	t.Helper()
	out := fmt.Sprintf("%s in %s: %s %s nominal %v %s %s", r.ID(), r.View(), r.Kind(), text(r.Form()), r.Nominal(), r.Status(), bounds(r.Period()))
	if c := r.Certainty(); c != nil {
		out += " " + c.String()
	}
	if a := r.Attestation(); a != nil {
		out += " " + a.String()
	}
	out += fmt.Sprintf(" %v %v\n", r.FirstAttested(), r.LastAttested())
	for _, p := range must(r.Parties())(t) {
		out += fmt.Sprintf("  %s %s\n", p.Role, p.Actor.Name(nil))
	}
	for _, c := range must(r.Claims(nil, new(true), new(ask.MaxFirst), nil))(t).Nodes() {
		out += shownClaim(t, c)
	}
	return out
}

func shownClaim(t *testing.T, c *ask.Claim) string {
	t.Helper()
	src := must(c.Source())(t)
	out := fmt.Sprintf("  %s %s %s %s %s %s recorded %s retracted %v", c.ID(), c.Stance(), c.Voice(), text(c.Quote()), text(c.Held()),
		bounds(must(c.Period())(t)), c.RecordedAt(), c.RetractedAt())
	if by := must(c.Claimant())(t); by != nil {
		out += " by " + by.Name(nil)
	}
	if next := must(c.ReplacedBy())(t); next != nil {
		out += " replaced by " + next.ID()
	}
	return out + "\n  " + shownSource(src)
}

func shownSource(s *ask.Source) string {
	grade := ""
	if r := s.Reliability(); r != nil {
		grade = r.String()
	}
	return fmt.Sprintf("%s %q published %s, %s\n", s.ID(), s.Title(), text(s.PublishedOn()), grade)
}

func shownActor(t *testing.T, a *ask.Actor) string {
	t.Helper()
	out := fmt.Sprintf("%s in %s: %q lives %s\n", a.ID(), a.View(), a.Name(nil), bounds(a.Period()))
	for _, f := range must(a.PartOf())(t) {
		out += fmt.Sprintf("  part of %s\n", f.Whole.Name(nil))
	}
	return out
}

func text(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}
