package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// ChangeKind is what changed.
type ChangeKind uint8

// The kinds of changes: four of the world, four of what is known of it.
const (
	// Formed: a tie began.
	Formed ChangeKind = iota + 1
	// Ended: a tie was over.
	Ended
	// Flipped: a pair went from allegiance to hostility or back.
	Flipped
	// Realigned: an actor left one side for its rival.
	Realigned
	// NewlySourced: sources now speak of a tie of which none spoke.
	NewlySourced
	// Corrected: what was known of a tie is now known otherwise.
	Corrected
	// BecameContested: sources now contradict each other about a tie.
	BecameContested
	// Retracted: no source asserts a tie any more.
	Retracted
)

// String is the kind in words.
func (k ChangeKind) String() string {
	words := [...]string{"", "formed", "ended", "flipped", "realigned", "newly sourced", "corrected", "became contested", "retracted"}
	if int(k) >= len(words) {
		return ""
	}
	return words[k]
}

// Cause says whether the world changed, or only what is known of it.
type Cause uint8

// The causes.
const (
	World Cause = iota + 1
	Knowledge
)

// Cause is that of all changes of a kind.
func (k ChangeKind) Cause() Cause {
	if k >= NewlySourced {
		return Knowledge
	}
	return World
}

// Change is one thing that changed between two days, or between two states of
// knowledge.
type Change struct {
	Kind ChangeKind
	// Certainty is Certain if it happened within the window in every reading of
	// the dates. Of knowledge, it is that of the tie it is about, the surer of
	// before and after.
	Certainty graph.Certainty
	// Actors are those concerned, who moved first: of Realigned, who moved, whom
	// it left, whom it joined.
	Actors []graph.ActorID
	// Earliest and Latest bound the day, both inclusive: of Formed the first day
	// on which the tie held, of Ended the last; of Flipped and Realigned the later
	// of the old tie's last day and the new one's first. MinDay and MaxDay are
	// unbounded.
	// Of knowledge they are the days of the window that it is about.
	Earliest, Latest graph.Day
	Before, After    []graph.Relation // in order of their keys
	// Rivalry are the hostile ties of the two sides between which an actor
	// realigned.
	Rivalry []graph.Relation
}

// Lives returns the bounds of an actor's lifetime, AnyPeriod if unknown.
type Lives func(graph.ActorID) graph.Period

// SortChanges puts changes in the order in which they happened: by the first
// day that they are bounded by, then by the last, then by kind, actors and ties.
func SortChanges(changes []Change) {
	order := make([]moment, len(changes))
	for i := range changes {
		c := &changes[i]
		order[i] = moment{day: c.day(), latest: c.Latest, kind: c.Kind, at: i}
		if len(c.Actors) > 0 {
			order[i].mover = c.Actors[0]
		}
	}
	slices.SortFunc(order, func(a, b moment) int {
		if c := a.compare(b); c != 0 {
			return c
		}
		return compareConcerned(&changes[a.at], &changes[b.at])
	})
	out := make([]Change, len(changes))
	for i, m := range order {
		out[i] = changes[m.at]
	}
	copy(changes, out)
}

// moment is what most changes are told apart by, and where one stands in a list:
// changes are large, and there may be thousands.
type moment struct {
	day, latest graph.Day
	kind        ChangeKind
	mover       graph.ActorID // the first of its actors
	at          int
}

func (m moment) compare(o moment) int {
	switch {
	case m.day != o.day:
		return cmp.Compare(m.day, o.day)
	case m.latest != o.latest:
		return cmp.Compare(m.latest, o.latest)
	case m.kind != o.kind:
		return cmp.Compare(m.kind, o.kind)
	}
	return strings.Compare(string(m.mover), string(o.mover))
}

func compareConcerned(a, b *Change) int {
	if c := slices.Compare(a.Actors, b.Actors); c != 0 {
		return c
	}
	if c := slices.CompareFunc(a.Before, b.Before, compareKeys); c != 0 {
		return c
	}
	return slices.CompareFunc(a.After, b.After, compareKeys)
}

// day is the day that a change stands at in a list.
func (c *Change) day() graph.Day {
	if c.Earliest == graph.MinDay {
		return c.Latest
	}
	return c.Earliest
}

func compareKeys(a, b graph.Relation) int { return strings.Compare(string(a.Key), string(b.Key)) }
