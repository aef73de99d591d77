// The classes of length that envelopes of edges are in, one branch a type of
// edge (EDGE; see queries.go). Each is looked for in the index, so that this
// costs the same however many edges there are.
//
// Plan: DirectedRelationshipIndexSeek(…_days), once a class.
UNWIND $q.classes AS no
CALL (no) {
  MATCH ()-[r:EDGE]->()
  USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
  WHERE r.spanClass = no AND r.envelopeFirst >= $q.least AND r.envelopeUntil >= $q.least
    AND r.knownFrom >= 0 AND r.lead IS NOT NULL
  RETURN true AS found LIMIT 1
}
RETURN no
