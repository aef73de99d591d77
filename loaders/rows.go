package loaders

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

// Rows are the decoded rows of a dataset's files, each right by itself as far
// as reading goes, and what is wrong with the rest. [Rows.Validate] holds them
// against each other.
type Rows struct {
	Dataset  Declared
	LeftOut  []LeftOut
	Problems []Problem

	actors  []*recordRow[graph.Actor]
	sources []*recordRow[graph.Source]
	ties    []*tieRow
	sameTie map[graph.TieKey]sameRow // by our key
	keep    keep
	entries int // of all lists, read or not
	dropped int // those among them that were not read
}

// recordRow is a row that makes one record.
type recordRow[T any] struct {
	*row
	record *T
}

// LeftOut is what a curator read and made no claim of.
type LeftOut struct {
	Place
	Source         graph.SourceID
	At, Why, Quote string
}

// sameRow says that a tie of this dataset is the tie another one calls so.
type sameRow struct {
	*row
	ours, theirs graph.TieKey
}

// Ties are the keys that the rows speak of, as others call them: their own, and
// those that they are about. [Rows.Validate] wants to know what other datasets
// say of them.
func (r *Rows) Ties() []graph.TieKey {
	var keys []graph.TieKey
	add := func(ours graph.TieKey) {
		if same, ok := r.sameTie[ours]; ok {
			ours = same.theirs
		}
		if ours != "" {
			keys = append(keys, ours)
		}
	}
	for _, t := range r.ties {
		for _, p := range t.pairs() {
			add(p.key)
		}
		add(t.regarding)
	}
	for _, ours := range sortedKeys(r.sameTie) {
		add(ours)
	}
	return keys
}

// The files of a dataset's folder; claims are all *.yaml of their folder.
const (
	actorsFile  = "actors.yaml"
	sourcesFile = "sources.yaml"
	sameTieFile = "sameTie.yaml"
	claimsDir   = "claims"
)

// Read decodes all files of a dataset. What cannot be read is among the
// problems; the error says that nothing can be loaded at all: the folder is
// missing (then there are no rows), or sameTie.yaml, without which no tie's
// key is sure, is broken.
func Read(fsys fs.FS, d Declared) (*Rows, error) {
	r := &Rows{Dataset: d, sameTie: map[graph.TieKey]sameRow{}, keep: newKeep()}
	claims, err := r.findFiles(fsys)
	if err != nil {
		return nil, err
	}
	before := len(r.Problems)
	if n := r.open(fsys, sameTieFile); n != nil {
		r.eachEntry(sameTieFile, n, "ties that are the same", r.readSameTie)
	}
	if len(r.Problems) > before {
		p := r.Problems[before]
		return r, fmt.Errorf("%w: %s: without this row no tie's key is sure, so that nothing was loaded. %s %s", graph.ErrInvalid, p.Place, p.Message, p.Remedy)
	}
	if n := r.open(fsys, actorsFile); n != nil {
		r.eachEntry(actorsFile, n, "actors", r.readActor)
	}
	if n := r.open(fsys, sourcesFile); n != nil {
		r.eachEntry(sourcesFile, n, "sources", r.readSource)
	}
	for _, name := range claims {
		if n := r.open(fsys, name); n != nil {
			r.readClaimsFile(name, n)
		}
	}
	sortProblems(r.Problems)
	return r, nil
}

func (r *Rows) path(name string) string { return path.Join(r.Dataset.Folder, name) }

