// Sources by id, former id or identifier. The aliases point to all that ever
// answered to them; which do at the revision is in refs.
// Plan: NodeUniqueIndexSeek(Source and Alias), NodeIndexSeek(source_version).
UNWIND $q.refs AS ref
CALL (ref) {
  MATCH (n:Source {id: ref}) RETURN n
  UNION
  MATCH (:Alias {ref: ref})-[:ALIAS_OF]->(n:Source) RETURN n
}
WITH DISTINCT n.id AS id
MATCH (v:SourceVersion)
WHERE v.id = id AND v.knownFrom <= $q.rev AND $q.rev < v.knownTo
  AND any(r IN v.refs WHERE r IN $q.refs)
  AND v.search CONTAINS $q.search
RETURN v.body AS body
