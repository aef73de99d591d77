// The same, where no lists were kept: the units of all claims that came or went,
// or that cite a source or name an actor of which a version came. That may be
// more than changed.
// Plan: NodeByLabelScan(Claim), since no index may hold knownTo; for the rest
// NodeIndexSeekByRange(source_version_from, actor_version_from).
MATCH (c:Claim)
WHERE $q.after < c.knownFrom <= $q.upTo OR $q.after < c.knownTo <= $q.upTo
RETURN c.unit AS unit
UNION
WITH $q.after AS after, $q.upTo AS upTo
MATCH (v:SourceVersion)
WHERE after < v.knownFrom AND v.knownFrom <= upTo
WITH DISTINCT v.id AS id
MATCH (c:Claim {source: id})
WHERE c.knownFrom <= $q.upTo AND c.knownTo > $q.after
RETURN c.unit AS unit
UNION
WITH $q.after AS after, $q.upTo AS upTo
MATCH (v:ActorVersion)
WHERE after < v.knownFrom AND v.knownFrom <= upTo
WITH DISTINCT v.id AS id
MATCH (:Actor {id: id})<-[:PARTY]-(c:Claim)
WHERE c.knownFrom <= $q.upTo AND c.knownTo > $q.after
RETURN c.unit AS unit
