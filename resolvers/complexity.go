package resolvers

import (
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/resolvers/internal/exec"
)

// complexity counts how many values an operation may ask for: a list counts
// what stands below it once for each row of its page, everything else once.
func complexity() exec.ComplexityRoot {
	var c exec.ComplexityRoot
	c.Query.Actors = func(child int, _ *string, _ []graph.ActorKind, _ *string, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Query.Sources = func(child int, _ *string, first *int, _ *string) int { return rows(child, first) }
	c.Query.Loads = func(child int, _ *string, first *int, _ *string) int { return rows(child, first) }
	c.Query.Nodes = func(child int, ids []string) int { return child * max(1, len(ids)) }
	c.Graph.Actors = func(child int, _ *string, _ []graph.ActorKind, _ *bool, _ []*ask.TieFilter, _ *ask.ActorOrder, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Graph.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, _ *edtf.Day, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Graph.Sources = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Graph.Nodes = func(child int, ids []string) int { return child * max(1, len(ids)) }
	c.History.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, _ *graph.RelationOrder, first *int, _ *string) int {
		return rows(child, first)
	}
	c.History.Claims = func(child int, _ *string, _, _, _ []string, _ *graph.Stance, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Actor.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Actor.Neighbors = func(child int, _ []graph.Kind, first *int, _ *string) int { return rows(child, first) }
	c.Relation.Claims = func(child int, _ *graph.Stance, _ *bool, first *int, _ *string) int { return rows(child, first) }
	c.Source.Claims = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Load.Rejected = func(child int, first *int, _ *string) int { return rows(child, first) }
	return c
}

// rows is what a page of a list may hold. A page of no rows still counts. The
// product is capped, so that nesting cannot overflow it.
func rows(child int, first *int) int {
	n := ask.DefaultFirst
	if first != nil {
		n = min(max(*first, 1), ask.MaxFirst)
	}
	const most = 1 << 40
	return 1 + min(child, most/n)*n
}
