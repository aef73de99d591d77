MATCH (x:Alias)-[r:ALIAS_OF]->(n:LABEL)
RETURN {ref: x.ref, id: n.id} AS ends, properties(r) AS props
