// Where to look for claims; claims_where.cypher goes on.
// Plan: NodeUniqueIndexSeek(Actor), Expand(PARTY).
UNWIND $q.actors AS wanted
MATCH (a:Actor {id: wanted})<-[:PARTY]-(c:Claim)
WITH DISTINCT c
