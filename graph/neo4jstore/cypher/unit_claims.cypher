// All that is said in some fold units and that the lens may admit.
// Plan: NodeIndexSeek(claim_unit), once a unit.
UNWIND $q.units AS unit
MATCH (c:Claim)
USING INDEX c:Claim(unit)
WHERE c.unit = unit
  AND c.knownFrom <= $q.rev AND $q.rev < c.knownTo
  AND ($q.lensSources IS NULL OR c.source IN $q.lensSources)
  AND ($q.lensNotSources IS NULL OR NOT c.source IN $q.lensNotSources)
  AND ($q.lensDatasets IS NULL OR c.dataset IN $q.lensDatasets)
  AND ($q.lensVoices IS NULL OR c.voice IN $q.lensVoices)
  AND ($q.lensClaimants IS NULL OR c.claimant IN $q.lensClaimants)
RETURN collect(coalesce(c.body, false)) AS bodies
