package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/bench/events"
)

// The data of these tests: b1 and b2 overlap, c1 is over on the day that d1
// begins.
const someEdges = `id,source,target,kind,start,end
e000009,a,b,allegiance,2014-03-01,2014-03-30
e000010,b,a,allegiance,2014-03-10,2014-04-08
e000011,a,c,hostility,2014-02-01,2014-03-02
e000012,c,d,mediation,2014-03-03,2014-04-01
e000009-c02,a,d,allegiance,2015-03-01,2015-03-30
`

func someTruth(t *testing.T) *truth {
	t.Helper()
	folder := t.TempDir()
	data := Data{Edges: filepath.Join(folder, "edges.csv"), Actors: filepath.Join(folder, "actors.csv")}
	for file, text := range map[string]string{data.Edges: someEdges, data.Actors: "id,name\na,\"A, the first\"\nb,B\nc,C\nd,D\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	right, err := readTruth(data, lastDay)
	if err != nil {
		t.Fatal(err)
	}
	if len(right.relations) != 4 {
		t.Errorf("%d relations are kept, want the 4 of the first year", len(right.relations))
	}
	return right
}

func TestTruth(t *testing.T) {
	right := someTruth(t)
	for _, c := range []struct {
		q    Question
		want string
	}{
		{Question{Workload: Allies, Actor: "b", Day: "2014-03-10"}, "A, the first"},
		{Question{Workload: Allies, Actor: "a", Day: "2014-02-28"}, ""},
		{Question{Workload: Ties, Actor: "a", Day: "2014-03-02"}, "e000009\tallegiance\t2014-03-01\t2014-03-30\tB; e000011\thostility\t2014-02-01\t2014-03-02\tC"},
		{Question{Workload: Ties, Actor: "a", Day: "2014-03-03"}, "e000009\tallegiance\t2014-03-01\t2014-03-30\tB"},
		{Question{Workload: LeaveOut, Actor: "a", Day: "2014-03-10"}, "e000009\tallegiance\t2014-03-01\t2014-03-30\tB"},
		{Question{Workload: LeaveOut, Actor: "a", Day: "2014-04-08"}, ""},
		{Question{Workload: Counts, Day: "2014-03-10"}, "actors 4; allegiance 2; hostility 0; mediation 1"},
		{Question{Workload: Snapshot, Day: "2014-04-08"}, "e000010\tallegiance\t2014-03-10\t2014-04-08\tb\ta"},
		{Question{Workload: DiffWeek, Day: "2014-03-01", Day2: "2014-03-08"}, "ended e000011; formed e000012"},
		{Question{Workload: DiffWeek, Day: "2014-03-30", Day2: "2014-04-06"}, "ended e000009; ended e000012"},
		{Question{Workload: Path, Actor: "b", Other: "c", Day: "2014-03-02"}, "length 2"},
		{Question{Workload: Path, Actor: "b", Other: "d", Day: "2014-03-02"}, ""}, // no chain of one day
	} {
		got, err := right.answer(c.q)
		if err != nil || strings.Join(got, "; ") != c.want {
			t.Errorf("(%s) of %v: %q, %v; want %q", c.q.Workload, c.q, strings.Join(got, "; "), err, c.want)
		}
	}
	if _, err := right.answer(Question{Workload: CampsOf}); !errors.Is(err, errNotCompared) {
		t.Errorf("camps: %v", err)
	}
}

// fake answers what it is told to.
type fake struct {
	Contender
	name   string
	answer func(q Question) ([]string, error)
}

func (f fake) Name() string         { return f.name }
func (f fake) Asker(Workload) Asker { return f }
func (f fake) Ask(context.Context, Question) error {
	return nil
}
func (f fake) Answer(_ context.Context, q Question) ([]string, error) { return f.answer(q) }

type fakeByPairs struct{ fake }

func (fakeByPairs) ByPairs() {}

func TestCompareAnswers(t *testing.T) {
	right := someTruth(t)
	qs := []Question{{Workload: Ties, Actor: "a", Day: "2014-03-02"}, {Workload: Ties, Actor: "a", Day: "2014-03-10"}}
	compare := func(c Contender, w Workload) Comparison {
		got := compareAnswers(t.Context(), right, c, w, qs)
		if got == nil {
			t.Fatalf("%s is not compared", c.Name())
		}
		return *got
	}
	same := compare(fake{name: "same", answer: func(q Question) ([]string, error) {
		lines, err := right.answer(q)
		slices.Reverse(lines) // the order says nothing
		return lines, err
	}}, Ties)
	if same.Same != 2 || same.Missing+same.Extra != 0 || same.Lines != 4 || same.Why != "" {
		t.Errorf("the same: %+v", same)
	}
	one := compare(fake{name: "one", answer: func(Question) ([]string, error) {
		return []string{"e000009\tallegiance\t2014-03-01\t2014-03-30\tB", "made up"}, nil
	}}, Ties)
	if one.Same != 0 || one.Missing != 2 || one.Extra != 2 || !strings.Contains(one.Example, "made up") || one.Why != "**not explained**" {
		t.Errorf("one line and one made up: %+v", one)
	}
	// Two ties of one pair and kind are one line of whoever answers by pairs.
	pairs := compare(fakeByPairs{fake{name: raphtory, answer: func(q Question) ([]string, error) {
		if q.Day == "2014-03-10" {
			return []string{"allegiance\tB"}, nil
		}
		return []string{"allegiance\tB", "hostility\tD"}, nil
	}}}, Ties)
	if pairs.Same != 1 || pairs.Missing != 1 || pairs.Extra != 1 || !strings.Contains(pairs.Why, "overlap") {
		t.Errorf("by pairs: %+v", pairs)
	}
	failed := compare(fake{name: "failed", answer: func(Question) ([]string, error) { return nil, errors.New("out of order") }}, Ties)
	if failed.Failed == "" {
		t.Errorf("failed: %+v", failed)
	}
	if got := compareAnswers(t.Context(), right, fake{answer: func(Question) ([]string, error) { return nil, errNotCompared }}, Ties, qs); got != nil {
		t.Errorf("constant data are compared: %+v", got)
	}
}

func TestPairLines(t *testing.T) {
	right := someTruth(t)
	snapshot, err := right.answer(Question{Workload: Snapshot, Day: "2014-03-10"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(pairLines(Snapshot, snapshot), "; "); got != "allegiance\ta\tb; mediation\tc\td" {
		t.Errorf("snapshot by pairs: %s", got)
	}
	if got := strings.Join(pairLines(Counts, snapshot), "; "); got != "actors 4; allegiance 1; hostility 0; mediation 1" {
		t.Errorf("counts by pairs: %s", got)
	}
}

// Every stretch of questions has other actors and days, and none is about a day
// on which a copy has begun.
func TestQuestions(t *testing.T) {
	p := events.Standin().Pick(busyActors, askedDays)
	for _, w := range asked {
		qs, err := questions(w, p)
		if err != nil {
			t.Fatal(err)
		}
		actors := map[string]bool{}
		for i, q := range qs {
			if q.Workload != w || q.Day == "" || q.Day > lastDay || q.Day2 > lastDay || (w == DiffWeek) != (q.Day2 != "") {
				t.Fatalf("(%s): %+v", w, q)
			}
			if i < busyActors {
				actors[q.Actor] = true
			}
		}
		if wantActor := w == Allies || w == Ties || w == LeaveOut; wantActor && len(actors) != busyActors {
			t.Errorf("(%s): the first %d questions are of %d actors", w, busyActors, len(actors))
		}
	}
}
