// Whether the load of this token was recorded, after whoever still holds the
// lock of the head has committed or not.
MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h
MATCH (l:Load {token: $q.token})
RETURN l.no AS no
