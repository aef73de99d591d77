// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeIndexSeek(claim_source).
UNWIND $q.sources AS wanted
MATCH (c:Claim)
USING INDEX c:Claim(source)
WHERE c.source = wanted AND c.knownFrom <= $q.rev
WITH c
