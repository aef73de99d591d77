package loaders

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-co-op/gocron/v2"
	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

// Declared is a dataset as datasets.yaml declares it.
type Declared struct {
	ID       graph.DatasetID
	Title    string
	License  string
	Folder   string // its location, in the file system that declares it
	Schedule string // five cron fields, UTC; empty if none
	Format   Format // of its files; empty means curated
	Place    Place
}

// Format is how the files of a dataset are written.
type Format string

// The formats. Each is described in docs/formats.
const (
	CuratedFormat Format = "curated" // YAML that a person writes
	EdgesFormat   Format = "edges"   // a signed edge list in CSV
)

var formats = []Format{CuratedFormat, EdgesFormat}

var datasetKeys = []string{"id", "title", "license", "location", "schedule", "format"}

// ReadDatasets reads which datasets a file declares, in its order. A dataset
// that is declared wrongly is among the problems and cannot be loaded; the
// error says that the file cannot be read at all.
func ReadDatasets(fsys fs.FS, file string) ([]Declared, []Problem, error) {
	data, problem := openFile(fsys, file)
	var doc *yaml.Node
	if problem == nil {
		doc, problem = parse(file, data)
	}
	if problem == nil && target(doc).Kind != yaml.SequenceNode {
		p := newProblem(placeOf(file, doc), RuleShape, "a list of datasets is expected here, not "+shapeOf(target(doc)), "write one entry a dataset, with - before it")
		problem = &p
	}
	if problem != nil {
		return nil, []Problem{*problem}, fmt.Errorf("%w: %s: %s %s", graph.ErrInvalid, problem.Place, problem.Message, problem.Remedy)
	}
	var out []Declared
	var problems []Problem
	for _, n := range target(doc).Content {
		r := &row{Place: placeOf(file, n), subject: named("dataset", peek(n, "id"))}
		d := readDataset(r, n, path.Dir(file))
		for _, o := range out {
			if o.ID == d.ID {
				r.fail("id", RuleSameID, fmt.Sprintf("line %d declares a dataset of that id already", o.Place.Line), "choose another id")
			}
			if o.Folder == d.Folder {
				r.fail("location", RuleSameID, fmt.Sprintf("that is the folder of %s already", o.ID), "give each dataset a folder of its own")
			}
		}
		if len(r.problems) == 0 {
			out = append(out, d)
		}
		problems = append(problems, r.problems...)
	}
	return out, problems, nil
}

func readDataset(r *row, n *yaml.Node, dir string) Declared {
	f := r.readMap("", n, datasetKeys)
	d := Declared{ID: graph.DatasetID(f.text("id")), Title: f.text("title"), License: f.text("license"), Schedule: f.text("schedule"), Place: r.Place}
	f.need("id", "title", "license", "location")
	if d.ID != "" && !graph.IsSlug(string(d.ID)) {
		r.fail("id", RuleRecord, fmt.Sprintf("%q is no id", clip(string(d.ID))), "write lower-case ASCII letters, digits and single hyphens")
	}
	if location := f.text("location"); location != "" {
		d.Folder = path.Join(dir, location)
		if !fs.ValidPath(d.Folder) || path.IsAbs(location) || strings.Contains(location, `\`) {
			r.fail("location", RuleRecord, "the folder must lie beside this file or below", "write a path relative to this file, with /, such as syria")
		}
	}
	d.Format = readFormat(r, f)
	if d.Schedule != "" {
		if err := checkCron(d.Schedule); err != nil {
			r.fail("schedule", RuleSchedule, err.Error(), `write minute, hour, day of the month, month and weekday in UTC, in quotes, such as "30 4 * * *"`)
		}
	}
	return d
}

// readFormat reads how the files are written; curated if that is left out.
func readFormat(r *row, f fields) Format {
	if !f.has("format") {
		return CuratedFormat
	}
	format := Format(f.text("format"))
	if format != "" && !slices.Contains(formats, format) {
		remedy := "write curated for YAML files, edges for an edge list in CSV"
		if near := nearest(format, formats); near != "" {
			remedy = fmt.Sprintf("write %s if that is meant, or another of: curated (YAML files), edges (an edge list in CSV)", near)
		}
		r.fail("format", RuleWord, fmt.Sprintf("no format is called %q", clip(string(format))), remedy)
	}
	return format
}

// checkCron refuses all but five cron fields that come round.
func checkCron(schedule string) error {
	if len(strings.Fields(schedule)) != 5 {
		return fmt.Errorf("%q is not five fields", clip(schedule))
	}
	if strings.Contains(schedule, "TZ=") {
		return fmt.Errorf("%q names a time zone", clip(schedule))
	}
	if err := gocron.NewDefaultCron(false).IsValid(schedule, time.UTC, time.Unix(0, 0)); err != nil {
		return fmt.Errorf("%q is no cron expression that ever comes round", clip(schedule))
	}
	return nil
}
