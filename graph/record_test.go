package graph_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

func TestSlugs(t *testing.T) {
	for s, want := range map[string]bool{
		"sy-gov-2024": true, "a": true, "7": true, strings.Repeat("a", 100): true,
		"": false, "-a": false, "a-": false, "a--b": false, "A": false, "a b": false, "kürd": false, "a/b": false, "a_b": false,
		strings.Repeat("a", 101): false,
	} {
		if got := graph.IsSlug(s); got != want {
			t.Errorf("%q: slug is %v, want %v", s, got, want)
		}
	}
}

func TestTieKeys(t *testing.T) {
	for s, want := range map[string]bool{
		"tribes-sdf/alliance": true, "a/b/c": true, "nato/1949/fra+usa": true, strings.Repeat("a/", 149) + "aa": true,
		"": false, "a": false, "/": false, "a/": false, "/a": false, "a//b": false, "a/b+": false, "a/B": false, "a+b": false,
		strings.Repeat("a/", 150) + "a": false,
	} {
		if got := graph.IsTieKey(s); got != want {
			t.Errorf("%q: key is %v, want %v", s, got, want)
		}
	}
}

func TestSortParties(t *testing.T) {
	p := func(role graph.Role, actor graph.ActorID) graph.Party { return graph.Party{Actor: actor, Role: role} }
	for _, c := range []struct {
		rule     string
		in, want []graph.Party
	}{
		{"members by actor", []graph.Party{p(graph.Member, "usa"), p(graph.Member, "iran")}, []graph.Party{p(graph.Member, "iran"), p(graph.Member, "usa")}},
		{"from before to", []graph.Party{p(graph.To, "a"), p(graph.From, "b")}, []graph.Party{p(graph.From, "b"), p(graph.To, "a")}},
		{"mediators before parties, each as written",
			[]graph.Party{p(graph.PartyTo, "sdf"), p(graph.PartyTo, "damascus"), p(graph.Mediator, "usa"), p(graph.Mediator, "france")},
			[]graph.Party{p(graph.Mediator, "usa"), p(graph.Mediator, "france"), p(graph.PartyTo, "sdf"), p(graph.PartyTo, "damascus")}},
	} {
		got := slices.Clone(c.in)
		graph.SortParties(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.rule, got, c.want)
		}
	}
}

func TestUnits(t *testing.T) {
	unit := func(line string) graph.Unit { return claim(t, strings.Fields(line), 0).Unit() }
	war := unit("k/war war usa&iran denies")
	if unit("k/attack attack usa>iran denies") != war || unit("k/back attack iran>usa denies") != war {
		t.Error("ties of one pair fold apart")
	}
	if unit("k/t direct-talks |usa+iran denies") == war || unit("k/t direct-talks |usa+iran denies") == unit("k/u direct-talks |usa+iran denies") {
		t.Error("a mediation folds with another tie")
	}
	if unit("k/war war usa&iraq denies") == war {
		t.Error("ties of two pairs fold together")
	}
}

// digested is a claim with every field set.
func digested() graph.Claim {
	return graph.Claim{
		Tie: "damascus-sdf/talks", Kind: graph.Mediation, Form: "mediated-talks",
		Parties:   []graph.Party{{Actor: "usa", Role: graph.Mediator}, {Actor: "sdf", Role: graph.PartyTo}},
		Regarding: "damascus-sdf/war", Stance: graph.Asserts, Voice: graph.Attributed, Outcome: graph.Failed,
		Dating: graph.Dating{Start: edtf.MustParse("2026-01"), End: edtf.MustParse("2026-02")},
		Source: "talos", Claimant: "usa", Quote: "… broke up …", Locator: "line 9", Note: "a Wednesday",
		Reliability: graph.ReliabilityB, Credibility: 2, Marking: graph.Green, Dataset: "syria",
	}
}

// Claims are stored under their digests and permalinks carry them, so that a
// digest may never change.
func TestDigestIsStable(t *testing.T) {
	c := digested()
	if got, want := c.Digest(), graph.ClaimID("1sn7k1mblsulp6c081qb9vlr"); got != want {
		t.Errorf("the digest is %s, want %s", got, want)
	}
	var empty graph.Claim
	if got, want := empty.Digest(), graph.ClaimID("5760ont0aksj9mru644dvkdd"); got != want {
		t.Errorf("the digest of nothing is %s, want %s", got, want)
	}
}

