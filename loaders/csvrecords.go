package loaders

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// csvRecords reads the records of a block, one after the other.
type csvRecords struct {
	fields []string // of the record just read; good until the next, nil if it cannot be read
	line   int      // where that begins

	rest   string      // of a block without quotation marks
	next   int         // line of rest
	quoted *csv.Reader // of any other
	before int         // lines before that
}

// open begins with a block.
func (r *csvRecords) open(b csvBlock) {
	r.rest, r.next, r.quoted, r.before = b.text, b.line, nil, b.line-1
	if strings.IndexByte(b.text, '"') >= 0 {
		r.quoted = csv.NewReader(strings.NewReader(b.text))
		r.quoted.FieldsPerRecord, r.quoted.ReuseRecord = -1, true
	}
}

// read reads a record, leaving out empty lines as encoding/csv does; io.EOF
// after the last. Another error is a *csvError: of that record nothing is sure,
// and the next begins a line further down.
func (r *csvRecords) read() error {
	if r.quoted != nil {
		return r.readQuoted()
	}
	for r.rest != "" {
		line := r.rest
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line, r.rest = line[:end], line[end+1:]
		} else {
			r.rest = ""
		}
		r.line = r.next
		r.next++
		if line = strings.TrimSuffix(line, "\r"); line != "" {
			r.split(line)
			return nil
		}
	}
	return io.EOF
}

func (r *csvRecords) split(line string) {
	r.fields = r.fields[:0]
	for {
		comma := strings.IndexByte(line, ',')
		if comma < 0 {
			r.fields = append(r.fields, line)
			return
		}
		r.fields = append(r.fields, line[:comma])
		line = line[comma+1:]
	}
}

func (r *csvRecords) readQuoted() error {
	fields, err := r.quoted.Read()
	if err == nil {
		r.fields = fields
		line, _ := r.quoted.FieldPos(0)
		r.line = r.before + line
		return nil
	}
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	r.fields, r.line = nil, r.before+parse.StartLine
	return &csvError{r.before + parse.Line, parse.Column, parse.Err}
}

// readFirst reads the first record of a file, which names its columns.
func (r *csvRecords) readFirst() error {
	text := r.rest
	if line, _, _ := strings.Cut(text, "\n"); strings.Contains(strings.TrimSuffix(line, "\r"), "\r") {
		return errReturns
	}
	return r.read()
}

// lastLine is where the record just read ends, or the line up to which it was
// read before it was seen to be broken.
func (r *csvRecords) lastLine(broken *csvError) int {
	switch {
	case broken != nil:
		return broken.line
	case r.quoted == nil:
		return r.line
	}
	last := len(r.fields) - 1
	line, _ := r.place(last)
	return line + strings.Count(r.fields[last], "\n")
}

// unread says which lines the record took with it, if there are several.
func (r *csvRecords) unread(broken *csvError) string {
	return unreadLines(r.line, r.lastLine(broken))
}

func unreadLines(first, last int) string {
	if last <= first {
		return ""
	}
	return fmt.Sprintf(". Lines %d to %d were not read", first, last)
}

// place is where a field of the record stands; line and column from 1.
func (r *csvRecords) place(field int) (line, column int) {
	if r.quoted != nil {
		line, column = r.quoted.FieldPos(field)
		return r.before + line, column
	}
	column = 1
	for _, f := range r.fields[:field] {
		column += len(f) + 1
	}
	return r.line, column
}

// csvError is a record that cannot be read.
type csvError struct {
	line, column int
	err          error
}

func (e *csvError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }

func (e *csvError) Unwrap() error { return e.err }

// explain says what is wrong with the record, and what to do.
func (e *csvError) explain() (message, remedy string) {
	if errors.Is(e.err, csv.ErrBareQuote) {
		return "a quotation mark stands in a field that does not begin with one", `put the whole field in quotation marks, and write each one inside it twice: "she said ""no"""`
	}
	return "a quotation mark ends a field before its end, or is never closed", `write each quotation mark inside a quoted field twice, as "", and close the field with one`
}

// explainCSV says why a file, or the rest of it, cannot be read at all, and
// what to do.
func explainCSV(err error, columns []string) (message, remedy string) {
	var broken *csvError
	var endless *csvEndless
	switch {
	case errors.As(err, &endless):
		return endless.why + unreadLines(endless.line, endless.last), endless.remedy
	case errors.As(err, &broken):
		return broken.explain()
	case errors.Is(err, errReturns):
		return err.Error(), returnsRemedy
	}
	return "the file is empty", "write a first line with the names of the columns: " + strings.Join(columns, ", ")
}
