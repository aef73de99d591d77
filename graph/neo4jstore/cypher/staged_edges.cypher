// Edges that a dead load left, one branch a type (EDGE). There is no index to
// find them by, see the migrations: sweeping is rare.
MATCH ()-[r:EDGE]->()
WHERE r.knownFrom > $q.head OR ($q.head < r.knownTo < $q.forever)
RETURN elementId(r) AS row, r.knownFrom > $q.head AS made
