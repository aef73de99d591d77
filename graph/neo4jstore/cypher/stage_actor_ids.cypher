// The nodes that claims point to, whether or not a version of them is known.
UNWIND $q.actors AS id
MERGE (a:Actor {id: id})
ON CREATE SET a.since = $q.rev
