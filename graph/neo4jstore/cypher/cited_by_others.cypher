// Which of some sources the claims of other datasets cite, and the first tie on
// which one does.
// Plan: NodeIndexSeek(claim_source), once a source.
UNWIND $q.sources AS id
MATCH (c:Claim)
USING INDEX c:Claim(source)
WHERE c.source = id AND c.dataset <> $q.dataset AND c.knownFrom <= $q.rev AND $q.rev < c.knownTo
RETURN id, min(c.tie) AS tie
