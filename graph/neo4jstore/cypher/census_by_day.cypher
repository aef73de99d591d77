// The relations that hold on some days, to be counted by census.cypher, one
// branch a type of edge (EDGE; see queries.go).
//
// Plan: DirectedRelationshipIndexSeek(…_days), as relations_by_day has it.
UNWIND $q.classes AS class
WITH class.no AS no, class.low AS low, $q.until AS until
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil)
WHERE r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first AND r.lead
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
  AND r.earliestStart < $q.until AND r.latestEnd > $q.first
RETURN r
