package loaders

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of reading CSV: a block is what a goroutine decodes at a time, and a
// record that is longer than maxCSVRecord is taken for an open quotation mark.
const (
	csvBlockSize = 256 << 10
	maxCSVRecord = 4 << 20
)

// csvBlock is a stretch of whole records of a file.
type csvBlock struct {
	text string
	line int // of its first byte, from 1
}

// errOpenQuote says that a record does not end within maxCSVRecord.
var errOpenQuote = errors.New("the record that begins here does not end within 4 MiB")

// csvBlocks cuts a CSV file into blocks. The same bytes are always cut alike.
type csvBlocks struct {
	from io.Reader
	buf  []byte
	n    int // bytes of buf that were read and not handed out
	line int // of the first of them
	read int64
}

// newCSVBlocks makes blocks of so many bytes, or more where a record is longer.
func newCSVBlocks(from io.Reader, size int) *csvBlocks {
	return &csvBlocks{from: from, buf: make([]byte, size), line: 1}
}

// next returns the next block, io.EOF after the last, errOpenQuote before a
// record without end.
func (b *csvBlocks) next() (csvBlock, error) {
	for {
		n, err := io.ReadFull(b.from, b.buf[b.n:])
		b.n += n
		b.read += int64(n)
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !end {
			return csvBlock{}, err
		}
		if b.n == 0 {
			return csvBlock{}, io.EOF
		}
		cut := b.n
		if !end {
			cut = wholeRecords(b.buf[:b.n])
		}
		if cut > 0 {
			return b.take(cut), nil
		}
		if len(b.buf) >= maxCSVRecord {
			return csvBlock{line: b.line}, errOpenQuote
		}
		b.buf = append(b.buf, make([]byte, len(b.buf))...)
	}
}

func (b *csvBlocks) take(cut int) csvBlock {
	block := csvBlock{string(b.buf[:cut]), b.line}
	b.line += bytes.Count(b.buf[:cut], newline)
	b.n = copy(b.buf, b.buf[cut:b.n])
	return block
}

var newline = []byte("\n")

// wholeRecords is how many bytes of data are records with their ends.
func wholeRecords(data []byte) int {
	if bytes.IndexByte(data, '"') < 0 {
		return bytes.LastIndexByte(data, '\n') + 1
	}
	at := 0
	for {
		n := recordEnd(data[at:])
		if n == 0 {
			return at
		}
		at += n
	}
}

// recordEnd is where the first record of data ends, behind its line feed; 0 if
// that is not among data. It ends where encoding/csv ends it: a record with a
// quotation mark where none may stand ends with its line.
func recordEnd(data []byte) int {
	end := bytes.IndexByte(data, '\n') + 1
	if end == 0 || bytes.IndexByte(data[:end], '"') < 0 {
		return end
	}
	at := 0 // of a field
	for {
		if data[at] != '"' {
			comma := bytes.IndexByte(data[at:end], ',')
			if comma < 0 || bytes.IndexByte(data[at:at+comma], '"') >= 0 {
				return end
			}
			at += comma + 1
			continue
		}
		at++
		for inside := true; inside; {
			quote := bytes.IndexByte(data[at:end], '"')
			if quote < 0 { // it goes on in the next line
				n := bytes.IndexByte(data[end:], '\n') + 1
				if n == 0 {
					return 0
				}
				at, end = end, end+n
				continue
			}
			at += quote + 1
			switch data[at] {
			case '"':
				at++
			case ',':
				at++
				inside = false
			default:
				return end
			}
		}
	}
}

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
