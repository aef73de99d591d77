MATCH (n:LABEL)
RETURN properties(n) AS props
