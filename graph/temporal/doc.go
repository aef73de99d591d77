// Package temporal is the in-memory index of the embedded store: it holds every
// version of actors, sources and claims, and every version of the relations
// that claims add up to for everyone's word, and answers for any revision up to
// its head.
//
// An [Index] is immutable. [Index.With] makes the next one after a load, which
// shares all that did not change; [Builder] does the same step by step, which
// is how an index is built from a file without holding all records twice. A
// server keeps the newest index behind an atomic pointer, so that readers never
// block and one answer never mixes two revisions.
//
// # How it is laid out
//
// A record has a number, its place in a paged array (vec) of which a new index
// copies only the pages it writes to. Texts that recur (ids, forms) are kept
// once and referred to by number; a claim is packed into bytes, which stand end to
// end in large chunks, and unpacked when it is looked at. What many relations of
// a large data set add up to alike is kept once too. So there is little for the
// garbage collector to look at. Lists that only grow (a unit's claims, an
// actor's units) are chained by number, newest first. Nothing is removed: a
// version is closed by the revision that no longer knows it, and an index of an
// older revision is the newest one, asked for an older revision.
//
// Relations are found by key, by party and day, by day, or by the days on which
// they began or ended, whichever promises fewest. For days there is a small
// number of sorted arrays, each a row of implicit interval trees, of all or one
// for each party; new entries make a new array, and arrays of like size are
// merged, so that a load costs in proportion to what it brings. A perspective
// folds what it finds so, tie by tie where no other tie of the unit can have a
// say in it. What changed between two revisions is read from a list of
// the units that each of them touched.
//
// A census of one day of the head is looked up once daily censuses are made,
// which is when counting one by one has cost as much; see daily.go.
//
// # Imports
//
// graph, graph/edtf and the standard library.
//
// # Watch out for
//
//   - A unit (see graph.Unit) is folded again at a revision only if one of its
//     claims, what the fold needs of a cited source, or a party's lifetime
//     changed; see Builder.Actor and Builder.Source for what counts.
//   - What was withdrawn and is still referred to keeps its last version as
//     background of the fold; only the lists of actors and sources drop it.
//   - Records that are handed out are shared. Nobody may write to them.
package temporal
