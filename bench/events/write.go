package events

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Files are where [Events.Write] put what.
type Files struct {
	Datasets  string // datasets.yaml, for Realign: it declares the data set "events"
	Edges     string // all relations in one file, for everybody else
	Actors    string
	Relations int
	Bytes     int64 // of Edges
}

// The sources of the relations. Every tenth relation is the second's, so that
// leaving one source out leaves something; whose it is makes no other difference.
const (
	FirstSource  = "icews14-first"
	SecondSource = "icews14-second"
)

const everySecond = 10

// SourceOf is the source of a relation, by its id.
func SourceOf(relation string) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(relation, "e"), "-")
	if n, err := strconv.Atoi(number); err == nil && n%everySecond == 0 {
		return SecondSource
	}
	return FirstSource
}

// Write writes the events so many times over into a folder, which it makes; each
// time a year later than before, the first as they are. The files are replaced
// if they are there, and the same events give the same bytes.
//
//	datasets.yaml               declares the data set events
//	edges.csv                   all relations: id,source,target,kind,start,end
//	events/edges/SOURCE.csv     those of one source
//	events/actors.csv           id,name
//	events/sources.yaml         the sources
//
// Both days of a relation are inclusive.
func (e *Events) Write(folder string, copies int) (Files, error) {
	if copies < 1 || copies > 99 {
		return Files{}, fmt.Errorf("%d copies: from 1 to 99 are made", copies)
	}
	f := Files{
		Datasets:  filepath.Join(folder, "datasets.yaml"),
		Edges:     filepath.Join(folder, "edges.csv"),
		Actors:    filepath.Join(folder, "events", "actors.csv"),
		Relations: len(e.Rows) * copies,
	}
	if err := os.MkdirAll(filepath.Join(folder, "events", "edges"), 0o755); err != nil {
		return Files{}, err
	}
	if err := e.writeEdges(folder, copies); err != nil {
		return Files{}, err
	}
	err := errors.Join(
		writeFile(f.Actors, e.actors),
		writeFile(filepath.Join(folder, "events", "sources.yaml"), func(w io.Writer) error { return e.sources(w, copies) }),
		writeFile(f.Datasets, func(w io.Writer) error { return e.datasets(w, copies) }),
	)
	if err != nil {
		return Files{}, err
	}
	info, err := os.Stat(f.Edges)
	if err != nil {
		return Files{}, err
	}
	f.Bytes = info.Size()
	return f, nil
}

// writeFile writes a file in one go, through a buffer.
func writeFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(file, 1<<16)
	return errors.Join(write(w), w.Flush(), file.Close())
}

// writeEdges writes all relations, and those of each source beside them.
func (e *Events) writeEdges(folder string, copies int) error {
	inSource := func(name string) string { return filepath.Join(folder, "events", "edges", name+".csv") }
	return writeFile(filepath.Join(folder, "edges.csv"), func(all io.Writer) error {
		return writeFile(inSource(FirstSource), func(first io.Writer) error {
			return writeFile(inSource(SecondSource), func(second io.Writer) error {
				return e.edges(all, first, second, copies)
			})
		})
	})
}

func (e *Events) edges(all, first, second io.Writer, copies int) error {
	const header = "id,source,target,kind,start,end\n"
	for _, w := range []io.Writer{all, first, second} {
		if _, err := io.WriteString(w, header); err != nil {
			return err
		}
	}
	var line []byte
	for c := range copies {
		var dates [days]string // of a relation that begins on that day
		for d := range dates {
			s := start(int32(d), c)
			dates[d] = written(s) + "," + written(last(s))
		}
		for i, r := range e.Rows {
			// Ids and days are plain: nothing needs quotation marks.
			line = line[:0]
			id := relationID(i+1, c)
			line = append(line, id...)
			for _, field := range []string{e.Actors[r.Source].ID, e.Actors[r.Target].ID, string(r.Kind), dates[r.Day]} {
				line = append(line, ',')
				line = append(line, field...)
			}
			line = append(line, '\n')
			one := first
			if SourceOf(id) == SecondSource {
				one = second
			}
			if _, err := all.Write(line); err != nil {
				return err
			}
			if _, err := one.Write(line); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Events) actors(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"id", "name"}); err != nil {
		return err
	}
	for _, a := range e.Actors {
		if err := out.Write([]string{a.ID, a.Name}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (e *Events) sources(w io.Writer, copies int) error {
	spoken := written(last(start(days-1, copies-1)))
	for _, id := range []string{FirstSource, SecondSource} {
		_, err := fmt.Fprintf(w, "- id: %s\n  title: %s\n  speaksOf: %s\n  note: %s\n", id, quoted(e.title(copies)), spoken, quoted(e.note(copies)))
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *Events) datasets(w io.Writer, copies int) error {
	_, err := fmt.Fprintf(w, "- id: events\n  title: %s\n  license: LicenseRef-unknown\n  location: events\n  format: edges\n", quoted(e.title(copies)))
	return err
}

func (e *Events) title(copies int) string {
	if copies == 1 {
		return e.Title
	}
	return fmt.Sprintf("%s; %d times over, all but the first synthetic", e.Title, copies)
}

func (e *Events) note(copies int) string {
	if copies == 1 {
		return e.Note
	}
	return fmt.Sprintf("%s Copies 2 to %d, whose ids end in -c02 and so on, are synthetic: the same events, each copy a year later.", e.Note, copies)
}

// quoted writes a text for YAML.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
