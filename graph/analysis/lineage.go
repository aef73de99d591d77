package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// Lineage says what became of the camps of one day by another. Every actor who
// is in a camp of either day stands in it once, under Stayed or under Moved.
type Lineage struct {
	Stayed []Match // in the order of the earlier camps
	Moved  []Move  // in order of actors
}

// Match is a camp of the earlier day and the one that it became, as indexes, and
// the members that they have in common: one at least.
type Match struct {
	Before, After int
	Members       []graph.ActorID // in order
}

// Move is an actor whose camps of the two days are not matched to each other.
// Before and After are indexes; −1 is none: it joined, or it left. Who left has
// no tie that counts any more, which may mean that nobody speaks of one.
type Move struct {
	Actor         graph.ActorID
	Before, After int
}

// MatchCamps follows camps from one day to another, as [Camps] made them. A camp
// becomes the one that most of its members are in, and is matched to one camp at
// most: of all pairs of camps that share a member, that with most shared members
// is matched first, then that with most among those camps which are left, and so
// on. Of equal pairs the one goes first that shares the larger part of its
// members (Jaccard), then one whose label stays, then by the order of the camps.
//
// So when a camp breaks up its largest part carries it on, and when camps unite
// the largest does; the others are said to have moved. To choose the pairs that
// leave as few movers as possible in total would make the fate of one camp hang
// on camps that it shares nobody with.
func MatchCamps(before, after []Camp) Lineage {
	campBefore, campAfter := campOf(before), campOf(after)
	became := pairUp(before, after, campAfter)
	var l Lineage
	for b, a := range became {
		if a < 0 {
			continue
		}
		m := Match{Before: b, After: a}
		for _, actor := range before[b].Members {
			if c, ok := campAfter[actor]; ok && c == a {
				m.Members = append(m.Members, actor)
			}
		}
		slices.Sort(m.Members)
		l.Stayed = append(l.Stayed, m)
	}
	for b, camp := range before {
		for _, actor := range camp.Members {
			a, ok := campAfter[actor]
			if !ok {
				a = -1
			}
			if !ok || became[b] != a {
				l.Moved = append(l.Moved, Move{Actor: actor, Before: b, After: a})
			}
		}
	}
	for a, camp := range after {
		for _, actor := range camp.Members {
			if _, ok := campBefore[actor]; !ok {
				l.Moved = append(l.Moved, Move{Actor: actor, Before: -1, After: a})
			}
		}
	}
	slices.SortFunc(l.Moved, func(x, y Move) int { return strings.Compare(string(x.Actor), string(y.Actor)) })
	return l
}

func campOf(camps []Camp) map[graph.ActorID]int {
	of := map[graph.ActorID]int{}
	for c, camp := range camps {
		for _, actor := range camp.Members {
			of[actor] = c
		}
	}
	return of
}

// overlap is a pair of camps that share members.
type overlap struct{ before, after, shared int }

// pairUp matches camps one to one and returns the later of each earlier one, −1
// for none.
func pairUp(before, after []Camp, campAfter map[graph.ActorID]int) (became []int) {
	var pairs []overlap
	for b, camp := range before {
		shared := map[int]int{}
		for _, actor := range camp.Members {
			if a, ok := campAfter[actor]; ok {
				shared[a]++
			}
		}
		for a, n := range shared {
			pairs = append(pairs, overlap{b, a, n})
		}
	}
	// Of pairs that share equally many, Jaccard prefers those with fewer members.
	members := func(o overlap) int { return len(before[o.before].Members) + len(after[o.after].Members) }
	relabelled := func(o overlap) int {
		if before[o.before].Label == after[o.after].Label {
			return 0
		}
		return 1
	}
	slices.SortFunc(pairs, func(x, y overlap) int {
		return cmp.Or(
			cmp.Compare(y.shared, x.shared), cmp.Compare(members(x), members(y)), cmp.Compare(relabelled(x), relabelled(y)),
			cmp.Compare(x.before, y.before), cmp.Compare(x.after, y.after),
		)
	})
	became = make([]int, len(before))
	for b := range became {
		became[b] = -1
	}
	taken := make([]bool, len(after))
	for _, o := range pairs {
		if became[o.before] < 0 && !taken[o.after] {
			became[o.before], taken[o.after] = o.after, true
		}
	}
	return became
}
