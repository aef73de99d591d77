UNWIND $q.ids AS id
MATCH (v:ActorVersion)
WHERE v.id = id AND v.knownFrom < $q.rev AND v.knownTo = $q.forever
SET v.knownTo = $q.rev
