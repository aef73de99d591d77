// The edges that may hold on some days, to be counted by census.cypher, one
// branch a type (EDGE; see queries.go). PERIOD asks for those that hold by their
// bounds, where envelopes alone do not tell.
//
// Plan: DirectedRelationshipIndexSeek(…_days), as relations_by_day has it. That
// lead is there is asked so that the index is used whole.
UNWIND $q.classes AS class
WITH class.no AS no, class.low AS low, $q.until AS until
MATCH (a)-[r:EDGE]->(b)
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
WHERE r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first AND r.knownFrom <= $q.rev AND r.lead IS NOT NULL
  AND $q.rev < r.knownTo PERIOD
RETURN r.census AS census, r.lead AS lead, a, b
