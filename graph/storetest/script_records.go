package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// askClaims asks page after page, if there is a limit.
func askClaims(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	lens, err := r.lens(t, rev, o)
	if err != nil {
		return "", err
	}
	q := graph.ClaimQuery{
		All: o.flag("all"), Lens: lens, Days: graph.Always,
		Ties:      list[graph.TieKey](o, "ties"),
		IDs:       list[graph.ClaimID](o, "ids"),
		Sources:   list[graph.SourceID](o, "citing"),
		Claimants: list[graph.ActorID](o, "saidby"),
		Actors:    list[graph.ActorID](o, "actors"),
		Search:    graph.FoldText(o.take("search")),
		Limit:     limit(o),
	}
	if text := o.take("days"); text != "" {
		q.Days = days(o, text)
	}
	o.enum(&q.Stance, o.take("stance"))
	full := o.flag("full")
	var w strings.Builder
	for {
		page, err := r.Claims(t.Context(), rev.No, q)
		if err != nil {
			return "", err
		}
		for i := range page.Claims {
			if full {
				w.WriteString("claim" + Render(page.Claims[i]))
			} else {
				w.WriteString(claimLine(&page.Claims[i]) + "\n")
			}
		}
		if q.Limit > 0 {
			fmt.Fprintf(&w, "(%d of %d, more: %v)\n", len(page.Claims), page.Total, page.More)
		}
		if !page.More || len(page.Claims) == 0 {
			return w.String(), nil
		}
		last := page.Claims[len(page.Claims)-1]
		q.After = &graph.ClaimPlace{Tie: last.Tie, Dataset: last.Dataset, Seq: last.Seq, ID: last.ID}
	}
}

// claimLine writes the claim with the first characters of its id, by which
// another says that it was replaced by this one.
func claimLine(v *graph.ClaimVersion) string {
	short := func(id graph.ClaimID) string { return string(id[:min(6, len(id))]) }
	words := []string{short(v.ID), string(v.Tie), fmt.Sprintf("%s#%d", v.Dataset, v.Seq), v.Form, string(v.Source), v.Stance.String(), v.Voice.String()}
	for _, f := range []struct{ key, value string }{
		{"claimant", string(v.Claimant)}, {"start", v.Dating.Start.String()}, {"end", v.Dating.End.String()},
		{"when", v.Dating.When.String()}, {"held", v.Dating.Held.String()}} {
		if f.value != "" {
			words = append(words, f.key+"="+f.value)
		}
	}
	if v.Dating.Ongoing {
		words = append(words, "end=..")
	}
	words = append(words, fmt.Sprintf("recorded %d %s", v.From, clockText(v.RecordedAt)))
	if v.To != graph.Forever || !v.RetractedAt.IsZero() {
		words = append(words, fmt.Sprintf("retracted %d %s", v.To, clockText(v.RetractedAt)))
	}
	if v.ReplacedBy != "" {
		words = append(words, "by "+short(v.ReplacedBy))
	}
	if v.Quote != "" {
		words = append(words, fmt.Sprintf("%q", v.Quote))
	}
	return strings.Join(words, " ")
}

func clockText(at time.Time) string { return at.Format(time.RFC3339Nano) }

func askActors(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	full := o.flag("full")
	actors, err := r.Actors(t.Context(), rev.No, graph.ActorQuery{
		Refs:    list[string](o, "refs"),
		Kinds:   enums[graph.ActorKind](o, "kinds"),
		Dataset: graph.DatasetID(o.take("dataset")),
		Search:  graph.FoldText(o.take("search")),
	})
	var w strings.Builder
	for _, a := range actors {
		if full {
			w.WriteString("actor" + Render(a))
			continue
		}
		fmt.Fprintf(&w, "%s %s %q", a.ID, a.Kind, a.Names[0].Value)
		if !a.Span.Zero() {
			fmt.Fprintf(&w, " %s/%s", a.Span.StartText(), a.Span.EndText())
		}
		w.WriteString("\n")
	}
	return w.String(), err
}

