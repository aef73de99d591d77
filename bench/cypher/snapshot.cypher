// (d) One branch a type of edge (EDGE, in words KIND).
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil)
WHERE r.spanClass = no AND low <= r.envelopeFirst < $until
  AND r.envelopeUntil > $day AND r.lead
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until AND r.latestEnd > $day
RETURN r.key AS id, 'KIND' AS kind, r.possibleFrom AS start, r.possibleTo AS end, r.fromId AS one, r.toId AS other
