// Package graph is the domain of Realign: actors, sources, claims, and the
// relations that claims add up to, on two clocks.
//
// A [Claim] is one source's immutable word that a tie held, or did not. A
// [Relation] is what the claims of one [TieKey] add up to in a view; it is
// derived by [Fold] and never stored as truth of its own. A [Store] keeps
// actors, sources and claims by revision and answers selections of relations;
// what every store must do is tested in graph/storetest.
//
// The package is pure: it reads no clock, no file and no network. It imports
// graph/edtf, golang.org/x/text for folding names, and the standard library,
// nothing else.
//
// Watch out for:
//   - Days inside are half-open: a [Span] and the ends of a [Period] name the
//     first day after. Files, the API and every text are inclusive. The only
//     places that convert are [Dating] on the way in and the methods named
//     Last… on the way out.
//   - A day is certain, possible or absent, and absent is no word of
//     neutrality. The predicate stands in period.go and nowhere else.
//   - Nothing is fused by tolerance: one key says one spell.
package graph
