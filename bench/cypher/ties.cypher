// (b) One branch a type of edge (EDGE, in words KIND) and a side of it: SIDE is
// fromId or toId, OTHER the end that is not the actor.
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH (a)-[r:EDGE]->(b)
USING INDEX r:EDGE(SIDE, spanClass, envelopeFirst, envelopeUntil, knownFrom)
WHERE r.SIDE = $actor AND r.spanClass = no AND low <= r.envelopeFirst < $until
  AND r.envelopeUntil > $day
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until AND r.latestEnd > $day
RETURN 'KIND' AS kind, collect([r.key, r.possibleFrom, r.possibleTo, OTHER.name]) AS found
