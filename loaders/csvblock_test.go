package loaders

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// readCSV reads a text with encoding/csv as a whole: fields, places and errors,
// a line a record.
func readCSV(text string) []string {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	var out []string
	for {
		fields, err := r.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return out
		case errors.As(err, &parse):
			out = append(out, fmt.Sprintf("%d: error at %d:%d: %v", parse.StartLine, parse.Line, parse.Column, parse.Err))
		default:
			line, _ := r.FieldPos(0)
			last, column := r.FieldPos(len(fields) - 1)
			out = append(out, fmt.Sprintf("%d: %q, the last at %d:%d", line, fields, last, column))
		}
	}
}

// readBlocks reads the same in blocks that are cut when so many bytes were
// read.
func readBlocks(t *testing.T, text string, size int) []string {
	blocks := newCSVBlocks(iotest.OneByteReader(strings.NewReader(text)), size)
	var out []string
	var r csvRecords
	for {
		block, err := blocks.next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		r.open(block)
		for err := r.read(); !errors.Is(err, io.EOF); err = r.read() {
			var broken *csvError
			if errors.As(err, &broken) {
				out = append(out, fmt.Sprintf("%d: error at %d:%d: %v", r.line, broken.line, broken.column, broken.err))
				continue
			}
			last, column := r.place(len(r.fields) - 1)
			out = append(out, fmt.Sprintf("%d: %q, the last at %d:%d", r.line, r.fields, last, column))
		}
	}
}

// FuzzCSVBlocks holds that a text says in blocks what it says to encoding/csv,
// wherever it is cut.
func FuzzCSVBlocks(f *testing.F) {
	for _, text := range []string{
		"", "\n", "a", "a,b\nc,d\n", "a,b\r\nc,d\r\n\r\n\n,\n", "a,\"b\nc\",d\ne,f\n", "\"a\"\"b\",c\r\n\"d\r\ne\"\n", "a\"b,c\nd\n", "\"a\"b,c\nd,e\n",
		"\"a\nb\nc", "a,\"\"\n\"\",\"\"\"\"\n", "x,y\"\n\"z\n\"\nw\n", "\"a\",\n\"b\"\r\nc\r", "é,\xff\n\"\xff\n\"\n", "\"\r\n\r\n\",\"\n\n\"\n\n1", "\"a\" ,b\nc\n", ",\"\n", "a\rb,c\n",
	} {
		for _, size := range []int{1, 5, 64} {
			f.Add(text, size)
		}
	}
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 1000 || len(text) > 10_000 {
			return
		}
		got, want := strings.Join(readBlocks(t, text, size), "\n"), strings.Join(readCSV(text), "\n")
		if got != want {
			t.Errorf("%q in blocks of %d:\n%s\nwant:\n%s", text, size, got, want)
		}
	})
}

func TestRecordWithoutEnd(t *testing.T) {
	text := "a,b\nc,\"d\n" + strings.Repeat("e,f\n", maxCSVRecord/2)
	blocks := newCSVBlocks(strings.NewReader(text), csvBlockSize)
	first, err := blocks.next()
	if err != nil || first.text != "a,b\n" {
		t.Fatalf("%.20q, %v", first.text, err)
	}
	var endless *csvEndless
	if _, err := blocks.next(); !errors.As(err, &endless) || endless.line != 2 || endless.last != 2+maxCSVRecord/2 || !strings.Contains(endless.why, "quotation mark") {
		t.Errorf("%+v", err)
	}
	if _, err := blocks.next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestSlugOf(t *testing.T) {
	for name, want := range map[string]string{
		"Russia (Soviet Union)": "russia-soviet-union", "IZL [Etzel]": "izl-etzel", "Türkiye": "turkiye", "São Tomé": "sao-tome", "E 12": "e-12",
		"A--b": "a-b", " x ": "x", "Côte d’Ivoire": "cote-d-ivoire",
		"": "", "-": "", "Ἀθῆναι": "", "سوريا": "", "Łódź": "", "x²": "", "a\xffb": "", strings.Repeat("a", 101): "",
	} {
		got, ok := slugOf(name)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v, want %q", name, got, ok, want)
		}
	}
}
