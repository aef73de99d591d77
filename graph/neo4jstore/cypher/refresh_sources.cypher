// Shows the newest version's display properties on the identity nodes. It may
// run again, and late: answers never use them.
MATCH (v:SourceVersion)
WHERE $q.displayed < v.knownFrom <= $q.no AND v.knownTo > $q.no
CALL (v) {
  MATCH (v)-[:VERSION_OF]->(n:Source)
  SET n += {title: v.title, publisher: v.publisher, author: v.author, url: v.url, publishedOn: v.publishedOn, speaksOf: v.speaksOf, dataset: v.dataset}
} IN TRANSACTIONS OF 1000 ROWS
