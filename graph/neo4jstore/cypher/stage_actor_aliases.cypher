// What else the actors answer to.
UNWIND $q.rows AS row
UNWIND row.aliases AS ref
MATCH (n:Actor {id: row.version.id})
MERGE (x:Alias {ref: ref})
ON CREATE SET x.since = $q.rev
MERGE (x)-[is:ALIAS_OF]->(n)
ON CREATE SET is.since = $q.rev
