package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/realign/realign/bench/events"
)

// truth answers questions by looking at each relation of the data, one by one,
// with no index and nothing of Realign's: what all contenders are held against.
type truth struct {
	names     map[string]string // of actors, by id
	relations []relation
}

// relation is a row of edges.csv.
type relation struct{ id, source, target, kind, start, end string }

// on is the predicate: both days are inclusive, and days of this form sort as
// texts.
func (r *relation) on(day string) bool { return r.start <= day && day <= r.end }

func (r *relation) line(rest ...string) string {
	return line(append([]string{r.id, r.kind, r.start, r.end}, rest...)...)
}

// readTruth reads the relations that began by the last day that is asked about.
func readTruth(data Data, lastDay string) (*truth, error) {
	t := &truth{names: map[string]string{}}
	err := eachRecord(data.Actors, 2, func(f []string) { t.names[f[0]] = f[1] })
	if err != nil {
		return nil, err
	}
	err = eachRecord(data.Edges, 6, func(f []string) {
		if f[4] <= lastDay {
			t.relations = append(t.relations, relation{f[0], f[1], f[2], f[3], f[4], f[5]})
		}
	})
	return t, err
}

// eachRecord reads a CSV file but for its first line.
func eachRecord(file string, fields int, read func([]string)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	records := csv.NewReader(f)
	records.FieldsPerRecord = fields
	for first := true; ; first = false {
		record, err := records.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", file, err)
		case !first:
			read(record)
		}
	}
}

// answer answers as answers.go has it; errNotCompared where nobody can say what
// is right.
func (t *truth) answer(q Question) ([]string, error) {
	var out []string
	switch q.Workload {
	case Allies:
		for _, r := range t.relations {
			if r.on(q.Day) && r.kind == string(events.Allegiance) && (r.source == q.Actor || r.target == q.Actor) {
				out = append(out, t.other(r, q.Actor))
			}
		}
		slices.Sort(out)
		return slices.Compact(out), nil
	case Ties, LeaveOut:
		for _, r := range t.relations {
			left := q.Workload == LeaveOut && events.SourceOf(r.id) == events.SecondSource
			if r.on(q.Day) && !left && (r.source == q.Actor || r.target == q.Actor) {
				out = append(out, r.line(t.other(r, q.Actor)))
			}
		}
	case Snapshot, Download:
		for _, r := range t.relations {
			if r.on(q.Day) {
				out = append(out, r.line(r.source, r.target))
			}
		}
	case Counts:
		return t.counts(q.Day), nil
	case DiffWeek:
		for _, r := range t.relations {
			if before, after := r.on(q.Day), r.on(q.Day2); after && !before {
				out = append(out, "formed "+r.id)
			} else if before && !after {
				out = append(out, "ended "+r.id)
			}
		}
	case Path:
		if n := t.distance(q.Actor, q.Other, q.Day); n >= 0 {
			out = []string{fmt.Sprintf("length %d", n)}
		}
	default:
		return nil, errNotCompared
	}
	slices.Sort(out)
	return out, nil
}

// other is the name of who stands at the other end of a relation.
func (t *truth) other(r relation, actor string) string {
	if r.source == actor {
		return t.names[r.target]
	}
	return t.names[r.source]
}

func (t *truth) counts(day string) []string {
	kinds, actors := map[string]int{}, map[string]bool{}
	for _, r := range t.relations {
		if r.on(day) {
			kinds[r.kind]++
			actors[r.source], actors[r.target] = true, true
		}
	}
	out := []string{fmt.Sprintf("actors %d", len(actors))}
	for _, kind := range []events.Kind{events.Allegiance, events.Hostility, events.Mediation} {
		out = append(out, fmt.Sprintf("%s %d", kind, kinds[string(kind)]))
	}
	return out
}

// longestChain is the longest chain that is asked for.
const longestChain = 4

// distance is how many relations of a day, walked either way, lead from one
// actor to another; -1 if it takes more than are asked for.
func (t *truth) distance(from, to, day string) int {
	neighbours := map[string][]string{}
	for _, r := range t.relations {
		if r.on(day) {
			neighbours[r.source] = append(neighbours[r.source], r.target)
			neighbours[r.target] = append(neighbours[r.target], r.source)
		}
	}
	seen := map[string]bool{from: true}
	for n, edge := 0, []string{from}; n <= longestChain; n++ {
		var next []string
		for _, actor := range edge {
			if actor == to {
				return n
			}
			for _, other := range neighbours[actor] {
				if !seen[other] {
					seen[other] = true
					next = append(next, other)
				}
			}
		}
		edge = next
	}
	return -1
}
