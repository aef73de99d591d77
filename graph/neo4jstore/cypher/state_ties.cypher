// One claim for each of some keys that other datasets use: the first in
// canonical order.
// Plan: NodeIndexSeek(claim_tie), once a key.
UNWIND $q.ties AS tie
CALL (tie) {
  MATCH (c:Claim)
  USING INDEX c:Claim(tie)
  WHERE c.tie = tie AND c.dataset <> $q.dataset AND c.knownFrom <= $q.rev AND $q.rev < c.knownTo
  RETURN c ORDER BY c.dataset, c.seq, c.id LIMIT 1
}
RETURN c.body AS body
