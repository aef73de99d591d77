// Package main measures Realign against what a person would pick instead and
// against the floors under it: all contenders in turn, on one machine, over the
// same data and the same questions. Run it with
//
//	go run ./bench
//
// It makes the data (bench/events), installs the peers by name into a cache
// folder, loads every contender, compares their answers, times them, and prints
// one table of ratios and JSON. docs/performance.md says what each number means
// and holds the last table.
//
// # Layout
//
// contender.go says what a contender is; one file, or one package below, for
// each of them. bench/events makes the data; bench/loadgen asks, a fixed number
// of clients in a closed loop. Nothing in the project imports what is here.
//
// Watch out for: ratios of one run mean something, figures of two runs side by
// side do not. Answers are compared before they are timed: a contender that
// answers another question is not a peer.
package main
