package analysis_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// campTies reads ties such as "a+b c-d", each of which certainly holds on day 5.
func campTies(text string) []graph.Relation {
	var ties []graph.Relation
	for i, f := range strings.Fields(text) {
		kind, at := graph.Allegiance, strings.IndexAny(f, "+-")
		if f[at] == '-' {
			kind = graph.Hostility
		}
		ties = append(ties, graph.Relation{
			Key: graph.TieKey(fmt.Sprintf("%s/%d", f, i)), Kind: kind,
			Parties: []graph.Party{{Actor: graph.ActorID(f[:at])}, {Actor: graph.ActorID(f[at+1:])}},
			Period:  graph.Period{EarliestStart: 1, LatestStart: 1, EarliestEnd: 10, LatestEnd: 10},
			OwnDays: graph.Days(1, 9), Named: graph.Days(1, 9),
		})
	}
	return ties
}

func findCamps(t testing.TB, ties []graph.Relation, resolution float64) []analysis.Camp {
	t.Helper()
	camps, err := analysis.Camps(analysis.NewNetwork(ties, graph.OneDay(5), analysis.Counting{}), resolution)
	if err != nil {
		t.Fatal(err)
	}
	return camps
}

// campText is a camp on a line: members, label, cohesion, rivals.
func campText(c analysis.Camp) string {
	ids := make([]string, len(c.Members))
	for i, a := range c.Members {
		ids[i] = string(a)
	}
	return fmt.Sprintf("%s (%s %.3f) %v", strings.Join(ids, " "), c.Label, c.Cohesion, c.Rivals)
}

func TestCampsExamples(t *testing.T) {
	for _, test := range []struct {
		name, ties string
		want       []string
	}{
		{"nobody", "", nil},
		{"two friends", "b+a", []string{"a b (a 1.000) []"}},
		{"two enemies", "b-a", []string{"a (a 1.000) [1]", "b (b 1.000) [0]"}},
		{"two cliques against each other", "a+b b+c a+c x+y y+z x+z a-x b-y c-z",
			[]string{"a b c (a 1.000) [1]", "x y z (x 1.000) [0]"}},
		{"friends who have nothing to do with each other", "a+b c+d", []string{"a b (a 1.000) []", "c d (c 1.000) []"}},
		{"the enemy of my enemy is not my friend yet", "a-c b-c", []string{"a (a 1.000) [2]", "b (b 1.000) [2]", "c (c 1.000) [0 1]"}},
		{"the label has most friends in the camp", "a+c b+c a-x a-y", []string{"a b c (c 1.000) [1 2]", "x (x 1.000) [0]", "y (y 1.000) [0]"}},
		{"then most ties in all", "a+b b+c a+c c-x", []string{"a b c (c 1.000) [1]", "x (x 1.000) [0]"}},
		// Of the edges of a, b and c, three are inside and together, one is to an
		// enemy, and one is to a friend outside.
		{"a friend in the other camp", "a+b b+c a+c x+y y+z x+z a+x a-y b-x b-y c-z",
			[]string{"a b c (a 0.875) [1]", "x y z (x 0.875) [0]"}},
		{"ambivalent pairs do not count", "a+b a-b b+c", []string{"b c (b 1.000) []"}},
		{"the worst rival comes first", "a+b c+d e+f a-c a-e b-e b-f",
			[]string{"a b (a 1.000) [2 1]", "c d (c 1.000) [0]", "e f (e 1.000) [0]"}},
	} {
		var got []string
		for _, c := range findCamps(t, campTies(test.ties), 1) {
			got = append(got, campText(c))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

func TestCampsRefuse(t *testing.T) {
	n := analysis.NewNetwork(campTies("a+b"), graph.OneDay(5), analysis.Counting{})
	for _, resolution := range []float64{0, -1, 0.0009, 10.01, math.NaN(), math.Inf(1), math.Inf(-1)} {
		camps, err := analysis.Camps(n, resolution)
		var flaw *graph.Flaw
		if camps != nil || !errors.As(err, &flaw) || flaw.Field != "resolution" || flaw.Remedy == "" {
			t.Errorf("resolution %v: %v, error %v", resolution, camps, err)
		}
	}
	for _, resolution := range []float64{analysis.MinResolution, 0.7, analysis.MaxResolution} {
		if _, err := analysis.Camps(n, resolution); err != nil {
			t.Errorf("resolution %v: %v", resolution, err)
		}
	}
}

// Two triangles of friends with one friendship between them are two camps, and
// one where the resolution is low.
func TestResolutionSetsTheSize(t *testing.T) {
	ties := campTies("a+b b+c a+c x+y y+z x+z a+x")
	for _, test := range []struct {
		resolution float64
		camps      int
	}{{0.1, 1}, {1, 2}, {8, 6}} {
		if got := len(findCamps(t, ties, test.resolution)); got != test.camps {
			t.Errorf("resolution %v: %d camps, want %d", test.resolution, got, test.camps)
		}
	}
}

// anyCampTies are up to 25 ties among up to nine actors.
func anyCampTies(t *rapid.T) []graph.Relation {
	var b strings.Builder
	for range rapid.IntRange(0, 25).Draw(t, "ties") {
		x, y := rapid.IntRange(0, 8).Draw(t, "x"), rapid.IntRange(0, 7).Draw(t, "y")
		if y >= x {
			y++
		}
		fmt.Fprintf(&b, "%c%s%c ", 'a'+x, rapid.SampledFrom([]string{"+", "+", "-"}).Draw(t, "sign"), 'a'+y)
	}
	return campTies(b.String())
}

func TestCampsKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ties := anyCampTies(t)
		n := analysis.NewNetwork(ties, graph.OneDay(5), analysis.Counting{})
		resolution := float64(rapid.IntRange(1, 10_000).Draw(t, "thousandths")) / 1000
		camps, err := analysis.Camps(n, resolution)
		if err != nil {
			t.Fatal(err)
		}
		shuffled := slices.Clone(ties)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(ties), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		m := analysis.NewNetwork(shuffled, graph.OneDay(5), analysis.Counting{})
		r.Shuffle(len(m.Edges), func(i, j int) { m.Edges[i], m.Edges[j] = m.Edges[j], m.Edges[i] })
		if again, err := analysis.Camps(m, resolution); err != nil || !reflect.DeepEqual(camps, again) {
			t.Fatalf("in another order %v, error %v; before %v", again, err, camps)
		}
		checkCamps(t, n, camps)
	})
}

