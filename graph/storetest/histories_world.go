package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// world makes up versions of two small datasets that speak of the same few
// actors within a few weeks, so that everything happens to everything.
type world struct {
	rand     *rand.Rand
	versions map[graph.DatasetID]*Version
	gone     map[graph.DatasetID][]*graph.Claim // retracted once, may come back
	count    int
}

var (
	datasetsOfWorld = []graph.DatasetID{"x", "y"}
	actorsOfWorld   = []graph.ActorID{"a", "b", "c", "d", "e", "f"}
	sourcesOfWorld  = []graph.SourceID{"x-s1", "x-s2", "x-s3", "y-s1", "y-s2", "y-s3"}
)

// tieOfWorld is a key with what it may mean; one key may mean different things
// at different times, if no claim of the one is left when the other is loaded.
type tieOfWorld struct {
	key     graph.TieKey
	form    string
	parties []graph.Party
}

func directed(from, to graph.ActorID) []graph.Party {
	return []graph.Party{{Actor: from, Role: graph.From}, {Actor: to, Role: graph.To}}
}

func mutual(a, b graph.ActorID) []graph.Party {
	return []graph.Party{{Actor: a, Role: graph.Member}, {Actor: b, Role: graph.Member}}
}

func mediated(mediators []graph.ActorID, parties ...graph.ActorID) []graph.Party {
	var out []graph.Party
	for _, a := range mediators {
		out = append(out, graph.Party{Actor: a, Role: graph.Mediator})
	}
	for _, a := range parties {
		out = append(out, graph.Party{Actor: a, Role: graph.PartyTo})
	}
	return out
}

var tiesOfWorld = []tieOfWorld{
	{"a-b/alliance", "alliance", mutual("a", "b")},
	{"a-b/aid", "arms-supply", directed("a", "b")},
	{"a-b/war", "war", mutual("a", "b")},
	{"a-b/war-2", "attack", directed("b", "a")},
	{"a-b/words", "condemnation", directed("a", "b")},
	{"b-c/pact", "defence-pact", mutual("b", "c")},
	{"b-c/clash", "clash", mutual("b", "c")},
	{"c-d/siege", "blockade", directed("d", "c")},
	{"c-d/support", "backing", directed("c", "d")},
	{"e-f/feud", "rivalry", mutual("e", "f")},
	{"x/talks", "mediated-talks", mediated([]graph.ActorID{"e", "d"}, "b", "a", "c")},
	{"x/ceasefire", "ceasefire", mediated(nil, "b", "a")},
	{"x/shifty", "alliance", mutual("a", "f")},
	{"x/shifty", "war", mutual("a", "f")},
	{"x/shifty", "attack", directed("f", "e")},
}

// otherForms are what a claim may say instead of its tie's own form.
var otherForms = map[string]string{"alliance": "close-ties", "arms-supply": "military-support", "war": "clash", "attack": "initiation", "mediated-talks": "good-offices"}

func newWorld(seed uint64) *world {
	w := &world{rand: rand.New(rand.NewPCG(seed, 0)), versions: map[graph.DatasetID]*Version{}, gone: map[graph.DatasetID][]*graph.Claim{}}
	for i, d := range datasetsOfWorld {
		v := &Version{Dataset: d}
		for _, id := range actorsOfWorld[3*i : 3*i+3] {
			v.Actors = append(v.Actors, w.actor(id))
		}
		for _, id := range sourcesOfWorld[3*i : 3*i+3] {
			v.Sources = append(v.Sources, w.source(id))
		}
		w.versions[d] = v
	}
	return w
}

// next is a dataset's next version, with a few changes to its last.
func (w *world) next() Version {
	v := w.versions[pick(w.rand, datasetsOfWorld...)]
	v.Actors, v.Sources, v.Claims = slices.Clone(v.Actors), slices.Clone(v.Sources), slices.Clone(v.Claims)
	changes := w.rand.IntN(12)
	if len(v.Claims) < 10 {
		changes += 20
	}
	for range changes {
		w.change(v)
	}
	v.number()
	return *v
}

