// Counts relations (the branches of census_by_day.cypher) of which all is alike
// that a census looks at, and who is at an end of any: whoever is a party to a
// relation is at the end of one of its edges, of which one leads. What it makes
// of that, Go says.
CALL {
BRANCHES
}
WITH census, sum(CASE WHEN lead THEN 1 ELSE 0 END) AS n, collect(DISTINCT a) + collect(DISTINCT b) AS ends
WITH collect([census, n]) AS groups, collect(ends) AS all
UNWIND all AS some
UNWIND some AS actor
RETURN groups, count(DISTINCT actor) AS actors