// checkCamps holds camps against what is written of them, counted another way.
func checkCamps(t *rapid.T, n *analysis.Network, camps []analysis.Camp) {
	of := map[graph.ActorID]int{}
	for c, camp := range camps {
		if !slices.IsSorted(camp.Members) || !slices.Contains(camp.Members, camp.Label) {
			t.Fatalf("camp %v", camp)
		}
		for _, a := range camp.Members {
			if _, twice := of[a]; twice {
				t.Fatalf("%s is in two camps", a)
			}
			of[a] = c
		}
		if c > 0 && (len(camps[c-1].Members) < len(camp.Members) ||
			len(camps[c-1].Members) == len(camp.Members) && camps[c-1].Label >= camp.Label) {
			t.Fatalf("camps %d and %d are out of order", c-1, c)
		}
	}
	if len(of) != len(n.Actors) {
		t.Fatalf("%d actors in camps, %d in the network", len(of), len(n.Actors))
	}
	sum := make([][]int, len(camps)) // edges between camps, friends less enemies
	for c := range camps {
		sum[c] = make([]int, len(camps))
		agree, all := 0, 0
		reached := map[graph.ActorID]bool{camps[c].Members[0]: true}
		for range camps[c].Members {
			for _, e := range n.Edges {
				a, b := n.Actors[e.A], n.Actors[e.B]
				if e.Sign > 0 && of[a] == c && of[b] == c && (reached[a] || reached[b]) {
					reached[a], reached[b] = true, true
				}
			}
		}
		if len(reached) != len(camps[c].Members) {
			t.Fatalf("camp %v is not held together", camps[c])
		}
		for _, e := range n.Edges {
			a, b := of[n.Actors[e.A]], of[n.Actors[e.B]]
			if a != c && b != c {
				continue
			}
			all++
			if a == b && e.Sign > 0 || a != b && e.Sign < 0 {
				agree++
			}
			if a != b {
				sum[c][a+b-c] += e.Sign
			}
		}
		if camps[c].Cohesion != float64(agree)/float64(all) {
			t.Fatalf("cohesion %v of %v, counted %d of %d", camps[c].Cohesion, camps[c], agree, all)
		}
	}
	for c := range camps {
		var rivals []int
		for d := range camps {
			if sum[c][d] < 0 {
				rivals = append(rivals, d)
			}
		}
		slices.SortStableFunc(rivals, func(x, y int) int { return sum[c][x] - sum[c][y] })
		if !slices.Equal(rivals, camps[c].Rivals) {
			t.Fatalf("rivals %v of camp %d, counted %v", camps[c].Rivals, c, rivals)
		}
	}
}

// Read (1954) describes three alliances among the Gahuku-Gama; they are the
// standard example of a signed graph with more than two sides (Hage and Harary
// 1983, pages 56 to 60). Who belongs to which is as in the reference division
// that Tomasso, Rusnak and Tešić use (2022, Journal of Complex Networks 10(3),
// cnac013; github.com/DataLab12/graphC, highland_ground_truth_k3.csv).
func TestCampsOfTheGahukuGama(t *testing.T) {
	const file = "../../../shared/data/signed/tribes_gahuku_gama.csv"
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) && os.Getenv("REALIGN_REQUIRE_DATA") == "" {
		t.Log("not tested: there is no " + file)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, error %v", len(rows), err)
	}
	var text strings.Builder
	for _, row := range rows[1:] {
		sign := "+"
		if row[2] == "-1" {
			sign = "-"
		}
		text.WriteString(row[0] + sign + row[1] + " ")
	}
	camps := findCamps(t, campTies(text.String()), 1)
	var got []string
	for _, c := range camps {
		got = append(got, strings.Split(campText(c), " (")[0])
	}
	want := []string{
		"Alika Asaro Gahuk Geham Masil Ove Ukudz",
		"Kohik Nagam Notoh Seuve Uheto",
		"Gama Gavev Kotun Nagad",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i, c := range camps {
		if len(c.Rivals) != 2 {
			t.Errorf("rivals of camp %d are %v, not both others", i, c.Rivals)
		}
	}
}
