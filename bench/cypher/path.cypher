// (f) The shortest chain of at most four ties, walked either way, that all hold
// on the day and are more than words or hearsay.
MATCH (x:Actor {id: $actor}), (y:Actor {id: $other})
MATCH p = shortestPath((x)-[rs:ALLEGIANCE|MEDIATION|HOSTILITY*..4]-(y))
WHERE all(r IN rs WHERE r.earliestStart < $until AND r.latestEnd > $day
  AND r.knownFrom <= $rev AND r.knownTo > $rev
  AND NOT r.nominal AND NOT r.hearsayOnly)
RETURN length(p) AS length
