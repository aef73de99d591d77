package loaders

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/realign/realign/graph"
)

// Place is where something stands in a file.
type Place struct {
	File         string // its path in the file system that was read
	Line, Column int    // from 1; 0 for the whole file
}

// String is file:line:column, as editors and terminals understand it.
func (p Place) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

func comparePlaces(a, b Place) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// Problem is what is wrong with a row, by which rule, and what to do about it.
// A row with an error is left out; one with only warnings is loaded.
type Problem struct {
	Place
	Rule    Rule
	Message string
	Remedy  string
}

// Warning reports whether the row is loaded all the same.
func (p Problem) Warning() bool { return p.Rule.Warning() }

// Rejection is the problem as a load records it.
func (p Problem) Rejection() graph.Rejection {
	return graph.Rejection{File: p.File, Line: p.Line, Column: p.Column, Message: p.Message, Remedy: p.Remedy}
}

// String is the problem in two lines: where and what, and what to do.
func (p Problem) String() string {
	severity := "error"
	if p.Warning() {
		severity = "warning"
	}
	return p.Place.String() + ": " + severity + " (" + string(p.Rule) + "): " + p.Message + "\n    " + p.Remedy
}

func newProblem(at Place, rule Rule, message, remedy string) Problem {
	return Problem{Place: at, Rule: rule, Message: sentence(message), Remedy: sentence(remedy)}
}

// sortProblems orders by place; what stands at one place stays in the order
// found.
func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int { return comparePlaces(a.Place, b.Place) })
}

// Rejections are the errors among problems, as a load records them.
func Rejections(ps []Problem) []graph.Rejection {
	var out []graph.Rejection
	for _, p := range ps {
		if !p.Warning() {
			out = append(out, p.Rejection())
		}
	}
	return out
}

// Warnings are the problems that keep no row out.
func Warnings(ps []Problem) []Problem {
	var out []Problem
	for _, p := range ps {
		if p.Warning() {
			out = append(out, p)
		}
	}
	return out
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}
