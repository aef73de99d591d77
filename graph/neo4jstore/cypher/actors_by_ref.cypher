// Actors by id, former id or identifier. The aliases point to all that ever
// answered to them; which do at the revision is in refs.
// Plan: NodeUniqueIndexSeek(Actor and Alias), NodeIndexSeek(actor_version).
UNWIND $q.refs AS ref
CALL (ref) {
  MATCH (n:Actor {id: ref}) RETURN n
  UNION
  MATCH (:Alias {ref: ref})-[:ALIAS_OF]->(n:Actor) RETURN n
}
WITH DISTINCT n.id AS id
MATCH (v:ActorVersion)
WHERE v.id = id AND v.knownFrom <= $q.rev AND $q.rev < v.knownTo
  AND any(r IN v.refs WHERE r IN $q.refs)
  AND ($q.kinds IS NULL OR v.kind IN $q.kinds)
  AND ($q.dataset IS NULL OR v.dataset = $q.dataset)
  AND v.search CONTAINS $q.search
RETURN v.body AS body
