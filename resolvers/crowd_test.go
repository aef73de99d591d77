package resolvers

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
	"github.com/realign/realign/graph/temporal/temporaltest"
)

// The crowd's ties hold for 30 days within a year: on a day in the middle about
// 7,500 of them hold, and of the busiest actor some hundred.
const (
	crowdTies   = 90_000
	crowdActors = 2_000
	crowdDay    = "2026-07-01"
)

func crowdActor(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%d", i)) }

// crowd is an index of plain ties, each of one claim.
func crowd(tb testing.TB) temporaltest.Reader {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, crowdTies))
	d := temporal.Delta{Revision: graph.Revision{No: 1, At: time.Unix(1767225600, 0).UTC()}}
	for i := range crowdActors {
		d.Actors = append(d.Actors, &graph.Actor{ID: crowdActor(i), Kind: graph.State, Names: []graph.Name{{Value: fmt.Sprintf("The Actor No. %d", i)}}})
	}
	on := func(d graph.Day) edtf.Date { return edtf.Between(d, d) }
	d.Sources = []*graph.Source{{ID: "paper", Title: "The paper", PublishedOn: on(edtf.Civil(2027, 1, 1))}}
	for i := range crowdTies {
		// Low numbers come up more often than high ones.
		from, to := int(crowdActors*r.Float64()*r.Float64()), r.IntN(crowdActors)
		if from == to {
			to = (to + 1) % crowdActors
		}
		form := []string{"campaign", "arms-supply"}[i%2]
		f, _ := graph.FormNamed(form)
		start := edtf.Civil(2026, 1, 1) + graph.Day(r.IntN(365))
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("dataset/tie-%d", i)), Kind: f.Kind, Form: form, Stance: graph.Asserts, Voice: graph.Own, Dataset: "dataset", Seq: 1,
			Parties: []graph.Party{{Actor: crowdActor(from), Role: graph.From}, {Actor: crowdActor(to), Role: graph.To}},
			Source:  "paper", Dating: graph.Dating{Start: on(start), End: on(start + 29)},
		}
		c.ID = c.Digest()
		d.Claims = append(d.Claims, c)
	}
	index, err := temporal.Build([]temporal.Delta{d})
	if err != nil {
		tb.Fatal(err)
	}
	return temporaltest.Reader{Index: index}
}
