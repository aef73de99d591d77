// Nodes that a dead load left.
MATCH (n:Claim|ActorVersion|SourceVersion|Touched)
WHERE n.knownFrom > $q.head OR ($q.head < n.knownTo < $q.forever)
RETURN elementId(n) AS row, n.knownFrom > $q.head AS made
UNION ALL
MATCH (n:Alias|Actor|Source)
WHERE n.since > $q.head
RETURN elementId(n) AS row, true AS made
