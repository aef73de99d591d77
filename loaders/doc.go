// Package loaders reads the curated YAML format and edge lists in CSV, says what
// is wrong with them, and loads what is right: decode → validate → plan → apply
// → record.
//
// [ReadDatasets] reads which datasets there are, [Read] decodes the files of
// one, [Rows.Validate] holds its rows against each other and against what the
// store has, [NewPlan] says what a load would do, and a [Loader] does all of
// it in order. A [Scheduler] runs a loader by the datasets' schedules. [Check]
// needs no store. The formats are described in docs/formats/curated.md and
// edges.md.
//
// An edge list may be larger than memory. Its rows are read twice: once to see
// which are new, of each keeping no more than hashes of its id and of what it
// says, and once more to hand the new ones to the store, one by one. One
// goroutine cuts the files into blocks of whole rows, several decode them, and
// what depends on their order is done in their order.
//
// Two promises:
//   - Nothing is lost silently. Every entry of every list in a file, and every
//     row of a table, is either loaded or rejected with file, line, column and
//     what to do; of very many rejections the first are told, and all counted.
//   - A broken file never retracts what it said when it was whole. What is
//     stored under the key of a rejected row stays, and while a file or a key
//     cannot be read nothing is retracted or withdrawn at all. A load that
//     would retract more than half of a dataset asks to be told so.
//
// Watch out for:
//   - [Rows] are read once; [Rows.Validate] and [NewPlan] are pure and leave
//     their arguments alone, so that a plan can be made anew when another load
//     was faster.
//   - A claim's place among those of its tie (Seq) is no part of what it says:
//     a claim that only moved is unchanged, and keeps the place it was first
//     loaded with.
//   - A plan of an edge list holds on to what it knows of the rows, and reads
//     the files again when its changes are applied: it is for one use, soon.
//
// The package imports graph, graph/edtf, go.yaml.in/yaml, golang.org/x/text and
// gocron with its clock; never a store, an exporter or a resolver.
package loaders
