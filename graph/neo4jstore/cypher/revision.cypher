// Plan: NodeUniqueIndexSeek(Revision).
MATCH (r:Revision {no: $q.no})
RETURN r.no AS no, r.at AS at
