package ask_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/storetest"
)

// askAll asks every store and compares what it says with what all ties say.
func (p *past) askAll(t *testing.T) (changes int) {
	t.Helper()
	q := p.question(t)
	want := p.want(t, &q)
	for _, name := range []string{"model", "file"} {
		asker := ask.New(p.stores[name], ask.Options{Clock: p.clock.Now})
		d, err := asker.Diff(t.Context(), q.args)
		if err != nil {
			t.Fatalf("%s: %v", &q, err)
		}
		sameLines(t, name, &q, answer(t, d, ask.MaxFirst), want)
		sameLines(t, name+" in pages", &q, answer(t, d, 2), want)
		again := must(asker.Diff(t.Context(), ask.DiffArgs{View: new(d.View())}))(t)
		sameLines(t, name+" by its token", &q, answer(t, again, ask.MaxFirst), want)
		p.askByKind(t, name, &q, want)

		// What changed in the world is told by the later knowledge alone.
		fixed := q.args
		fixed.FromKnownAt = fixed.ToKnownAt
		f := must(asker.Diff(t.Context(), fixed))(t)
		sameLines(t, name+", the world by later knowledge", &q, answer(t, d, ask.MaxFirst, analysis.World), answer(t, f, ask.MaxFirst))
		if learnt := answer(t, f, ask.MaxFirst, analysis.Knowledge); len(learnt) > 0 {
			t.Fatalf("%s: the same knowledge differs by %v", &q, learnt)
		}
		p.checkFirstNamed(t, &q, d)
	}
	p.checkLearnt(t, &q, want)
	return len(want)
}

// askByKind asks for changes of some kinds, with nothing asked before: others
// need not be looked for, and none of these is missed.
func (p *past) askByKind(t *testing.T, name string, q *question, all []string) {
	t.Helper()
	var kinds []analysis.ChangeKind
	for kind := analysis.Formed; kind <= analysis.Retracted; kind++ {
		if p.rand.IntN(3) == 0 {
			kinds = append(kinds, kind)
		}
	}
	want := slices.DeleteFunc(slices.Clone(all), func(line string) bool {
		return kinds != nil && !slices.ContainsFunc(kinds, func(k analysis.ChangeKind) bool { return strings.HasPrefix(line, k.String()+" ") })
	})
	d := must(ask.New(p.stores[name], ask.Options{Clock: p.clock.Now}).Diff(t.Context(), q.args))(t)
	sameLines(t, fmt.Sprintf("%s, changes %v", name, kinds), q, answerOf(t, d, kinds, ask.MaxFirst), want)
}

// checkFirstNamed compares with a look at both snapshots: what the later shows
// and the earlier, known as the later, does not, and no change formed.
func (p *past) checkFirstNamed(t *testing.T, q *question, d *ask.Diff) {
	t.Helper()
	var got, want []string
	for _, r := range must(d.FirstNamed(new(ask.MaxFirst), nil))(t).Nodes() {
		got = append(got, r.ID())
	}
	ties := p.all(t, q.to)
	formed := map[graph.TieKey]bool{}
	for _, c := range analysis.Changes(ties, analysis.Between(*q.args.From, *q.args.To), p.lives(t, q.to.rev)) {
		if c.Kind == analysis.Formed {
			formed[c.After[0].Key] = true
		}
	}
	least := graph.Possible
	if q.args.Certainty != nil {
		least = graph.Certain
	}
	for i := range ties {
		r := &ties[i]
		isAsked := (q.kinds == nil || slices.Contains(q.kinds, r.Kind)) && (q.actors == nil || slices.ContainsFunc(q.actors, r.Has))
		if isAsked && !formed[r.Key] && r.Certainty(graph.OneDay(*q.args.To)) >= least && r.Certainty(graph.OneDay(*q.args.From)) == graph.Absent {
			want = append(want, "relation:"+string(r.Key))
		}
	}
	sameLines(t, "first named", q, got, want)
}

