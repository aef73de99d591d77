package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/storetest"
)

// powers are the six of the figure of Antal, Krapivsky and Redner, Social
// balance on networks (Physica D 224, 2006, 130-136), with its letters.
var powers = map[graph.ActorID]string{
	"united-kingdom-1801": "GB", "austria-hungary": "AH", "french-third-republic": "F",
	"german-empire": "G", "kingdom-of-italy": "I", "russian-empire": "R",
}

// panels are pairs of powers by day: "+" together, "-" against each other, as
// material ties have it; "(-)" if that is possible and not certain.
//
// The edges of 1882 and 1890 are those of the figure's panels, all of them, as
// the source figure-script has them. Those of the later days are the ones that
// a text was found for: the source manynet-irps-wwi has the alliances of 1891
// to 1907, and Great Britain, Austria-Hungary and Germany as the enemies that
// they stayed. The published figure is said to have all pairs in its last panel,
// so four enmities more (GB-G, GB-I, F-I, I-R), and those of Russia for certain;
// see leftOut in seed/great-powers/claims/figure.yaml.
var panels = []struct{ day, pairs string }{
	{"1882-12-31", "AH+G AH+I AH+R G+I G+R AH-F AH-GB F-G F-GB F-R GB-R"},
	{"1890-12-31", "AH+G AH+I G+I AH-F AH-GB AH-R F-G F-GB G-R GB-R"},
	{"1895-06-30", "AH+G AH+I F+R G+I AH-F AH-GB AH(-)R F-G F-GB G(-)R GB-R"},
	{"1905-06-30", "AH+G AH+I F+GB F+R G+I AH-F AH-GB AH(-)R F-G G(-)R GB-R"},
	{"1907-12-31", "AH+G AH+I F+GB F+R G+I GB+R AH-F AH-GB AH(-)R F-G G(-)R"},
	{"1926-11-22", ""},
	{"2026-11-22", ""},
}

func TestGreatPowersByPanel(t *testing.T) {
	store := storetest.NewModel(func() time.Time { return loadedAt })
	api(t, store)
	for _, p := range panels {
		t.Run(p.day, func(t *testing.T) {
			got, want := pairsOn(t, store, p.day), strings.Fields(p.pairs)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%v, and not %v", got, want)
			}
		})
	}
}

// The last panel is balanced (Antal, Krapivsky and Redner 2006; Easley and
// Kleinberg 2010, figure 5.5): two camps, friends within and enemies between,
// so that every cycle has an even number of enmities. Those before are not.
func TestGreatPowersEndInTwoCamps(t *testing.T) {
	store := storetest.NewModel(func() time.Time { return loadedAt })
	api(t, store)
	for _, p := range panels[:5] {
		breaches := 0
		for _, pair := range pairsOn(t, store, p.day) {
			together := strings.Contains(pair, "+")
			ends := strings.FieldsFunc(pair, func(r rune) bool { return strings.ContainsRune("(+-)", r) })
			if camp(ends[0]) == camp(ends[1]) != together {
				breaches++
			}
		}
		if last := p.day == "1907-12-31"; last != (breaches == 0) {
			t.Errorf("%s: %d pairs do not fit the camps of 1907", p.day, breaches)
		}
	}
}

// camp is the one of the two that a power ended in.
func camp(power string) string {
	if slices.Contains([]string{"GB", "F", "R"}, power) {
		return "Entente"
	}
	return "Triple Alliance"
}

