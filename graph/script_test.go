package graph_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// The rules of time and of claims are tested by short scripts, one line a
// record, so that a rule and its example can be read side by side:
//
//	actor  usa 1776-07-04/..
//	source talos speaks=2026-01-08 reliability=E
//	k/war  war usa&iran source=talos start=2026-01 end=..
//	?      2026-01-31 certain attested uncontested
//
// A line that begins with a key is a claim: its form, its parties (a>b is
// directed, a&b mutual, m|a+b a mediation by m), then what else it says. A
// source that is not declared spoke on 30 June 2026.
//
// A line that begins with ? says what holds on a day or in a window; with a
// key before the day, of which tie. All words after it must hold of the tie
// there, and "none" says that no tie is left. After "bounds" stand the four
// bounds, all inclusive, and after "shown" the texts of start and end.

// world is what a script declares.
type world struct {
	claims  []*graph.Claim
	sources map[graph.SourceID]*graph.Source
	spans   map[graph.ActorID]graph.Period
	asked   [][]string
}

func (w *world) Source(id graph.SourceID) *graph.Source { return w.sources[id] }

func (w *world) Lifetime(id graph.ActorID) graph.Period {
	if p, ok := w.spans[id]; ok {
		return p
	}
	return graph.AnyPeriod
}

// fold adds up all claims of the world, unit by unit, as a store does.
func (w *world) fold(lens *graph.Lens) []graph.Relation {
	units := map[graph.Unit][]*graph.Claim{}
	for _, c := range w.claims {
		units[c.Unit()] = append(units[c.Unit()], c)
	}
	var all []graph.Relation
	for _, claims := range units {
		all = append(all, graph.Fold(claims, w, lens)...)
	}
	slices.SortFunc(all, func(a, b graph.Relation) int { return strings.Compare(string(a.Key), string(b.Key)) })
	return all
}

// script declares a world and holds its questions to everyone's word.
func script(t *testing.T, text string) {
	t.Helper()
	w := declare(t, text)
	if len(w.asked) == 0 {
		t.Error("the script asks nothing")
	}
	ties := w.fold(nil)
	for _, q := range w.asked {
		w.ask(t, ties, q)
	}
}

// scripts runs a table of rules and their scripts.
func scripts(t *testing.T, table []struct{ rule, text string }) {
	t.Helper()
	for _, c := range table {
		t.Run(c.rule, func(t *testing.T) { script(t, c.text) })
	}
}

func (w *world) ask(t *testing.T, ties []graph.Relation, q []string) {
	t.Helper()
	if q[0] == "none" {
		if len(ties) != 0 {
			t.Errorf("there is %s, want none", ties[0].Key)
		}
		return
	}
	i := 0
	if graph.IsTieKey(q[0]) && !strings.HasPrefix(q[0], "2") {
		i = slices.IndexFunc(ties, func(r graph.Relation) bool { return string(r.Key) == q[0] })
		q = q[1:]
	}
	if i < 0 || i >= len(ties) {
		t.Errorf("no tie to ask %q of", q)
		return
	}
	r := &ties[i]
	var got []string
	switch q[0] {
	case "bounds":
		got = []string{r.Period.EarliestStart.String(), r.Period.LatestStart.String(),
			r.Period.LastEarliestEnd().String(), r.Period.LastLatestEnd().String()}
		if !slices.Equal(got, q[1:]) {
			t.Errorf("%s has the bounds %v, want %v", r.Key, got, q[1:])
		}
		return
	case "shown":
		got = []string{strconv.Quote(r.StartText), strconv.Quote(r.EndText)}
	case "form":
		got = []string{strconv.Quote(r.Form), strconv.Quote(r.Outcome.String())}
	default:
		got = wordsOf(r, window(t, q[0]))
	}
	for _, want := range q[1:] {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not %s at %s: it is %v, with %+v", r.Key, want, q[0], got, r.Period)
		}
	}
}

// wordsOf is all that can be said of a tie in a window. A tie may be contested
// and hearsay at once.
func wordsOf(r *graph.Relation, w graph.Span) []string {
	said := []string{r.Certainty(w).String(), r.Attestation(w).String(), r.Status(w).String()}
	if r.IsAlleged(w) {
		said = append(said, "hearsay")
	} else {
		said = append(said, "own-voice")
	}
	if r.Nominal {
		return append(said, "nominal")
	}
	return append(said, "material")
}

// window reads a day, or a first and a last day with two dots between.
func window(t testing.TB, s string) graph.Span {
	t.Helper()
	first, last, ok := strings.Cut(s, "..")
	if !ok {
		last = first
	}
	return graph.Days(day(t, first), day(t, last))
}

