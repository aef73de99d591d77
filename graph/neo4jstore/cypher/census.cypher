// Counts relations (the branches of census_by_day.cypher) of which all is alike that a
// census looks at, and who is a party to any. What it makes of that, Go says.
CALL {
BRANCHES
}
WITH r.kind AS kind, r.earliestStart AS earliestStart, r.latestStart AS latestStart,
     r.earliestEnd AS earliestEnd, r.latestEnd AS latestEnd,
     r.namedFirst AS namedFirst, r.namedUntil AS namedUntil, r.ownFirst AS ownFirst, r.ownUntil AS ownUntil,
     r.hearsayOnly AS hearsayOnly, r.disputed AS disputed, r.disputedOn AS disputedOn,
     count(*) AS n, collect(r.actors) AS actors
WITH collect([kind, earliestStart, latestStart, earliestEnd, latestEnd, namedFirst, namedUntil, ownFirst, ownUntil,
     hearsayOnly, disputed, disputedOn, n]) AS groups, collect(actors) AS all
UNWIND all AS some
UNWIND some AS parties
UNWIND parties AS actor
RETURN groups, count(DISTINCT actor) AS actors
