// Plan: NodeUniqueIndexSeek(Actor), Expand(PARTY).
UNWIND $q.ids AS id
MATCH (:Actor {id: id})<-[:PARTY]-(c:Claim)
WHERE c.knownTo > $q.rev
RETURN DISTINCT c.unit AS unit
