// The nodes that claims cite, whether or not a version of them is known.
UNWIND $q.sources AS id
MERGE (s:Source {id: id})
ON CREATE SET s.since = $q.rev
