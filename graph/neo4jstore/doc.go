// Package neo4jstore is a [graph.Store] in a Neo4j database: the system of
// record for teams. It needs Neo4j 5.26 or a later 5; Community edition will do.
// What stands in the database, and how a person asks it with Cypher, is told in
// docs/formats/neo4j.md.
//
// Everything has versions, stamped with the revisions that know them. A reader
// names a revision and sees what was known from it on and is not yet known no
// longer. A load writes the next revision's rows in short transactions, which
// no reader sees, and one small transaction then moves the head: so it is
// visible at once or not at all, whatever dies on the way.
//
// Relations are folded when they are loaded, for everyone's word, and kept as
// edges, which answer most questions as they stand. For any other perspective
// the edges only tell which pairs may have a relation: none lies outside of the
// span that the claims together allow. The claims of those pairs are then read
// and folded by package graph, which alone knows what they mean. It also has
// the last word on every selection ([graph.RelationQuery.Page]); queries only
// leave out what it would.
//
// Watch out for:
//   - Neo4j shows what is committed, without a snapshot. Two things follow. A
//     row whose indexed value changes while a reader walks the index may be met
//     twice or not at all: so no index holds a property that ever changes, and
//     knownTo, the only one that does, is in none. And whoever reads as of a
//     revision that is not yet there reads what a load has staged so far: only
//     pass on numbers that [Store.Head] and its sisters have returned.
//   - One loader at a time, by a lease on the head that is renewed by the
//     database's clock. Every transaction of a loader first makes sure of it,
//     under the lock of the head, so that a loader that slept writes no more.
//   - All arguments of a query are one map, $q: see queries.go.
//   - A reader runs its queries one by one, each a transaction of its own. What it
//     puts together is of one revision because every query names it.
//   - What a query finds comes as one list, since rows cost several times as much: a
//     list of a million relations is a hundred megabytes in the database's memory.
//   - Under a context of [Store.Presume] the newest revision is presumed: what is read
//     there is of a revision that is there, but perhaps no more of the newest.
//   - What answers to a reference as of a revision that is there never changes,
//     so the store keeps up to 50,000 such answers for actors and as many for
//     sources, about a kilobyte each: 100 MB at the most if records are not much
//     longer. Whoever puts another database in the place of the one that is open
//     has to open the store anew.
//   - A load keeps the claims of new fold units in a temporary file until they
//     are folded, some hundred bytes each, and holds about 4 MB of them and one
//     part in 256. The names of all units that it touches are held.
//   - The edges hold what [graph.Fold] said when they were written. A fold that
//     says something else is a reason to load anew.
//
// It may import package graph, the driver, the CBOR library and the standard library.
package neo4jstore
