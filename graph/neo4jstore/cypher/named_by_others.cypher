// Which of some actors the claims of other datasets name, and the first tie on
// which one does.
// Plan: NodeUniqueIndexSeek(Actor), Expand(PARTY, CLAIMANT).
UNWIND $q.actors AS id
MATCH (:Actor {id: id})<-[:PARTY|CLAIMANT]-(c:Claim)
WHERE c.dataset <> $q.dataset AND c.knownFrom <= $q.rev AND $q.rev < c.knownTo
RETURN id, min(c.tie) AS tie
