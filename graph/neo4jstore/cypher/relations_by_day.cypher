// What is WANTED of relations of some days, one branch a type of edge (EDGE; see
// queries.go), in one list.
//
// An edge lies in the class log2 of the length of its envelope, so that for
// each class the envelopes that touch the days start in a known range. All but
// knownTo is read off the index.
//
// Plan: DirectedRelationshipIndexSeek(…_days, spanClass = …, envelopeFirst
// range), once a class; the rest is filtered.
UNWIND $q.classes AS class
WITH class.no AS no, class.low AS low, $q.until AS until
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
WHERE r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first AND r.knownFrom <= $q.rev AND r.lead = true
  AND $q.rev < r.knownTo
RETURN collect(coalesce(r.WANTED, false)) AS found, null AS head
