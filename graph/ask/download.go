package ask

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ExportFormat names a format of files.
type ExportFormat string

// The formats. Which of them a server writes is what its exporters say.
const (
	JSONL     ExportFormat = "JSONL"
	Cytoscape ExportFormat = "CYTOSCAPE"
	GEXF      ExportFormat = "GEXF"
	GraphML   ExportFormat = "GRAPHML"
	STIX      ExportFormat = "STIX"
	FTM       ExportFormat = "FTM"
	CSV       ExportFormat = "CSV"
)

// Format is what one who hands out files knows of a format.
type Format struct {
	Name   ExportFormat
	Ending string // of a file's name, without a dot before or in it
	Media  string // the media type
	// Version tells formats of one name apart: the same view in the same version
	// is the same to the byte.
	Version int
}

// Exporter writes all of a view in one format. It is safe for concurrent use.
type Exporter interface {
	Format() Format
	// Write writes the file, and returns the first error of w or of the store.
	Write(w io.Writer, d *Download) error
}

// Download is the address of all of the graph as a file.
func (g *Graph) Download(format *ExportFormat) (string, error) { return g.v.address(format) }

// Download is the address of all of the history as a file.
func (h *History) Download(format *ExportFormat) (string, error) { return h.v.address(format) }

// address is where the view is had as a file, JSONL if nothing else is asked
// for. With the state of the store in it, it never stands for other bytes, though
// the store be made anew or a later release write more.
func (v *view) address(format *ExportFormat) (string, error) {
	name := JSONL
	if format != nil {
		name = *format
	}
	for _, e := range v.asker.exporters {
		if f := e.Format(); f.Name == name {
			return fmt.Sprintf("/download/%s.%s?state=%s", v.token(), f.Ending, v.state(f)), nil
		}
	}
	return "", invalid("format", v.asker.written(), "%s is not written yet", name)
}

// written says which formats there are.
func (a *Asker) written() string {
	var names []string
	for _, e := range a.exporters {
		names = append(names, string(e.Format().Name))
	}
	if len(names) == 0 {
		return "ask for relations, page by page: this server writes no files"
	}
	return "ask for " + strings.Join(names, " or ")
}

// state names what a file depends on beside the view: the version of its format,
// and the instant of the revision, which another store has not.
func (v *view) state(f Format) string {
	instant := int64(0)
	if v.Rev != 0 {
		instant = v.rev.At.UnixMicro() // as exact as any store keeps it
	}
	return stateOf(f) + strconv.FormatInt(instant, 36)
}

// stateOf is how the state of every file of a format begins.
func stateOf(f Format) string { return strconv.Itoa(f.Version) + "." }
