package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
)

// What scripts ask about change and about what ties add up to goes by the
// package ask, as all who ask do; so it is tested on every store.

// asker answers from the store; its today is what the clock shows.
func (r *runner) asker() *ask.Asker { return ask.New(r.Store, ask.Options{Clock: r.clock.Now}) }

// perspective takes the options of a perspective, as people give them.
func perspective(o *options) *ask.Perspective {
	p := &ask.Perspective{
		Sources: list[string](o, "sources"), ExcludeSources: list[string](o, "notsources"),
		Claimants: list[string](o, "claimants"), ExcludeClaimants: list[string](o, "notclaimants"),
		Datasets: list[string](o, "datasets"), Voices: enums[graph.Voice](o, "voices"),
	}
	if o.flag("members") {
		p.WithMembers = new(true)
	}
	if o.flag("published") {
		p.Clock = new(graph.Published)
	}
	return p
}

func certainty(o *options) *graph.Certainty {
	if o.flag("certain") {
		return new(graph.Certain)
	}
	return nil
}

// openDiff takes DAY..DAY and what is known on both sides: was= and at= are
// revisions, or, on the clock of publication, was= and is= instants.
func (r *runner) openDiff(t testing.TB, rev graph.Revision, o *options) (*ask.Diff, error) {
	from, to, _ := strings.Cut(o.next(), "..")
	if to == "" {
		to = from
	}
	a, b := day(o, from, graph.MinDay), day(o, to, graph.MaxDay)
	args := ask.DiffArgs{
		From: &a, To: &b, Perspective: perspective(o), Certainty: certainty(o),
		Actors: list[string](o, "actors"), Kinds: enums[graph.Kind](o, "kinds"), ToKnownAt: &rev.At,
	}
	was, is := o.take("was"), o.take("is")
	switch {
	case is != "":
		args.FromKnownAt, args.ToKnownAt = new(instant(was)), new(instant(is))
	case was != "":
		earlier, err := r.Revision(t.Context(), graph.RevNo(o.number(was)))
		if err != nil {
			return nil, err
		}
		args.FromKnownAt = &earlier.At
	}
	return r.asker().Diff(t.Context(), args)
}

