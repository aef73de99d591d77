// Package queries holds the questions that the playground offers. Every file
// is one, its first comment its title; the tests ask each on the curated data
// and compare the answer with golden/. It imports the standard library only.
package queries

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed *.graphql *.variables.json
var files embed.FS

// Question is one of them.
type Question struct {
	Name      string // of its file, without the ending
	Title     string
	Text      string
	Variables string // a JSON object; empty if it needs none
}

// All returns the questions in the order of their file names.
func All() ([]Question, error) {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		return nil, err
	}
	out := make([]Question, len(names))
	for i, file := range names {
		text, err := files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		title, _, found := strings.Cut(strings.TrimPrefix(string(text), "# "), "\n")
		if !found || !strings.HasPrefix(string(text), "# ") {
			return nil, fmt.Errorf("%s: the first line is no comment that says what is asked", file)
		}
		name := strings.TrimSuffix(file, ".graphql")
		out[i] = Question{Name: name, Title: title, Text: string(text)}
		if vars, err := files.ReadFile(name + ".variables.json"); err == nil {
			out[i].Variables = string(vars)
		}
	}
	return out, nil
}
