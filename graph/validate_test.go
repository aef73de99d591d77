package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// checkFlaw holds a refusal to its field, its words and its remedy.
func checkFlaw(t *testing.T, err error, field, problem, remedy string) {
	t.Helper()
	var f *graph.Flaw
	if !errors.As(err, &f) || !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("%v is no flaw", err)
		return
	}
	if f.Field != field || !strings.Contains(f.Problem, problem) || !strings.Contains(f.Remedy, remedy) {
		t.Errorf("refused with %q, %q, %q; want %q, …%s…, …%s…", f.Field, f.Problem, f.Remedy, field, problem, remedy)
	}
}

// refusal is an edit of a sound record, and how it is refused.
type refusal[T any] struct {
	what                   string
	edit                   func(T)
	field, problem, remedy string
}

// checkRefusals edits a fresh sound record each time; a refusal without field,
// problem and remedy means that the edit is let pass.
func checkRefusals[T any](t *testing.T, sound func() T, check func(T) []error, table []refusal[T]) {
	t.Helper()
	if errs := check(sound()); len(errs) != 0 {
		t.Fatalf("the sound record is refused: %v", errs)
	}
	for _, c := range table {
		t.Run(c.what, func(t *testing.T) {
			record := sound()
			c.edit(record)
			errs := check(record)
			switch {
			case c.problem == "" && len(errs) != 0:
				t.Errorf("it is refused: %v", errs)
			case c.problem == "":
			case len(errs) != 1:
				t.Errorf("it has %d flaws %v, want one about %s", len(errs), errs, c.problem)
			default:
				checkFlaw(t, errs[0], c.field, c.problem, c.remedy)
			}
		})
	}
}

