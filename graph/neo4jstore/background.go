package neo4jstore

import (
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// background is what the fold knows beside the claims, as of one revision.
type background struct {
	sources map[graph.SourceID]*graph.Source
	actors  map[graph.ActorID]graph.Period
}

var _ graph.Background = background{}

// Source returns a source; one that was never loaded says nothing of itself.
func (bg background) Source(id graph.SourceID) *graph.Source {
	if s := bg.sources[id]; s != nil {
		return s
	}
	return &graph.Source{ID: id}
}

// Lifetime returns the bounds of an actor's lifetime.
func (bg background) Lifetime(id graph.ActorID) graph.Period {
	if p, ok := bg.actors[id]; ok {
		return p
	}
	return graph.AnyPeriod
}

// background reads the sources of claims and, if wanted, the lifetimes of their
// parties.
func (t *tx) background(claims []*graph.Claim, lifetimes bool, rev graph.RevNo) (background, error) {
	bg := newBackground()
	sources, actors := bg.lacks(claims)
	if !lifetimes {
		actors = nil
	}
	return bg, t.addBackground(bg, sources, actors, rev)
}

func newBackground() background {
	return background{map[graph.SourceID]*graph.Source{}, map[graph.ActorID]graph.Period{}}
}

// lacks lists the sources and the parties of claims that the background does
// not know, each once.
func (bg background) lacks(claims []*graph.Claim) (sources []graph.SourceID, actors []graph.ActorID) {
	seenSource, seenActor := map[graph.SourceID]bool{}, map[graph.ActorID]bool{}
	for _, c := range claims {
		if _, known := bg.sources[c.Source]; !known && !seenSource[c.Source] {
			seenSource[c.Source] = true
			sources = append(sources, c.Source)
		}
		for _, p := range c.Parties {
			if _, known := bg.actors[p.Actor]; !known && !seenActor[p.Actor] {
				seenActor[p.Actor] = true
				actors = append(actors, p.Actor)
			}
		}
	}
	return sources, actors
}

// addBackground reads sources and lifetimes. Those that were never loaded are
// known as such.
func (t *tx) addBackground(bg background, sources []graph.SourceID, actors []graph.ActorID, rev graph.RevNo) error {
	if len(sources)+len(actors) == 0 {
		return nil
	}
	rows, err := t.rows(cypher("background"), params{
		"sources": texts(append([]graph.SourceID{}, sources...)), "actors": texts(append([]graph.ActorID{}, actors...)), "rev": int64(rev)})
	if err != nil {
		return err
	}
	for _, id := range sources {
		bg.sources[id] = nil
	}
	for _, id := range actors {
		bg.actors[id] = graph.AnyPeriod
	}
	for _, row := range rows {
		if err := bg.read(row); err != nil {
			return err
		}
	}
	return nil
}

// read takes in a row of the query.
func (bg background) read(row *neo4j.Record) error {
	var what string
	if err := column(row, "what", &what); err != nil {
		return err
	}
	switch what {
	case "source":
		s := new(graph.Source)
		err := body(row, "body", s)
		bg.sources[s.ID] = s
		return err
	case "actor":
		var a struct {
			ID   graph.ActorID
			Span graph.Dating
		}
		err := body(row, "body", &a)
		bg.actors[a.ID] = a.Span.Lifetime()
		return err
	default:
		return fmt.Errorf("%w: %q", errColumn, what)
	}
}
