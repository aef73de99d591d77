// Plan: NodeIndexSeek(claim_source).
UNWIND $q.ids AS id
MATCH (c:Claim {source: id})
WHERE c.knownTo > $q.rev
RETURN DISTINCT c.unit AS unit
