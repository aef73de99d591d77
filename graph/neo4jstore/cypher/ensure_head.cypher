// The singleton that names the newest revision and holds the lease of loads.
MERGE (h:Head {name: 'head'})
ON CREATE SET h.no = 0, h.at = 0, h.loads = 0, h.displayed = 0
