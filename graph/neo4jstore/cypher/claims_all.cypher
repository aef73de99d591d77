// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeByLabelScan(Claim).
MATCH (c:Claim)
WITH c
