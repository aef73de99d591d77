// A claim of an earlier revision, if there is one.
// Plan: NodeByLabelScan(Claim), one row.
MATCH (c:Claim)
WHERE c.knownFrom < $q.rev
RETURN c.unit AS unit
LIMIT 1
