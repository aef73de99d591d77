// (e) What began after the first day, up to the second; and what ended on the
// first day or later, before the second. One branch a type of edge (EDGE).
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH ()-[r:EDGE]->()
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
WHERE r.spanClass = no AND low <= r.envelopeFirst < $until2
  AND r.envelopeUntil > $day AND r.lead = true
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until2 AND r.latestEnd > $day
  AND (r.earliestStart >= $until OR r.latestEnd < $until2)
RETURN collect([r.key, r.earliestStart >= $until, r.latestEnd < $until2]) AS found
