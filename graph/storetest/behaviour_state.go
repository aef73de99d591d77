package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

func testDatasets(t testing.TB, b *bench) {
	declare := func(dataset graph.DatasetID, title string, dry bool) {
		t.Helper()
		b.clock.Advance(time.Hour)
		template := graph.Load{Title: title, License: "CC0-1.0", Schedule: "0 4 * * *", DryRun: dry}
		if _, err := b.tryLoad(t.Context(), Version{Dataset: dataset}, template); err != nil {
			t.Fatal(err)
		}
	}
	titles := func() string {
		t.Helper()
		datasets, err := b.Datasets(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var w strings.Builder
		for _, d := range datasets {
			w.WriteString(string(d.ID) + " " + d.Title)
			if d.LastLoad != nil {
				same(t, "the last load of a dataset", Render(*d.LastLoad), Render(b.loads(t, graph.LoadQuery{Nos: []int64{d.LastLoad.No}}).Loads[0]))
				w.WriteString(" loaded as " + d.LastLoad.Title)
			}
			w.WriteString("\n")
		}
		return w.String()
	}
	declare("m", "M tried", true)
	same(t, "a dataset that was only tried", titles(), "m M tried\n")
	declare("m", "M", false)
	declare("a", "A", false)
	declare("m", "M tried again", true)
	same(t, "datasets, one tried after it was loaded", titles(), "a A loaded as A\nm M loaded as M\n")
	declare("m", "M newly", false)
	same(t, "a dataset with a new title", titles(), "a A loaded as A\nm M newly loaded as M newly\n")
	if _, err := b.RecordFailure(t.Context(), graph.Load{Dataset: "a", Title: "A failing", StartedAt: now(b.clock.Now)}); err != nil {
		t.Fatal(err)
	}
	b.Reopen(t)
	same(t, "a dataset whose last load failed", titles(), "a A failing loaded as A failing\nm M newly loaded as M newly\n")
}

func testState(t testing.TB, b *bench) {
	x := small(t, "x", twoClaims+`
		claim a-b/alliance alliance a--b s held=2026-01-07 "and on the seventh"`)
	y := small(t, "y", `
		actor c person
		source r published=2026-01-09
		claim a-b/alliance alliance a--b r held=2026-01-09 "so they do"
		claim a-b/feud rivalry a--b r held=2026-01-09 "no, they quarrel"`)
	b.load(t, x)
	b.load(t, y)
	want := stateOf(2, x)
	want.Others = graph.Others{
		Actors:  map[graph.ActorID]*graph.Actor{"c": y.Actors[0]},
		Sources: map[graph.SourceID]*graph.Source{"r": y.Sources[0]},
		Ties:    map[graph.TieKey]*graph.Claim{"a-b/alliance": y.Claims[0], "a-b/feud": y.Claims[1]},
		Named:   map[graph.ActorID]graph.TieKey{"a": "a-b/alliance", "b": "a-b/alliance"},
	}
	check := func(when string) {
		t.Helper()
		state, err := b.State(t.Context(), "x", "a-b/alliance", "a-b/feud", "no/such")
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the state "+when, Render(state), Render(want))
	}
	check("of a dataset")
	b.Reopen(t)
	check("of a dataset, opened again")

	// What others hold stands for a key by the first of its claims.
	other, err := b.State(t.Context(), "y", "a-b/alliance")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the tie of two claims", Render(other.Others.Ties["a-b/alliance"]), Render(x.Claims[0]))

	// What was withdrawn and retracted is gone from the state.
	b.load(t, Version{Dataset: "y"})
	want.Base, want.Others = 3, graph.Others{}
	check("after another dataset was emptied")
}

func stateOf(base graph.RevNo, v Version) *graph.DatasetState {
	state := &graph.DatasetState{Base: base, Actors: map[graph.ActorID]*graph.Actor{},
		Sources: map[graph.SourceID]*graph.Source{}, Claims: map[graph.ClaimID]*graph.Claim{}}
	for _, a := range v.Actors {
		state.Actors[a.ID] = a
	}
	for _, s := range v.Sources {
		state.Sources[s.ID] = s
	}
	for _, c := range v.Claims {
		state.Claims[c.ID] = c
	}
	return state
}

func testReopen(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	b.clock.Advance(time.Hour)
	b.load(t, many(t, "x", 50))
	head := b.head(t)
	var before []string
	for rev := range head.No + 1 {
		text, err := snapshot(t.Context(), b.Store, rev)
		if err != nil {
			t.Fatal(err)
		}
		before = append(before, text)
	}
	all := b.everything(t)
	for range 2 {
		b.Reopen(t)
		same(t, "a store opened again", b.everything(t), all)
		for rev := range head.No + 1 {
			text, err := snapshot(t.Context(), b.Store, rev)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "an old revision of a store opened again", text, before[rev])
		}
	}
	b.clock.Advance(time.Hour)
	if load := b.load(t, small(t, "x", twoClaims)); load.No != 3 || load.Revision != 3 {
		t.Errorf("the load after opening again is number %d and made revision %d, not 3 and 3", load.No, load.Revision)
	}
}

