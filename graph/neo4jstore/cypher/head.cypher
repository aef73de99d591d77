// Plan: NodeUniqueIndexSeek(Head).
MATCH (h:Head {name: 'head'})
RETURN h.no AS no, h.at AS at
