// Closes the edges of some relations, of one type (EDGE).
// Plan: DirectedRelationshipIndexSeek(…_unit), once a relation.
UNWIND $q.rows AS row
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(unit)
WHERE r.unit = row.unit AND r.key = row.key AND r.knownFrom < $q.rev AND r.knownTo = $q.forever
SET r.knownTo = $q.rev
