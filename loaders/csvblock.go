package loaders

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
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

// csvEndless is a record that does not end within maxCSVRecord. Nothing behind
// its beginning is read.
type csvEndless struct {
	line, last int    // where it begins, and where the file ends
	why        string // message and
	remedy     string // what to do
}

func (e *csvEndless) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.why) }

func isEndless(err error) bool {
	var endless *csvEndless
	return errors.As(err, &endless)
}

// errReturns says that the lines of a file do not end as those of a table do.
var errReturns = errors.New("its lines end in carriage returns alone, as those of old programs do")

const returnsRemedy = "save it anew with line feeds at the ends of lines"

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

// next returns the next block, io.EOF after the last, a *csvEndless before a
// record without end, after which there is nothing more.
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
			return csvBlock{}, b.endless()
		}
		b.buf = append(b.buf, make([]byte, len(b.buf))...)
	}
}

// endless says why the record at hand has no end, and reads on to count lines.
func (b *csvBlocks) endless() error {
	e := &csvEndless{line: b.line, why: "a quotation mark that it opens is not closed within 4 MiB", remedy: "close the quotation mark"}
	if data := b.buf[:b.n]; bytes.IndexByte(data, '\n') < 0 {
		e.why, e.remedy = "the line is longer than 4 MiB", "shorten it; if a quotation mark stands open in it, close that"
		if bytes.IndexByte(data, '\r') >= 0 {
			e.why, e.remedy = errReturns.Error(), returnsRemedy
		}
	}
	lines, err := b.countLines()
	e.last = b.line + max(lines-1, 0)
	return cmp.Or(err, error(e))
}

// countLines reads to the end, and counts the lines from the record at hand on.
func (b *csvBlocks) countLines() (lines int, err error) {
	ended := true
	for n := b.n; err == nil; n, err = b.from.Read(b.buf) {
		lines += bytes.Count(b.buf[:n], newline)
		if n > 0 {
			ended = b.buf[n-1] == '\n'
		}
	}
	if b.n = 0; !ended {
		lines++
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return lines, err
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
