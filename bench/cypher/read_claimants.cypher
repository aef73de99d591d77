MATCH (c:Claim)-[:CLAIMANT]->(a:Actor)
RETURN {claim: c.id, knownFrom: c.knownFrom, actor: a.id} AS ends
