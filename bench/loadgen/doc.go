// Package loadgen asks in a closed loop: a fixed number of clients, each of
// which asks its next question when the last is answered. So the rate found is
// what the one who answers can do, and never a rate that was asked for.
//
// [Drive] is one run, bounded in count and time. [Alternate] lets several sides
// take turns over several rounds, so that a machine that slows down slows all of
// them, and [Summarise] tells the median of the rounds and how far they spread.
//
// Watch out for:
//   - The clients share the machine with who answers. They do nothing but ask
//     and note the time, and the figures are of the two together.
//   - In a closed loop a slow answer delays the question behind it. p99 is that
//     of the answers, not what a user meets who comes at a moment of their own
//     choice (coordinated omission): compare it between sides only.
package loadgen
