package analysis_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// shelf has the ties of a view to read from, and checks what is read.
type shelf struct {
	ties   []graph.Relation
	rand   *rand.Rand
	atOnce int // so many reads are of some actors; the next is of all ties

	reads, rows int
	asked       map[graph.ActorID]bool // of whom all ties were read
	whole       bool
	err         error // of the last read
}

func (s *shelf) of(actors, with []graph.ActorID) ([]graph.Relation, bool, error) {
	switch {
	case s.whole:
		return nil, false, errors.New("all ties were read, and some are read again")
	case len(actors) == 0 || !slices.IsSorted(actors) || !slices.IsSorted(with) || with != nil && len(with) == 0:
		return nil, false, fmt.Errorf("asked for the ties of %v with %v", actors, with)
	}
	for _, a := range actors {
		if s.asked[a] {
			return nil, false, fmt.Errorf("the ties of %s are read twice", a)
		}
		s.asked[a] = with == nil
	}
	s.reads++
	s.whole = s.reads > s.atOnce
	out := slices.Clone(s.ties)
	if !s.whole {
		q := graph.RelationQuery{Actors: actors, With: with}
		out = slices.DeleteFunc(out, func(r graph.Relation) bool { return !q.MatchParties(r.Parties) })
	}
	s.rand.Shuffle(len(out), reflect.Swapper(out))
	s.rows += len(out)
	return out, s.whole, s.err
}

// searchTexts looks for chains as the ties are needed, in whatever order they are
// read, and with all of them read from some time on.
func searchTexts(t *testing.T, r *rand.Rand, ties []graph.Relation, q analysis.PathQuery) []string {
	t.Helper()
	s := &shelf{ties: ties, rand: r, atOnce: r.IntN(8), asked: map[graph.ActorID]bool{}}
	paths, read, err := analysis.SearchPaths(s.of, graph.OneDay(pathDay), q)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[graph.TieKey]bool{}
	for _, tie := range read {
		if keys[tie.Key] {
			t.Fatalf("%s is there twice", tie.Key)
		}
		keys[tie.Key] = true
	}
	return pathTexts(read, paths)
}

// Webs of hubs and crowds, too large to enumerate: what is read as needed gives
// the same chains as all ties do.
func TestSearchPathsIsPaths(t *testing.T) {
	lengths := map[int]int{}
	for seed := range uint64(1_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		actors := 10 + r.IntN(90)
		// The smaller its number, the more often an actor is drawn; some are drawn
		// near each other.
		who := func() string { return fmt.Sprintf("n%02d", r.IntN(1+r.IntN(actors))) }
		near := func(i int) string { return fmt.Sprintf("n%02d", min(actors-1, i%actors+r.IntN(4))) }
		var ties []graph.Relation
		for i := range actors/2 + r.IntN(actors) {
			names := []string{who(), who(), who(), who()}
			if i%3 > 0 {
				names = []string{near(i), near(i), near(i)}
			}
			slices.Sort(names)
			names = slices.Compact(names)
			if len(names) < 2 {
				continue
			}
			key, kind := fmt.Sprintf("%03d", i), []graph.Kind{graph.Allegiance, graph.Hostility, graph.Mediation}[r.IntN(3)]
			parties := names[0] + "&" + names[len(names)-1]
			switch {
			case kind == graph.Mediation && r.IntN(2) == 0:
				parties = strings.Join(names, "+")
			case kind == graph.Mediation:
				parties = names[0] + "|" + strings.Join(names[1:], "+")
			}
			tie := pathTie(key, kind, parties)
			if r.IntN(4) == 0 {
				tie.Period = pathPeriods[graph.Possible]
			}
			ties = append(ties, tie)
		}
		from := r.IntN(actors)
		q := analysis.PathQuery{From: graph.ActorID(fmt.Sprintf("n%02d", from)), To: graph.ActorID(fmt.Sprintf("n%02d", (from+1+r.IntN(actors-1))%actors)),
			MaxLength: 1 + r.IntN(analysis.MaxPathLength), Limit: r.IntN(4)}
		paths := findPaths(t, ties, q)
		if got, want := searchTexts(t, r, ties, q), pathTexts(ties, paths); !slices.Equal(got, want) {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if len(paths) == 0 {
			continue
		}
		// As long as may be, and longer than may be.
		lengths[len(paths[0].Ties)]++
		q.MaxLength = len(paths[0].Ties)
		if got, want := searchTexts(t, r, ties, q), pathTexts(ties, paths); !slices.Equal(got, want) {
			t.Fatalf("seed %d, of %d ties at most: got\n%s\nwant\n%s", seed, q.MaxLength, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if q.MaxLength--; q.MaxLength > 0 {
			if got := searchTexts(t, r, ties, q); len(got) > 0 {
				t.Fatalf("seed %d, of %d ties at most: got\n%s", seed, q.MaxLength, strings.Join(got, "\n"))
			}
		}
	}
	for n := 1; n <= 4; n++ {
		if lengths[n] < 50 {
			t.Errorf("chains of %d ties came up %d times: the webs drawn test too little", n, lengths[n])
		}
	}
}

// A search reads the ties of those it passes, and no others.
func TestSearchPathsReadsLittle(t *testing.T) {
	var ties []graph.Relation
	for i := range 1000 {
		ties = append(ties, pathTie(fmt.Sprintf("far/%04d", i), graph.Allegiance, fmt.Sprintf("x%03d&x%03d", i, i+1)))
	}
	for i := range 50 {
		ties = append(ties, pathTie(fmt.Sprintf("hub/%02d", i), graph.Allegiance, fmt.Sprintf("z&x%03d", i)))
	}
	ties = append(ties, pathTie("1", graph.Allegiance, "a&b"), pathTie("2", graph.Hostility, "b&c"), pathTie("3", graph.Allegiance, "c&z"))
	s := &shelf{ties: ties, rand: rand.New(rand.NewPCG(1, 1)), atOnce: 10, asked: map[graph.ActorID]bool{}}
	found, read, err := analysis.SearchPaths(s.of, graph.OneDay(pathDay), analysis.PathQuery{From: "a", To: "z", MaxLength: 8})
	if got := pathTexts(read, found); err != nil || fmt.Sprint(got) != "[a -1- b -2- c -3- z -1 certain]" {
		t.Errorf("%v, %v", got, err)
	}
	// The ends have 52, there is none between b and z, b has two, and there is one
	// between c and z.
	if len(read) != 53 || s.reads != 4 || s.rows != 55 {
		t.Errorf("%d ties, %d of them new, were read in %d reads", s.rows, len(read), s.reads)
	}

	// Nothing is read that could only lengthen a chain that is long enough.
	s = &shelf{ties: ties, rand: s.rand, atOnce: 10, asked: map[graph.ActorID]bool{}}
	found, _, err = analysis.SearchPaths(s.of, graph.OneDay(pathDay), analysis.PathQuery{From: "a", To: "z", MaxLength: 2})
	if err != nil || found != nil || s.reads != 2 || s.rows != 52 {
		t.Errorf("of two ties at most: %v, %v; %d ties in %d reads", found, err, s.rows, s.reads)
	}

	s = &shelf{ties: ties, rand: s.rand, atOnce: 10, asked: map[graph.ActorID]bool{}, err: errors.New("out of reach")}
	if found, read, err := analysis.SearchPaths(s.of, graph.OneDay(pathDay), analysis.PathQuery{From: "a", To: "z", MaxLength: 8}); !errors.Is(err, s.err) || found != nil || read != nil {
		t.Errorf("%v from %d ties, %v", found, len(read), err)
	}
}
