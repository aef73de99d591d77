UNWIND $rows AS row
MATCH (x:Alias {ref: row.ends.ref})
MATCH (n:LABEL {id: row.ends.id})
CREATE (x)-[r:ALIAS_OF]->(n)
SET r = row.props
