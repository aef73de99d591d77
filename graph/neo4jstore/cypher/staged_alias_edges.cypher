// New names of old records, left by a dead load.
MATCH (:Alias)-[r:ALIAS_OF]->()
WHERE r.since > $q.head
RETURN elementId(r) AS row, true AS made
