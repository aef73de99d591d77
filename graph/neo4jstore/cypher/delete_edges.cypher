MATCH ()-[r]->()
WHERE elementId(r) IN $q.rows
DELETE r