// Russia leaves Germany for Germany's enemy: the friendship has certainly ended
// before that with France can have begun, and both are certain in their day.
func TestRussiaRealigns(t *testing.T) {
	store := storetest.NewModel(func() time.Time { return loadedAt })
	api(t, store)
	for _, c := range []struct {
		key      graph.TieKey
		from, to string
	}{
		{"gp/figure/three-emperors-1881/germany-russia", "1882-01-01", "1889-12-31"},
		{"gp/figure/france-russia/alliance", "1894-12-31", "1906-12-31"},
		{"gp/figure/france-germany/rivalry", "1882-01-01", "1907-12-31"},
	} {
		page := relationsOn(t, store, graph.RelationQuery{Days: graph.Always, Keys: []graph.TieKey{c.key}})
		if len(page) != 1 {
			t.Fatalf("%s: %d relations", c.key, len(page))
		}
		for _, day := range []string{c.from, c.to} {
			if got := page[0].Certainty(dayOf(t, day)); got != graph.Certain {
				t.Errorf("%s on %s: %v", c.key, day, got)
			}
		}
	}
	old := relationsOn(t, store, graph.RelationQuery{Days: graph.Always, Keys: []graph.TieKey{"gp/figure/three-emperors-1881/germany-russia"}})[0]
	young := relationsOn(t, store, graph.RelationQuery{Days: graph.Always, Keys: []graph.TieKey{"gp/figure/france-russia/alliance"}})[0]
	if old.Period.LatestEnd > young.Period.EarliestStart {
		t.Errorf("the friendship with Germany (%v) may overlap that with France (%v)", old.Period, young.Period)
	}
}

// The treaties promise what their texts promise: neutrality and consultation
// are words, and the settlements of 1904 and 1907 take no side.
func TestTreatiesOfThePowersByTheirTexts(t *testing.T) {
	store := storetest.NewModel(func() time.Time { return loadedAt })
	api(t, store)
	for _, c := range []struct {
		key     graph.TieKey
		day     string
		form    string
		nominal bool
		sign    int
	}{
		{"gp/three-emperors-1873/austria-hungary-russia", "1873-06-06", "consultation", true, 1},
		{"gp/dual-alliance-1879", "1914-01-01", "defence-pact", false, 1},
		{"gp/three-emperors-1881/german-empire+russian-empire", "1881-06-18", "neutrality", true, 1},
		{"gp/triple-alliance-1882/austria-hungary+kingdom-of-italy", "1907-12-31", "defence-pact", false, 1},
		{"gp/reinsurance-treaty-1887", "1890-06-18", "neutrality", true, 1},
		{"gp/entente-cordiale-1904/declaration", "1904-04-08", "direct-talks", false, 0},
		{"gp/anglo-russian-convention-1907", "1907-08-31", "direct-talks", false, 0},
	} {
		page := relationsOn(t, store, graph.RelationQuery{Days: dayOf(t, c.day), Keys: []graph.TieKey{c.key}, CertainOnly: true})
		if len(page) != 1 {
			t.Errorf("%s: %d relations certain on %s", c.key, len(page), c.day)
			continue
		}
		if r := page[0]; r.Form != c.form || r.Nominal != c.nominal || r.Sign() != c.sign {
			t.Errorf("%s: form %q, nominal %t, sign %d", c.key, r.Form, r.Nominal, r.Sign())
		}
	}
}

// pairsOn adds up the material ties among the powers on a day, in order. It
// fails on a pair with both signs.
func pairsOn(t *testing.T, store graph.Store, day string) []string {
	t.Helper()
	days := dayOf(t, day)
	marks := map[[2]string]string{}
	for _, r := range relationsOn(t, store, graph.RelationQuery{Days: days, Within: slices.Sorted(maps.Keys(powers))}) {
		if r.Sign() == 0 || r.Nominal {
			continue
		}
		pair := [2]string{powers[r.Parties[0].Actor], powers[r.Parties[1].Actor]}
		slices.Sort(pair[:])
		sign := map[int]string{1: "+", -1: "-"}[r.Sign()]
		old := marks[pair]
		switch {
		case old != "" && !strings.Contains(old, sign):
			t.Errorf("%s: %v are together and against each other", day, pair)
		case r.Certainty(days) == graph.Certain:
			marks[pair] = sign
		case old == "":
			marks[pair] = "(" + sign + ")"
		}
	}
	out := []string{}
	for pair, mark := range marks {
		out = append(out, fmt.Sprint(pair[0], mark, pair[1]))
	}
	slices.Sort(out)
	return out
}

func relationsOn(t *testing.T, store graph.Store, q graph.RelationQuery) []graph.Relation {
	t.Helper()
	head, err := store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	page, err := store.Relations(t.Context(), head.No, q)
	if err != nil {
		t.Fatal(err)
	}
	return page.Relations
}

func dayOf(t *testing.T, text string) graph.Span {
	t.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return graph.OneDay(d.Earliest())
}