// checkLearnt looks at both states of knowledge day by day: where a tie is told
// of otherwise, there is a change of it, unless all there is to say is that it
// formed, or ended.
func (p *past) checkLearnt(t *testing.T, q *question, lines []string) {
	t.Helper()
	if q.args.Certainty != nil || q.kinds != nil || q.actors != nil {
		return
	}
	earlier, later := p.all(t, q.from), p.all(t, q.to)
	keys := map[graph.TieKey]bool{}
	for _, r := range slices.Concat(earlier, later) {
		keys[r.Key] = true
	}
	for key := range keys {
		before, after := p.byDay(earlier, key, q), p.byDay(later, key, q)
		if slices.Equal(before, after) {
			continue
		}
		isTold := slices.ContainsFunc(lines, func(l string) bool {
			isOfIt := strings.Contains(l, "relation:"+string(key)+" ") || strings.Contains(l, "-> relation:"+string(key))
			isNew := strings.HasPrefix(l, "formed") && strings.Join(before, "") == "" && after[0] == ""
			isOver := strings.HasPrefix(l, "ended") && before[len(before)-1] != "" && after[len(after)-1] == ""
			return isOfIt && (!isOfWorld(l) || isNew || isOver)
		})
		if !isTold {
			t.Fatalf("%s: nothing was learnt of %s\nbefore %q\nafter  %q\nin\n  %s", q, key, before, after, strings.Join(lines, "\n  "))
		}
	}
}

func isOfWorld(line string) bool {
	for _, kind := range []analysis.ChangeKind{analysis.Formed, analysis.Ended, analysis.Flipped, analysis.Realigned} {
		if strings.HasPrefix(line, kind.String()+" ") {
			return true
		}
	}
	return false
}

// byDay is what is shown of a tie on each of the days, empty where nothing is.
func (p *past) byDay(ties []graph.Relation, key graph.TieKey, q *question) []string {
	var out []string
	for d := *q.args.From; d <= *q.args.To; d++ {
		text := ""
		for i := range ties {
			if r := &ties[i]; r.Key == key && r.Certainty(graph.OneDay(d)) != graph.Absent {
				on := graph.OneDay(d)
				text = fmt.Sprintf("%s %s %s %q %s %v", r.Certainty(on), r.Status(on), r.Kind, r.Form, r.Outcome, r.Parties)
			}
		}
		out = append(out, text)
	}
	return out
}

// askTimeline compares the timeline of an actor, or of a pair, with what all
// ties say.
func (p *past) askTimeline(t *testing.T) {
	t.Helper()
	q := p.question(t)
	people := p.actors(t, q.to.rev)
	if len(people) < 2 {
		return
	}
	of := people[p.rand.IntN(len(people))]
	var with *string
	if other := people[p.rand.IntN(len(people))]; other != of && p.rand.IntN(2) == 0 {
		with = new(string(other))
	}
	days := graph.Days(*q.args.From, *q.args.To)
	args := ask.HistoryArgs{From: q.args.From, To: q.args.To, KnownAt: &q.to.knownAt, Perspective: q.args.Perspective, Certainty: q.args.Certainty}
	if p.rand.IntN(4) == 0 {
		days.First, args.From = graph.MinDay, nil
	}
	var want []string
	for _, c := range analysis.Changes(p.all(t, q.to), analysis.Throughout(days), p.lives(t, q.to.rev)) {
		ties := slices.Concat(c.Before, c.After)
		isAbout := q.kinds == nil || slices.ContainsFunc(ties, func(r graph.Relation) bool { return slices.Contains(q.kinds, r.Kind) })
		concerns := slices.ContainsFunc(ties, func(r graph.Relation) bool { return r.Has(of) && (with == nil || r.Has(graph.ActorID(*with))) })
		if isAbout && concerns && (q.args.Certainty == nil || c.Certainty == graph.Certain) {
			want = append(want, lineOf(&c))
		}
	}
	for _, name := range []string{"model", "file"} {
		h := must(ask.New(p.stores[name], ask.Options{Clock: p.clock.Now}).History(t.Context(), args))(t)
		line := must(h.Timeline(string(of), with, q.kinds))(t)
		var got []string
		for _, c := range must(line.Changes(new(ask.MaxFirst), nil))(t).Nodes() {
			got = append(got, lineOfAnswer(t, c))
		}
		sameLines(t, fmt.Sprintf("%s: timeline of %s with %v since %v", name, of, with, args.From), &q, got, want)
	}
}

