package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
)

// askChange asks both stores what changed between two days and two states of
// knowledge, and what ties add up to, through the package ask.
func (h *history) askChange(t testing.TB) {
	t.Helper()
	args := h.diffArgs(t)
	actor := pick(h.rand, actorsOfWorld...)
	got, want := changeText(t, h.Store, h.clock, args, actor), changeText(t, h.model, h.clock, args, actor)
	same(t, fmt.Sprintf("what changed for %s, asked with%s(the answer)", actor, Render(args)), got, want)
}

func (h *history) diffArgs(t testing.TB) ask.DiffArgs {
	t.Helper()
	instant := func() *time.Time {
		rev, err := h.model.Revision(t.Context(), graph.RevNo(h.rand.IntN(int(h.model.head(t).No)+1)))
		if err != nil {
			t.Fatal(err)
		}
		return &rev.At
	}
	from, to := h.day(), h.day()
	args := ask.DiffArgs{From: new(min(from, to)), To: new(max(from, to)), Perspective: asAsked(h.perspective())}
	switch h.rand.IntN(3) {
	case 0:
		args.ToKnownAt = instant()
	case 1:
		a, b := instant(), instant()
		if a.After(*b) {
			a, b = b, a
		}
		args.FromKnownAt, args.ToKnownAt = a, b
	}
	if p := args.Perspective; p.Clock != nil && *p.Clock == graph.Published {
		args.FromKnownAt, args.ToKnownAt = new(h.day().Time()), nil
	}
	if h.rand.IntN(4) == 0 {
		args.Certainty = new(graph.Certain)
	}
	if h.rand.IntN(4) == 0 {
		args.Actors = []string{string(pick(h.rand, actorsOfWorld...))}
	}
	args.Kinds = some(h.rand, graph.Allegiance, graph.Hostility)
	return args
}

// asAsked is a perspective as one asks for it.
func asAsked(p graph.Perspective) *ask.Perspective {
	out := &ask.Perspective{
		Sources: ids(p.Sources), ExcludeSources: ids(p.ExcludeSources), Claimants: ids(p.Claimants), ExcludeClaimants: ids(p.ExcludeClaimants),
		Datasets: ids(p.Datasets), Voices: p.Voices, WithMembers: &p.WithMembers, Ungraded: new(!p.RefuseUngraded), Clock: &p.Clock,
	}
	if p.WorstReliability != 0 {
		out.WorstReliability = &p.WorstReliability
	}
	if p.WorstCredibility != 0 {
		out.WorstCredibility = new(int(p.WorstCredibility))
	}
	return out
}

// ids are the texts of ids; nil, which does not filter, stays nil.
func ids[T ~string](list []T) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = string(id)
	}
	return out
}

// changeText tells all that hangs below a diff, and an actor's timeline; what
// cannot be told is told by its error.
func changeText(t testing.TB, s graph.Reader, clock *Clock, args ask.DiffArgs, actor graph.ActorID) string {
	t.Helper()
	a := ask.New(s, ask.Options{Clock: clock.Now})
	var w strings.Builder
	part := func(what string, tell func() (string, error)) {
		text, err := tell()
		if err != nil {
			text = "error: " + err.Error() + "\n"
		}
		fmt.Fprintf(&w, "%s:\n%s", what, text)
	}
	d, err := a.Diff(t.Context(), args)
	if err != nil {
		return "error: " + err.Error()
	}
	part("diff", func() (string, error) { return tellDiff(d) })
	part("citation", d.Citation)
	part("balance", func() (string, error) { return tellBalance(d.To(), new(true), new(false)) })
	part("camps", func() (string, error) { return tellCamps(d.To(), new(false), new(true)) })
	h, err := a.History(t.Context(), ask.HistoryArgs{From: args.From, KnownAt: args.ToKnownAt, Perspective: args.Perspective})
	if err != nil {
		return w.String() + "error: " + err.Error()
	}
	part("timeline", func() (string, error) { return tellTimeline(h, string(actor), nil, nil) })
	part("activity", func() (string, error) { return tellActivity(h, analysis.Week, nil, nil) })
	part("gaps", func() (string, error) { return tellGaps(h, []string{string(actor), "b"}) })
	return w.String()
}
