package storetest

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/realign/realign/graph"
)

//go:embed testdata/*.txtar
var scriptFiles embed.FS

// runScripts runs every script. With rewrite, answers are not compared but
// written into the script, which is handed over.
func runScripts(t *testing.T, newStore Factory, rewrite func(name string, data []byte)) {
	names, err := fs.Glob(scriptFiles, "testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(name), ".txtar"), func(t *testing.T) {
			runScript(t, newStore, name, rewrite)
		})
	}
}

func runScript(t testing.TB, newStore Factory, name string, rewrite func(name string, data []byte)) {
	data, err := scriptFiles.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	r := runner{bench: open(t, newStore), versions: map[graph.DatasetID]Version{}, update: rewrite != nil}
	for i := range archive.Files {
		r.section(t, &archive.Files[i])
	}
	if rewrite != nil {
		rewrite(name, txtar.Format(archive))
		return
	}
	r.askAgain(t)
}

// runner runs one script.
type runner struct {
	*bench
	versions map[graph.DatasetID]Version // as loaded last
	update   bool
	asked    []asked
}

// asked is a question about a revision, and what was answered.
type asked struct {
	section string
	rev     graph.RevNo
	words   []string
	answer  string
}

func (r *runner) section(t testing.TB, f *txtar.File) {
	t.Helper()
	words, err := split(f.Name)
	if err != nil || len(words) == 0 {
		t.Fatalf("-- %s --: no section: %v", f.Name, err)
	}
	switch words[0] {
	case "load", "also", "fail":
		err = r.load(t, words[0], optionsOf(words[1:]), string(f.Data))
	case "reopen":
		r.Reopen(t)
	case "ask":
		err = r.ask(t, words[1:], f)
	default:
		err = errors.New("unknown section: write load, also, fail, reopen or ask")
	}
	if err != nil {
		t.Fatalf("-- %s --: %v", f.Name, err)
	}
}

// load runs a load section: a whole version, one with additions to the last
// one (also), or one that fails.
func (r *runner) load(t testing.TB, verb string, o *options, text string) error {
	l := loadScript{Version: Version{Dataset: graph.DatasetID(o.next())}}
	r.clock.Set(instant(o.next()))
	l.template.DryRun = o.flag("dry")
	if err := o.rest(); err != nil {
		return err
	}
	if last := r.versions[l.Dataset]; verb == "also" {
		l.Actors, l.Sources, l.Claims = slices.Clone(last.Actors), slices.Clone(last.Sources), slices.Clone(last.Claims)
	}
	if verb == "fail" {
		_, err := r.RecordFailure(t.Context(), graph.Load{Dataset: l.Dataset, StartedAt: now(r.clock.Now), Error: strings.TrimSpace(text)})
		return err
	}
	if err := l.read(text); err != nil {
		return err
	}
	if err := l.check(); err != nil {
		return err
	}
	if _, err := r.tryLoad(t.Context(), l.Version, l.template); err != nil {
		return err
	}
	if !l.template.DryRun {
		r.versions[l.Dataset] = l.Version
	}
	return nil
}

// check keeps scripts to records that a loader would let through.
func (l *loadScript) check() error {
	var errs []error
	sources := map[graph.SourceID]*graph.Source{}
	for _, s := range l.Sources {
		sources[s.ID] = s
		errs = append(errs, s.Check()...)
	}
	for _, a := range l.Actors {
		errs = append(errs, a.Check()...)
	}
	for _, c := range l.Claims {
		if src := sources[c.Source]; src != nil {
			errs = append(errs, c.Check(src)...)
		}
	}
	return errors.Join(errs...)
}

// ask runs an ask section: its data is the answer, after lines of comment.
func (r *runner) ask(t testing.TB, words []string, f *txtar.File) error {
	t.Helper()
	comment, want := cutComment(string(f.Data))
	rev, answer, err := r.answer(t, words)
	if err != nil {
		return err
	}
	if r.update {
		f.Data = []byte(comment + answer)
		return nil
	}
	same(t, "-- "+f.Name+" --", answer, want)
	if ofRevision(words[0]) {
		r.asked = append(r.asked, asked{f.Name, rev, words, answer})
	}
	return nil
}

// askAgain closes and opens the store and asks everything again of the
// revisions that it was asked of: nothing that was recorded later shows.
func (r *runner) askAgain(t testing.TB) {
	t.Helper()
	r.Reopen(t)
	for _, a := range r.asked {
		words := slices.DeleteFunc(slices.Clone(a.words), func(w string) bool { return strings.HasPrefix(w, "at=") })
		_, answer, err := r.answer(t, append(words, fmt.Sprintf("at=%d", a.rev)))
		if err != nil {
			t.Fatalf("-- %s --: %v", a.section, err)
		}
		same(t, "-- "+a.section+" -- asked again in the end", answer, a.answer)
	}
}

func cutComment(text string) (comment, rest string) {
	rest = text
	for strings.HasPrefix(rest, "#") {
		line, after, _ := strings.Cut(rest, "\n")
		comment, rest = comment+line+"\n", after
	}
	return comment, rest
}
