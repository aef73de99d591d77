// Closes claims and tells what they were folded with.
UNWIND $q.rows AS row
MATCH (c:Claim)
WHERE c.id = row.id AND c.knownFrom < $q.rev AND c.knownTo = $q.forever
SET c.knownTo = $q.rev, c.replacedBy = row.replacedBy
RETURN c.unit AS unit
