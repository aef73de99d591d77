// After fence: nothing staged is left.
MATCH (h:Head {name: 'head'})
REMOVE h.staging
