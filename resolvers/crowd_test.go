package resolvers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
)

// indexed answers from the temporal index alone.
type indexed struct{ *temporal.Index }

func (x indexed) Head(context.Context) (graph.Revision, error) { return x.Index.Head(), nil }

func (x indexed) RevisionAt(_ context.Context, at time.Time) (graph.Revision, error) {
	return x.Index.RevisionAt(at), nil
}

func (x indexed) Revision(_ context.Context, no graph.RevNo) (graph.Revision, error) {
	rev, ok := x.Index.Revision(no)
	if !ok {
		return rev, graph.ErrNotFound
	}
	return rev, nil
}

func (x indexed) Relations(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	return x.Index.Relations(rev, q), nil
}

func (x indexed) Claims(_ context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	return x.Index.Claims(rev, q), nil
}

func (x indexed) Changed(_ context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	return x.Index.Changed(after, upTo), nil
}

func (x indexed) Actors(_ context.Context, rev graph.RevNo, q graph.ActorQuery) ([]*graph.Actor, error) {
	return x.Index.Actors(rev, q), nil
}

func (x indexed) Sources(_ context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	return x.Index.Sources(rev, q), nil
}

func (x indexed) Census(_ context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.Census, error) {
	return x.Index.Census(rev, q), nil
}

func (x indexed) Stats(_ context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	return x.Index.Stats(rev, lens), nil
}

func (indexed) Datasets(context.Context) ([]graph.Dataset, error) { return nil, nil }

func (indexed) Loads(context.Context, graph.LoadQuery) (graph.LoadPage, error) {
	return graph.LoadPage{}, nil
}

// The crowd's ties hold for 30 days within a year: on a day in the middle about
// 7,500 of them hold, and of the busiest actor some hundred.
const (
	crowdTies   = 90_000
	crowdActors = 2_000
	crowdDay    = "2026-07-01"
)

func crowdActor(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%d", i)) }

// crowd is an index of plain ties, each of one claim.
func crowd(tb testing.TB) indexed {
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
	return indexed{index}
}
