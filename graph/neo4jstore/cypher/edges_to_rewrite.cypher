// Edges (EDGE) as they were written before migration 3.
MATCH ()-[r:EDGE]->()
WHERE r.record IS NULL
RETURN elementId(r) AS id, r.body AS body
