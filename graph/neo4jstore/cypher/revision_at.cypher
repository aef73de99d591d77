// Plan: NodeIndexSeekByRange(revision_at), descending, one row.
MATCH (r:Revision)
WHERE r.at <= $q.at
RETURN r.no AS no, r.at AS at
ORDER BY r.at DESC
LIMIT 1
