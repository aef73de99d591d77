package neo4jstore

import (
	"math/bits"
	"slices"

	"github.com/realign/realign/graph"
)

// An edge lies in the class of its envelope's length: class n holds lengths
// from 2^n to 2^(n+1)-1 days, the last class all that are longer or open. In
// each class the envelopes that touch given days start in a range about as
// wide as the class's lengths, so that an index on class and start finds them
// without passing by all that began and ended long before.
const lastClass = 18 // 2^18 days are 717 years

// classOf is the class of an envelope.
func classOf(s graph.Span) int64 {
	if s.First == graph.MinDay || s.Until == graph.MaxDay {
		return lastClass
	}
	length := max(1, int64(s.Until)-int64(s.First))
	return int64(min(lastClass, bits.Len64(uint64(length))-1))
}

// classes are the classes that edges are in, known for revisions up to one: an
// edge of a later one may be in another.
type classes struct {
	upTo graph.RevNo
	nos  []int64
}

// classesAt returns the classes that any edge may be in which a revision knows.
// They are asked for once a revision that is newer than any before.
func (t *tx) classesAt(rev graph.RevNo) ([]int64, error) {
	if kept := t.store.classes.Load(); kept != nil && rev <= kept.upTo {
		return kept.nos, nil
	}
	// The head first: what it knows was written before it was moved.
	head, err := t.rows(cypher("head"), nil)
	if err != nil {
		return nil, err
	}
	found := classes{}
	if len(head) > 0 {
		newest, err := revisionOf(head[0])
		if err != nil {
			return nil, err
		}
		found.upTo = newest.No
	}
	rows, err := t.rows(branches("classes", allEdges()), params{"classes": allClasses(), "least": int64(graph.MinDay)})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		var no int64
		if err := number(row, "no", &no); err != nil {
			return nil, err
		}
		found.nos = append(found.nos, no)
	}
	slices.Sort(found.nos)
	found.nos = slices.Compact(found.nos)
	t.store.classes.Store(&found)
	return found.nos, nil
}

func allClasses() []int64 {
	all := make([]int64, lastClass+1)
	for no := range all {
		all[no] = int64(no)
	}
	return all
}

// classesFor lists for each of some classes the first day on which an envelope
// that touches w can start.
func classesFor(w graph.Span, nos []int64) []params {
	out := make([]params, len(nos))
	for i, no := range nos {
		low := int64(graph.MinDay)
		if w.First != graph.MinDay && no < lastClass {
			low = int64(w.First) - 1<<(no+1)
		}
		out[i] = params{"no": no, "low": low}
	}
	return out
}
