// Claims, those counted together that are alike in all that a perspective looks
// at and in their dates: it admits a whole row or nothing of it.
// Plan: NodeByLabelScan(Claim), EagerAggregation.
MATCH (c:Claim)
WHERE c.knownFrom <= $q.rev AND $q.rev < c.knownTo
  AND ($q.lensSources IS NULL OR c.source IN $q.lensSources)
  AND ($q.lensNotSources IS NULL OR NOT c.source IN $q.lensNotSources)
  AND ($q.lensDatasets IS NULL OR c.dataset IN $q.lensDatasets)
  AND ($q.lensVoices IS NULL OR c.voice IN $q.lensVoices)
  AND ($q.lensClaimants IS NULL OR c.claimant IN $q.lensClaimants)
RETURN
  c.source AS source, c.claimant AS claimant, c.dataset AS dataset, c.stance AS stance, c.voice AS voice,
  c.reliability AS reliability, c.credibility AS credibility,
  c.start AS start, c.end AS end, c.when AS when, c.held AS held,
  count(*) AS claims
