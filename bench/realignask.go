package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// realignAsker asks Realign one workload's questions.
type realignAsker struct {
	api      *graphQL
	document string
	answer   func(ctx context.Context, api *graphQL, q Question, body []byte) ([]string, error)
}

// Asker returns how a workload is asked.
func (r *realign) Asker(w Workload) Asker {
	if r.api == nil {
		return nil
	}
	switch w {
	case Allies:
		return realignAsker{r.api, alliesQuery, answerOf(alliesAnswer)}
	case Ties:
		return realignAsker{r.api, tiesQuery, answerOf(tiesAnswer)}
	case LeaveOut:
		return realignAsker{r.api, leaveOutQuery, answerOf(tiesAnswer)}
	case Counts:
		return realignAsker{r.api, countsQuery, answerOf(countsAnswer)}
	case Snapshot:
		return realignAsker{r.api, snapshotQuery, answerOf(snapshotAnswer)}
	case DiffWeek:
		return realignAsker{r.api, diffQuery, answerOf(diffAnswer)}
	case Path:
		return realignAsker{r.api, pathQuery, answerOf(pathAnswer)}
	case CampsOf:
		return realignAsker{r.api, campsQuery, answerOf(campsAnswer)}
	case Download:
		return realignDownload{r.api}
	}
	return nil
}

// Ask asks and reads the answer to its end.
func (a realignAsker) Ask(ctx context.Context, q Question) error {
	return a.api.ask(ctx, requestBody(a.document, q))
}

// Answer asks and returns the answer as answers.go has it.
func (a realignAsker) Answer(ctx context.Context, q Question) ([]string, error) {
	return a.answer(ctx, a.api, q, requestBody(a.document, q))
}

// answerOf decodes an answer of type T and has it written as lines, sorted.
func answerOf[T any](lines func(Question, T) ([]string, error)) func(context.Context, *graphQL, Question, []byte) ([]string, error) {
	return func(ctx context.Context, api *graphQL, q Question, body []byte) ([]string, error) {
		var answer T
		if err := api.fetch(ctx, body, &answer); err != nil {
			return nil, err
		}
		out, err := lines(q, answer)
		slices.Sort(out)
		return out, err
	}
}

// A tie as the documents in queries.go ask for it.
type tie struct {
	ID       string
	Kind     string
	Period   struct{ Start, End string }
	From, To struct{ ID, Name string }
}

type ties struct {
	Nodes    []tie
	PageInfo struct{ HasNextPage bool }
}

// local is an id without what stands before it: relation:events/e000001 is
// e000001, actor:usa is usa.
func local(id string) string {
	return id[strings.LastIndexAny(id, ":/")+1:]
}

func line(fields ...string) string { return strings.Join(fields, "\t") }

func (t tie) fields() []string {
	return []string{local(t.ID), strings.ToLower(t.Kind), t.Period.Start, t.Period.End}
}

func alliesAnswer(_ Question, a struct {
	Graph struct {
		Actor *struct {
			Neighbors struct{ Nodes []struct{ Name string } }
		}
	}
}) ([]string, error) {
	if a.Graph.Actor == nil {
		return nil, fmt.Errorf("there is no such actor")
	}
	var out []string
	for _, n := range a.Graph.Actor.Neighbors.Nodes {
		out = append(out, n.Name)
	}
	return out, nil
}

func tiesAnswer(q Question, a struct {
	Graph struct {
		Actor *struct{ Relations ties }
	}
}) ([]string, error) {
	if a.Graph.Actor == nil {
		return nil, fmt.Errorf("there is no actor %s", q.Actor)
	}
	var out []string
	for _, t := range a.Graph.Actor.Relations.Nodes {
		other := t.To.Name
		if local(t.To.ID) == q.Actor {
			other = t.From.Name
		}
		out = append(out, line(append(t.fields(), other)...))
	}
	return out, nil
}

func snapshotAnswer(_ Question, a struct {
	Graph struct{ Relations ties }
}) ([]string, error) {
	if a.Graph.Relations.PageInfo.HasNextPage {
		return nil, fmt.Errorf("one page does not hold the snapshot")
	}
	var out []string
	for _, t := range a.Graph.Relations.Nodes {
		out = append(out, line(append(t.fields(), local(t.From.ID), local(t.To.ID))...))
	}
	return out, nil
}

func countsAnswer(_ Question, a struct {
	Graph struct {
		Stats struct {
			Actors int
			ByKind []struct {
				Kind  string
				Count int
			}
		}
	}
}) ([]string, error) {
	out := []string{fmt.Sprintf("actors %d", a.Graph.Stats.Actors)}
	for _, k := range a.Graph.Stats.ByKind {
		out = append(out, fmt.Sprintf("%s %d", strings.ToLower(k.Kind), k.Count))
	}
	return out, nil
}

func diffAnswer(_ Question, a struct {
	Diff struct {
		Changes struct {
			Nodes []struct {
				Kind          string
				Before, After []struct{ ID string }
			}
		}
	}
}) ([]string, error) {
	var out []string
	for _, c := range a.Diff.Changes.Nodes {
		what, of := "formed", c.After
		if c.Kind == "ENDED" {
			what, of = "ended", c.Before
		}
		for _, r := range of {
			out = append(out, what+" "+local(r.ID))
		}
	}
	return out, nil
}

func pathAnswer(_ Question, a struct {
	Graph struct {
		Paths []struct{ Relations []struct{ ID string } }
	}
}) ([]string, error) {
	if len(a.Graph.Paths) == 0 {
		return nil, nil
	}
	return []string{fmt.Sprintf("length %d", len(a.Graph.Paths[0].Relations))}, nil
}

func campsAnswer(_ Question, a struct {
	Graph struct {
		Camps []struct{ Members []struct{ ID string } }
	}
}) ([]string, error) {
	if len(a.Graph.Camps) == 0 {
		return nil, fmt.Errorf("there are no camps")
	}
	return nil, errNotCompared
}
