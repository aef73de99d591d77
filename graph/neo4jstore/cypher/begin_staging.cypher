// After fence: from here on a dead load leaves something behind.
MATCH (h:Head {name: 'head'})
SET h.staging = $q.rev
