// What the fold knows beside the claims. Of what was withdrawn, and is still
// referred to, the last version stands: knownTo is not asked.
// Plan: NodeIndexSeek(source_version, actor_version: id =, knownFrom range).
UNWIND $q.sources AS id
MATCH (v:SourceVersion)
WHERE v.id = id AND v.knownFrom <= $q.rev
WITH id, v ORDER BY v.knownFrom DESC
WITH id, head(collect(v)) AS v
RETURN 'source' AS what, v.body AS body
UNION ALL
UNWIND $q.actors AS id
MATCH (v:ActorVersion)
WHERE v.id = id AND v.knownFrom <= $q.rev
WITH id, v ORDER BY v.knownFrom DESC
WITH id, head(collect(v)) AS v
RETURN 'actor' AS what, v.body AS body
