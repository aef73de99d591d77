// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeIndexSeek(claim_tie).
UNWIND $q.ties AS wanted
MATCH (c:Claim)
USING INDEX c:Claim(tie)
WHERE c.tie = wanted AND c.knownFrom <= $q.rev
WITH c
