package resolvers

import (
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
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
	c.Query.Nodes = func(child int, ids []string) int { return times(child, len(ids)) }
	c.Graph.Actors = func(child int, _ *string, _ []graph.ActorKind, _ *bool, _ []*ask.TieFilter, _ *ask.ActorOrder, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Graph.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, _ *edtf.Day, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Graph.Sources = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Graph.Nodes = func(child int, ids []string) int { return times(child, len(ids)) }
	c.History.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, _ *graph.RelationOrder, first *int, _ *string) int {
		return rows(child, first)
	}
	c.History.Claims = func(child int, _ *string, _, _, _ []string, _ *graph.Stance, first *int, _ *string) int {
		return rows(child, first)
	}
	c.History.EvidenceGaps = func(child int, _ []string) int { return rows(child, nil) }
	c.Timeline.Changes = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Timeline.Spells = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Diff.Changes = func(child int, _ []analysis.ChangeKind, _ []analysis.Cause, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Diff.FirstNamed = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Graph.Triads = func(child int, _ *bool, _ []string, _, _ *bool, first *int, _ *string) int { return rows(child, first) }
	// What is computed over a whole view costs more than its values.
	c.Graph.Paths = func(child int, _, _ string, _ []graph.Kind, _ *int, _, _ *bool, first *int) int {
		return plus(computed, rows(child, first))
	}
	c.Graph.Camps = func(child int, _ *float64, _, _ *bool) int { return plus(computed, rows(child, nil)) }
	c.Graph.Balance = func(child int, _, _ *bool) int { return plus(100*computed, child) }
	c.Diff.Camps = func(child int, _ *float64) int { return plus(2*computed, child) }
	c.Diff.Counts = func(child int) int { return plus(computed, child) }
	c.History.Activity = func(child int, _ *analysis.Bucket, _ []graph.Kind, _ []string) int {
		most := ask.MaxFirst // there is no telling how many buckets a window has
		return plus(computed, rows(child, &most))
	}
	c.Diff.Notices = func(child int) int { return plus(computed, child) }
	c.Actor.Relations = func(child int, _ []graph.Kind, _, _ []string, _ []graph.Status, first *int, _ *string) int {
		return rows(child, first)
	}
	c.Actor.Neighbors = func(child int, _ []graph.Kind, first *int, _ *string) int { return rows(child, first) }
	c.Relation.Claims = func(child int, _ *graph.Stance, _ *bool, first *int, _ *string) int { return rows(child, first) }
	c.Source.Claims = func(child int, first *int, _ *string) int { return rows(child, first) }
	c.Load.Rejected = func(child int, first *int, _ *string) int { return rows(child, first) }
	return c
}

// computed stands for the work of one pass over all ties of a view.
const computed = 1000

// mostCost caps every product and sum, so that no nesting overflows one. No
// server allows so much.
const mostCost = 1 << 40

// rows is what a page of a list may hold. A page of no rows still counts.
func rows(child int, first *int) int {
	n := ask.DefaultFirst
	if first != nil {
		n = min(*first, ask.MaxFirst)
	}
	return times(child, n)
}

// times is the cost of a list of n values, of one at least.
func times(child, n int) int {
	n = max(n, 1)
	return 1 + min(child, mostCost/n)*n
}

// plus is what a field costs by itself and below.
func plus(own, child int) int { return own + min(child, mostCost) }
