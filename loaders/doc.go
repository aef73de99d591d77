// Package loaders reads the curated YAML format, says what is wrong with it,
// and loads what is right: decode → validate → plan → apply → record.
//
// [ReadDatasets] reads which datasets there are, [Read] decodes the files of
// one, [Rows.Validate] holds its rows against each other and against what the
// store has, [NewPlan] says what a load would do, and a [Loader] does all of
// it in order. A [Scheduler] runs a loader by the datasets' schedules. [Check]
// needs no store. The format is described in docs/formats/curated.md.
//
// Two promises:
//   - Nothing is lost silently. Every entry of every list in a file is either
//     loaded or rejected with file, line, column and what to do.
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
//
// The package imports graph, graph/edtf, go.yaml.in/yaml and gocron with its
// clock; never a store, an exporter or a resolver.
package loaders
