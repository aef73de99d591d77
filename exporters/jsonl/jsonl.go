package jsonl

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
)

// Version is that of the format: it changes with any change to what is written
// of a view.
const Version = 2

// Exporter writes JSON Lines. Use [New].
type Exporter struct{ buffers sync.Pool }

// New returns an exporter.
func New() *Exporter {
	return &Exporter{buffers: sync.Pool{New: func() any { return &encoder{buf: make([]byte, 0, full+spare)} }}}
}

// A buffer is handed on once it holds full bytes; what a row usually needs
// besides fits into spare.
const (
	full  = 64 << 10
	spare = 4 << 10
)

// Format says what the files are.
func (*Exporter) Format() ask.Format {
	return ask.Format{Name: ask.JSONL, Ending: "jsonl", Media: "application/x-ndjson", Version: Version}
}

// Write writes a view, in pieces of some 64 KiB. A file that has no end line is
// not whole.
func (x *Exporter) Write(w io.Writer, d *ask.Download) error {
	e := x.buffers.Get().(*encoder)
	defer x.buffers.Put(e)
	e.begin(w, d.Days())
	defer e.end()
	about, err := d.About()
	if err != nil {
		return err
	}
	promised, written := 0, 0
	begin := func(actors []*graph.Actor, ties int) error {
		promised = ties
		if err := e.header(about, len(actors), ties); err != nil {
			return err
		}
		return e.actors(actors, d.NameOf)
	}
	see := func(r *graph.Relation) error {
		e.relation(r)
		written++
		return e.flushFull()
	}
	if err := d.Walk(begin, see); err != nil {
		return err
	}
	if written != promised {
		return fmt.Errorf("the store handed out %d ties of the %d it counted", written, promised)
	}
	e.last(written)
	return e.flush()
}

// encoder writes rows to a buffer, and the buffer to w.
type encoder struct {
	w    io.Writer
	buf  []byte
	days graph.Span // those of the view
	seen dayTexts
}

func (e *encoder) begin(w io.Writer, days graph.Span) { e.w, e.buf, e.days = w, e.buf[:0], days }

// end lets go of what one file alone needed.
func (e *encoder) end() {
	e.w = nil
	if cap(e.buf) > 4*full {
		e.buf = make([]byte, 0, full+spare) // some row was huge
	}
}

func (e *encoder) flushFull() error {
	if len(e.buf) < full {
		return nil
	}
	return e.flush()
}

func (e *encoder) flush() error {
	_, err := e.w.Write(e.buf)
	e.buf = e.buf[:0]
	return err
}

// header is the first line.
type header struct {
	Type          string      `json:"type"`
	Format        string      `json:"format"`
	Version       int         `json:"version"`
	View          string      `json:"view"`
	AsOf          *day        `json:"asOf,omitempty"`
	From          *day        `json:"from,omitempty"`
	To            *day        `json:"to,omitempty"`
	KnownAt       time.Time   `json:"knownAt"`
	Revision      string      `json:"revision"`
	Certainty     string      `json:"certainty"`
	AttestedSince *day        `json:"attestedSince,omitempty"`
	Perspective   string      `json:"perspective"`
	Narrowed      []narrowing `json:"narrowed,omitempty"`
	Notices       []string    `json:"notices"`
	Citation      string      `json:"citation"`
	Actors        int         `json:"actors"`
	Relations     int         `json:"relations"`
}

type narrowing struct {
	Actors []string `json:"actors,omitzero"`
	Hops   int      `json:"hops"`
	Kinds  []string `json:"kinds,omitzero"`
	Forms  []string `json:"forms,omitzero"`
}

// day is written as YYYY-MM-DD.
type day graph.Day

func (d day) MarshalText() ([]byte, error) { return []byte(graph.Day(d).String()), nil }

func (e *encoder) header(a *ask.About, actors, relations int) error {
	h := header{Type: "header", Format: "realign", Version: Version, View: a.View,
		AsOf: (*day)(a.AsOf), From: (*day)(a.From), To: (*day)(a.To), KnownAt: a.KnownAt, Revision: a.Revision,
		Certainty: "POSSIBLE", AttestedSince: (*day)(a.AttestedSince), Perspective: a.Perspective,
		Notices: a.Notices, Citation: a.Citation, Actors: actors, Relations: relations}
	if a.CertainOnly {
		h.Certainty = "CERTAIN"
	}
	for _, n := range a.Narrowed {
		h.Narrowed = append(h.Narrowed, narrowing{ids("actor:", n.Actors), n.Hops, words(n.Kinds), n.Forms})
	}
	row := json.NewEncoder(appender{&e.buf})
	row.SetEscapeHTML(false)
	return row.Encode(h)
}

// ids and words keep nil, which is not in the row, apart from empty.
func ids[T ~string](prefix string, list []T) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = prefix + string(id)
	}
	return out
}

func words(kinds []graph.Kind) []string {
	if kinds == nil {
		return nil
	}
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = wordOf(k)
	}
	return out
}

// appender is a Writer at the end of a buffer.
type appender struct{ buf *[]byte }

func (a appender) Write(b []byte) (int, error) {
	*a.buf = append(*a.buf, b...)
	return len(b), nil
}

// last is the end line, which only a whole file has.
func (e *encoder) last(relations int) {
	e.buf = append(e.buf, `{"type":"end","relations":`...)
	e.buf = strconv.AppendInt(e.buf, int64(relations), 10)
	e.buf = append(e.buf, "}\n"...)
}
