package ask

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// File is the address of a download, taken apart. Nothing of the store was asked
// for it.
type File struct {
	asker        *Asker
	exporter     Exporter
	token, state string
}

// File reads an address: what stands behind /download/, and the parameter
// state, which may be empty.
func (a *Asker) File(name, state string) (*File, error) {
	token, ending, _ := strings.Cut(name, ".")
	i := slices.IndexFunc(a.exporters, func(e Exporter) bool { return e.Format().Ending == ending })
	if i < 0 {
		return nil, notFound("", a.written()+", with the field download", "there are no files that end in %q", "."+ending)
	}
	f := &File{a, a.exporters[i], token, state}
	if state != "" && !strings.HasPrefix(state, stateOf(f.Format())) {
		return nil, f.outdated()
	}
	return f, nil
}

func (f *File) outdated() error {
	return notFound("state", "ask for the field download again", "this is the address of a file from another store, or in another version of the format")
}

// Format is that of the file.
func (f *File) Format() Format { return f.exporter.Format() }

// Tag names the bytes that the address stands for, now and later; it is empty
// where they depend on what store is asked.
func (f *File) Tag() string {
	if f.state == "" {
		return ""
	}
	return f.tag(f.state)
}

func (f *File) tag(state string) string {
	sum := sha256.Sum256([]byte(f.token + "." + f.Format().Ending + "?" + state))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// Open opens the view of the file.
func (f *File) Open(ctx context.Context) (*Download, error) {
	v, err := f.asker.reader(ctx).viewOf(f.token, kindOf(f.token), nil)
	if err != nil {
		return nil, err
	}
	state := v.state(f.Format())
	if f.state != "" && f.state != state {
		return nil, f.outdated()
	}
	return &Download{v: v, exporter: f.exporter, Tag: f.tag(state)}, nil
}

// kindOf is what a token says that it is of, a graph if it says nothing that is
// had as a file.
func kindOf(token string) viewKind {
	var s struct {
		Kind viewKind `json:"k"`
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil && json.Unmarshal(raw, &s) == nil && s.Kind == historyView {
		return historyView
	}
	return graphView
}

// Download is a view about to be written as a file.
type Download struct {
	v        *view
	exporter Exporter
	Tag      string // names the bytes of the file
}

// Name is a name for the file, such as realign-2026-01-18-r7.jsonl.
func (d *Download) Name() string {
	from, to := "beginning", "end"
	if d.v.From != nil {
		from = d.v.From.String()
	}
	if d.v.To != nil {
		to = d.v.To.String()
	}
	if d.v.Kind == historyView {
		from += "-to-" + to
	}
	return fmt.Sprintf("realign-%s-r%d.%s", from, d.v.Rev, d.exporter.Format().Ending)
}

// Write writes the file. If it fails, what was written is only a part of it.
func (d *Download) Write(w io.Writer) error { return d.exporter.Write(w, d) }
