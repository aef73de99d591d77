// Shows the newest version's display properties on the identity nodes. It may
// run again, and late: answers never use them.
// Plan: NodeIndexSeekByRange(source_version_from).
WITH $q.displayed AS displayed, $q.no AS no
MATCH (v:SourceVersion)
WHERE displayed < v.knownFrom AND v.knownFrom <= no AND v.knownTo > $q.no
CALL (v) {
  MATCH (v)-[:VERSION_OF]->(n:Source)
  SET n += {title: v.title, publisher: v.publisher, author: v.author, url: v.url, publishedOn: v.publishedOn, speaksOf: v.speaksOf, dataset: v.dataset}
} IN TRANSACTIONS OF 1000 ROWS
