// Claims with their sources, then with their parties.
UNWIND $rows AS row
MATCH (s:Source {id: row.props.source})
CREATE (c:Claim)-[:CITES]->(s)
SET c = row.props
WITH c, row
UNWIND row.parties AS party
MATCH (a:Actor {id: party.actor})
CREATE (c)-[:PARTY {role: party.role}]->(a)
