// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeIndexSeek(claim_version).
UNWIND $q.ids AS wanted
MATCH (c:Claim)
USING INDEX c:Claim(id, knownFrom)
WHERE c.id = wanted AND c.knownFrom <= $q.rev
WITH c
