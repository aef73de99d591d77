package loaders

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// column is a column of an edge list.
type column int

const (
	colID column = iota
	colSource
	colTarget
	colKind
	colStart
	colEnd
	colWhen
	colHeld
	colForm
	colOutcome
	colCites
	colAt
	colQuotation
	colNote
	edgeColumnCount
)

// edgeColumnNames are the columns of an edge list, as they are written.
var edgeColumnNames = [edgeColumnCount]string{"id", "source", "target", "kind", "start", "end", "when", "held",
	"form", "outcome", "cites", "at", "quotation", "note"}

// quoteColumn is another name of the column quotation, as the curated format
// calls it.
const quoteColumn = "quote"

// ignoredColumns begin so: a list may carry what Realign has no place for.
const ignoredColumns = "x-"

// header says which columns of a CSV file stand where.
type header struct {
	names []string       // as messages call them, by place
	at    map[string]int // place by name
}

// readHeader reads the first record of a file. Of known are those that must be
// there first, required in number.
func readHeader(file string, r *csvRecords, known []string, required int) (header, []Problem) {
	h := header{at: map[string]int{}}
	var problems []Problem
	trouble := func(field int, rule Rule, message, remedy string) {
		p := Place{File: file, Line: r.line}
		if field >= 0 {
			p.Line, p.Column = r.place(field)
		}
		problems = append(problems, newProblem(p, rule, message, remedy))
	}
	for i, name := range r.fields {
		if name == quoteColumn {
			name = edgeColumnNames[colQuotation]
		}
		h.names = append(h.names, strings.Clone(name))
		_, twice := h.at[name]
		switch {
		case strings.HasPrefix(name, ignoredColumns):
			continue
		case !utf8.ValidString(name):
			trouble(i, RuleFile, "the file is not UTF-8 text", "save it as UTF-8")
			return h, problems
		case !slices.Contains(known, name):
			trouble(i, RuleUnknownKey, fmt.Sprintf("there is no column %q", clip(name)), unknownColumn(name, known))
		case twice:
			trouble(i, RuleTwice, fmt.Sprintf("the column %s stands here twice", name), "keep one of the two")
		default:
			h.at[strings.Clone(name)] = i
		}
	}
	if len(problems) > 0 && len(r.fields) == 1 {
		return h, problems // the columns are parted by something else
	}
	for _, name := range known[:required] {
		if _, ok := h.at[name]; !ok {
			trouble(-1, RuleShape, "the column "+name+" is missing", "write a first line with the names of the columns, "+name+" among them")
		}
	}
	return h, problems
}

func unknownColumn(name string, known []string) string {
	all := "name it one of: " + strings.Join(known, ", ") + "; or let it begin with " + ignoredColumns + " if nobody shall read it"
	for _, sep := range []string{";", "\t"} {
		if strings.Contains(name, sep) {
			return "part the columns by commas; then " + all
		}
	}
	if near := nearest(strings.ToLower(strings.TrimSpace(name)), known); near != "" {
		return "write " + near + " if that is meant, or " + all
	}
	return all
}

// readEdgeHeader reads the header of a file of edges. The places of columns
// that are not there are -1.
func readEdgeHeader(file string, r *csvRecords) (header, [edgeColumnCount]int, []Problem) {
	var at [edgeColumnCount]int
	h, problems := readHeader(file, r, edgeColumnNames[:], int(colKind)+1)
	for c, name := range edgeColumnNames {
		at[c] = -1
		if i, ok := h.at[name]; ok {
			at[c] = i
		}
	}
	if at[colStart] < 0 && at[colEnd] < 0 && at[colWhen] < 0 && at[colHeld] < 0 && len(problems) == 0 {
		problems = append(problems, newProblem(Place{File: file, Line: r.line}, RuleShape, "there is no column with dates",
			"write start and end, when for acts, or held for what was so at some time"))
	}
	return h, at, problems
}
