package neo4jstore

import (
	"math/bits"

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

// classesFor lists for every class the first day on which an envelope that
// touches w can start.
func classesFor(w graph.Span) []params {
	out := make([]params, lastClass+1)
	for n := range int64(lastClass + 1) {
		low := int64(graph.MinDay)
		if w.First != graph.MinDay && n < lastClass {
			low = int64(w.First) - 1<<(n+1)
		}
		out[n] = params{"no": n, "low": low}
	}
	return out
}
