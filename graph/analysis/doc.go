// Package analysis computes what a view's ties add up to: what changed between
// two days, chains of ties, camps, balance, gaps in the evidence, activity by
// bucket.
//
// Stores select and analysis computes, so that there is one algorithm for every
// store. All functions are pure: relations as folded by the package graph go
// in, and the same input gives the same output, byte for byte. Nothing here
// reads a clock or a store, and budgets of searches count steps, never time. A
// search for chains asks its caller for the ties it comes to ([TiesOf]), and
// finds what it would find among all of them.
//
// # Imports
//
// graph and graph/edtf. Tests also use gonum, as an oracle.
//
// # Watch out for
//
//   - Which ties count is said once, by [Counting.Counts]: words without deeds
//     and mere allegations count in no camp, balance or path unless asked for,
//     denied ties never.
//   - A pair with both signs on one day is ambivalent: it is counted, and has no
//     edge in a [Network].
//   - Bounds of a [graph.Period] are half-open inside: an end is the first day
//     on which the tie was over. Dates that people read are inclusive.
package analysis
