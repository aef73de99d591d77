// What is WANTED of relations by key, one branch a type of edge (EDGE; see
// queries.go), in one list.
//
// Plan: DirectedRelationshipIndexSeek(…_key), once a key.
UNWIND $q.keys AS key
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(key)
WHERE r.key = key AND r.lead
  AND r.envelopeFirst < $q.until AND r.envelopeUntil > $q.first
  AND r.knownFrom <= $q.rev AND $q.rev < r.knownTo
RETURN collect(coalesce(r.WANTED, false)) AS found, null AS head
