MATCH (n)
WHERE elementId(n) IN $q.rows
SET n.knownTo = $q.forever
REMOVE n.replacedBy
