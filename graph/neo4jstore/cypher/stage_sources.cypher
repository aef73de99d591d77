// New versions of sources. Returns the body of the last version before, to tell
// what has to be folded anew.
UNWIND $q.rows AS row
MERGE (n:Source {id: row.version.id})
ON CREATE SET n.since = $q.rev
CREATE (v:SourceVersion)-[:VERSION_OF]->(n)
SET v = row.version, v.knownFrom = $q.rev, v.knownTo = $q.forever
WITH row
CALL (row) {
  MATCH (old:SourceVersion)
  WHERE old.id = row.version.id AND old.knownFrom < $q.rev
  RETURN old ORDER BY old.knownFrom DESC LIMIT 1
}
SET old.knownTo = CASE WHEN old.knownTo = $q.forever THEN $q.rev ELSE old.knownTo END
RETURN old.id AS id, old.body AS body