func TestDigestNamesEveryField(t *testing.T) {
	edits := map[string]func(*graph.Claim){
		"tie":         func(c *graph.Claim) { c.Tie += "-2" },
		"kind":        func(c *graph.Claim) { c.Kind = graph.Hostility },
		"form":        func(c *graph.Claim) { c.Form = "good-offices" },
		"party":       func(c *graph.Claim) { c.Parties[1].Actor = "turkey" },
		"role":        func(c *graph.Claim) { c.Parties[1].Role = graph.Mediator },
		"one party":   func(c *graph.Claim) { c.Parties = c.Parties[:1] },
		"regarding":   func(c *graph.Claim) { c.Regarding = "" },
		"stance":      func(c *graph.Claim) { c.Stance = graph.Denies },
		"voice":       func(c *graph.Claim) { c.Voice = graph.Hedged },
		"outcome":     func(c *graph.Claim) { c.Outcome = 0 },
		"start":       func(c *graph.Claim) { c.Dating.Start = edtf.MustParse("[2026-01-01..2026-01-31]") },
		"end":         func(c *graph.Claim) { c.Dating.End = edtf.Date{} },
		"ongoing":     func(c *graph.Claim) { c.Dating.Ongoing = true },
		"when":        func(c *graph.Claim) { c.Dating = graph.Dating{When: c.Dating.Start} },
		"held":        func(c *graph.Claim) { c.Dating = graph.Dating{Held: c.Dating.Start} },
		"source":      func(c *graph.Claim) { c.Source = "other" },
		"claimant":    func(c *graph.Claim) { c.Claimant = "" },
		"quote":       func(c *graph.Claim) { c.Quote += " " },
		"locator":     func(c *graph.Claim) { c.Locator = "line 10" },
		"note":        func(c *graph.Claim) { c.Note = "" },
		"reliability": func(c *graph.Claim) { c.Reliability = 0 },
		"credibility": func(c *graph.Claim) { c.Credibility = 3 },
		"marking":     func(c *graph.Claim) { c.Marking = graph.Red },
		"dataset":     func(c *graph.Claim) { c.Dataset = "other" },
		"a letter that moves from one field to the next": func(c *graph.Claim) { c.Quote, c.Locator = c.Quote+"l", "ine 9" },
	}
	whole := digested()
	seen := map[graph.ClaimID]string{whole.Digest(): "the claim as it was"}
	for what, edit := range edits {
		c := digested()
		edit(&c)
		id := c.Digest()
		if other, ok := seen[id]; ok {
			t.Errorf("with another %s the claim has the digest of %s", what, other)
		}
		seen[id] = what
	}
	moved := digested()
	moved.Seq, moved.ID = 7, "x"
	if moved.Digest() != whole.Digest() {
		t.Error("a claim moved in its file is another claim")
	}
}

