// The classes of length that edges of one type (EDGE) are in. Each is looked
// for in the index, so that this costs nothing however many edges there are.
UNWIND range(0, 18) AS no
CALL (no) {
  MATCH ()-[r:EDGE]->()
  USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
  WHERE r.spanClass = no AND r.envelopeFirst >= $least AND r.envelopeUntil >= $least
    AND r.knownFrom >= 0 AND r.lead IS NOT NULL
  RETURN true AS found LIMIT 1
}
RETURN no
