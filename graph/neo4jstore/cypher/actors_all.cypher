// Plan: NodeByLabelScan(ActorVersion).
MATCH (v:ActorVersion)
WHERE v.knownFrom <= $q.rev AND $q.rev < v.knownTo
  AND ($q.kinds IS NULL OR v.kind IN $q.kinds)
  AND ($q.dataset IS NULL OR v.dataset = $q.dataset)
  AND v.search CONTAINS $q.search
RETURN v.body AS body
