// New claims.
UNWIND $q.rows AS row
MATCH (s:Source {id: row.claim.source})
CREATE (c:Claim)-[:CITES]->(s)
SET c = row.claim, c.knownFrom = $q.rev, c.knownTo = $q.forever
WITH c, row
CALL (c, row) {
  UNWIND row.parties AS p
  MATCH (a:Actor {id: p.actor})
  CREATE (c)-[:PARTY {role: p.role}]->(a)
}
CALL (c, row) {
  MATCH (a:Actor {id: row.claim.claimant})
  CREATE (c)-[:CLAIMANT]->(a)
}
