// What follows on claims_by_…: what else is asked of claims, and the property
// that is wanted of them.
WHERE c.knownFrom <= $q.rev AND ($q.all OR $q.rev < c.knownTo)
  AND ($q.ids IS NULL OR c.id IN $q.ids)
  AND ($q.ties IS NULL OR c.tie IN $q.ties)
  AND ($q.sources IS NULL OR c.source IN $q.sources)
  AND ($q.claimants IS NULL OR c.claimant IN $q.claimants)
  AND ($q.stance IS NULL OR c.stance = $q.stance)
  AND ($q.actors IS NULL OR any(a IN c.actors WHERE a IN $q.actors))
  AND c.outerFirst < $q.until AND c.outerUntil > $q.first
  AND ($q.lensSources IS NULL OR c.source IN $q.lensSources)
  AND ($q.lensNotSources IS NULL OR NOT c.source IN $q.lensNotSources)
  AND ($q.lensDatasets IS NULL OR c.dataset IN $q.lensDatasets)
  AND ($q.lensVoices IS NULL OR c.voice IN $q.lensVoices)
  AND ($q.lensClaimants IS NULL OR c.claimant IN $q.lensClaimants)
  AND ($q.search IS NULL OR c.search CONTAINS $q.search
       OR EXISTS { MATCH (v:SourceVersion) WHERE v.id = c.source AND v.knownFrom <= $q.rev AND v.searchTitle CONTAINS $q.search })
RETURN
  c.knownFrom AS knownFrom, c.knownTo AS knownTo, c.replacedBy AS replacedBy,
  c[$q.want] AS got