func day(t testing.TB, s string) graph.Day {
	t.Helper()
	d, err := edtf.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func declare(t testing.TB, text string) *world {
	t.Helper()
	w := &world{sources: map[graph.SourceID]*graph.Source{}, spans: map[graph.ActorID]graph.Period{}}
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "?":
			w.asked = append(w.asked, words[1:])
		case "actor":
			w.spans[graph.ActorID(words[1])] = lifetime(t, words[2])
		case "source":
			w.sources[graph.SourceID(words[1])] = source(t, words[1], words[2:])
		default:
			w.claims = append(w.claims, claim(t, words, len(w.claims)))
		}
	}
	for _, c := range w.claims {
		if w.sources[c.Source] == nil {
			w.sources[c.Source] = source(t, string(c.Source), []string{"speaks=2026-06-30"})
		}
		for _, err := range c.Check(w.sources[c.Source]) {
			t.Fatalf("the script has a claim of %s that no store would take: %v", c.Tie, err)
		}
	}
	return w
}

func lifetime(t testing.TB, text string) graph.Period {
	t.Helper()
	i, err := edtf.ParseInterval(text)
	if err != nil {
		t.Fatal(err)
	}
	return graph.Dating{Start: i.Start, End: i.End, Ongoing: i.EndOpen}.Lifetime()
}

func source(t testing.TB, id string, words []string) *graph.Source {
	t.Helper()
	s := &graph.Source{ID: graph.SourceID(id), Title: id}
	for _, word := range words {
		key, value, _ := strings.Cut(word, "=")
		var err error
		switch key {
		case "speaks":
			s.SpeaksOf, err = edtf.Parse(value)
		case "published":
			s.PublishedOn, err = edtf.Parse(value)
		case "reliability":
			err = s.Reliability.UnmarshalText([]byte(value))
		case "copies":
			s.Republishes = graph.SourceID(value)
		default:
			err = fmt.Errorf("a source has no %q", key)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func claim(t testing.TB, words []string, seq int) *graph.Claim {
	t.Helper()
	if len(words) < 3 {
		t.Fatalf("%v is no claim", words)
	}
	form, _ := graph.FormNamed(words[1])
	c := &graph.Claim{Tie: graph.TieKey(words[0]), Kind: form.Kind, Form: form.Name, Parties: parties(words[2]),
		Stance: graph.Asserts, Source: "report", Dataset: "test", Seq: seq}
	dates := map[string]string{}
	for _, word := range words[3:] {
		if err := say(c, dates, word); err != nil {
			t.Fatalf("%s: %v", word, err)
		}
	}
	var err error
	if c.Dating, err = graph.ParseDating(dates["start"], dates["end"], dates["when"], dates["held"]); err != nil {
		t.Fatal(err)
	}
	if c.Voice == 0 {
		c.Voice = graph.Own
		if c.Claimant != "" {
			c.Voice = graph.Attributed
		}
	}
	c.ID = c.Digest()
	return c
}

// say takes one word of a claim's line into the claim.
func say(c *graph.Claim, dates map[string]string, word string) error {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "start", "end", "when", "held":
		dates[key] = value
	case "denies":
		c.Stance = graph.Denies
	case "source":
		c.Source = graph.SourceID(value)
	case "dataset":
		c.Dataset = graph.DatasetID(value)
	case "by":
		c.Claimant = graph.ActorID(value)
	case "hedged":
		c.Voice = graph.Hedged
	case "outcome":
		return c.Outcome.UnmarshalText([]byte(value))
	case "reliability":
		return c.Reliability.UnmarshalText([]byte(value))
	case "credibility":
		n, err := strconv.Atoi(value)
		c.Credibility = graph.Credibility(n)
		return err
	default:
		return fmt.Errorf("a claim has no %q", key)
	}
	return nil
}

// parties reads a>b, a&b and m|a+b.
func parties(text string) []graph.Party {
	var ps []graph.Party
	add := func(role graph.Role, names ...string) {
		for _, n := range names {
			if n != "" {
				ps = append(ps, graph.Party{Actor: graph.ActorID(n), Role: role})
			}
		}
	}
	if from, to, ok := strings.Cut(text, ">"); ok {
		add(graph.From, from)
		add(graph.To, to)
	} else if mediators, sides, ok := strings.Cut(text, "|"); ok {
		add(graph.Mediator, strings.Split(mediators, "+")...)
		add(graph.PartyTo, strings.Split(sides, "+")...)
	} else {
		add(graph.Member, strings.Split(text, "&")...)
	}
	graph.SortParties(ps)
	return ps
}
