// What is WANTED of relations between actors and others on some days, one branch a
// type of edge (EDGE) and a side of it (SIDE: fromId or toId; see queries.go): as
// relations_by_actor, but that who takes part is asked here. Most of the ties of a
// hub are with others.
//
// All but knownTo is read off the index. What is found comes as one list: a row
// each costs the server and the driver several times as much.
//
// Plan: DirectedRelationshipIndexSeek(…_from or …_to), once an actor and
// class. On a hub this reads the edges of the days, not all that it ever had.
UNWIND $q.anchors AS anchor
UNWIND $q.classes AS class
WITH anchor, class.no AS no, class.low AS low, $q.until AS until
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(SIDE, spanClass, envelopeFirst, envelopeUntil, knownFrom)
WHERE r.SIDE = anchor AND r.spanClass = no AND low <= r.envelopeFirst AND r.envelopeFirst < until
  AND r.envelopeUntil > $q.first AND r.knownFrom <= $q.rev
  AND $q.rev < r.knownTo
  AND any(party IN r.actors WHERE party IN $q.actors) AND any(party IN r.actors WHERE party IN $q.with)
RETURN collect(coalesce(r.WANTED, false)) AS found, null AS head