func (w *world) change(v *Version) {
	i := slices.Index(datasetsOfWorld, v.Dataset)
	switch w.rand.IntN(20) {
	case 0:
		v.Actors = replaceOrDrop(w.rand, v.Actors, w.actor(pick(w.rand, actorsOfWorld[3*i:3*i+3]...)), func(a *graph.Actor) graph.ActorID { return a.ID })
	case 1, 2:
		v.Sources = replaceOrDrop(w.rand, v.Sources, w.source(pick(w.rand, sourcesOfWorld[3*i:3*i+3]...)), func(s *graph.Source) graph.SourceID { return s.ID })
		v.Claims = slices.DeleteFunc(v.Claims, func(c *graph.Claim) bool { return !v.cites(c.Source) && !w.known(c.Source) })
	case 3, 4:
		if len(v.Claims) > 0 {
			j := w.rand.IntN(len(v.Claims))
			w.gone[v.Dataset] = append(w.gone[v.Dataset], v.Claims[j])
			v.Claims = slices.Delete(v.Claims, j, j+1)
		}
	case 5:
		if gone := w.gone[v.Dataset]; len(gone) > 0 {
			w.add(v, pick(w.rand, gone...))
		}
	case 6:
		w.rand.Shuffle(len(v.Claims), func(i, j int) { v.Claims[i], v.Claims[j] = v.Claims[j], v.Claims[i] })
	case 7:
		if len(v.Claims) > 0 {
			j := w.rand.IntN(len(v.Claims))
			old := v.Claims[j]
			v.Claims = slices.Delete(v.Claims, j, j+1)
			if edited := w.claim(tieOfWorld{old.Tie, old.Form, old.Parties}); edited != nil {
				edited.Source = old.Source
				w.add(v, edited)
			}
		}
	default:
		if c := w.claim(pick(w.rand, tiesOfWorld...)); c != nil {
			w.add(v, c)
		}
	}
}

// replaceOrDrop puts the record in the place of the one with its id, or at the
// end; now and then it only takes the old one away.
func replaceOrDrop[T any, ID comparable](r *rand.Rand, list []T, record T, id func(T) ID) []T {
	out := slices.DeleteFunc(list, func(old T) bool { return id(old) == id(record) })
	if r.IntN(8) == 0 {
		return out
	}
	return append(out, record)
}

func (v *Version) cites(id graph.SourceID) bool {
	return slices.ContainsFunc(v.Sources, func(s *graph.Source) bool { return s.ID == id })
}

// known reports whether a dataset has the source. A claim may go on to cite a
// source that another dataset withdrew, but is not loaded with it.
func (w *world) known(id graph.SourceID) bool { return w.sourceNamed(id) != nil }

func (w *world) sourceNamed(id graph.SourceID) *graph.Source {
	for _, d := range datasetsOfWorld {
		for _, s := range w.versions[d].Sources {
			if s.ID == id {
				return s
			}
		}
	}
	return nil
}

// add adds a claim that a loader would let through.
func (w *world) add(v *Version, c *graph.Claim) {
	src := w.sourceNamed(c.Source)
	if src == nil || len(c.Check(src)) > 0 {
		return
	}
	for _, d := range datasetsOfWorld {
		for _, o := range w.versions[d].Claims {
			if o.Tie == c.Tie && c.SameTie(o) != nil {
				return
			}
		}
	}
	v.Claims = append(v.Claims, c)
}

// claim makes up a claim about a tie; nil if the source it takes is not there,
// or no dating was found that the source could have spoken of.
func (w *world) claim(tie tieOfWorld) *graph.Claim {
	r := w.rand
	id := pick(r, sourcesOfWorld...)
	src := w.sourceNamed(id)
	if src == nil {
		return nil
	}
	form, _ := graph.FormNamed(tie.form)
	w.count++
	c := &graph.Claim{Tie: tie.key, Kind: form.Kind, Form: tie.form, Parties: tie.parties, Stance: graph.Asserts, Voice: graph.Own, Source: id,
		Quote: fmt.Sprintf("%s %d", pick(r, "they stand together", "Şêx Meqsûd", "قوات سوريا"), w.count), Note: pick(r, "", "", "TWICE read")}
	if other := otherForms[tie.form]; other != "" && r.IntN(6) == 0 {
		if f, ok := graph.FormNamed(other); ok && f.Kind == form.Kind && f.Shape == form.Shape {
			c.Form = other
		}
	}
	if r.IntN(6) == 0 {
		c.Stance = graph.Denies
	}
	switch r.IntN(9) {
	case 0:
		c.Voice = graph.Hedged
	case 1, 2:
		c.Voice, c.Claimant = graph.Attributed, pick(r, actorsOfWorld...)
	}
	if r.IntN(6) == 0 {
		c.Reliability = graph.Reliability(1 + r.IntN(6))
	}
	if r.IntN(6) == 0 {
		c.Credibility = graph.Credibility(1 + r.IntN(6))
	}
	if form.Kind == graph.Mediation && r.IntN(2) == 0 {
		c.Outcome = graph.Outcome(1 + r.IntN(5))
	}
	if r.IntN(8) == 0 && tie.key != "a-b/war" {
		c.Regarding = "a-b/war"
	}
	for range 20 {
		c.Dating = w.dating(c.Stance)
		if len(c.Check(src)) == 0 {
			return c
		}
	}
	return nil
}

