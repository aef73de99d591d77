// New edges of one type (EDGE).
UNWIND $q.rows AS row
MATCH (a:Actor {id: row.fromId})
MATCH (b:Actor {id: row.toId})
CREATE (a)-[r:EDGE]->(b)
SET r = row, r.knownFrom = $q.rev, r.knownTo = $q.forever
