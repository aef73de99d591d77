// Package ask owns a question from its arguments to its page: defaults, the
// view, the perspective, paging, cursors, tokens and notices. Resolvers,
// commands and whatever else answers people all ask it, so that the same
// question has one answer.
//
// An [Asker] opens views; a [Graph] or a [History] hands out values bound to
// the view they were read in ([Actor], [Relation], [Claim], …). Such values
// read what they need lazily and for all their siblings at once: the first
// claim list asked for on a page fetches those of the whole page. A page with
// its claims, sources and actors so costs a fixed number of store calls,
// however long it is and whatever is selected below it, and a test counts
// them.
//
// The package imports graph and, for what it computes over a view,
// graph/analysis; no store, no loader, and nothing of GraphQL.
//
// Watch out for: values keep the context of the request that opened their
// view, and must not outlive it. Their methods may be called by many
// goroutines. Every error that a person can mend is an [Error].
package ask
