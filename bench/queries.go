package main

// What Realign is asked, by workload: the natural question of its schema. The
// floor under the API answers the same documents with constant data.
const (
	alliesQuery = `query($actor: ID!, $day: Date!) {
  graph(asOf: $day) { actor(id: $actor) { neighbors(kinds: [ALLEGIANCE], first: 10000) { nodes { name } } } }
}`
	tiesQuery = `query($actor: ID!, $day: Date!) {
  graph(asOf: $day) { actor(id: $actor) { relations(first: 10000) {
    nodes { id kind period { start end } from { id name } to { id name } }
  } } }
}`
	countsQuery = `query($day: Date!) {
  graph(asOf: $day) { stats { actors byKind { kind count } } }
}`
	snapshotQuery = `query($day: Date!) {
  graph(asOf: $day) { relations(first: 10000) {
    nodes { id kind period { start end } from { id name } to { id name } }
    pageInfo { hasNextPage }
  } }
}`
	downloadQuery = `query($day: Date!) { graph(asOf: $day) { download } }`
	diffQuery     = `query($day: Date!, $day2: Date!) {
  diff(from: $day, to: $day2) { changes(kinds: [FORMED, ENDED], first: 10000) { nodes { kind before { id } after { id } } } }
}`
	pathQuery = `query($actor: ID!, $other: ID!, $day: Date!) {
  graph(asOf: $day) { paths(from: $actor, to: $other, maxLength: 4, first: 1) { relations { id } } }
}`
	campsQuery = `query($day: Date!) {
  graph(asOf: $day) { camps { id members { id } } }
}`
	leaveOutQuery = `query($actor: ID!, $day: Date!) {
  graph(asOf: $day, perspective: {excludeSources: ["icews14-second"]}) { actor(id: $actor) { relations(first: 10000) {
    nodes { id kind period { start end } from { id name } to { id name } }
  } } }
}`
)
