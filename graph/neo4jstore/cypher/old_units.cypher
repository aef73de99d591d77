// Which of some fold units an earlier revision has claims of, be they retracted.
// Plan: NodeIndexSeek(claim_unit), one row a unit.
UNWIND $q.units AS unit
CALL (unit) {
  MATCH (c:Claim)
  USING INDEX c:Claim(unit)
  WHERE c.unit = unit AND c.knownFrom < $q.rev
  RETURN true AS old
  LIMIT 1
}
RETURN unit
