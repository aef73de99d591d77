// A load that came to nothing.
MATCH (h:Head {name: 'head'})
SET h.touchedAt = datetime.realtime().epochMillis
WITH h
SET h.loads = h.loads + 1
CREATE (l:Load)
SET l = $q.load, l.no = h.loads
RETURN l.no AS no
