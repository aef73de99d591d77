MATCH (c:Claim)
RETURN properties(c) AS props, [(c)-[p:PARTY]->(a:Actor) | {actor: a.id, role: p.role}] AS parties