// testWholeRecords loads records with every field filled and reads them back.
func testWholeRecords(t testing.TB, b *bench) {
	const odd = "Şê'x \"q\" \\ \t 'قسد' e\u0301 ı 𐎣"
	span := graph.Dating{Start: edtf.MustParse("2011~"), End: edtf.MustParse("[2024-12-08..2024-12-10]")}
	still := graph.Dating{Start: edtf.MustParse("201X"), Ongoing: true}
	v := Version{
		Dataset: "x",
		Actors: []*graph.Actor{
			{ID: "b", Kind: graph.State, Names: []graph.Name{{Value: "B"}}},
			{ID: "a", Aliases: []graph.ActorID{"old-a", "a-1"}, Kind: graph.CivilSociety, Unnamed: true, ShortName: odd, Description: odd, Note: odd,
				Span: span, Source: "s",
				Names:        []graph.Name{{Value: odd, Language: "ku-Latn", Span: still, Source: "s", Note: odd}, {Value: "A", Language: "en", Span: span}},
				Identifiers:  []graph.Identifier{{Scheme: "wikidata", Value: "Q1", Source: "s"}, {Scheme: "x:y", Value: odd}},
				Affiliations: []graph.Affiliation{{Whole: "b", Role: odd, Span: still, Source: "s", Locator: odd, Quote: odd, Note: odd}, {Whole: "b", Role: "part of"}},
				Predecessors: []graph.Succession{{Predecessor: "b", On: graph.Dating{When: edtf.MustParse("2017-01?")}, Form: "merged", Source: "s", Locator: odd, Quote: odd, Note: odd}},
			},
		},
		Sources: []*graph.Source{{ID: "s", Aliases: []graph.SourceID{"old-s", "a-s"}, Title: odd, Publisher: odd, Author: odd, URL: "https://example.org/?a=b&c=ü",
			PublishedOn: edtf.MustParse("2026-01"), SpeaksOf: edtf.MustParse("2026-01-08"), Republishes: "r", RetrievedOn: edtf.MustParse("2026-02-01"),
			Language: "ckb-Arab", Reliability: graph.ReliabilityF, Marking: graph.AmberStrict, Note: odd, Document: odd},
			{ID: "r", Title: "R", PublishedOn: edtf.MustParse("2025~")}},
		Claims: []*graph.Claim{
			{Tie: "x/talks", Kind: graph.Mediation, Form: "mediated-talks",
				Parties:   []graph.Party{{Actor: "b", Role: graph.Mediator}, {Actor: "a", Role: graph.Mediator}, {Actor: "z", Role: graph.PartyTo}, {Actor: "c", Role: graph.PartyTo}},
				Regarding: "x/war", Stance: graph.Asserts, Voice: graph.Hedged, Outcome: graph.UnknownOutcome, Dating: graph.Dating{When: edtf.MustParse("2026-01-05?")},
				Source: "s", Claimant: "a", Quote: odd, Locator: odd, Note: odd, Reliability: graph.ReliabilityD, Credibility: 6, Marking: graph.Red},
			{Tie: "x/war", Kind: graph.Hostility, Form: "war", Parties: []graph.Party{{Actor: "a", Role: graph.Member}, {Actor: "b", Role: graph.Member}},
				Stance: graph.Asserts, Voice: graph.Own, Dating: still, Source: "r"},
			{Tie: "x/war", Kind: graph.Hostility, Form: "war", Parties: []graph.Party{{Actor: "a", Role: graph.Member}, {Actor: "b", Role: graph.Member}},
				Stance: graph.Denies, Voice: graph.Own, Source: "r"},
		},
	}
	v.number()
	b.load(t, v)
	for range 2 {
		state, err := b.State(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		same(t, "records with every field filled", Render(state), Render(stateOf(1, v)))
		if again := b.load(t, v); again.Revision != 0 {
			t.Errorf("loading what the state holds made revision %d", again.Revision)
		}
		b.Reopen(t)
	}
	page := b.claims(t, 1, graph.ClaimQuery{Days: graph.Always})
	for i, c := range v.Claims {
		if i >= len(page.Claims) || c.Digest() != page.Claims[i].Digest() {
			t.Errorf("claim %d reads back with another digest", i)
		}
	}
}

func testLoadedAgain(t testing.TB, b *bench) {
	v := small(t, "x", twoClaims)
	for i := range 5 {
		b.clock.Advance(time.Hour)
		w := v
		if i%2 == 1 {
			w.Claims = v.Claims[:1]
		}
		b.load(t, w)
	}
	id := v.Claims[1].ID
	for rev, want := range []struct{ from, to graph.RevNo }{1: {1, graph.Forever}, 2: {1, 2}, 3: {3, graph.Forever}, 4: {3, 4}, 5: {5, graph.Forever}} {
		if rev == 0 {
			continue
		}
		page := b.claims(t, graph.RevNo(rev), graph.ClaimQuery{All: true, Days: graph.Always, IDs: []graph.ClaimID{id}})
		if len(page.Claims) != 1 || page.Total != 1 || page.Claims[0].From != want.from || page.Claims[0].To != want.to {
			t.Errorf("revision %d knows of the claim: %s", rev, Render(page))
		}
	}
}

// testPlaces pins that a claim is listed once, whatever places it had in the
// order written at different times.
func testPlaces(t testing.TB, b *bench) {
	v := small(t, "x", twoClaims+`
		claim a-b/alliance alliance a--b s held=2026-01-07 "and on the seventh"
		claim a-b/alliance alliance a--b s held=2026-01-06 "and on the sixth"`)
	first, second, third := v.Claims[0], v.Claims[2], v.Claims[3]
	for _, claims := range [][]*graph.Claim{{first, second, third}, {second, third}, {second, third, first}, {third, first, second}} {
		w := v
		w.Claims = slices.Clone(claims)
		w.number()
		b.load(t, w)
	}
	// Order is no part of what a claim says, so that the last load found nothing
	// to do.
	if head := b.head(t); head.No != 3 {
		t.Errorf("the head is %d, not 3", head.No)
	}
	page := b.claims(t, 3, graph.ClaimQuery{All: true, Days: graph.Always, Ties: []graph.TieKey{"a-b/alliance"}})
	var listed []string
	for _, c := range page.Claims {
		listed = append(listed, fmt.Sprintf("%s from %d at %d", c.Quote, c.From, c.Seq))
	}
	slices.Sort(listed[1:]) // two share the third place, and digests decide
	same(t, "claims that changed places", Render(listed), Render([]string{
		"and on the seventh from 1 at 2", "and on the sixth from 1 at 3", "they stand together from 3 at 3"}))
	if page.Total != 3 {
		t.Errorf("%d claims, not 3", page.Total)
	}
}
