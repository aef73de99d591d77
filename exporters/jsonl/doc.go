// Package jsonl writes a view as JSON Lines: a header, the actors, the ties, and
// an end, one JSON object a line. docs/formats/jsonl.md says what each field
// means; whoever changes a byte of it raises [Version].
//
// Rows are appended to one buffer, field by field, with neither reflection nor
// anything allocated for a row: a tie costs about as much as copying its text.
// Only the header is left to encoding/json.
//
// It may import graph and graph/ask.
package jsonl
