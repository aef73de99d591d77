// Writes some edges (EDGE) as they have been since migration 3.
// Plan: DirectedRelationshipByElementIdSeek.
UNWIND $q.rows AS row
MATCH ()-[r:EDGE]->()
WHERE elementId(r) = row.id
SET r.record = row.record, r.census = row.census
REMOVE r.body, r.brief
