// Plan: NodeUniqueIndexSeek(Revision).
UNWIND $q.nos AS no
MATCH (r:Revision {no: no})
RETURN r.no AS no, r.at AS at