const questionsPerPast = 15

// The suite's histories: everything happens to everything.
func TestDiffsOfRandomHistories(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			p := newPast(t, seed, storetest.Versions(seed, 6))
			for range questionsPerPast {
				p.askAll(t)
				p.askTimeline(t)
			}
		})
	}
}

// Few actors who change sides all the time.
func TestDiffsOfTurncoats(t *testing.T) {
	changes := 0
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			p := newPast(t, seed, turncoats(seed))
			for range questionsPerPast {
				changes += p.askAll(t)
				p.askTimeline(t)
			}
		})
	}
	if changes < 100 && !t.Failed() {
		t.Errorf("only %d changes were compared", changes)
	}
}

// turncoats are versions of a dataset in which each pair of four stands
// together at times, and fights at others.
func turncoats(seed uint64) []storetest.Version {
	r := rand.New(rand.NewPCG(seed, 3))
	people := []graph.ActorID{"k", "l", "m", "n"}
	v := storetest.Version{Dataset: "d"}
	for i, id := range people {
		a := &graph.Actor{ID: id, Kind: graph.Tribe, Names: []graph.Name{{Value: string(id)}}, Dataset: "d"}
		if i == 3 {
			a.Affiliations = []graph.Affiliation{{Whole: "k", Role: "speaks for"}}
		}
		v.Actors = append(v.Actors, a)
	}
	for i, day := range []string{"2026-01-20", "2026-01-31"} {
		id := graph.SourceID(fmt.Sprint("s", i))
		v.Sources = append(v.Sources, &graph.Source{ID: id, Title: string(id), PublishedOn: edtf.MustParse(day), Dataset: "d"})
	}
	var out []storetest.Version
	for range 5 {
		next := v
		next.Claims = slices.Clone(v.Claims)
		for range 8 {
			if n := len(next.Claims); n > 20 || n > 0 && r.IntN(6) == 0 {
				i := r.IntN(n)
				next.Claims = slices.Delete(next.Claims, i, i+1)
			}
			c := sideTaken(r, people)
			c.Seq = len(next.Claims)
			c.ID = c.Digest()
			if errs := c.Check(v.Sources[int(c.Source[1]-'0')]); len(errs) == 0 {
				next.Claims = append(next.Claims, c)
			}
		}
		out = append(out, next)
		v = next
	}
	return out
}

func sideTaken(r *rand.Rand, people []graph.ActorID) *graph.Claim {
	i, j := r.IntN(len(people)), r.IntN(len(people)-1)
	if j >= i {
		j++
	}
	a, b := people[min(i, j)], people[max(i, j)]
	form, _ := graph.FormNamed([]string{"alliance", "alliance", "war"}[r.IntN(3)])
	first := edtf.Civil(2026, 1, 1+r.IntN(24))
	date := func(d graph.Day) edtf.Date { return edtf.Between(d, d+graph.Day(r.IntN(2)*r.IntN(6))) }
	c := &graph.Claim{
		Tie: graph.TieKey(fmt.Sprintf("%s%s/%s-%d", a, b, form.Name, r.IntN(2))), Kind: form.Kind, Form: form.Name, Stance: graph.Asserts, Voice: graph.Own,
		Parties: []graph.Party{{Actor: a, Role: graph.Member}, {Actor: b, Role: graph.Member}},
		Source:  graph.SourceID(fmt.Sprint("s", r.IntN(2))), Dataset: "d",
	}
	if r.IntN(6) == 0 {
		c.Voice, c.Claimant = graph.Attributed, people[r.IntN(len(people))]
	}
	switch r.IntN(4) {
	case 0:
		c.Dating = graph.Dating{Start: edtf.Between(first-20, first-20), End: date(first)}
	case 1:
		c.Dating = graph.Dating{Start: date(first), Ongoing: true}
	default:
		c.Dating = graph.Dating{Start: date(first), End: date(first + 6)}
	}
	return c
}

