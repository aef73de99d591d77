// What the revisions after one, up to another, touched: lists of fold units. A
// revision that no list was kept of has null.
// Plan: NodeUniqueIndexSeekByRange(Revision), NodeIndexSeek(touched_from).
WITH $q.after AS after, $q.upTo AS upTo
MATCH (r:Revision)
WHERE after < r.no AND r.no <= upTo
OPTIONAL MATCH (t:Touched)
USING INDEX t:Touched(knownFrom)
WHERE t.knownFrom = r.no
RETURN t.units AS units
