package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Comparison is how one contender's answers to a workload agree with those that
// the data give.
type Comparison struct {
	Workload  Workload `json:"workload"`
	Questions int      `json:"questions"`
	Same      int      `json:"same"` // questions with the same answer
	Lines     int      `json:"lines"`
	Missing   int      `json:"missing"` // lines that it ought to have and has not
	Extra     int      `json:"extra"`   // lines that it ought not to have
	Example   string   `json:"example,omitempty"`
	Why       string   `json:"why,omitempty"`
	Failed    string   `json:"failed,omitempty"`
}

// compared is how many questions of a workload are compared: fewer where an
// answer is a whole snapshot.
func compared(w Workload) int {
	switch w {
	case Counts, Snapshot, Download, DiffWeek, CampsOf:
		return 5
	}
	return 50
}

// why explains the differences that are known and borne.
func why(contender string, w Workload) string {
	switch {
	case contender == raphtory && w == Counts:
		return "it counts the two directions of a pair apart, cuts overlapping spells short, and cannot count the actors that have a tie on a day"
	case contender == raphtory && w == Path:
		return "it cuts overlapping spells short, and so walks further, with no bound on how far"
	case contender == raphtory:
		return "it holds one history for each pair, direction and kind: where spells overlap, the end of the first ends them all"
	}
	return "**not explained**"
}

// compareAnswers holds a contender's answers against those that the data give.
// It is nil where the contender has no such workload, or nobody can say what is
// right.
func compareAnswers(ctx context.Context, right *truth, other Contender, w Workload, qs []Question) *Comparison {
	asker := other.Asker(w)
	if asker == nil {
		return nil
	}
	_, byPairs := other.(ByPairs)
	c := &Comparison{Workload: w}
	for _, q := range qs[:min(compared(w), len(qs))] {
		if err := c.one(ctx, right, asker, q, byPairs); errors.Is(err, errNotCompared) {
			return nil
		} else if err != nil {
			c.Failed = err.Error()
			return c
		}
	}
	if c.Missing+c.Extra > 0 {
		c.Why = why(other.Name(), w)
	}
	return c
}

func (c *Comparison) one(ctx context.Context, right *truth, asker Asker, q Question, byPairs bool) error {
	if byPairs && q.Workload == DiffWeek {
		return errNotCompared
	}
	got, err := asker.Answer(ctx, q)
	if err != nil {
		return err
	}
	of := q
	if byPairs && q.Workload == Counts {
		of.Workload = Snapshot
	}
	want, err := right.answer(of)
	if err != nil {
		return err
	}
	if byPairs {
		want = pairLines(q.Workload, want)
	}
	slices.Sort(want)
	slices.Sort(got)
	missing, extra := difference(want, got)
	c.Questions++
	c.Lines += len(want)
	c.Missing += len(missing)
	c.Extra += len(extra)
	if len(missing)+len(extra) == 0 {
		c.Same++
	} else if c.Example == "" {
		c.Example = example(q, missing, extra)
	}
	return nil
}

func example(q Question, missing, extra []string) string {
	what := strings.TrimSpace(strings.Join([]string{q.Actor, q.Other, q.Day, q.Day2}, " "))
	var parts []string
	if len(missing) > 0 {
		parts = append(parts, "lacks "+strconv.Quote(missing[0]))
	}
	if len(extra) > 0 {
		parts = append(parts, "has besides "+strconv.Quote(extra[0]))
	}
	return what + ": " + strings.Join(parts, ", ")
}

// difference of two sorted lists, each line as often as it is there.
func difference(a, b []string) (onlyA, onlyB []string) {
	for len(a) > 0 && len(b) > 0 {
		switch strings.Compare(a[0], b[0]) {
		case 0:
			a, b = a[1:], b[1:]
		case -1:
			onlyA, a = append(onlyA, a[0]), a[1:]
		case 1:
			onlyB, b = append(onlyB, b[0]), b[1:]
		}
	}
	return append(onlyA, a...), append(onlyB, b...)
}

// pairLines turns an answer about ties into one about pairs of a kind, as
// [ByPairs] has it. Counts are made from a whole snapshot.
func pairLines(w Workload, lines []string) []string {
	var out []string
	actors := map[string]bool{}
	for _, l := range lines {
		f := strings.Split(l, "\t")
		switch {
		case (w == Ties || w == LeaveOut) && len(f) == 5:
			out = append(out, line(f[1], f[4]))
		case (w == Snapshot || w == Counts || w == Download) && len(f) == 6:
			out = append(out, line(f[1], min(f[4], f[5]), max(f[4], f[5])))
			actors[f[4]], actors[f[5]] = true, true
		default:
			out = append(out, l)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if w != Counts {
		return out
	}
	kinds := map[string]int{}
	for _, l := range out {
		kind, _, _ := strings.Cut(l, "\t")
		kinds[kind]++
	}
	return []string{
		fmt.Sprintf("actors %d", len(actors)),
		fmt.Sprintf("allegiance %d", kinds["allegiance"]),
		fmt.Sprintf("hostility %d", kinds["hostility"]),
		fmt.Sprintf("mediation %d", kinds["mediation"]),
	}
}
