// Relations by key, one branch a type of edge (EDGE; see queries.go).
//
// Plan: DirectedRelationshipIndexSeek(…_key), once a key.
UNWIND $q.keys AS key
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(key)
WHERE r.key = key AND r.lead
  AND r.envelopeFirst < $q.until AND r.envelopeUntil > $q.first
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
  AND r.earliestStart < $q.startsBefore AND r.latestEnd > $q.endsAfter
  AND ($q.turnFirst IS NULL OR r.earliestStart < $q.turnUntil AND r.latestStart >= $q.turnFirst
       OR r.latestEnd < $q.noDay AND r.earliestEnd < $q.turnUntil AND r.latestEnd >= $q.turnFirst)
  AND r.kind IN $q.kinds
WITH collect(r) AS found
UNWIND found AS r
WITH r, CASE WHEN size(found) <= $q.few THEN 'body' ELSE $q.want END AS want
RETURN r[want] AS got, want
