UNWIND $rows AS row
CREATE (n:LABEL)
SET n = row.props