func (w *world) dating(stance graph.Stance) graph.Dating {
	switch w.rand.IntN(8) {
	case 0, 1:
		return graph.Dating{When: w.date()}
	case 2, 3:
		return graph.Dating{Held: w.date()}
	case 4:
		return graph.Dating{Start: w.date(), Ongoing: true}
	case 5:
		return graph.Dating{Start: w.date(), End: w.date()}
	case 6:
		if stance == graph.Denies {
			return graph.Dating{}
		}
		return graph.Dating{End: w.date()}
	default:
		return graph.Dating{Start: w.date()}
	}
}

func (w *world) day() graph.Day { return edtf.Civil(2026, 1, 1+w.rand.IntN(30)) }

func (w *world) date() edtf.Date {
	first := w.day()
	last := min(first+graph.Day(w.rand.IntN(10)), edtf.Civil(2026, 1, 31))
	var text string
	switch w.rand.IntN(12) {
	case 0:
		text = "2026-01"
	case 1:
		text = fmt.Sprintf("[..%s]", last)
	case 2:
		text = fmt.Sprintf("[%s..]", first)
	case 3, 4:
		text = fmt.Sprintf("[%s..%s]", first, last)
	case 5:
		text = first.String() + pick(w.rand, "~", "?", "%")
	case 6:
		text = pick(w.rand, "2025", "2025-12~", "2026-01-0X")
	default:
		text = first.String()
	}
	d, err := edtf.Parse(text)
	if err != nil { // a few shapes are in no level that is read
		return edtf.MustParse(first.String())
	}
	return d
}

func (w *world) actor(id graph.ActorID) *graph.Actor {
	r := w.rand
	a := &graph.Actor{ID: id, Kind: pick(r, graph.State, graph.Tribe, graph.Person), ShortName: pick(r, "", "Short "+string(id)),
		Names: []graph.Name{{Value: pick(r, "Şêx ", "SHEIKH ", "الشيخ ", "Isıl ") + string(id), Language: "en"}}}
	if r.IntN(3) == 0 {
		a.Aliases = []graph.ActorID{"old-" + id}
	}
	if r.IntN(3) == 0 {
		a.Identifiers = []graph.Identifier{{Scheme: "wikidata", Value: pick(r, "Q1", "Q2", "q1", "Q_")}}
	}
	switch r.IntN(4) {
	case 0:
		a.Span = graph.Dating{Start: w.date(), Ongoing: true}
	case 1:
		a.Span = graph.Dating{End: w.date()}
	case 2:
		a.Span = graph.Dating{Start: edtf.MustParse("2025"), End: w.date()}
	}
	if whole := pick(r, actorsOfWorld...); r.IntN(2) == 0 && whole != id {
		a.Affiliations = []graph.Affiliation{{Whole: whole, Role: "speaks for"}}
		if r.IntN(2) == 0 {
			a.Affiliations[0].Span = graph.Dating{Start: w.date(), Ongoing: true}
		}
	}
	return a
}

func (w *world) source(id graph.SourceID) *graph.Source {
	r := w.rand
	s := &graph.Source{ID: id, Title: pick(r, "Daily Şark", "DAILY sark", "جريدة") + " " + string(id), Publisher: pick(r, "", "100% Press_")}
	if s.PublishedOn = edtf.MustParse(edtf.Civil(2026, 1, 15+r.IntN(17)).String()); r.IntN(4) == 0 {
		s.PublishedOn = edtf.Date{}
	}
	if s.PublishedOn.IsZero() || r.IntN(3) == 0 {
		s.SpeaksOf = edtf.MustParse(pick(r, "2026-01-20", "2026-01-25", "[2026-01-18..2026-01-22]", "2026-01"))
	}
	if r.IntN(2) == 0 {
		s.Reliability = graph.Reliability(1 + r.IntN(6))
	}
	if r.IntN(5) == 0 {
		if o := pick(r, sourcesOfWorld...); o != id {
			s.Republishes = o
		}
	}
	if r.IntN(4) == 0 {
		s.Aliases = []graph.SourceID{"old-" + id}
	}
	return s
}
