// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeIndexSeek(claim_claimant).
UNWIND $q.claimants AS wanted
MATCH (c:Claim)
USING INDEX c:Claim(claimant)
WHERE c.claimant = wanted AND c.knownFrom <= $q.rev
WITH c
