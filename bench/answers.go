package main

import "errors"

// Answers of all contenders are compared as sorted lists of lines, fields of a
// line with a tab between them, days as YYYY-MM-DD:
//
//	a   name of the ally, each once
//	b   id, kind, start, end, name of the other
//	c   "allegiance n", "hostility n", "mediation n", "actors n": ties in force
//	    by kind, and actors with at least one
//	d   id, kind, start, end, id of one end, id of the other, as in edges.csv
//	e   "formed id" and "ended id"
//	f   "length n", or nothing where there is no chain of four ties or fewer
//	k   not compared: camps are no one's standard
//	l   as b
//
// Kinds are written allegiance, hostility, mediation. A contender that holds one
// spell a pair and kind (Raphtory) has no ids and cannot be compared line by
// line; it says which pairs it has, and compare.go counts the difference.

// ByPairs is implemented by a contender that holds one spell a pair and kind,
// and so has no ids of ties. Its answers are, each line once:
//
//	b   kind, name of the other
//	c   as above, counting pairs of a kind instead of ties
//	d   kind, ids of both ends, the smaller first
//
// and its answers to e are not compared.
type ByPairs interface{ ByPairs() }

// errNotCompared is what Answer returns for a workload whose answer cannot be
// put in this form, such as constant data.
var errNotCompared = errors.New("not compared")
