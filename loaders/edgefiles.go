package loaders

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/realign/realign/graph"
)

// folderEntry is a file or folder, or a link to one.
type folderEntry struct {
	name   string
	folder bool
	gone   bool // it is a link that leads nowhere
}

// entriesOf lists a folder in order of names, without what is hidden. Links are
// followed.
func entriesOf(fsys fs.FS, dir string) ([]folderEntry, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var out []folderEntry
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		entry := folderEntry{name: e.Name(), folder: e.IsDir()}
		if e.Type()&fs.ModeSymlink != 0 {
			info, err := fs.Stat(fsys, path.Join(dir, e.Name()))
			entry.gone = err != nil
			entry.folder = err == nil && info.IsDir()
		}
		out = append(out, entry)
	}
	return out, nil
}

// findFiles lists the files of rows, in order, and refuses those that may hold
// rows and that nobody reads.
func (l *edgeList) findFiles() ([]string, error) {
	entries, err := entriesOf(l.fsys, l.Dataset.Folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: the dataset's folder %s cannot be read: %s", graph.ErrInvalid, l.Dataset.Place, l.Dataset.Folder, reason(err))
	}
	var names []string
	folder := false
	for _, e := range entries {
		switch {
		case e.gone:
			l.refuseLink(e.name)
		case e.name == actorsFile, e.name == sourcesFile, e.name == actorsTable && !e.folder:
		case e.name == edgesTable && !e.folder:
			names = append(names, e.name)
		case e.name == edgesDir && e.folder:
			folder = true
		case e.folder && l.isStrayFolder(e.name):
			near := ""
			if looksLike(e.name, edgesDir) {
				near = edgesDir
			}
			l.refuseTable(e.name, near)
		case !e.folder && isStrayTable(e.name) && l.path(e.name) != l.Dataset.Place.File:
			l.refuseTable(e.name, nearestTable(e.name))
		}
	}
	if folder {
		more, err := l.findInFolder()
		if err != nil {
			return nil, err
		}
		names = append(names, more...)
	}
	if len(names) == 0 {
		err := fmt.Errorf("%w: %s: the dataset's folder %s has neither %s nor a .csv file in %s/", graph.ErrInvalid, l.Dataset.Place, l.Dataset.Folder, edgesTable, edgesDir)
		if len(l.Problems) > 0 {
			err = fmt.Errorf("%w. %s: %s %s", err, l.Problems[0].Place, l.Problems[0].Message, l.Problems[0].Remedy)
		}
		return nil, err
	}
	return names, nil
}

// findInFolder lists the files of rows in the folder that has several.
func (l *edgeList) findInFolder() ([]string, error) {
	entries, err := entriesOf(l.fsys, l.path(edgesDir))
	if err != nil {
		return nil, fmt.Errorf("%w: the folder %s cannot be read: %s", graph.ErrInvalid, l.path(edgesDir), reason(err))
	}
	var names []string
	for _, e := range entries {
		name := path.Join(edgesDir, e.name)
		switch {
		case e.gone:
			l.refuseLink(name)
		case e.folder:
			l.refuseTable(name, "")
		case strings.HasSuffix(name, ".csv"):
			names = append(names, name)
		case isStrayTable(e.name):
			stem, _, _ := strings.Cut(e.name, ".")
			l.refuseTable(name, stem+".csv")
		}
	}
	return names, nil
}

// Endings of files that hold tables, alone or packed, and of those that do if
// their name says so.
var (
	packed     = []string{"gz", "bz2", "xz", "zst", "zip"}
	tables     = []string{"csv", "tsv", "tab", "yaml", "yml"}
	elseTables = []string{"xls", "xlsx", "ods", "parquet", "arrow", "jsonl", "ndjson"}
	perhaps    = []string{"", "txt", "dat", "json", "xml"}
)

// isStrayTable reports whether a file looks as if it were meant to be read.
// Backups do not, as editors make them.
func isStrayTable(name string) bool {
	name = strings.ToLower(name)
	parts := strings.Split(name, ".")
	last := ""
	if len(parts) > 1 {
		last = parts[len(parts)-1]
	}
	if strings.HasSuffix(name, "~") || last == "bak" || last == "orig" {
		return false
	}
	holds := func(ending string) bool {
		return slices.Contains(packed, ending) || slices.Contains(tables, ending) || slices.Contains(elseTables, ending)
	}
	return slices.ContainsFunc(parts[1:], holds) || slices.Contains(perhaps, last) && (looksLike(name, edgesDir) || looksLike(name, "actors"))
}

// looksLike reports whether a name begins with a word, or nearly.
func looksLike(name, word string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	return len(words) > 0 && nearest(words[0], []string{word}) != ""
}

// nearestTable is the file that may be meant by a name; empty if that is not
// seen.
func nearestTable(name string) string {
	if near := nearest(strings.ToLower(name), []string{actorsFile, actorsTable, sourcesFile, edgesTable}); near != "" {
		return near
	}
	switch {
	case looksLike(name, edgesDir):
		return edgesTable
	case looksLike(name, "actors"):
		return actorsTable
	}
	return ""
}

// isStrayFolder reports whether a folder looks as if its files were meant to be
// read, and has none of another dataset.
func (l *edgeList) isStrayFolder(name string) bool {
	entries, err := entriesOf(l.fsys, l.path(name))
	holds := err != nil || slices.ContainsFunc(entries, func(e folderEntry) bool { return !e.folder && isStrayTable(e.name) })
	if !holds && !looksLike(name, edgesDir) {
		return false
	}
	datasets, _, _ := ReadDatasets(l.fsys, l.Dataset.Place.File) // those that cannot be read have no folder
	return !slices.ContainsFunc(datasets, func(d Declared) bool {
		return d.Folder == l.path(name) || strings.HasPrefix(d.Folder, l.path(name)+"/")
	})
}

// refuseTable refuses a file or folder, which may be meant for another one
// beside it that is not there.
func (l *edgeList) refuseTable(name, near string) {
	remedy := "move its rows to " + edgesTable + " or a .csv file directly in " + edgesDir + "/, its actors to " + actorsTable + " or " + actorsFile + "; or move it elsewhere"
	if _, err := fs.Stat(l.fsys, path.Join(path.Dir(l.path(name)), near)); near != "" && err != nil {
		do, ending := "rename it to ", strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
		switch {
		case slices.Contains(packed, ending):
			do = "unpack it as "
		case slices.Contains(elseTables, ending):
			do = "save it as "
		}
		remedy = do + near + " if that is meant, or " + remedy
	}
	l.lose(newProblem(Place{File: l.path(name)}, RuleFile, "nothing of that name is read", remedy))
}

func (l *edgeList) refuseLink(name string) {
	l.lose(newProblem(Place{File: l.path(name)}, RuleFile, "it is a link that leads nowhere", "put back what it leads to, or remove it"))
}
