// Takes the lease if nobody holds it, or its holder is dead. The first SET
// waits for the lock of the head, so that what is read after it is the truth.
// Times are the database's: loaders need not agree about theirs.
MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h, datetime.realtime().epochMillis AS now
WHERE h.leaseOwner IS NULL OR h.leaseUntil < now OR h.leaseOwner = $q.owner
SET h.leaseOwner = $q.owner, h.leaseUntil = now + $q.ttl
RETURN h.no AS no, h.at AS at, h.staging AS staging, h.displayed AS displayed