// askDiff lists what changed: a line a change, and its sentence below it.
func askDiff(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	d, err := r.openDiff(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	out, err := tellDiff(d)
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellDiff(d *ask.Diff) (string, error) {
	changes, err := d.Changes(nil, nil, new(ask.MaxFirst), nil)
	if err != nil {
		return "", err
	}
	out, err := changeLines(changes.Nodes())
	if err != nil {
		return "", err
	}
	named, err := d.FirstNamed(new(ask.MaxFirst), nil)
	if err != nil {
		return "", err
	}
	for _, n := range named.Nodes() {
		out += "first named " + slug(n.ID()) + "\n"
	}
	return out, nil
}

// askTimeline lists what changed for an actor, or between two.
func askTimeline(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	actor := o.next()
	h, err := r.openHistory(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	var with *string
	if other := o.take("with"); other != "" {
		with = &other
	}
	out, err := tellTimeline(h, actor, with, enums[graph.Kind](o, "kinds"))
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellTimeline(h *ask.History, actor string, with *string, kinds []graph.Kind) (string, error) {
	line, err := h.Timeline(actor, with, kinds)
	if err != nil {
		return "", err
	}
	changes, err := line.Changes(new(ask.MaxFirst), nil)
	if err != nil {
		return "", err
	}
	out, err := changeLines(changes.Nodes())
	if err != nil {
		return "", err
	}
	spells, err := line.Spells(new(ask.MaxFirst), nil)
	if err != nil {
		return "", err
	}
	for _, s := range spells.Nodes() {
		out += "spell " + slug(s.ID()) + "\n"
	}
	return out, nil
}

// openHistory takes first..last, either of which may be left out.
func (r *runner) openHistory(t testing.TB, rev graph.Revision, o *options) (*ask.History, error) {
	args := ask.HistoryArgs{KnownAt: &rev.At, Perspective: perspective(o), Certainty: certainty(o)}
	first, last, _ := strings.Cut(o.next(), "..")
	if first != "" {
		args.From = new(day(o, first, graph.MinDay))
	}
	if last != "" {
		args.To = new(day(o, last, graph.MaxDay))
	}
	return r.asker().History(t.Context(), args)
}

func changeLines(changes []*ask.Change) (string, error) {
	var w strings.Builder
	for _, c := range changes {
		actors, err := c.Actors()
		if err != nil {
			return "", err
		}
		names := make([]string, len(actors))
		for i, a := range actors {
			names[i] = slug(a.ID())
		}
		sentence, err := c.Summary()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&w, "%s %s %s %s: %s -> %s", c.Kind(), c.Certainty(), bounds(c.Earliest(), c.Latest()), strings.Join(names, " "), tieIDs(c.Before()), tieIDs(c.After()))
		if len(c.Rivalry()) > 0 {
			fmt.Fprintf(&w, " (rivals by %s)", tieIDs(c.Rivalry()))
		}
		fmt.Fprintf(&w, "\n  %s\n", sentence)
	}
	return w.String(), nil
}

func tieIDs(ties []*ask.Relation) string {
	out := make([]string, len(ties))
	for i, r := range ties {
		out[i] = slug(r.ID())
	}
	return strings.Join(out, ",")
}

// slug drops what an id says of the sort of thing.
func slug(id string) string {
	_, rest, _ := strings.Cut(id, ":")
	return rest
}

func bounds(first, last *graph.Day) string {
	a, b := "", ""
	if first != nil {
		a = first.String()
	}
	if last != nil {
		b = last.String()
	}
	if a == b {
		return a
	}
	return a + ".." + b
}

// refusal is what someone is told who asks what makes no sense.
func refusal(err error) (string, error) {
	var e *ask.Error
	if errors.As(err, &e) && e.Code != ask.Internal {
		return fmt.Sprintf("error: %s: %s; %s\n", e.Argument, e.Message, e.Remedy), nil
	}
	return "", err
}

// askGaps lists the days on which no source says anything.
func askGaps(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	actors := strings.Split(o.next(), ",")
	h, err := r.openHistory(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	out, err := tellGaps(h, actors)
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellGaps(h *ask.History, actors []string) (string, error) {
	gaps, err := h.EvidenceGaps(actors)
	if err != nil {
		return "", err
	}
	out := ""
	for _, g := range gaps {
		out += bounds(g.EarliestStart(), g.LatestEnd()) + "\n"
	}
	return out, nil
}

// askActivity counts by buckets, those in which anything happened.
func askActivity(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	var bucket analysis.Bucket
	o.enum(&bucket, o.next())
	h, err := r.openHistory(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	out, err := tellActivity(h, bucket, enums[graph.Kind](o, "kinds"), list[string](o, "actors"))
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellActivity(h *ask.History, bucket analysis.Bucket, kinds []graph.Kind, actors []string) (string, error) {
	counts, err := h.Activity(&bucket, kinds, actors)
	if err != nil {
		return "", err
	}
	out := ""
	for _, c := range counts {
		if c.Formed+c.Ended+c.MaybeFormed+c.MaybeEnded+c.Published > 0 {
			out += fmt.Sprintf("%s formed %d maybe %d ended %d maybe %d published %d\n", bounds(&c.From, &c.To), c.Formed, c.MaybeFormed, c.Ended, c.MaybeEnded, c.Published)
		}
	}
	return out, nil
}

func (r *runner) openGraph(t testing.TB, rev graph.Revision, o *options) (*ask.Graph, error) {
	return r.asker().Graph(t.Context(), ask.GraphArgs{AsOf: new(day(o, o.next(), graph.MinDay)), KnownAt: &rev.At, Perspective: perspective(o), Certainty: certainty(o)})
}

// askCamps lists camps with their members and rivals.
func askCamps(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	g, err := r.openGraph(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	out, err := tellCamps(g, new(o.flag("nominal")), new(o.flag("alleged")))
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellCamps(g *ask.Graph, nominal, alleged *bool) (string, error) {
	camps, err := g.Camps(nil, nominal, alleged)
	if err != nil {
		return "", err
	}
	out := ""
	for _, c := range camps {
		out += fmt.Sprintf("%s: %s, cohesion %.2f", c.Label(), strings.Join(actorIDs(c.Members()), " "), c.Cohesion())
		for i, rival := range c.Rivals() {
			out += []string{", against ", " and "}[min(i, 1)] + rival.Label()
		}
		out += "\n"
	}
	return out, nil
}

func actorIDs(actors []*ask.Actor) []string {
	out := make([]string, len(actors))
	for i, a := range actors {
		out[i] = slug(a.ID())
	}
	return out
}

// askBalance tells how balanced a day is, and its triads.
func askBalance(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	g, err := r.openGraph(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	out, err := tellBalance(g, new(o.flag("nominal")), new(o.flag("alleged")))
	if err != nil {
		return refusal(err)
	}
	return out, nil
}

func tellBalance(g *ask.Graph, nominal, alleged *bool) (string, error) {
	b, err := g.Balance(nominal, alleged)
	if err != nil {
		return "", err
	}
	out := fmt.Sprintf("%d of %d triads balanced, frustration %d", b.Balanced(), b.Triads(), *b.Frustration())
	if !b.FrustrationIsExact() {
		out += fmt.Sprintf(" or fewer, at least %d", *b.FrustrationLowerBound())
	}
	out += fmt.Sprintf(", %d ambivalent\n", b.Ambivalent())
	triads, err := g.Triads(nil, nil, nominal, alleged, new(ask.MaxFirst), nil)
	if err != nil {
		return "", err
	}
	for _, triad := range triads.Nodes() {
		word := map[bool]string{true: "balanced", false: "unbalanced"}[triad.Balanced()]
		out += fmt.Sprintf("%s %s %s: %s\n", strings.Join(actorIDs(triad.Actors()), " "), word, triad.Certainty(), tieIDs(triad.Relations()))
	}
	return out, nil
}

// askPaths lists the shortest chains between two.
func askPaths(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	from, to, _ := strings.Cut(o.next(), "..")
	g, err := r.openGraph(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	var length *int
	if text := o.take("length"); text != "" {
		length = new(o.number(text))
	}
	paths, err := g.Paths(from, to, enums[graph.Kind](o, "kinds"), length, new(o.flag("nominal")), new(o.flag("alleged")), nil)
	if err != nil {
		return refusal(err)
	}
	out := ""
	for _, p := range paths {
		shared := p.SharedPeriod()
		out += fmt.Sprintf("%s by %s: sign %+d, %s, start %s, end %s\n", strings.Join(actorIDs(p.Actors()), " "), tieIDs(p.Relations()),
			p.Sign(), p.Certainty(), bounds(shared.EarliestStart(), shared.LatestStart()), bounds(shared.EarliestEnd(), shared.LatestEnd()))
	}
	return out, nil
}

// askCitation tells how a graph and a diff are cited, and asks for both again by
// their tokens.
func askCitation(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	d, err := r.openDiff(t, rev, o)
	if err != nil {
		return refusal(err)
	}
	token := d.View()
	again, err := r.asker().Diff(t.Context(), ask.DiffArgs{View: &token})
	if err != nil {
		return "", err
	}
	diff, err := again.Citation()
	if err != nil {
		return "", err
	}
	to, err := again.To().Citation()
	if err != nil {
		return "", err
	}
	cut := func(s string) string { s, _, _ = strings.Cut(s, " /view/"); return s }
	return cut(to) + "\n" + cut(diff) + "\n", nil
}
