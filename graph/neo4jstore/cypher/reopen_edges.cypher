MATCH ()-[r]->()
WHERE elementId(r) IN $q.rows
SET r.knownTo = $q.forever
