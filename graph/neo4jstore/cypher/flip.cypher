// The small transaction that makes a load visible: moves the head if there were
// changes, records the load, gives the lease back. No row if the lease or the
// base is gone. What a dead load staged is still there after a load without
// changes, and so is the mark of it. The token tells whether a commit landed
// whose answer was lost.
MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h
WHERE h.leaseOwner = $q.token AND h.no = $q.base
SET h.no = $q.rev,
  h.at = CASE WHEN $q.rev > $q.base THEN $q.at ELSE h.at END,
  h.staging = CASE WHEN $q.rev > $q.base THEN null ELSE h.staging END,
  h.loads = h.loads + 1
REMOVE h.leaseOwner, h.leaseUntil
FOREACH (_ IN CASE WHEN $q.rev > $q.base THEN [1] ELSE [] END |
  CREATE (:Revision {no: $q.rev, at: $q.at, instant: $q.instant, load: h.loads, dataset: $q.load.dataset}))
CREATE (l:Load)
SET l = $q.load, l.no = h.loads
RETURN l.no AS no
