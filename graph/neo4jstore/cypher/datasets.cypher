// The load that speaks for each dataset: the newest that was no dry run, or
// the newest of all.
// Plan: NodeByLabelScan(Load), EagerAggregation.
MATCH (l:Load)
WITH l.dataset AS dataset, max(l.no) AS newest, max(CASE WHEN l.dryRun THEN null ELSE l.no END) AS real
MATCH (l:Load {no: coalesce(real, newest)})
RETURN l.no AS no, l.body AS body
ORDER BY dataset
