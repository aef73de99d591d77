// New versions of actors. Returns the body of the last version before, to tell
// what has to be folded anew.
UNWIND $q.rows AS row
MERGE (n:Actor {id: row.version.id})
ON CREATE SET n.since = $q.rev
CREATE (v:ActorVersion)-[:VERSION_OF]->(n)
SET v = row.version, v.knownFrom = $q.rev, v.knownTo = $q.forever
WITH row
CALL (row) {
  MATCH (old:ActorVersion)
  WHERE old.id = row.version.id AND old.knownFrom < $q.rev
  RETURN old ORDER BY old.knownFrom DESC LIMIT 1
}
SET old.knownTo = CASE WHEN old.knownTo = $q.forever THEN $q.rev ELSE old.knownTo END
RETURN old.id AS id, old.body AS body
