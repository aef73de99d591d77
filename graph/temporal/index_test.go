package temporal_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/graph/temporal"
)

// loads are a history of some revisions in which much changes.
func loads(n int) []temporal.Delta {
	all := sample(1000)
	history := []temporal.Delta{{Revision: all.Revision}}
	history[0].Actors, history[0].Sources = all.Actors, all.Sources
	for i := range n {
		rev := graph.RevNo(i + 2)
		d := temporal.Delta{Revision: graph.Revision{No: rev, At: all.Revision.At.Add(time.Duration(rev) * time.Hour)}}
		d.Claims = all.Claims[i*20 : i*20+20]
		if i > 0 {
			for j, c := range all.Claims[(i-1)*20 : (i-1)*20+10] {
				d.Retract = append(d.Retract, graph.Retraction{Claim: c.ID, ReplacedBy: d.Claims[j].ID})
			}
			a := *all.Actors[i]
			a.Span.Start = edtf.Between(edtf.Civil(2010+i%10, 1, 1), edtf.Civil(2010+i%10, 1, 31))
			d.Actors = []*graph.Actor{&a}
			s := *all.Sources[i]
			s.Reliability = graph.ReliabilityE
			d.Sources = []*graph.Source{&s}
			d.WithdrawActors = []graph.ActorID{all.Actors[i-1].ID}
		}
		history = append(history, d)
	}
	return history
}

// answers is all that an index says as of a revision.
func answers(ix *temporal.Index, rev graph.RevNo) string {
	lens := graph.NewLens(graph.Perspective{WorstReliability: graph.ReliabilityC, RefuseUngraded: true}, time.Time{}, nil)
	return storetest.Render(ix.Relations(rev, graph.RelationQuery{Days: graph.Always})) +
		storetest.Render(ix.Relations(rev, graph.RelationQuery{Days: graph.OneDay(edtf.Civil(2015, 6, 1)), Lens: lens})) +
		storetest.Render(ix.Claims(rev, graph.ClaimQuery{All: true, Days: graph.Always})) +
		storetest.Render(ix.Actors(rev, graph.ActorQuery{})) + storetest.Render(ix.Sources(rev, graph.SourceQuery{})) +
		storetest.Render(ix.Stats(rev, nil)) + storetest.Render(ix.Changed(max(0, rev-2), rev))
}

// An index goes on to say what it said whatever is made of it, and what is made
// of it says of older revisions what it said.
func TestImmutable(t *testing.T) {
	history := loads(15)
	var indexes []*temporal.Index
	var said []string
	ix := temporal.Empty()
	for _, d := range history {
		var err error
		if ix, err = ix.With(d); err != nil {
			t.Fatal(err)
		}
		indexes, said = append(indexes, ix), append(said, answers(ix, ix.Head().No))
	}
	for i, ix := range indexes {
		for rev := graph.RevNo(1); rev <= ix.Head().No; rev++ {
			if answers(ix, rev) != said[rev-1] {
				t.Errorf("the index of revision %d says otherwise of revision %d", i+1, rev)
			}
		}
	}
	whole, err := temporal.Build(history)
	if err != nil {
		t.Fatal(err)
	}
	for rev := range said {
		if answers(whole, graph.RevNo(rev+1)) != said[rev] {
			t.Errorf("built at once, the index says otherwise of revision %d", rev+1)
		}
	}
}

// Two indexes that go on from one do not meet.
func TestBranches(t *testing.T) {
	history := loads(6)
	base, err := temporal.Build(history[:4])
	if err != nil {
		t.Fatal(err)
	}
	other := history[5]
	other.Revision.No, other.Retract = 5, nil
	var wg sync.WaitGroup
	made := make([]string, 20)
	for i := range made {
		wg.Go(func() {
			d := history[4]
			if i%2 == 1 {
				d = other
			}
			ix, err := base.With(d)
			if err != nil {
				t.Error(err)
				return
			}
			made[i] = answers(ix, 5)
		})
	}
	wg.Wait()
	for i := range made {
		if made[i] != made[i%2] || made[i] == made[(i+1)%2] {
			t.Errorf("branch %d says what it should not", i)
		}
	}
}

func TestRevisionsFollowEachOther(t *testing.T) {
	ix := temporal.Empty()
	for _, no := range []graph.RevNo{-1, 0, 2, graph.Forever} {
		if _, err := ix.With(temporal.Delta{Revision: graph.Revision{No: no}}); err == nil {
			t.Errorf("revision %d follows the empty store", no)
		}
	}
}

// Long lists of actors are looked up in sets, which must not change what they
// mean.
func TestManyActors(t *testing.T) {
	ix, err := temporal.Build([]temporal.Delta{sample(3000)})
	if err != nil {
		t.Fatal(err)
	}
	everything := ix.Relations(1, graph.RelationQuery{Days: graph.Always}).Relations
	var low, high []graph.ActorID
	for i := range 20 {
		low, high = append(low, actorID(i)), append(high, actorID(59-i))
	}
	for i, q := range []graph.RelationQuery{
		{Actors: low}, {With: low}, {Within: low}, {Actors: low, With: high}, {Actors: low, Within: append(low, high...)},
		{With: low, Within: append(high, low...)}, {Actors: low, With: low}, {Actors: []graph.ActorID{}, With: low}, {Actors: low, Within: []graph.ActorID{}},
	} {
		q.Days, q.Limit = graph.Always, 100
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			got, want := storetest.Render(ix.Relations(1, q)), storetest.Render(q.Page(everything))
			if got != want {
				t.Errorf("%d bytes are not the %d bytes that they should be", len(got), len(want))
			}
		})
	}
}

// Ties are looked for by their turns, by their parties or by their days,
// whichever are fewest; that must not change which are found.
func TestTurning(t *testing.T) {
	ix, err := temporal.Build(loads(15))
	if err != nil {
		t.Fatal(err)
	}
	head := ix.Head().No
	hub, few := []graph.ActorID{actorID(0)}, []graph.ActorID{actorID(7), actorID(12)}
	year := func(y int) graph.Span { return graph.Days(edtf.Civil(y, 1, 1), edtf.Civil(y, 12, 31)) }
	week := graph.Days(edtf.Civil(2015, 6, 1), edtf.Civil(2015, 6, 7))
	found := 0
	for _, rev := range []graph.RevNo{0, 3, head - 1, head} {
		everything := ix.Relations(rev, graph.RelationQuery{Days: graph.Always}).Relations
		for _, turning := range []graph.Span{week, year(2012), graph.Always, {}, {First: graph.MinDay, Until: edtf.Civil(2008, 1, 1)}, graph.OneDay(edtf.Civil(2010, 1, 1))} {
			for _, days := range []graph.Span{graph.Always, week, year(2012)} {
				for _, actors := range [][]graph.ActorID{nil, hub, few, {}} {
					q := graph.RelationQuery{Days: days, Turning: &turning, Actors: actors, Limit: 50}
					got, want := ix.Relations(rev, q), q.Page(everything)
					if a, b := storetest.Render(got), storetest.Render(want); a != b {
						t.Fatalf("revision %d, %v, turning in %v, with %v: %d relations, not %d", rev, days, turning, actors, got.Total, want.Total)
					}
					found += want.Total
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing turned at all")
	}
}
