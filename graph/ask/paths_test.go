package ask_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/storetest"
)

// A search for chains reads the ties of those whom it passes. The chains must be
// those that all ties of the view give, whatever narrows the view.
func TestPathsAreThoseOfAllTies(t *testing.T) {
	found := map[int]int{}
	for seed := range uint64(12) {
		p := newPast(t, seed, storetest.Versions(seed, 6))
		for range 40 {
			p.askForPaths(t, found)
		}
	}
	for length := 1; length <= 2; length++ {
		if found[length] < 20 {
			t.Errorf("chains of %d ties came up %d times: the histories test too little", length, found[length])
		}
	}
}

// askForPaths asks both stores, and counts the lengths of what is found.
func (p *past) askForPaths(t *testing.T, found map[int]int) {
	t.Helper()
	q := p.question(t)
	people := p.actors(t, q.to.rev)
	if len(people) < 2 {
		return
	}
	p.rand.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	within := []graph.ActorID(nil)
	if p.rand.IntN(3) == 0 {
		within = people[:2+p.rand.IntN(len(people)-1)]
	}
	search := analysis.PathQuery{From: people[0], To: people[1], MaxLength: 1 + p.rand.IntN(5), Limit: 1 + p.rand.IntN(10),
		Counting: analysis.Counting{Nominal: p.rand.IntN(2) == 0, Alleged: p.rand.IntN(2) == 0}}
	if p.rand.IntN(3) == 0 {
		search.Kinds = []graph.Kind{graph.Allegiance, graph.Mediation}
	}

	day := graph.OneDay(*q.args.To)
	ties := must(p.model.Relations(t.Context(), q.to.rev, graph.RelationQuery{Lens: q.to.lens, Days: day, Kinds: q.kinds, Within: within,
		CertainOnly: q.args.Certainty != nil}))(t).Relations
	var want []string
	for _, path := range must(analysis.Paths(ties, day, search))(t) {
		var keys []string
		for _, i := range path.Ties {
			keys = append(keys, "relation:"+string(ties[i].Key))
		}
		want = append(want, fmt.Sprintf("%v by %s %+d %s", path.Actors, strings.Join(keys, ","), path.Sign, path.Certainty))
		found[len(keys)]++
	}
	for name, store := range p.stores {
		asker := ask.New(store, ask.Options{Clock: p.clock.Now})
		g := must(asker.Graph(t.Context(), ask.GraphArgs{AsOf: q.args.To, KnownAt: q.args.ToKnownAt, Perspective: q.args.Perspective, Certainty: q.args.Certainty}))(t)
		if q.kinds != nil || within != nil {
			var ids []string
			for _, id := range within {
				ids = append(ids, string(id))
			}
			g = must(g.Subgraph(ids, nil, q.kinds, nil))(t)
		}
		paths := must(g.Paths(string(search.From), string(search.To), search.Kinds, &search.MaxLength, &search.Counting.Nominal, &search.Counting.Alleged, &search.Limit))(t)
		if got := pathLines(paths); !slices.Equal(got, want) {
			t.Fatalf("%s: from %s to %s within %v, %s\ngot\n  %s\nwant\n  %s", name, search.From, search.To, within, &q, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
		}
	}
}

func pathLines(paths []*ask.Path) (lines []string) {
	for _, path := range paths {
		var actors, ties []string
		for _, a := range path.Actors() {
			actors = append(actors, strings.TrimPrefix(a.ID(), "actor:"))
		}
		for _, r := range path.Relations() {
			ties = append(ties, r.ID())
		}
		lines = append(lines, fmt.Sprintf("%v by %s %+d %s", actors, strings.Join(ties, ","), path.Sign(), path.Certainty()))
	}
	return lines
}

// shelf notes how many ties each reading of a store gave.
type shelf struct {
	graph.Reader
	rows []int
}

func (s *shelf) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	page, err := s.Reader.Relations(ctx, rev, q)
	s.rows = append(s.rows, len(page.Relations))
	return page, err
}

// Few reads: the ties of both ends are one, those between who is about the one
// and about the other are the next, and in a crowd all ties of the day are one.
func TestPathsAreFewReads(t *testing.T) {
	for _, c := range []struct {
		name   string
		around int // actors about each end
		joined bool
		rows   []int // of each reading
	}{
		{"neighbours", 5, true, []int{11}},
		{"a few about each end", 5, false, []int{10, 0, 10, 1}},
		{"a crowd about each end", 300, false, []int{600, 606 + groups}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pairs [][2]graph.ActorID
			for i := range c.around {
				east, west := graph.ActorID(fmt.Sprintf("east-%03d", i)), graph.ActorID(fmt.Sprintf("west-%03d", i))
				pairs = append(pairs, [2]graph.ActorID{"east", east}, [2]graph.ActorID{"west", west})
				if !c.joined && i < 5 {
					pairs = append(pairs, [2]graph.ActorID{east, "bridge"})
				}
			}
			length := 4
			if c.joined {
				pairs, length = append(pairs, [2]graph.ActorID{"east", "west"}), 1
			} else {
				pairs = append(pairs, [2]graph.ActorID{"west-000", "bridge"})
			}
			s := allied(t, pairs)
			g := must(ask.New(s, ask.Options{}).Graph(t.Context(), ask.GraphArgs{AsOf: day("2026-01-08")}))(t)
			s.rows = nil
			paths := must(g.Paths("east", "west", nil, nil, nil, nil, nil))(t)
			if len(paths) == 0 || len(paths[0].Relations()) != length {
				t.Fatalf("found %v", pathLines(paths))
			}
			if !slices.Equal(s.rows, c.rows) {
				t.Errorf("the readings gave %v ties, want %v", s.rows, c.rows)
			}
		})
	}
}

// allied is a store of pairs who are allied on 8 January 2026.
func allied(t *testing.T, pairs [][2]graph.ActorID) *shelf {
	t.Helper()
	f := newFixture(t)
	var c graph.Changes
	known := map[graph.ActorID]bool{}
	for i, pair := range pairs {
		for _, id := range pair {
			if !known[id] {
				known[id] = true
				c.Actors = append(c.Actors, &graph.Actor{ID: id, Kind: graph.ArmedGroup, Names: []graph.Name{{Value: string(id)}}, Dataset: "d"})
			}
		}
		claim := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("pair-%d/alliance", i)), Kind: graph.Allegiance, Form: "alliance", Stance: graph.Asserts, Voice: graph.Own,
			Parties: []graph.Party{{Actor: pair[0], Role: graph.Member}, {Actor: pair[1], Role: graph.Member}},
			Dating:  graph.Dating{Held: edtf.MustParse("2026-01-08")}, Source: "paper", Quote: "allied", Dataset: "d", Seq: 1,
		}
		claim.ID = claim.Digest()
		c.Claims = append(c.Claims, claim)
	}
	f.apply(t, c)
	return &shelf{Reader: f.store}
}
