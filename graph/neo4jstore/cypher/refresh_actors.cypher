// Shows the newest version's display properties on the identity nodes. It may
// run again, and late: answers never use them.
MATCH (v:ActorVersion)
WHERE $q.displayed < v.knownFrom <= $q.no AND v.knownTo > $q.no
CALL (v) {
  MATCH (v)-[:VERSION_OF]->(n:Actor)
  SET n += {name: v.name, shortName: v.shortName, kind: v.kind, description: v.description, dataset: v.dataset}
} IN TRANSACTIONS OF 1000 ROWS
