package loaders

import (
	"fmt"
	"strings"
	"sync"

	"github.com/realign/realign/graph"
)

// edgeActor is what the rows of an edge list call an actor.
type edgeActor struct {
	text   string // as they write it
	id     graph.ActorID
	record *graph.Actor // nil if it is made of the text
	life   graph.Period // of the record, if that has one
	former bool         // the text is a former id
	// plain: there is nothing to warn of in a row that names it.
	plain bool
	// message and remedy say why it leads nowhere; then all but text is empty.
	message, remedy string

	// Of an actor that is made of the text: what was made of it before, if that
	// is kept; once a row has it, where the first one stands; and how many have.
	before *graph.Actor
	place  Place
	uses   int
}

// edgeSource is what the rows of an edge list call a source.
type edgeSource struct {
	*graph.Source
	former          bool
	message, remedy string
}

// edgeNames knows whom and what rows mean by a text. It may be used by several
// goroutines.
type edgeNames struct {
	mu      sync.Mutex
	v       *validator // its records are settled
	lost    []Place    // why not all declared actors are known
	actors  map[string]*edgeActor
	sources map[string]*edgeSource
}

func newEdgeNames(v *validator, lost []Place) *edgeNames {
	return &edgeNames{v: v, lost: lost, actors: map[string]*edgeActor{}, sources: map[string]*edgeSource{}}
}

// actor is whom a text means.
func (n *edgeNames) actor(text string) *edgeActor {
	n.mu.Lock()
	defer n.mu.Unlock()
	a := n.actors[text]
	if a == nil {
		text = strings.Clone(text)
		a = n.findActor(text)
		n.actors[text] = a
	}
	return a
}

func (n *edgeNames) findActor(text string) *edgeActor {
	a := &edgeActor{text: text}
	slug := text
	if !graph.IsSlug(text) {
		if why := notAName(text); why != "" {
			a.message, a.remedy = fmt.Sprintf("no actor is made of %q: %s", clip(text), why), madeRemedy
			return a
		}
		var ok bool
		if slug, ok = slugOf(text); !ok {
			a.message = fmt.Sprintf("no id can be made of %q", clip(text))
			a.remedy = "declare the actor in actors.csv under an id of ASCII letters, digits and hyphens, and write that id"
			return a
		}
	}
	id := graph.ActorID(slug)
	now, ok := n.v.actors.resolve(id)
	at, lost := n.v.actors.lost[id]
	before := n.madeBefore(id)
	switch {
	case before != nil && before.Names[0].Value == text:
		a.id, a.before, a.plain = id, before, true
	case before != nil:
		a.message = fmt.Sprintf("the id of %q would be %s, which is that of %q, stored before", clip(text), id, clip(before.Names[0].Value))
		a.remedy = "write them alike if they are one, or declare both in " + actorsTable + " and write their ids"
	case (ok || lost) && slug != text:
		a.message = fmt.Sprintf("%q is no id, and %s is that of another actor", clip(text), slug)
		a.remedy = fmt.Sprintf("write %s if that is meant, or declare this one in actors.csv under an id of its own", slug)
	case ok:
		a.id, a.record, a.former = now, n.v.actors.get(now), now != id
		a.life = a.record.Span.Lifetime()
		a.plain = !a.former && !a.record.Unnamed && a.record.Span.Zero()
	case lost:
		a.message, a.remedy = fmt.Sprintf("the actor %s was itself left out (%s)", id, at), "mend that row first"
	case len(n.lost) > 0:
		a.message = fmt.Sprintf("no actor is called %q as far as can be seen (%s)", clip(text), n.lost[0])
		a.remedy = "mend what cannot be read first"
	default:
		a.id, a.plain = id, true
	}
	return a
}

// madeBefore is what is stored under an id, if it was made of a name, no row
// declares it now, and it is kept because something cannot be read.
func (n *edgeNames) madeBefore(id graph.ActorID) *graph.Actor {
	x := n.v.actors
	_, lost := x.lost[id]
	_, former := x.former[id]
	if lost || former || x.rows[id] != nil || x.others[id] != nil {
		return nil
	}
	if stored := x.get(id); stored != nil && len(stored.Names) == 1 {
		made := &edgeActor{text: stored.Names[0].Value, id: id}
		if sameActor(stored, made.made(stored.Dataset, stored.Source)) {
			return stored
		}
	}
	return nil
}

// source is what a text means that stands in the column cites.
func (n *edgeNames) source(text string) *edgeSource {
	n.mu.Lock()
	defer n.mu.Unlock()
	s := n.sources[text]
	if s == nil {
		text = strings.Clone(text)
		s = n.findSource(graph.SourceID(text))
		n.sources[text] = s
	}
	return s
}

func (n *edgeNames) findSource(id graph.SourceID) *edgeSource {
	now, ok := n.v.sources.resolve(id)
	if ok {
		return &edgeSource{Source: n.v.sources.get(now), former: now != id}
	}
	if at, lost := n.v.sources.lost[id]; lost {
		return &edgeSource{message: fmt.Sprintf("the source %s was itself left out (%s)", id, at), remedy: "mend that row first"}
	}
	return &edgeSource{message: fmt.Sprintf("no source is called %q", clip(string(id))), remedy: "write a row for it in sources.yaml, or correct the id"}
}

// made is the record of an actor that rows name and nobody declares.
func (a *edgeActor) made(dataset graph.DatasetID, source graph.SourceID) *graph.Actor {
	if a.before != nil {
		return a.before
	}
	return &graph.Actor{ID: a.id, Kind: graph.OtherActor, Names: []graph.Name{{Value: a.text, Source: source}}, Source: source, Dataset: dataset}
}
