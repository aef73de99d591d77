package ask_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
	"github.com/realign/realign/graph/temporal/temporaltest"
)

// What changed is asked of a week in which as many ties turn, and of an actor
// who has as many, however many others there are. It should take as long.

const (
	turningInWeek = 500 // ties that begin or end in the week, half of them each
	tiesOfAsked   = 200 // of the actor whose timeline is asked for
	tiesOfPair    = 20  // of these, with the other
)

// crowd is an index of so many relations: most of them go on all through the
// week that begins on the first day. A tenth of what is asked for turns in it.
func crowd(b *testing.B, claims int, first graph.Day) temporaltest.Reader {
	b.Helper()
	r := rand.New(rand.NewPCG(1, uint64(claims)))
	d := temporal.Delta{Revision: graph.Revision{No: 1, At: time.Unix(1767225600, 0).UTC()}}
	actors, sources := claims/50, claims/100
	actor := func(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%d", i)) }
	for i := range actors {
		d.Actors = append(d.Actors, &graph.Actor{ID: actor(i), Kind: graph.State, Names: []graph.Name{{Value: fmt.Sprintf("Actor %d", i)}}})
	}
	for i := range sources {
		d.Sources = append(d.Sources, &graph.Source{ID: graph.SourceID(fmt.Sprintf("source-%d", i)), Title: "A source",
			PublishedOn: edtf.Between(edtf.Civil(2026, 1, 1), edtf.Civil(2026, 1, 1))})
	}
	on := func(d graph.Day) edtf.Date { return edtf.Between(d, d) }
	for i := range claims {
		from, to := 2+r.IntN(actors-2), 2+r.IntN(actors-3)
		if to >= from {
			to++
		}
		start, end := first-graph.Day(1+i%3000), first+graph.Day(8+i%3000)
		switch {
		case i < turningInWeek/2:
			start = first + graph.Day(i%7)
		case i < turningInWeek:
			end = first + graph.Day(i%7) - 1
		}
		const step = 10 * turningInWeek / tiesOfAsked
		if nth := i / step; i%step == 0 && nth < tiesOfAsked {
			from = 0
			if nth%(tiesOfAsked/tiesOfPair) == 0 {
				to = 1
			}
		}
		form := []string{"campaign", "arms-supply"}[i%2]
		f, _ := graph.FormNamed(form)
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("dataset/tie-%d", i)), Kind: f.Kind, Form: form, Stance: graph.Asserts, Voice: graph.Own, Dataset: "dataset", Seq: 1,
			Parties: []graph.Party{{Actor: actor(from), Role: graph.From}, {Actor: actor(to), Role: graph.To}},
			Source:  graph.SourceID(fmt.Sprintf("source-%d", r.IntN(sources))), Dating: graph.Dating{Start: on(start), End: on(end)},
		}
		c.ID = c.Digest()
		d.Claims = append(d.Claims, c)
	}
	// A second load corrects ten of the ties that turn.
	more := temporal.Delta{Revision: graph.Revision{No: 2, At: d.Revision.At.Add(time.Hour)}}
	for i := range 10 {
		old := d.Claims[i*7]
		c := *old
		c.Note = "corrected"
		c.Dating.Start = on(c.Dating.Start.Earliest() - 1)
		c.ID = c.Digest()
		more.Claims = append(more.Claims, &c)
		more.Retract = append(more.Retract, graph.Retraction{Claim: old.ID, ReplacedBy: c.ID})
	}
	ix, err := temporal.Build([]temporal.Delta{d, more})
	if err != nil {
		b.Fatal(err)
	}
	return temporaltest.Reader{Index: ix}
}

// BenchmarkChange asks what changed of a hundred thousand relations and of a
// million. What must read all sources or all claims is told apart.
func BenchmarkChange(b *testing.B) {
	first := edtf.Civil(2015, 6, 1)
	eve, last := first-1, first+6
	spring, autumn := first-60, first+90
	then := time.Unix(1767225600, 0).UTC()
	for _, claims := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			x := crowd(b, claims, first)
			asker := ask.New(x, ask.Options{Clock: func() time.Time { return then.Add(24 * time.Hour) }})
			diff := func(args ask.DiffArgs) func() (int, error) {
				args.From, args.To = &eve, &last
				return func() (int, error) {
					d, err := asker.Diff(b.Context(), args)
					if err != nil {
						return 0, err
					}
					return told(d.Changes(nil, nil, nil, nil))
				}
			}
			turned := func() (int, error) {
				d, err := asker.Diff(b.Context(), ask.DiffArgs{From: &eve, To: &last})
				if err != nil {
					return 0, err
				}
				page, err := d.Changes([]analysis.ChangeKind{analysis.Formed, analysis.Ended}, nil, new(ask.MaxFirst), nil)
				if err != nil {
					return 0, err
				}
				for _, c := range page.Nodes() {
					for _, r := range append(c.Before(), c.After()...) {
						_ = r.ID()
					}
				}
				return page.TotalCount, nil
			}
			timeline := func(with *string) func() (int, error) {
				return func() (int, error) {
					h, err := asker.History(b.Context(), ask.HistoryArgs{From: &spring, To: &autumn})
					if err != nil {
						return 0, err
					}
					line, err := h.Timeline("actor-0", with, nil)
					if err != nil {
						return 0, err
					}
					if _, err := line.Spells(nil, nil); err != nil {
						return 0, err
					}
					return told(line.Changes(nil, nil))
				}
			}
			published := &ask.Perspective{Clock: new(graph.Published)}
			for _, c := range []struct {
				name string
				ask  func() (int, error)
			}{
				{"timeline of an actor", timeline(nil)},
				{"timeline of a pair", timeline(new("actor-1"))},
				{"diff", diff(ask.DiffArgs{})},
				{"what formed and ended", turned},
				{"diff of an actor", diff(ask.DiffArgs{Actors: []string{"actor-0"}})},
				{"diff of knowledge", diff(ask.DiffArgs{FromKnownAt: &then})},
				{"diff in a perspective", diff(ask.DiffArgs{Perspective: &ask.Perspective{Voices: []graph.Voice{graph.Own}}})},
				{"diff by publication", diff(ask.DiffArgs{Perspective: published, FromKnownAt: &then, ToKnownAt: new(then.Add(time.Hour))})},
			} {
				b.Run(c.name, func(b *testing.B) {
					b.ReportAllocs()
					changes := 0
					for b.Loop() {
						n, err := c.ask()
						if err != nil {
							b.Fatal(err)
						}
						changes = n
					}
					b.ReportMetric(float64(changes), "changes")
				})
			}
		})
	}
}

// told walks a page of changes as a client does, and counts them all.
func told(page *ask.ChangeConnection, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	for _, c := range page.Nodes() {
		if _, err := c.Summary(); err != nil {
			return 0, err
		}
		if _, err := c.Claims(); err != nil {
			return 0, err
		}
	}
	return page.TotalCount, nil
}
