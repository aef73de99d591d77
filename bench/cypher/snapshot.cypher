// (d) One branch a type of edge (EDGE, in words KIND).
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
WHERE r.spanClass = no AND low <= r.envelopeFirst < $until
  AND r.envelopeUntil > $day AND r.lead = true
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until AND r.latestEnd > $day
RETURN 'KIND' AS kind, collect([r.key, r.possibleFrom, r.possibleTo, r.fromId, r.toId]) AS found
