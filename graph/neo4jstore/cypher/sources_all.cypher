// Plan: NodeByLabelScan(SourceVersion).
MATCH (v:SourceVersion)
WHERE v.knownFrom <= $q.rev AND $q.rev < v.knownTo
  AND v.search CONTAINS $q.search
RETURN v.body AS body
