package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/realign/realign/bench/events"
)

// How much is asked about. The two have no divisor in common, so that actors and
// days meet in every combination.
const (
	busyActors = 200
	askedDays  = 97

	lastDay = "2014-12-31" // none later is asked about
)

// asked are the workloads that are questions, in the order of the table.
var asked = []Workload{Allies, Ties, Counts, Snapshot, Download, DiffWeek, Path, CampsOf, LeaveOut}

// titles say what a workload is, in a few words.
var titles = map[Workload]string{
	Allies:   "names of an actor's allies on a day",
	Ties:     "an actor's ties on a day",
	Counts:   "counts of a snapshot",
	Snapshot: "all ties of a snapshot",
	Download: "the same as a download",
	DiffWeek: "what changed in a week",
	Path:     "shortest chain between two actors",
	CampsOf:  "camps of a snapshot",
	LeaveOut: "(b) with one source left out",
}

// questions are a workload's, always the same and in the same order. Neighbours
// in it are of other actors and of days far apart, and any stretch of 200 has
// every actor once.
func questions(w Workload, p events.Picked) ([]Question, error) {
	const turn = 73 // has no divisor in common with the number of actors
	var out []Question
	n := len(p.Days)
	if !slices.Contains([]Workload{Counts, Snapshot, Download, DiffWeek, CampsOf}, w) {
		n = 10 * busyActors
	}
	for i := range n {
		q := Question{Workload: w, Day: p.Days[i%len(p.Days)]}
		switch w {
		case Allies, Ties, LeaveOut:
			q.Actor = p.Actors[i*turn%len(p.Actors)]
		case Path:
			pair := p.Pairs[i*turn%len(p.Pairs)]
			q.Actor, q.Other = pair[0], pair[1]
		case DiffWeek:
			day, err := time.Parse(time.DateOnly, q.Day)
			if err != nil {
				return nil, fmt.Errorf("questions: %w", err)
			}
			q.Day2 = day.AddDate(0, 0, 7).Format(time.DateOnly)
		}
		out = append(out, q)
	}
	return out, nil
}
