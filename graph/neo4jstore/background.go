package neo4jstore

import (
	"fmt"

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
	bg := background{map[graph.SourceID]*graph.Source{}, map[graph.ActorID]graph.Period{}}
	sources, actors := []string{}, []string{}
	seenSource, seenActor := map[graph.SourceID]bool{}, map[graph.ActorID]bool{}
	for _, c := range claims {
		if !seenSource[c.Source] {
			seenSource[c.Source] = true
			sources = append(sources, string(c.Source))
		}
		if !lifetimes {
			continue
		}
		for _, p := range c.Parties {
			if !seenActor[p.Actor] {
				seenActor[p.Actor] = true
				actors = append(actors, string(p.Actor))
			}
		}
	}
	if len(sources)+len(actors) == 0 {
		return bg, nil
	}
	rows, err := t.rows(cypher("background"), params{"sources": sources, "actors": actors, "rev": int64(rev)})
	if err != nil {
		return bg, err
	}
	for _, row := range rows {
		var what string
		if err := column(row, "what", &what); err != nil {
			return bg, err
		}
		switch what {
		case "source":
			s := new(graph.Source)
			if err := body(row, "body", s); err != nil {
				return bg, err
			}
			bg.sources[s.ID] = s
		case "actor":
			var a struct {
				ID   graph.ActorID
				Span graph.Dating
			}
			if err := body(row, "body", &a); err != nil {
				return bg, err
			}
			bg.actors[a.ID] = a.Span.Lifetime()
		default:
			return bg, fmt.Errorf("%w: %q", errColumn, what)
		}
	}
	return bg, nil
}
