// Plan: NodeIndexSeek(claim_dataset).
MATCH (c:Claim {dataset: $q.dataset})
WHERE c.knownFrom <= $q.rev AND $q.rev < c.knownTo
RETURN c.id AS id
