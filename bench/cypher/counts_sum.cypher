CALL {
BRANCHES
}
WITH kind, sum(CASE WHEN lead THEN 1 ELSE 0 END) AS ties, collect(DISTINCT a) + collect(DISTINCT b) AS ends
WITH collect(kind) AS kinds, collect(ties) AS ties, collect(ends) AS ends
UNWIND ends AS some
UNWIND some AS actor
RETURN kinds, ties, count(DISTINCT actor) AS actors
