package loaders

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/realign/realign/graph"
)

// The files of an edge list's folder beside actors.yaml and sources.yaml; rows
// stand in edges.csv, in *.csv of the folder edges, or in both.
const (
	actorsTable = "actors.csv"
	edgesTable  = "edges.csv"
	edgesDir    = "edges"
)

// edgeList is a dataset that is an edge list: its actors and sources, and which
// files its rows stand in.
type edgeList struct {
	*Rows
	fsys      fs.FS
	files     []*edgeFile
	forms     map[graph.Kind]graph.Form // of rows that do not say theirs
	blockSize int                       // in bytes
	unread    int                       // lines that were left out along with one that is told of
}

// edgeFile is a file of rows.
type edgeFile struct {
	name   string // its path in the file system that is read
	header header
	at     [edgeColumnCount]int // places of the columns, -1 for those that are not there
	size   int64
	mod    time.Time
	source *edgeSource // of rows that cite none
}

// readEdgeList reads all of an edge list but its rows. As with [Read], the error
// says that nothing can be loaded at all.
func readEdgeList(fsys fs.FS, d Declared) (*edgeList, error) {
	l := &edgeList{
		Rows: &Rows{Dataset: d, sameTie: map[graph.TieKey]sameRow{}, keep: newKeep()}, fsys: fsys, forms: map[graph.Kind]graph.Form{}, blockSize: csvBlockSize,
	}
	for kind, name := range edgeForms {
		l.forms[kind], _ = graph.FormNamed(name)
	}
	names, err := l.findFiles()
	if err != nil {
		return nil, err
	}
	if n := l.open(fsys, actorsFile); n != nil {
		l.eachEntry(actorsFile, n, "actors", l.readActor)
	}
	l.readActorsTable()
	if n := l.open(fsys, sourcesFile); n != nil {
		l.eachEntry(sourcesFile, n, "sources", l.readSource)
	}
	l.nameSources()
	for _, name := range names {
		if err := l.openFile(name); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// only is the one source of the list, empty if there are more, or may be.
func (l *edgeList) only() graph.SourceID {
	if len(l.sources) != 1 || len(l.lostIn(l.keep.all, sourcesFile)) > 0 || len(l.keep.sources) > 0 {
		return ""
	}
	return l.sources[0].record.ID
}

// nameSources has the actors of actors.csv come from the one source that there
// is, where they do not say otherwise.
func (l *edgeList) nameSources() {
	for _, a := range l.actors {
		if source := l.only(); source != "" && a.record.Source == "" && path.Base(a.File) == actorsTable {
			a.record.Source, a.keys["source"] = source, a.Place
			for i := range a.record.Names {
				a.record.Names[i].Source = source
			}
		}
	}
}

// keepSources has the actors of actors.csv come from the source that they are
// stored with, while not all sources can be read, and so not which one is meant.
func (l *edgeList) keepSources(v *validator) {
	for id, a := range v.actors.rows {
		if path.Base(a.File) != actorsTable || a.record.Source != "" {
			continue
		}
		source := l.sourceOf(v, id)
		a.record.Source = source
		for i := range a.record.Names {
			a.record.Names[i].Source = source
		}
	}
}

// sourceOf is the source of an actor that does not name one.
func (l *edgeList) sourceOf(v *validator, id graph.ActorID) graph.SourceID {
	stored := v.state.Actors[id]
	if only := l.only(); only != "" || stored == nil || len(l.lostIn(l.keep.all, sourcesFile)) == 0 && len(l.keep.sources) == 0 {
		return only
	}
	now, ok := v.sources.resolve(stored.Source)
	if !ok {
		return ""
	}
	return now
}

// lostIn are those places of what cannot be read that lie in some files.
func (l *edgeList) lostIn(places []Place, names ...string) []Place {
	var out []Place
	for _, p := range places {
		if slices.ContainsFunc(names, func(name string) bool { return p.File == l.path(name) }) {
			out = append(out, p)
		}
	}
	return out
}

// openFile reads the header of a file of rows. A file with a wrong one is left
// out; the error says that it cannot be read at all.
func (l *edgeList) openFile(name string) error {
	f := &edgeFile{name: l.path(name)}
	var err error
	if f.size, f.mod, err = l.stat(f); err != nil {
		return err
	}
	in, err := l.fsys.Open(f.name)
	if err != nil {
		return fmt.Errorf("%s cannot be opened: %s", f.name, reason(err))
	}
	defer in.Close()
	var r csvRecords
	blocks := newCSVBlocks(withoutMark(in), csvBlockSize)
	block, err := blocks.next()
	if err != nil && !errors.Is(err, io.EOF) && !isEndless(err) {
		return fmt.Errorf("%s cannot be read: %s", f.name, reason(err))
	}
	if err == nil {
		r.open(block)
		err = r.readFirst()
	}
	var problems []Problem
	if err == nil {
		f.header, f.at, problems = readEdgeHeader(f.name, &r)
	} else {
		message, remedy := explainCSV(err, edgeColumnNames[:])
		problems = []Problem{newProblem(Place{File: f.name, Line: 1}, RuleFile, message, remedy)}
	}
	if len(problems) == 0 {
		l.files = append(l.files, f)
		return nil
	}
	for _, p := range problems {
		l.lose(p)
	}
	return l.skip(f, block, blocks, err)
}

// skip counts the lines of a file that is left out, all but the first.
func (l *edgeList) skip(f *edgeFile, block csvBlock, blocks *csvBlocks, err error) error {
	var endless *csvEndless
	if errors.As(err, &endless) {
		l.unread += endless.last - endless.line
		return nil
	}
	more, err := blocks.countLines()
	if err != nil {
		return fmt.Errorf("%s cannot be read: %s", f.name, reason(err))
	}
	l.unread += max(strings.Count(strings.TrimSuffix(block.text, "\n"), "\n")+more, 0)
	return nil
}

// stat is the size and age of a file.
func (l *edgeList) stat(f *edgeFile) (int64, time.Time, error) {
	info, err := fs.Stat(l.fsys, f.name)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("%s cannot be read: %s", f.name, reason(err))
	}
	return info.Size(), info.ModTime(), nil
}

// unchanged fails if a file is no longer the one that was read.
func (l *edgeList) unchanged() error {
	for _, f := range l.files {
		size, mod, err := l.stat(f)
		if err != nil {
			return err
		}
		if size != f.size || !mod.Equal(f.mod) {
			return changedMeanwhile(f)
		}
	}
	return nil
}

func changedMeanwhile(f *edgeFile) error {
	return fmt.Errorf("%w: %s was changed while it was being read, so that nothing was loaded. Load it again when it is whole", graph.ErrInvalid, f.name)
}

// citations finds out which source the rows of each file cite that do not say
// so themselves: the one that the file is named after, else the only one.
func (l *edgeList) citations(v *validator) {
	lost := l.lostIn(v.keep.all, sourcesFile)
	for _, f := range l.files {
		named := graph.SourceID(strings.TrimSuffix(path.Base(f.name), path.Ext(f.name)))
		id, ok := v.sources.resolve(named)
		if !ok || path.Dir(f.name) != l.path(edgesDir) {
			id, ok = v.sources.resolve(l.only())
		}
		f.source = &edgeSource{message: "which source it cites cannot be told",
			remedy: "name the source in a column cites, name the file after it, such as " + edgesDir + "/SOURCE.csv, or have one source alone in " + sourcesFile}
		switch {
		case ok:
			f.source = &edgeSource{Source: v.sources.get(id)}
		case len(lost) > 0:
			f.source.message += fmt.Sprintf(" (%s)", lost[0])
			f.source.remedy = "mend what cannot be read first"
		}
	}
}

// readActorsTable reads actors.csv.
func (l *edgeList) readActorsTable() {
	file := l.path(actorsTable)
	in, err := l.fsys.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	lose := func(line int, rule Rule, message, remedy string) {
		l.lose(newProblem(Place{File: file, Line: line}, rule, message, remedy))
	}
	if err != nil {
		lose(0, RuleFile, "the file cannot be opened: "+reason(err), "check that it is there and may be read")
		return
	}
	defer in.Close()
	blocks := newCSVBlocks(withoutMark(in), csvBlockSize)
	var r csvRecords
	var h header
	var endless *csvEndless
	for first := true; ; first = false {
		block, err := blocks.next()
		switch {
		case errors.Is(err, io.EOF):
			if first {
				message, remedy := explainCSV(err, actorColumns)
				lose(0, RuleFile, message, remedy)
			}
			return
		case errors.As(err, &endless):
			message, remedy := explainCSV(err, actorColumns)
			lose(endless.line, RuleSyntax, message, remedy)
			l.unread += endless.last - endless.line
			return
		case err != nil:
			lose(0, RuleFile, "the file cannot be read: "+reason(err), "check that it is a file and may be read")
			return
		}
		r.open(block)
		if first {
			if err := r.readFirst(); err != nil {
				message, remedy := explainCSV(err, actorColumns)
				lose(1, RuleFile, message, remedy)
				return
			}
			var problems []Problem
			if h, problems = readHeader(file, &r, actorColumns, 2); len(problems) > 0 {
				for _, p := range problems {
					l.lose(p)
				}
				return
			}
		}
		for err := r.read(); !errors.Is(err, io.EOF); err = r.read() {
			l.entries++
			l.readActorRow(file, h, &r, err)
		}
	}
}

// actorColumns are those of actors.csv; the first two must be there.
var actorColumns = []string{"id", "name", "kind", "shortName", "span", "source", "description", "note"}

// readActorRow reads a row of actors.csv, or notes why it could not be read.
func (l *edgeList) readActorRow(file string, h header, r *csvRecords, err error) {
	row := &row{Place: Place{file, r.line, 1}, subject: "The actor here", keys: map[string]Place{}}
	var broken *csvError
	if errors.As(err, &broken) {
		if broken.line == r.line { // or else where it begins says more
			row.Column = broken.column
		}
		message, remedy := broken.explain()
		row.fail("", RuleSyntax, message+r.unread(broken), remedy)
		l.unread += r.lastLine(broken) - r.line
		l.keep.actor("", row.Place)
		l.drop(row)
		return
	}
	a := &graph.Actor{Kind: graph.OtherActor, Dataset: l.Dataset.ID}
	text := func(name string) string {
		at, ok := h.at[name]
		if !ok || at >= len(r.fields) || r.fields[at] == "" {
			return ""
		}
		line, column := r.place(at)
		row.keys[name] = Place{file, line, column}
		row.seen(name, r.fields[at])
		return strings.Clone(r.fields[at])
	}
	a.ID = graph.ActorID(text("id"))
	row.subject = named("actor", clip(string(a.ID)))
	if len(r.fields) != len(h.names) {
		row.fail("", RuleShape, fmt.Sprintf("it has %s, and the first line %d", count(len(r.fields), "field"), len(h.names))+r.unread(nil), "write as many, and put what has a comma in it in quotation marks")
		l.unread += r.lastLine(nil) - r.line
	}
	a.Source = graph.SourceID(text("source"))
	if name := text("name"); strings.TrimSpace(name) != "" {
		a.Names = []graph.Name{{Value: name, Language: "en", Source: a.Source}}
	}
	a.ShortName, a.Description, a.Note = text("shortName"), text("description"), text("note")
	if kind := text("kind"); kind != "" {
		row.word("kind", kind, &a.Kind)
	}
	if span := text("span"); span != "" {
		a.Span = row.lifetime("span", span)
	}
	if len(row.problems) > 0 {
		l.keep.actor(a.ID, row.Place)
		l.drop(row)
		return
	}
	l.actors = append(l.actors, &recordRow[graph.Actor]{row, a})
}

// withoutMark leaves out a byte order mark.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 16)
	if begin, _ := b.Peek(len(byteOrderMark)); string(begin) == byteOrderMark {
		_, _ = b.Discard(len(byteOrderMark)) // it is in the buffer
	}
	return b
}

const byteOrderMark = "\xef\xbb\xbf"
