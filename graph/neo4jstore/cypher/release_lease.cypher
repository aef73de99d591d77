MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h
WHERE h.leaseOwner = $q.owner
REMOVE h.leaseOwner, h.leaseUntil
