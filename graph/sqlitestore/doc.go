// Package sqlitestore is the embedded store: one SQLite file is the durable
// record, and an in-memory index made from it (graph/temporal) answers readers.
// It is pure Go and needs no server. The file is documented in
// docs/formats/store.md, so that any SQLite tool can read it.
//
// # How a load becomes visible
//
// A load is staged in short transactions under the number of the next
// revision, where no reader looks; then one small transaction, the flip, moves
// the head and records the load, and is on disk when it returns. Of what is
// visible only known_to is written to, from NULL to the next revision, which is
// as invisible. What a load leaves behind that died, the next one sweeps: rows
// from beyond the head are deleted, and known_to beyond the head is NULL again.
//
// A load of very many claims into a file with few makes the indexes of claims
// when all are staged. Killed in between, it leaves a file without them, which
// reads the same, only slower; the next load makes them.
//
// While claims are staged, the next index is made of them on another goroutine,
// so that nothing need be read back after the flip. It is used only if that
// succeeds, and if it was made from the index of the revision before.
//
// A store that was opened to load into (see [Options].ToLoad) has no index and
// makes none for a load: what the load asks of a dataset, and claims by their ids
// or ties, are read from the file. Any other question makes the index first.
//
// # One load at a time
//
// Three things, from the outside in:
//   - a lock that the operating system drops when its holder dies: an exclusive
//     SQLite transaction on the empty file <path>-lock, so that a load waits for
//     another process's and goes on at once after a kill;
//   - the row in table lease with a random token and a heartbeat, so that a
//     loader that hangs with the lock in its hands is overtaken after ten
//     seconds without a beat;
//   - every transaction of a load begins with its heartbeat, which fails if the
//     token is no longer its own: a loader that was overtaken and comes back
//     can change nothing.
//
// # Several processes
//
// [Store.Head], [Store.RevisionAt], [Store.Revision], [Store.State] and
// [Store.Roll] look at the head in the file and bring the index up to date if
// another process moved it. Reads of a revision that the index has touch no file.
//
// The head is asked of SQLite each time, on a connection of its own with a
// prepared statement, which takes a few microseconds. Nothing cheaper is sure: the
// log may be begun anew at the size it had, and the times of files are coarse and
// follow a clock that may be set back. SQLite's files must not be opened here for a
// closer look: closing them again would let go of this process's locks on them.
//
// # Imports
//
// graph, graph/temporal, modernc.org/sqlite and the standard library.
//
// # Watch out for
//
//   - WAL mode needs shared memory: the file must not be on a network share.
//   - The heartbeat uses the machine's clock, revisions the injected one.
//   - Once the flip has begun a cancelled context no longer stops it, so that a
//     load never ends with an outcome that nobody knows.
//   - Records that are handed out are shared. Nobody may write to them.
package sqlitestore
