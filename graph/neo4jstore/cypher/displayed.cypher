MATCH (h:Head {name: 'head'})
SET h.displayed = CASE WHEN h.displayed < $q.no THEN $q.no ELSE h.displayed END
