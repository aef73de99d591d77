package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// campsOf reads camps such as "a b c | d e"; the first member is the label.
func campsOf(text string) []analysis.Camp {
	var camps []analysis.Camp
	for part := range strings.SplitSeq(text, "|") {
		var c analysis.Camp
		for id := range strings.FieldsSeq(part) {
			c.Members = append(c.Members, graph.ActorID(id))
		}
		if len(c.Members) > 0 {
			c.Label = c.Members[0]
			slices.Sort(c.Members)
			camps = append(camps, c)
		}
	}
	return camps
}

// lineageText is a lineage on a line: "0=1: a b; c 0>-".
func lineageText(l analysis.Lineage) string {
	place := func(c int) string {
		if c < 0 {
			return "-"
		}
		return fmt.Sprint(c)
	}
	var parts []string
	for _, m := range l.Stayed {
		ids := make([]string, len(m.Members))
		for i, a := range m.Members {
			ids[i] = string(a)
		}
		parts = append(parts, fmt.Sprintf("%d=%d: %s", m.Before, m.After, strings.Join(ids, " ")))
	}
	for _, m := range l.Moved {
		parts = append(parts, fmt.Sprintf("%s %s>%s", m.Actor, place(m.Before), place(m.After)))
	}
	return strings.Join(parts, "; ")
}

func TestMatchCamps(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"the same", "a b | c", "a b | c", "0=0: a b; 1=1: c"},
		{"one changes sides", "a b c | d e", "a b | c d e", "0=0: a b; 1=1: d e; c 0>1"},
		{"one joins and one leaves", "a b", "b c", "0=0: b; a 0>-; c ->0"},
		{"the larger part carries a camp on", "a b c d e", "a b c | d e", "0=0: a b c; d 0>1; e 0>1"},
		{"the larger camp carries a union on", "a b c | d e", "a b c d e", "0=0: a b c; d 1>0; e 1>0"},
		{"all gone, others come", "a b", "c d", "a 0>-; b 0>-; c ->0; d ->0"},
		{"a camp of one", "a b | c", "c a b", "0=0: a b; c 1>0"},
		// Both parts have two of the old members; the first has fewer others.
		{"equal overlap, the closer one", "a b c d", "c d x y | a b z", "0=1: a b; c 0>0; d 0>0; x ->0; y ->0; z ->1"},
		{"equal in all, the label", "b a c d", "c d | b a", "0=1: a b; c 0>0; d 0>0"},
		{"equal in all, label in neither", "x a b c d", "a b | c d", "0=0: a b; c 0>1; d 0>1; x 0>-"},
		// Fewest movers would match 0=1 and 1=0, and call the smaller part the camp.
		{"the largest overlap goes first", "a b c d e f g h i | j k l m", "a b c d e j k l m | f g h i",
			"0=0: a b c d e; f 0>1; g 0>1; h 0>1; i 0>1; j 1>0; k 1>0; l 1>0; m 1>0"},
	} {
		if got := lineageText(analysis.MatchCamps(campsOf(test.before), campsOf(test.after))); got != test.want {
			t.Errorf("%s: %q\nwant %q", test.name, got, test.want)
		}
	}
}

// anyCamps deals some of the actors to camps.
func anyCamps(t *rapid.T, name string) []analysis.Camp {
	of := rapid.SliceOfN(rapid.IntRange(-1, 4), 0, 12).Draw(t, name)
	parts := make([]string, 5)
	for v, c := range of {
		if c >= 0 {
			parts[c] += fmt.Sprintf(" %c", 'a'+v)
		}
	}
	return campsOf(strings.Join(parts, "|"))
}

func TestLineageAccountsForEveryActorOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyCamps(t, "before"), anyCamps(t, "after")
		l := analysis.MatchCamps(before, after)
		camp := func(camps []analysis.Camp, a graph.ActorID) int {
			return slices.IndexFunc(camps, func(c analysis.Camp) bool { return slices.Contains(c.Members, a) })
		}
		seen := map[graph.ActorID]int{}
		matched, left, right := map[[2]int]bool{}, map[int]bool{}, map[int]bool{}
		for _, m := range l.Stayed {
			if left[m.Before] || right[m.After] || len(m.Members) == 0 {
				t.Fatalf("matched twice, or with nobody: %s", lineageText(l))
			}
			matched[[2]int{m.Before, m.After}], left[m.Before], right[m.After] = true, true, true
			for _, a := range m.Members {
				seen[a]++
				if camp(before, a) != m.Before || camp(after, a) != m.After {
					t.Fatalf("%s did not stay: %s", a, lineageText(l))
				}
			}
		}
		for _, m := range l.Moved {
			seen[m.Actor]++
			if camp(before, m.Actor) != m.Before || camp(after, m.Actor) != m.After || matched[[2]int{m.Before, m.After}] {
				t.Fatalf("%s did not move so: %s", m.Actor, lineageText(l))
			}
		}
		if !slices.IsSortedFunc(l.Moved, func(x, y analysis.Move) int { return strings.Compare(string(x.Actor), string(y.Actor)) }) {
			t.Fatalf("out of order: %s", lineageText(l))
		}
		all := map[graph.ActorID]bool{}
		for _, c := range slices.Concat(before, after) {
			for _, a := range c.Members {
				all[a] = true
				if seen[a] != 1 {
					t.Fatalf("%s stands in it %d times: %s", a, seen[a], lineageText(l))
				}
			}
		}
		if len(seen) != len(all) {
			t.Fatalf("actors from nowhere: %s", lineageText(l))
		}
		// Of two camps that share a member one at least is matched.
		for b, c := range before {
			for _, a := range c.Members {
				if to := camp(after, a); to >= 0 && !left[b] && !right[to] {
					t.Fatalf("camps %d and %d share %s, and neither is matched: %s", b, to, a, lineageText(l))
				}
			}
		}
	})
}

func TestLineageOfAnUnchangedDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		camps := anyCamps(t, "camps")
		l := analysis.MatchCamps(camps, camps)
		if len(l.Moved) > 0 || len(l.Stayed) != len(camps) {
			t.Fatalf("moved without a change: %s", lineageText(l))
		}
	})
}
