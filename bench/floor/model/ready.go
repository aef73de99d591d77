package model

import (
	"errors"
	"strings"

	"github.com/realign/realign/graph"
)

// errNotReady is the answer to whatever would need more than a look-up.
var errNotReady = errors.New("only whole lists are ready: ask with first: 10000, without filters; neighbors of one kind or of all")

// Actor looks an actor up; nil if there is none.
func (g *Graph) Actor(id string) *Actor {
	id = strings.TrimPrefix(id, "actor:")
	if a := g.Actors[id]; a != nil {
		return a
	}
	return g.Idle[id]
}

// Relations are all ties of the day.
func (g *Graph) Relations(kinds []graph.Kind, forms, actors []string, status []graph.Status, attestedSince *graph.Day, first *int, after *string) (*RelationConnection, error) {
	if kinds != nil || forms != nil || actors != nil || status != nil || attestedSince != nil || !whole(first, after) {
		return nil, errNotReady
	}
	return g.Ties, nil
}

// Relations are the actor's ties on the day.
func (a *Actor) Relations(kinds []graph.Kind, forms, with []string, status []graph.Status, first *int, after *string) (*RelationConnection, error) {
	if kinds != nil || forms != nil || with != nil || status != nil || !whole(first, after) || a.Ties == nil {
		return nil, errNotReady
	}
	return a.Ties, nil
}

// Neighbors are those it has ties of a kind with on the day, or ties at all.
func (a *Actor) Neighbors(kinds []graph.Kind, first *int, after *string) (*NeighborConnection, error) {
	var kind graph.Kind
	if len(kinds) == 1 {
		kind = kinds[0]
	}
	near := a.Near[kind]
	if near == nil || !whole(first, after) || kinds != nil && len(kinds) != 1 {
		return nil, errNotReady
	}
	return near, nil
}

func whole(first *int, after *string) bool { return first != nil && *first == PageSize && after == nil }