// A cursor of a diff goes on in the diff that gave it, and in no other.
func TestDiffCursorsAreTheDiffs(t *testing.T) {
	p := newPast(t, 1, turncoats(1))
	asker := ask.New(p.model, ask.Options{Clock: p.clock.Now})
	d := must(asker.Diff(t.Context(), ask.DiffArgs{From: day("2026-01-02"), To: day("2026-01-30")}))(t)
	page := must(d.Changes(nil, nil, new(1), nil))(t)
	other := must(asker.Diff(t.Context(), ask.DiffArgs{From: day("2026-01-03"), To: day("2026-01-30")}))(t)
	_, err := other.Changes(nil, nil, new(1), page.PageInfo.EndCursor())
	var e *ask.Error
	if !errors.As(err, &e) || e.Code != ask.InvalidArgument {
		t.Errorf("the cursor of another diff: %v", err)
	}
}

// little is a dataset of a few words: actors by id, with the day since which
// they live or none, sources by id with the day they came out on, and claims.
func little(dataset graph.DatasetID, actors, sources map[string]string, claims ...*graph.Claim) storetest.Version {
	v := storetest.Version{Dataset: dataset}
	for _, id := range slices.Sorted(maps.Keys(actors)) {
		a := &graph.Actor{ID: graph.ActorID(id), Kind: graph.Tribe, Names: []graph.Name{{Value: id}}, Dataset: dataset}
		if actors[id] != "" {
			a.Span = graph.Dating{Start: edtf.MustParse(actors[id]), Ongoing: true}
		}
		v.Actors = append(v.Actors, a)
	}
	for _, id := range slices.Sorted(maps.Keys(sources)) {
		v.Sources = append(v.Sources, &graph.Source{ID: graph.SourceID(id), Title: id, PublishedOn: edtf.MustParse(sources[id]), Dataset: dataset})
	}
	for i, c := range claims {
		c.Dataset, c.Seq = dataset, i+1
		c.ID = c.Digest()
		v.Claims = append(v.Claims, c)
	}
	return v
}

// says is a claim of a mutual tie in its source's own voice.
func says(source graph.SourceID, form string, a, b graph.ActorID, dating graph.Dating) *graph.Claim {
	f, _ := graph.FormNamed(form)
	return &graph.Claim{
		Tie: graph.TieKey(fmt.Sprintf("%s-%s/%s", a, b, form)), Kind: f.Kind, Form: form, Stance: graph.Asserts, Voice: graph.Own, Source: source,
		Parties: []graph.Party{{Actor: a, Role: graph.Member}, {Actor: b, Role: graph.Member}}, Dating: dating,
	}
}

// What is first named in a diff of some actors is a tie of theirs.
func TestFirstNamedIsOfTheActorsAskedFor(t *testing.T) {
	on := func(text string) edtf.Date { return edtf.MustParse(text) }
	p := newPast(t, 1, []storetest.Version{little("x", map[string]string{"a": "", "m": "", "r": ""}, map[string]string{"s": "2026-01-20"},
		says("s", "alliance", "a", "m", graph.Dating{Start: on("2025"), End: on("2026-01-08")}),
		says("s", "war", "a", "r", graph.Dating{Start: on("2025"), Ongoing: true}),
		says("s", "alliance", "m", "r", graph.Dating{Held: on("2026-01-10")}))})
	q := question{args: ask.DiffArgs{From: day("2026-01-05"), To: day("2026-01-15"), Actors: []string{"a"}}, actors: []graph.ActorID{"a"},
		from: side{rev: p.head}, to: side{rev: p.head}}
	d := must(ask.New(p.model, ask.Options{Clock: p.clock.Now}).Diff(t.Context(), q.args))(t)
	p.checkFirstNamed(t, &q, d)
}