func TestActorName(t *testing.T) {
	span := func(start, end string) graph.Dating {
		d, err := graph.ParseDating(start, end, "", "")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	hts := graph.Actor{ID: "hts", Names: []graph.Name{
		{Value: "Hay'at Tahrir al-Sham", Language: "en", Span: span("2017-01-28", "")},
		{Value: "Jabhat al-Nusra", Language: "en", Span: span("2012-01-23", "2016-07-28")},
		{Value: "هيئة تحرير الشام", Language: "ar", Span: span("2017-01-28", "")},
		{Value: "Heyet Tahrir eş-Şam", Language: "tr"},
		{Value: "Heyeta Tehrîr el-Şam", Language: "ku-Latn"},
	}}
	for _, c := range []struct{ rule, language, days, want string }{
		{"English if no language is asked for", "", "2020-01-01", "Hay'at Tahrir al-Sham"},
		{"the name of the day", "", "2014-01-01", "Jabhat al-Nusra"},
		{"the name of the window", "en", "2012-01-01..2012-12-31", "Jabhat al-Nusra"},
		{"in the language asked for", "ar", "2020-01-01", "هيئة تحرير الشام"},
		{"its own script or not", "ku", "2020-01-01", "Heyeta Tehrîr el-Şam"},
		{"a language without a name falls back to English", "fr", "2014-01-01", "Jabhat al-Nusra"},
		{"an undated name holds on all days", "tr", "2014-01-01", "Heyet Tahrir eş-Şam"},
		{"the language asked for, even on a day of another name", "ar", "2014-01-01", "هيئة تحرير الشام"},
	} {
		if got := hts.Name(c.language, window(t, c.days)); got != c.want {
			t.Errorf("%s: %s in %q is %s, want %s", c.rule, c.days, c.language, got, c.want)
		}
	}
	nameless := graph.Actor{ID: "nobody"}
	if got := nameless.Name("", graph.Always); got != "nobody" {
		t.Errorf("an actor without a name is called %q", got)
	}
	if got := (graph.Identifier{Scheme: "wikidata", Value: "Q42"}).Ref(); got != "wikidata:Q42" {
		t.Errorf("an identifier is written %s", got)
	}
}

func TestFoldText(t *testing.T) {
	for _, c := range []struct{ rule, text, want string }{
		{"case", "Hay'at TAHRIR", "hay'at tahrir"},
		{"composed letters", "Kurd\u00ee \u00ea", "kurdi e"},
		{"decomposed letters", "Kurdi\u0302 e\u0302", "kurdi e"},
		{"accents", "Şam Öcalan Barzanî", "sam ocalan barzani"},
		{"dotless i", "DIYARBAKIR diyarbakır", "diyarbakir diyarbakir"},
		{"dotted capital i", "İran", "iran"},
		{"letters that fold to two", "Straße", "strasse"},
		{"Arabic vowel signs", "سُورِيَا", "سوريا"},
		{"Arabic hamza and madda", "أإآ", "ااا"},
		{"tatweel", "ســوريا", "سوريا"},
		{"typographic quotes", "Hay’at ‘ʿAfrîn’ “Şam”", "hay'at ''afrin' \"sam\""},
		{"dashes", "al–Sham al‑Sham", "al-sham al-sham"},
		{"marks of direction", "\u200fسوريا\u200e \u202bab\u202c", "سوريا ab"},
		{"white space", " al\u00a0\n\tSham ", "al sham"},
		{"ligatures and wide letters", "ﬁghters ＳＤＦ", "fighters sdf"},
	} {
		if got := graph.FoldText(c.text); got != c.want {
			t.Errorf("%s: %q folds to %q, want %q", c.rule, c.text, got, c.want)
		}
	}
}

// A text that is folded already, as a search argument is, folds to itself. (In
// the scripts that names are in: golang.org/x/text swaps the cases of Cherokee.)
func TestFoldTextTwice(t *testing.T) {
	letters := rapid.RuneFrom([]rune("ıİʿ’“ـ –"), unicode.Latin, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew,
		unicode.Han, unicode.Mn, unicode.P, unicode.Z, unicode.N)
	rapid.Check(t, func(t *rapid.T) {
		once := graph.FoldText(rapid.StringOf(letters).Draw(t, "text"))
		if twice := graph.FoldText(once); twice != once {
			t.Fatalf("folded once %q, twice %q", once, twice)
		}
	})
}

// Searches look into lines, so that no match runs from one name into the next.
func TestSearchedTexts(t *testing.T) {
	a := graph.Actor{ID: "sdf", ShortName: "QSD", Aliases: []graph.ActorID{"syrian-democratic-forces"},
		Names: []graph.Name{{Value: "Syrian Democratic Forces"}, {Value: "Hêzên Sûriya"}}}
	if got, want := graph.ActorText(&a), "sdf\nqsd\nsyrian democratic forces\nhezen suriya\nsyrian-democratic-forces"; got != want {
		t.Errorf("an actor is searched in %q, want %q", got, want)
	}
	s := graph.Source{ID: "talos", Title: "The\nTitle", Publisher: "P", Author: "A"}
	if got, want := graph.SourceText(&s), "talos\nthe title\np\na"; got != want {
		t.Errorf("a source is searched in %q, want %q", got, want)
	}
	c := graph.Claim{Quote: "Quote", Note: "Note"}
	if got, want := graph.ClaimText(&c, &s), "quote\nnote\nthe title"; got != want {
		t.Errorf("a claim is searched in %q, want %q", got, want)
	}
}
