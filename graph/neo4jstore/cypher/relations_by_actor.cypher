// Relations of some actors on some days, one branch a type of edge (EDGE) and
// a side of it (SIDE: fromId or toId; see queries.go). A mediation can come
// more than once.
//
// Plan: DirectedRelationshipIndexSeek(…_from or …_to), once an actor and
// class. On a hub this reads the edges of the days, not all that it ever had.
UNWIND $q.anchors AS anchor
UNWIND $q.classes AS class
WITH anchor, class.no AS no, class.low AS low, $q.until AS until
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(SIDE, spanClass, envelopeFirst)
WHERE r.SIDE = anchor AND r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
  AND r.earliestStart < $q.startsBefore AND r.latestEnd > $q.endsAfter
  AND ($q.turnFirst IS NULL OR r.earliestStart < $q.turnUntil AND r.latestStart >= $q.turnFirst
       OR r.latestEnd < $q.noDay AND r.earliestEnd < $q.turnUntil AND r.latestEnd >= $q.turnFirst)
  AND r.kind IN $q.kinds
  AND ($q.actors IS NULL OR any(party IN r.actors WHERE party IN $q.actors))
  AND ($q.with IS NULL OR any(party IN r.actors WHERE party IN $q.with))
WITH collect(r) AS found
UNWIND found AS r
WITH r, CASE WHEN size(found) <= $q.few THEN 'body' ELSE $q.want END AS want
RETURN r[want] AS got, want
