// First in every transaction of a loader: no row if the lease is no longer its
// own. Holds the lock of the head until the transaction ends, so that nobody
// can take the lease and then find rows of this loader appear.
MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h
WHERE h.leaseOwner = $q.owner
SET h.leaseUntil = datetime.realtime().epochMillis + $q.ttl
RETURN h.no AS no
