// Shows the newest version's display properties on the identity nodes. It may
// run again, and late: answers never use them.
// Plan: NodeIndexSeekByRange(actor_version_from).
WITH $q.displayed AS displayed, $q.no AS no
MATCH (v:ActorVersion)
WHERE displayed < v.knownFrom AND v.knownFrom <= no AND v.knownTo > $q.no
CALL (v) {
  MATCH (v)-[:VERSION_OF]->(n:Actor)
  SET n += {name: v.name, shortName: v.shortName, kind: v.kind, description: v.description, dataset: v.dataset}
} IN TRANSACTIONS OF 1000 ROWS