// findFiles lists the files of claims, in order of their names, and refuses
// YAML files that nobody reads: a misspelt name would silently retract all
// that is in them.
func (r *Rows) findFiles(fsys fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(fsys, r.Dataset.Folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: the dataset's folder %s cannot be read: %s", graph.ErrInvalid, r.Dataset.Place, r.Dataset.Folder, reason(err))
	}
	found := false
	for _, e := range entries {
		switch name := e.Name(); {
		case name == actorsFile, name == sourcesFile, name == sameTieFile, name == claimsDir && e.IsDir():
			found = true
		case isStrayYAML(e) && r.path(name) != r.Dataset.Place.File:
			r.refuseFile(name, nearest(name, []string{actorsFile, sourcesFile, sameTieFile}))
		}
	}
	if !found {
		return nil, fmt.Errorf("%w: %s: the dataset's folder %s has none of %s, %s, %s/", graph.ErrInvalid, r.Dataset.Place, r.Dataset.Folder, actorsFile, sourcesFile, claimsDir)
	}
	entries, err = fs.ReadDir(fsys, r.path(claimsDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: the folder %s cannot be read: %s", graph.ErrInvalid, r.path(claimsDir), reason(err))
	}
	var claims []string
	for _, e := range entries {
		name := path.Join(claimsDir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			r.refuseFile(name, "")
		case strings.HasSuffix(name, ".yaml"):
			claims = append(claims, name)
		case isStrayYAML(e):
			r.refuseFile(name, path.Base(name[:len(name)-len(path.Ext(name))]+".yaml"))
		}
	}
	return claims, nil
}

func isStrayYAML(e fs.DirEntry) bool {
	ext := strings.ToLower(path.Ext(e.Name()))
	return !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && (ext == ".yaml" || ext == ".yml")
}

func (r *Rows) refuseFile(name, near string) {
	remedy := "move its rows to " + actorsFile + ", " + sourcesFile + " or a .yaml file directly in " + claimsDir + "/"
	if near != "" {
		remedy = "rename it to " + near + " if that is meant, or " + remedy
	}
	r.lose(newProblem(Place{File: r.path(name)}, RuleFile, "nothing of that name is read", remedy))
}

// lose notes that a file, or a row without a readable key, is out of reach, so
// that nothing may be retracted.
func (r *Rows) lose(p Problem) {
	r.Problems = append(r.Problems, p)
	r.keep.everything(p.Place)
}

// open parses a file of the folder; nil if it is not there or cannot be read.
func (r *Rows) open(fsys fs.FS, name string) *yaml.Node {
	file := r.path(name)
	if _, err := fs.Stat(fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	data, problem := openFile(fsys, file)
	if problem != nil {
		r.lose(*problem)
		return nil
	}
	n, problem := parse(file, data)
	if problem != nil {
		r.lose(*problem)
		return nil
	}
	return n
}

// eachEntry reads the entries of a file that is a list.
func (r *Rows) eachEntry(name string, n *yaml.Node, what string, read func(file string, n *yaml.Node)) {
	file := r.path(name)
	if target(n).Kind != yaml.SequenceNode {
		r.lose(newProblem(placeOf(file, n), RuleShape, "a list of "+what+" is expected here, not "+shapeOf(target(n)), "write one entry each, with - before it"))
		return
	}
	for _, entry := range target(n).Content {
		r.entries++
		read(file, entry)
	}
}

// drop leaves a row out.
func (r *Rows) drop(bad *row) {
	r.dropped++
	r.Problems = append(r.Problems, bad.problems...)
}

var sameTieKeys = []string{"tie", "is", "why"}

func (r *Rows) readSameTie(file string, n *yaml.Node) {
	s := sameRow{row: &row{Place: placeOf(file, n), subject: named("the same tie as", peek(n, "tie"))}}
	f := s.readMap("", n, sameTieKeys)
	s.ours, s.theirs = graph.TieKey(f.text("tie")), graph.TieKey(f.text("is"))
	f.text("why")
	f.need("tie", "is")
	for _, key := range []string{"tie", "is"} {
		if v := f.text(key); v != "" && !graph.IsTieKey(v) {
			s.fail(key, RuleRecord, fmt.Sprintf("%q is no key of a tie", clip(v)), "write two or more slugs joined by /, such as tribes-sdf/alliance")
		}
	}
	for _, ours := range sortedKeys(r.sameTie) {
		o := r.sameTie[ours]
		switch {
		case o.ours == s.ours:
			s.fail("tie", RuleSameID, fmt.Sprintf("line %d says already what it is", o.Line), "keep one of the two")
		case o.theirs == s.theirs:
			s.fail("is", RuleSameID, fmt.Sprintf("line %d says of %s already that it is this one, and one key says one spell", o.Line, o.ours), "keep one of the two")
		case o.theirs == s.ours, o.ours == s.theirs:
			s.fail("", RuleSameID, fmt.Sprintf("it leads on to line %d", o.Line), "write the last key at once")
		}
	}
	if s.ours == s.theirs && s.ours != "" {
		s.fail("is", RuleRecord, "it is the same key", "remove the row")
	}
	if len(s.problems) > 0 {
		r.drop(s.row)
		return
	}
	r.sameTie[s.ours] = s
	r.keep.ours[s.theirs] = s.ours
}