func askSources(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	full := o.flag("full")
	sources, err := r.Sources(t.Context(), rev.No, graph.SourceQuery{
		Refs:   list[string](o, "refs"),
		Search: graph.FoldText(o.take("search")),
	})
	var w strings.Builder
	for _, s := range sources {
		if full {
			w.WriteString("source" + Render(s))
			continue
		}
		fmt.Fprintf(&w, "%s %q published=%s speaks=%s reliability=%s\n", s.ID, s.Title, s.PublishedOn, s.SpeaksOf, s.Reliability)
	}
	return w.String(), err
}

func askStats(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	lens, err := r.lens(t, rev, o)
	if err != nil {
		return "", err
	}
	stats, err := r.Stats(t.Context(), rev.No, lens)
	return fmt.Sprintf("%d claims, naming %s, latest publication %s\n", stats.Claims, span(stats.Named), stats.LatestPublication), err
}

func revisionText(rev graph.Revision) string {
	if rev.No == 0 && rev.At.IsZero() {
		return "0 (nothing recorded)\n"
	}
	return fmt.Sprintf("%d %s\n", rev.No, clockText(rev.At))
}

func askHead(r *runner, t testing.TB, _ graph.Revision, _ *options) (string, error) {
	rev, err := r.Head(t.Context())
	return revisionText(rev), err
}

func askRevision(r *runner, t testing.TB, _ graph.Revision, o *options) (string, error) {
	rev, err := r.Revision(t.Context(), graph.RevNo(o.number(o.next())))
	return revisionText(rev), err
}

func askRevisionAt(r *runner, t testing.TB, _ graph.Revision, o *options) (string, error) {
	rev, err := r.RevisionAt(t.Context(), instant(o.next()))
	return revisionText(rev), err
}

func askDatasets(r *runner, t testing.TB, _ graph.Revision, _ *options) (string, error) {
	datasets, err := r.Datasets(t.Context())
	var w strings.Builder
	for _, d := range datasets {
		w.WriteString("dataset" + Render(d))
	}
	return w.String(), err
}

func askLoads(r *runner, t testing.TB, _ graph.Revision, o *options) (string, error) {
	q := graph.LoadQuery{Dataset: graph.DatasetID(o.take("dataset")), Limit: limit(o)}
	for i, w := range list[string](o, "nos") {
		if i == 0 {
			q.Nos = []int64{}
		}
		q.Nos = append(q.Nos, int64(o.number(w)))
	}
	if text := o.take("before"); text != "" {
		q.Before = int64(o.number(text))
	}
	page, err := r.Loads(t.Context(), q)
	var w strings.Builder
	for _, l := range page.Loads {
		w.WriteString(loadLine(l))
	}
	fmt.Fprintf(&w, "(%d of %d, more: %v)\n", len(page.Loads), page.Total, page.More)
	return w.String(), err
}

func loadLine(l graph.Load) string {
	var w strings.Builder
	fmt.Fprintf(&w, "%d %s %s", l.No, l.Dataset, l.Status)
	if l.DryRun {
		w.WriteString(" (dry run)")
	}
	fmt.Fprintf(&w, " revision %d, %s to %s: created %d changed %d retracted %d unchanged %d\n",
		l.Revision, clockText(l.StartedAt), clockText(l.FinishedAt), l.Created, l.Changed, l.Retracted, l.Unchanged)
	if l.Error != "" {
		fmt.Fprintf(&w, "  error: %s\n", l.Error)
	}
	for _, r := range l.Rejections {
		fmt.Fprintf(&w, "  %s:%d:%d: %s: %s\n", r.File, r.Line, r.Column, r.Message, r.Remedy)
	}
	return w.String()
}

func askState(r *runner, t testing.TB, _ graph.Revision, o *options) (string, error) {
	dataset := graph.DatasetID(o.next())
	var ties []graph.TieKey
	for len(o.words) > 0 {
		ties = append(ties, graph.TieKey(o.next()))
	}
	state, err := r.State(t.Context(), dataset, ties...)
	if err != nil {
		return "", err
	}
	return "state" + Render(state), nil
}
