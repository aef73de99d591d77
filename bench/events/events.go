package events

import (
	"fmt"
	"time"
)

// Events are what relations are made of: events of one year.
type Events struct {
	Title string // of the source they come from
	Note  string // what a reader should know of them
	// Synthetic events never happened: [Standin] made them.
	Synthetic bool
	// Actors in the order of their numbers.
	Actors []Actor
	// Rows in the order of the source.
	Rows []Row
	// SelfLoops counts the events left out because subject and object are one.
	SelfLoops int
}

// Actor is someone who acts or is acted upon.
type Actor struct {
	ID   string // a slug, of at most 100 bytes
	Name string
}

// Row is one event. Source and Target index Actors and differ.
type Row struct {
	Source, Target int32
	Kind           Kind
	Day            int32 // days since the first day, which is 0
}

const (
	year    = 2014
	days    = 365
	holding = 30 // days that an event is taken to hold, its own the first
)

// start is the first day of a row in a copy; copies begin with 0 and are a year
// apart, by the calendar.
func start(day int32, copied int) time.Time {
	return time.Date(year, 1, 1+int(day), 0, 0, 0, 0, time.UTC).AddDate(copied, 0, 0)
}

// last is the last day of a relation that begins on a day, inclusive.
func last(start time.Time) time.Time { return start.AddDate(0, 0, holding-1) }

func written(day time.Time) string { return day.Format(time.DateOnly) }

// relationID names a relation by the place of its row, counted from 1, and the
// number of the copy, which the first does without.
func relationID(row, copied int) string {
	if copied == 0 {
		return fmt.Sprintf("e%06d", row)
	}
	return fmt.Sprintf("e%06d-c%02d", row, copied+1)
}
