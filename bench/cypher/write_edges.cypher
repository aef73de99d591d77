UNWIND $rows AS row
MATCH (a:Actor {id: row.props.fromId})
MATCH (b:Actor {id: row.props.toId})
CREATE (a)-[r:EDGE]->(b)
SET r = row.props