func dating(t testing.TB, start, end, when, held string) graph.Dating {
	t.Helper()
	d, err := graph.ParseDating(start, end, when, held)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestClaimCheck(t *testing.T) {
	src := &graph.Source{ID: "s", Title: "s", SpeaksOf: edtf.MustParse("2026-01-21")}
	sound := func() *graph.Claim {
		return claim(t, strings.Fields("usa-sdf/backing backing usa>sdf source=s held=2026-01-21"), 0)
	}
	dates := func(start, end, when, held string) func(*graph.Claim) {
		return func(c *graph.Claim) { c.Dating = dating(t, start, end, when, held) }
	}
	mediation := func(c *graph.Claim) { c.Kind, c.Form, c.Parties = graph.Mediation, "good-offices", parties("|usa+sdf") }
	checkRefusals(t, sound, func(c *graph.Claim) []error { return c.Check(src) }, []refusal[*graph.Claim]{
		{"key", func(c *graph.Claim) { c.Tie = "backing" }, "tie", `"backing" is no key`, "two or more slugs joined by /"},
		{"kind", func(c *graph.Claim) { c.Kind = 0 }, "kind", "missing", "allegiance, mediation or hostility"},
		{"one party", func(c *graph.Claim) { c.Parties = c.Parties[:1] }, "", "allegiance has two sides", "from and to"},
		{"two fronts", func(c *graph.Claim) { c.Parties[1].Role = graph.From }, "", "two sides", "members for a mutual one"},
		{"with itself", func(c *graph.Claim) { c.Parties[1].Actor = "usa" }, "", "usa takes part twice", "different actors"},
		{"mediation without party", func(c *graph.Claim) { mediation(c); c.Parties = parties("usa|") }, "parties", "two actors at least", "write parties"},
		{"mediation with a side", func(c *graph.Claim) { mediation(c); c.Parties[0].Role = graph.From }, "parties", "two actors at least", "write parties"},
		{"mediation of one party", func(c *graph.Claim) { mediation(c); c.Parties = parties("usa|sdf") }, "", "", ""},
		{"no form", func(c *graph.Claim) { c.Form = "" }, "form", "missing", "docs/formats/curated.md"},
		{"unknown form", func(c *graph.Claim) { c.Form = "friendship" }, "form", `"friendship" is not in the vocabulary`, "docs/formats/curated.md"},
		{"form of another kind", func(c *graph.Claim) { c.Form = "attack" }, "form", "form of hostility, not of allegiance", "write kind: hostility"},
		{"mutual form", func(c *graph.Claim) { c.Form = "alliance" }, "form", "alliance is mutual", "write members"},
		{"directed form", func(c *graph.Claim) { c.Parties = parties("usa&sdf") }, "form", "backing is directed", "write from and to"},
		{"outcome", func(c *graph.Claim) { c.Outcome = graph.Failed }, "outcome", "only a mediation", "leave it out"},
		{"outcome of a mediation", func(c *graph.Claim) { mediation(c); c.Outcome = graph.Failed }, "", "", ""},
		{"credibility", func(c *graph.Claim) { c.Credibility = 7 }, "credibility", "7 is no grade", "1 to 6"},
		{"stance", func(c *graph.Claim) { c.Stance = 0 }, "", "stance or the voice is missing", "write stance and voice"},
		{"voice", func(c *graph.Claim) { c.Voice = 0 }, "", "stance or the voice is missing", "write stance and voice"},
		{"about itself", func(c *graph.Claim) { c.Regarding = c.Tie }, "regarding", "about itself", "this one is about"},
		{"no date", dates("", "", "", ""), "", "no date", "start and end, when, or held"},
		{"a denial without a date", func(c *graph.Claim) { c.Stance, c.Dating = graph.Denies, graph.Dating{} }, "", "", ""},
		{"start and when", dates("2025", "", "2025", ""), "", "dated in two ways", "not two of them"},
		{"still in force and held", dates("", "..", "", "2025"), "", "dated in two ways", "not two of them"},
		{"ended and goes on", func(c *graph.Claim) {
			c.Dating = graph.Dating{Start: edtf.MustParse("2025"), End: edtf.MustParse("2025"), Ongoing: true}
		}, "end", "both ended and goes on", "one of them"},
		{"still in force since nobody says when", dates("", "..", "", ""), "end", "nothing is said of its start", "write held"},
		{"end before start", dates("2025-05-02", "2025-05-01", "", ""), "end", "ends (2025-05-01) before it starts (2025-05-02)", "check both dates"},
		{"end on the day of the start", dates("2025-05-01", "2025-05-01", "", ""), "", "", ""},
		{"end perhaps before start", dates("2025-05", "2025-05-01", "", ""), "", "", ""},
		{"begins after the source spoke", dates("2026-01-22", "", "", ""), "start", "begins on 2026-01-22, after the last day that its source speaks of (2026-01-21)", "leftOut as an announcement"},
		{"done after the source spoke", dates("", "", "2026-02", ""), "when", "begins on 2026-02-01", "correct the source's speaksOf"},
		{"held after the source spoke", dates("", "", "", "2026-02"), "held", "begins on 2026-02-01", "check the date"},
		{"perhaps before the source spoke", dates("2026", "", "", ""), "", "", ""},
		{"an announced end", dates("2025", "2027", "", ""), "", "", ""},
	})
}

// All flaws of a record are told at once.
func TestClaimCheckReportsAll(t *testing.T) {
	var c graph.Claim
	var fields []string
	for _, err := range c.Check(&graph.Source{}) {
		var f *graph.Flaw
		if errors.As(err, &f) {
			fields = append(fields, f.Field)
		}
	}
	if got, want := strings.Join(fields, " "), "tie kind form  "; got != want {
		t.Errorf("an empty claim has flaws in %q, want %q", got, want)
	}
}

func TestActorCheck(t *testing.T) {
	sound := func() *graph.Actor {
		return &graph.Actor{ID: "sdf", Kind: graph.ArmedGroup, Names: []graph.Name{{Value: "Syrian Democratic Forces"}}}
	}
	backwards := graph.Dating{Start: edtf.MustParse("2025"), End: edtf.MustParse("2024")}
	stillThere := graph.Dating{Ongoing: true}
	checkRefusals(t, sound, (*graph.Actor).Check, []refusal[*graph.Actor]{
		{"id", func(a *graph.Actor) { a.ID = "SDF" }, "id", `"SDF" is no id`, "lower-case"},
		{"alias", func(a *graph.Actor) { a.Aliases = []graph.ActorID{"qsd", "q s d"} }, "aliases", `"q s d" is no id`, "lower-case"},
		{"kind", func(a *graph.Actor) { a.Kind = 0 }, "kind", "missing", "such as armed-group"},
		{"no name", func(a *graph.Actor) { a.Names = nil }, "name", "missing", "in English"},
		{"empty name", func(a *graph.Actor) { a.Names[0].Value = "" }, "name", "missing", "in English"},
		{"unnamed without a source", func(a *graph.Actor) { a.Unnamed = true }, "source", "belongs to one source", "name the source"},
		{"unnamed with a source", func(a *graph.Actor) { a.Unnamed, a.Source = true, "talos" }, "", "", ""},
		{"lifetime", func(a *graph.Actor) { a.Span = backwards }, "span", "before it starts", "check the dates"},
		{"still there", func(a *graph.Actor) { a.Span = stillThere }, "", "", ""},
		{"days of a name", func(a *graph.Actor) { a.Names[0].Span = backwards }, "names", "before it starts", "check the dates"},
		{"days of an affiliation", func(a *graph.Actor) { a.Affiliations = []graph.Affiliation{{Whole: "sy", Span: backwards}} }, "affiliations", "before it starts", "check the dates"},
		{"part of itself", func(a *graph.Actor) { a.Affiliations = []graph.Affiliation{{Whole: "sdf"}} }, "affiliations", "belongs to itself", "another actor"},
		{"succeeds itself", func(a *graph.Actor) { a.Predecessors = []graph.Succession{{Predecessor: "sdf"}} }, "predecessors", "succeeds itself", "another actor"},
	})
}

func TestSourceCheck(t *testing.T) {
	sound := func() *graph.Source {
		return &graph.Source{ID: "talos", Title: "Talos", PublishedOn: edtf.MustParse("2026-01-08")}
	}
	checkRefusals(t, sound, (*graph.Source).Check, []refusal[*graph.Source]{
		{"id", func(s *graph.Source) { s.ID = "" }, "id", `"" is no id`, "lower-case"},
		{"title", func(s *graph.Source) { s.Title = "" }, "title", "missing", "as printed"},
		{"no day", func(s *graph.Source) { s.PublishedOn = edtf.Date{} }, "", "no day of publication", "speaksOf for the day it speaks of"},
		{"only a day it speaks of", func(s *graph.Source) { s.PublishedOn, s.SpeaksOf = edtf.Date{}, s.PublishedOn }, "", "", ""},
		{"a future without end", func(s *graph.Source) { s.SpeaksOf = edtf.MustParse("[2026..]") }, "speaksOf", "has no end", "write a last day"},
		{"itself again", func(s *graph.Source) { s.Republishes = "talos" }, "republishes", "republishes itself", "name the source that it copies"},
	})
}

func TestSameTie(t *testing.T) {
	read := func(line string) *graph.Claim { return claim(t, strings.Fields(line), 0) }
	first := read("k/a backing usa>sdf held=2026-01")
	if err := first.SameTie(read("k/a arms-supply usa>sdf when=2025 source=other denies")); err != nil {
		t.Errorf("another word on the same tie is refused: %v", err)
	}
	for _, line := range []string{"k/a backing sdf>usa held=2026-01", "k/a campaign usa>sdf held=2026-01", "k/a backing usa>iraq held=2026-01"} {
		checkFlaw(t, first.SameTie(read(line)), "tie", "the key k/a is that of another tie", "another key")
	}
}

// What a claim says by itself is checked before its source is known.
func TestClaimCheckWithoutItsSource(t *testing.T) {
	w := declare(t, `k/a attack usa>iran when=2026-01-10`)
	c := *w.claims[0]
	if errs := c.Check(nil); len(errs) != 0 {
		t.Errorf("a sound claim without its source: %v", errs)
	}
	c.Form = "alliance"
	if errs := c.Check(nil); len(errs) != 1 {
		t.Errorf("a claim of the wrong form, without its source: %v", errs)
	}
}

func TestClaimNamed(t *testing.T) {
	w := declare(t, `
		source s speaks=2026-01-20
		k/a war usa&iran source=s start=2026-01-05 end=2026-01-24
		k/b war usa&iraq source=s start=[2026-01-05..2026-01-07] end=..
		k/c backing usa>sdf source=s denies held=2026-01-10
		k/d backing usa>iran source=s denies`)
	for i, want := range []string{"2026-01-05..2026-01-20", "2026-01-05..2026-01-20", "2026-01-10", ""} {
		c := w.claims[i]
		var days graph.Span
		if want != "" {
			days = window(t, want)
		}
		if got := c.Named(w.Source(c.Source)); got != days {
			t.Errorf("%s names %v, want %v", c.Tie, got, days)
		}
	}
}
