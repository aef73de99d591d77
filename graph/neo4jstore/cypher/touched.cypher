// What the revisions after one, up to another, touched: lists of fold units. A
// revision that no list was kept of has null.
// Plan: NodeUniqueIndexSeekByRange(Revision), NodeIndexSeek(touched_from).
MATCH (r:Revision)
WHERE $q.after < r.no <= $q.upTo
OPTIONAL MATCH (t:Touched)
USING INDEX t:Touched(knownFrom)
WHERE t.knownFrom = r.no
RETURN t.units AS units
