package loaders

import "fmt"

// Bounds of what is told of many rows: warnings by rule, and rejections.
const (
	maxWarnings   = 20
	maxRejections = 1000
)

// tally keeps the first problems of many, and counts all.
type tally struct {
	kept     []Problem
	warned   map[Rule]int // rows, or entries
	rejected int          // rows, or entries
	listed   int          // rejections among kept
	cut      bool         // some are not
}

func newTally() *tally { return &tally{warned: map[Rule]int{}} }

// warn counts a warning, and keeps it if it is one of the first of its rule.
func (t *tally) warn(p Problem) {
	t.warned[p.Rule]++
	if t.warned[p.Rule] <= maxWarnings {
		t.kept = append(t.kept, p)
	}
}

// reject counts a row that was left out for some problems, and keeps what is
// among the first.
func (t *tally) reject(problems ...Problem) {
	t.rejected++
	fit := min(len(problems), maxRejections-t.listed)
	t.listed += fit
	t.kept = append(t.kept, problems[:fit]...)
	t.cut = t.cut || fit < len(problems) || fit == 0
}

// take counts problems of which each is one entry.
func (t *tally) take(problems []Problem) {
	for _, p := range problems {
		if p.Warning() {
			t.warn(p)
		} else {
			t.reject(p)
		}
	}
}

// problems are those that were kept, by place, and behind them, at the place of
// them all, how many there were besides.
func (t *tally) problems(all Place) []Problem {
	sortProblems(t.kept)
	out := t.kept
	for _, rule := range sortedKeys(t.warned) {
		if more := t.warned[rule] - maxWarnings; more > 0 {
			out = append(out, newProblem(all, rule, fmt.Sprintf("and %s more of this sort, %s in all", thousands(more), thousands(t.warned[rule])), "look at those listed"))
		}
	}
	if t.cut {
		out = append(out, newProblem(all, RuleAndMore, fmt.Sprintf("%s rows were left out in all, more than are listed", thousands(t.rejected)), "mend what is listed, and look again"))
	}
	return out
}

// warnings counts all of them.
func (t *tally) warnings() int {
	n := 0
	for _, rule := range sortedKeys(t.warned) {
		n += t.warned[rule]
	}
	return n
}

// thousands writes a number with commas between its thousands.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
