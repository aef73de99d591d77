package main

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/width"
)

// table is rows of cells under a head, written in columns for a terminal.
type table struct{ rows [][]string }

func newTable(head ...string) *table { return &table{[][]string{head}} }

// add adds a row, of as many cells as the head has.
func (t *table) add(cells ...string) {
	for i, text := range cells {
		cells[i] = cell(text)
	}
	t.rows = append(t.rows, cells)
}

// writeTo writes each column as wide as its widest cell, as terminals count
// width; the last one as it comes.
func (t *table) writeTo(w io.Writer) error {
	widths := make([]int, len(t.rows[0]))
	for _, row := range t.rows {
		for j, c := range row {
			widths[j] = max(widths[j], columns(c))
		}
	}
	for _, row := range t.rows {
		var line strings.Builder
		for j, c := range row {
			line.WriteString(c)
			if j < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[j]-columns(c)+2))
			}
		}
		if _, err := io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// Marks around text that runs its own way: FIRST STRONG ISOLATE and POP
// DIRECTIONAL ISOLATE (Unicode Standard Annex 9). Without them a terminal that
// orders text would mix neighbouring cells written from right to left.
const isolate, endIsolate = "\u2068", "\u2069"

// cell is text as it stands in a table: isolated if any of it runs from right to
// left, and "-" if there is none.
func cell(text string) string {
	text = plain(text)
	if text == "" {
		return "-"
	}
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL || c == bidi.AN {
			return isolate + text + endIsolate
		}
	}
	return text
}

// plain is text without what would move a terminal's cursor, break a row, or
// turn the direction of what follows: names and quotations come from files that
// others wrote.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		default:
			return r
		}
	}, text)
}

// columns is how many columns of a terminal text takes: two for wide characters
// (Unicode Standard Annex 11), none for marks that stand on another character and
// for what shows nothing. A terminal may still differ, as over emoji.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
