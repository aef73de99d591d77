UNWIND $rows AS row
MATCH (c:Claim {id: row.ends.claim, knownFrom: row.ends.knownFrom})
MATCH (a:Actor {id: row.ends.actor})
CREATE (c)-[:CLAIMANT]->(a)
