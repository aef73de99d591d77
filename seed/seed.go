// Package seed holds the curated data, so that a binary alone has it. It
// imports the standard library only. The format stands in
// docs/formats/curated.md.
package seed

import "embed"

// Files are the curated files; datasets.yaml in its root declares them.
//
//go:embed datasets.yaml */*.yaml */*/*.yaml
var Files embed.FS

// Datasets is the file that declares the datasets.
const Datasets = "datasets.yaml"
