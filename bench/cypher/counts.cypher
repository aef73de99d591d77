// (c) One branch a type of edge (EDGE, in words KIND), put together by
// counts_sum.cypher. A mediation can be several edges, of which one leads.
UNWIND $classes AS class
WITH class.no AS no, class.low AS low
MATCH (a)-[r:EDGE]->(b)
USING INDEX r:EDGE(spanClass, envelopeFirst, envelopeUntil, knownFrom, lead)
WHERE r.spanClass = no AND low <= r.envelopeFirst < $until
  AND r.envelopeUntil > $day AND r.lead IS NOT NULL
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND r.earliestStart < $until AND r.latestEnd > $day
RETURN 'KIND' AS kind, r.lead AS lead, a, b
