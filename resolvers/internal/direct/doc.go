// Package direct answers questions without the cost that gqlgen's executor has
// for each field: no context, no closure and no goroutine is made for it, the
// values of a root field are walked once and written as they are met. What to
// call for which field is generated into resolvers/internal/exec.
//
// It is a shortcut for answers that go well, and only for these. Whatever else
// happens on the way (an error, a panic, a null where the schema has none, a
// request that is over, a field that needs more than a call) what was written is
// thrown away and the standard executor answers from the same resolved value: how
// errors are told, where they stand and how far a null reaches is gqlgen's own
// code. Where something listens around fields the shortcut is not taken at all.
//
// It imports gqlgen's runtime and nothing of the domain.
//
// Watch out for: an answer that fails costs its walk twice, and the methods of
// the values are called again. They must not differ in what they say, which holds
// for values that are bound to a view. Arguments are read once for all objects of
// a list, so that methods must not change what lists they are given.
package direct
