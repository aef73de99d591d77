// The ties of some fold units that one of two revisions knows.
// Plan: NodeIndexSeek(claim_unit), once a unit.
UNWIND $q.units AS unit
MATCH (c:Claim)
USING INDEX c:Claim(unit)
WHERE c.unit = unit
  AND (c.knownFrom <= $q.after < c.knownTo OR c.knownFrom <= $q.upTo < c.knownTo)
RETURN DISTINCT c.tie AS tie
