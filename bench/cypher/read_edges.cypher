MATCH (:Actor)-[r:EDGE]->(:Actor)
RETURN properties(r) AS props
