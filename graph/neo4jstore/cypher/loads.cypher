// A page of loads, newest first, one more than the limit to tell of more.
// Plan: NodeByLabelScan(Load), Top.
MATCH (l:Load)
WHERE ($q.nos IS NULL OR l.no IN $q.nos)
  AND ($q.dataset IS NULL OR l.dataset = $q.dataset)
WITH collect(l) AS found
WITH size(found) AS total, [l IN found WHERE $q.before IS NULL OR l.no < $q.before] AS wanted
UNWIND CASE WHEN wanted = [] THEN [null] ELSE wanted END AS l
WITH total, l
ORDER BY l.no DESC
LIMIT $q.limit
RETURN total, l.no AS no, l.body AS body
