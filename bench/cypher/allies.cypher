// (a) One branch a side: SIDE is fromId or toId, OTHER the end that is the ally.
//
// The bounds of the range are plain variables and not class.low: only then does
// the index seek use both of them. A list is several times as cheap as a row for
// each that is found.
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH (a)-[r:ALLEGIANCE]->(b)
USING INDEX r:ALLEGIANCE(SIDE, spanClass, envelopeFirst, envelopeUntil, knownFrom)
WHERE r.SIDE = $actor AND r.spanClass = no AND low <= r.envelopeFirst < $until
  AND r.envelopeUntil > $day
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until AND r.latestEnd > $day
RETURN collect(DISTINCT OTHER.name) AS found
