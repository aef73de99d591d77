// One claim for each key that other datasets use: the first in canonical order.
// Plan: NodeByLabelScan(Claim), Sort.
MATCH (c:Claim)
WHERE c.dataset <> $q.dataset AND c.knownFrom <= $q.rev AND $q.rev < c.knownTo
WITH c ORDER BY c.dataset, c.seq, c.id
WITH c.tie AS tie, head(collect(c)) AS c
RETURN c.body AS body
