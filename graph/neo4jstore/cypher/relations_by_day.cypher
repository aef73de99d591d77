// Relations of some days, one branch a type of edge (EDGE; see queries.go).
//
// An edge lies in the class log2 of the length of its envelope, so that for
// each class the envelopes that touch the days start in a known range. What is
// wanted of an edge is the name of a property.
//
// Plan: DirectedRelationshipIndexSeek(…_days, spanClass = …, envelopeFirst
// range), once a class; the rest is filtered.
UNWIND CASE WHEN 'EDGE' IN $q.types THEN $q.classes ELSE [] END AS class
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil)
WHERE r.spanClass = class.no AND class.low <= r.envelopeFirst < $q.until
  AND r.envelopeUntil > $q.first AND r.lead
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
  AND r.earliestStart < $q.startsBefore AND r.latestEnd > $q.endsAfter
  AND ($q.turnFirst IS NULL OR r.earliestStart < $q.turnUntil AND r.latestStart >= $q.turnFirst
       OR r.latestEnd < $q.noDay AND r.earliestEnd < $q.turnUntil AND r.latestEnd >= $q.turnFirst)
  AND r.kind IN $q.kinds
RETURN r[$q.want] AS got
