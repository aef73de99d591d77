// Relations of some days, one branch a type of edge (EDGE; see queries.go).
//
// An edge lies in the class log2 of the length of its envelope, so that for
// each class the envelopes that touch the days start in a known range. What is
// wanted of an edge is the name of a property; of few edges, all that there is.
//
// Plan: DirectedRelationshipIndexSeek(…_days, spanClass = …, envelopeFirst
// range), once a class; the rest is filtered.
UNWIND $q.classes AS class
WITH class.no AS no, class.low AS low, $q.until AS until
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil)
WHERE r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first AND r.lead
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
  AND r.earliestStart < $q.startsBefore AND r.latestEnd > $q.endsAfter
  AND ($q.turnFirst IS NULL OR r.earliestStart < $q.turnUntil AND r.latestStart >= $q.turnFirst
       OR r.latestEnd < $q.noDay AND r.earliestEnd < $q.turnUntil AND r.latestEnd >= $q.turnFirst)
  AND r.kind IN $q.kinds
WITH collect(r) AS found
UNWIND found AS r
WITH r, CASE WHEN size(found) <= $q.few THEN 'body' ELSE $q.want END AS want
RETURN r[want] AS got, want
