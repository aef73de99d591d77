// Joined to the branches of another query: which revision is the newest meanwhile.
// Plan: NodeUniqueIndexSeek(Head).
MATCH (h:Head {name: 'head'})
RETURN [] AS found, h.no AS head
