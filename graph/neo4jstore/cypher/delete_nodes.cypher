MATCH (n)
WHERE elementId(n) IN $q.rows
DETACH DELETE n
