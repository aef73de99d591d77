// The relations that some fold units have had so far, one branch a type (EDGE).
// Plan: DirectedRelationshipIndexSeek(…_unit), once a unit.
UNWIND $q.units AS unit
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(unit)
WHERE r.unit = unit AND r.lead AND r.knownFrom < $q.rev AND r.knownTo = $q.forever
RETURN 'EDGE' AS type, r.unit AS unit, r.key AS key, r.record AS record,
  r.envelopeFirst AS envelopeFirst, r.envelopeUntil AS envelopeUntil
