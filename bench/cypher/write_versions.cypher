// Versions (LABEL) of what has its own node already (OF).
UNWIND $rows AS row
MATCH (n:OF {id: row.props.id})
CREATE (v:LABEL)-[:VERSION_OF]->(n)
SET v = row.props
