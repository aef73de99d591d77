// What each load touched, so that asking what changed between two revisions
// costs as much as they brought. A Touched node is written once and never
// changes: it can be indexed by its revision, which knownTo of claims cannot.
//
// Revisions that were made before this step have no such nodes; what they
// changed is looked for among all claims.

CREATE INDEX touched_from IF NOT EXISTS FOR (n:Touched) ON (n.knownFrom);
