package loaders

import (
	"fmt"
	"strings"

	"github.com/realign/realign/graph"
)

// reject leaves the row out, for reasons that are worked out only if they are
// told.
func (d *edgeDecoder) reject(why func(r *row)) {
	if !d.failed {
		d.failed = true
		d.rejected++
	}
	if d.rejected <= maxRejections {
		d.tell(why)
	}
}

func (d *edgeDecoder) tell(why func(r *row)) {
	if d.bad == nil {
		d.bad = d.named()
	}
	why(d.bad)
	for _, p := range d.bad.problems {
		d.problems = append(d.problems, edgeProblem{d.rows, p})
	}
	d.bad.problems = nil
}

// named is the row as messages speak of it.
func (d *edgeDecoder) named() *row {
	r := &row{Place: Place{File: d.file.name, Line: d.in.line, Column: 1}, subject: "The row here", keys: map[string]Place{}}
	if len(d.in.fields) != len(d.file.header.names) {
		return r
	}
	for c, at := range d.file.at {
		if at >= 0 {
			line, column := d.in.place(at)
			r.keys[edgeColumnNames[c]] = Place{d.file.name, line, column}
		}
	}
	if id := d.field(colID); strings.TrimSpace(id) != "" && notAName(id) == "" {
		r.subject = "Row " + clip(strings.Clone(id))
	}
	return r
}

// tookLines reports whether a field of the row has several lines where none
// can, so that they may be other rows.
func (d *edgeDecoder) tookLines() bool {
	if d.in.quoted == nil {
		return false
	}
	for c, at := range d.file.at {
		isText := column(c) == colAt || column(c) == colQuotation || column(c) == colNote
		if at >= 0 && !isText && strings.Contains(d.in.fields[at], "\n") {
			return true
		}
	}
	return false
}

// rejectWhole leaves out a row whose fields are not to be trusted, and returns
// what stands for its id if that is sure all the same.
func (d *edgeDecoder) rejectWhole(broken *csvError) (key edgeKey) {
	fields := d.in.fields
	switch {
	case broken != nil:
		message, remedy := broken.explain()
		d.reject(func(r *row) {
			if broken.line == d.in.line { // or else where it begins says more
				r.Column = broken.column
			}
			r.fail("", RuleSyntax, message+d.in.unread(broken), remedy)
		})
		return edgeKey{}
	case len(fields) != len(d.file.header.names):
		d.reject(func(r *row) {
			r.fail("", RuleShape, fmt.Sprintf("it has %s, and the first line %d", count(len(fields), "field"), len(d.file.header.names))+d.in.unread(nil),
				"write as many, and put what has a comma in it in quotation marks")
		})
		if d.file.at[colID] != 0 || d.in.lastLine(nil) > d.in.line { // what is too much may stand before it, or be other rows
			return edgeKey{}
		}
	default:
		d.reject(func(r *row) { r.fail("", RuleFile, "it is not UTF-8 text", "save the file as UTF-8") })
	}
	if id := fields[d.file.at[colID]]; graph.IsSlug(id) {
		key = d.seeds.key(id)
	}
	return key
}
