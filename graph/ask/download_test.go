package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/exporters/jsonl"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/storetest"
)

func exporting(store graph.Reader, now func() time.Time) *ask.Asker {
	return ask.New(store, ask.Options{Clock: now, Exporters: []ask.Exporter{jsonl.New()}})
}

// opened takes an address apart and opens its file.
func opened(t *testing.T, a *ask.Asker, address string) (*ask.Download, error) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	f, err := a.File(path.Base(u.Path), u.Query().Get("state"))
	if err != nil {
		return nil, err
	}
	d, err := f.Open(t.Context())
	if err == nil && d.Tag != f.Tag() && f.Tag() != "" {
		t.Errorf("the tag of the address is %q, and that of the file %q", f.Tag(), d.Tag)
	}
	return d, err
}

// line is a row of JSON Lines of any type.
type line struct {
	Type, ID, Name, Kind, Form            string
	Certainty, Attestation, Status        string
	Alleged, Nominal                      bool
	Start, End                            string
	EarliestStart, LatestStart            *string
	EarliestEnd, LatestEnd                *string
	FirstAttested, LastAttested           *string
	Regarding, Outcome                    string
	Relations, Actors                     int
	Parties                               []struct{ Role, Actor string }
	AsOf, From, To, Revision, Perspective string
	Notices                               []string
}

func linesOf(t *testing.T, file []byte) (header line, actors, ties []line) {
	t.Helper()
	var all []line
	for text := range bytes.Lines(file) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		all = append(all, l)
	}
	header, end := all[0], all[len(all)-1]
	if header.Type != "header" || end.Type != "end" || end.Relations != header.Relations || len(all) != 2+header.Actors+header.Relations {
		t.Fatalf("%d lines from %+v to %+v", len(all), header, end)
	}
	actors, ties = all[1:1+header.Actors], all[1+header.Actors:len(all)-1]
	return header, actors, ties
}

// Both stores give the same files, byte for byte, the one by walking its index,
// the other from lists; and a file says what the API does.
func TestDownloadsOfRandomHistories(t *testing.T) {
	walked, folded := 0, 0
	for seed := range uint64(12) {
		p := newPast(t, seed, storetest.Versions(seed, 6))
		for range questionsPerPast {
			q := p.question(t)
			var files [2][]byte
			for i, name := range []string{"model", "file"} {
				files[i] = p.download(t, exporting(p.stores[name], p.clock.Now), &q)
			}
			if !bytes.Equal(files[0], files[1]) {
				t.Fatalf("seed %d: %s: the stores differ:\n%s\n%s", seed, &q, files[0], files[1])
			}
			if _, _, ties := linesOf(t, files[0]); len(ties) > 0 && q.args.Perspective == nil {
				walked++
			} else if len(ties) > 0 {
				folded++
			}
		}
	}
	if walked < 20 || folded < 20 {
		t.Errorf("only %d files of everyone's word and %d of perspectives had ties in them", walked, folded)
	}
}

// download writes a graph and a history of a question, a part of the graph if
// the question has actors, and returns the history's file behind the graph's.
func (p *past) download(t *testing.T, a *ask.Asker, q *question) []byte {
	t.Helper()
	g := must(a.Graph(t.Context(), ask.GraphArgs{AsOf: q.args.To, KnownAt: q.args.ToKnownAt, Perspective: q.args.Perspective, Certainty: q.args.Certainty}))(t)
	if q.actors != nil {
		g = must(g.Subgraph(q.args.Actors, new(1), q.kinds, nil))(t)
	}
	ofDay := written(t, a, must(g.Download(nil))(t))
	sameTies(t, ofDay, must(g.Relations(nil, nil, nil, nil, nil, new(ask.MaxFirst), nil))(t))
	h := must(a.History(t.Context(), ask.HistoryArgs{From: q.args.From, KnownAt: q.args.ToKnownAt, Perspective: q.args.Perspective, Certainty: q.args.Certainty}))(t)
	ofAll := written(t, a, must(h.Download(nil))(t))
	sameTies(t, ofAll, must(h.Relations(nil, nil, nil, nil, nil, new(ask.MaxFirst), nil))(t))
	if len(ofAll) > len(ofDay) {
		return ofAll
	}
	return ofDay
}

func written(t *testing.T, a *ask.Asker, address string) []byte {
	t.Helper()
	d := must(opened(t, a, address))(t)
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sameTies compares a file with a list of the API.
func sameTies(t *testing.T, file []byte, list *ask.RelationConnection) {
	t.Helper()
	_, actors, ties := linesOf(t, file)
	var met []string
	for i, n := range list.Nodes() {
		if i >= len(ties) {
			t.Fatalf("the file has %d ties of %d", len(ties), len(list.Edges))
		}
		got, want := ties[i], asLine(t, n)
		if want.Regarding == "" {
			got.Regarding = "" // of a tie that the view has not, the API says nothing
		}
		if got.Alleged && got.Certainty == "CERTAIN" || !got.Alleged && got.Status == "ALLEGED" {
			t.Fatalf("misleading: %+v", got)
		}
		if g, w := fmt.Sprintf("%+v", flat(t, got)), fmt.Sprintf("%+v", flat(t, want)); g != w {
			t.Fatalf("in the file\n%s\nby the API\n%s", g, w)
		}
		for _, party := range must(n.Parties())(t) {
			a := party.Actor
			if slices.Contains(met, a.ID()) {
				continue
			}
			met = append(met, a.ID())
			if l := actors[min(len(met), len(actors))-1]; l.ID != a.ID() || l.Name != a.Name(nil) || l.Kind != word(a.Kind()) {
				t.Fatalf("actor %d is %+v, want %s, %s, %s", len(met), l, a.ID(), a.Name(nil), a.Kind())
			}
		}
	}
	if len(ties) != len(list.Edges) || len(actors) != len(met) {
		t.Fatalf("the file has %d ties and %d actors, want %d and %d", len(ties), len(actors), len(list.Edges), len(met))
	}
}

func word(x fmt.Stringer) string {
	return strings.ToUpper(strings.ReplaceAll(x.String(), "-", "_"))
}

// asLine is a tie of the API as a file should have it. Whether it is alleged
// beside contested, the API does not tell.
func asLine(t *testing.T, r *ask.Relation) line {
	t.Helper()
	l := line{Type: "relation", ID: r.ID(), Kind: word(r.Kind()), Nominal: r.Nominal(), Status: word(r.Status()),
		Certainty: word(*r.Certainty()), Attestation: word(*r.Attestation())}
	period := r.Period()
	for to, from := range map[*string]*string{&l.Form: r.Form(), &l.Start: period.Start(), &l.End: period.End()} {
		if from != nil {
			*to = *from
		}
	}
	for to, from := range map[**string]*graph.Day{&l.EarliestStart: period.EarliestStart(), &l.LatestStart: period.LatestStart(),
		&l.EarliestEnd: period.EarliestEnd(), &l.LatestEnd: period.LatestEnd(),
		&l.FirstAttested: r.FirstAttested(), &l.LastAttested: r.LastAttested()} {
		if from != nil {
			*to = new(from.String())
		}
	}
	if r.Outcome() != nil {
		l.Outcome = word(*r.Outcome())
	}
	if about := must(r.Regarding())(t); about != nil {
		l.Regarding = about.ID()
	}
	for _, p := range must(r.Parties())(t) {
		l.Parties = append(l.Parties, struct{ Role, Actor string }{word(p.Role), p.Actor.ID()})
	}
	return l
}

// flat writes a line with its pointers followed, and without what the API does
// not tell of it.
func flat(t *testing.T, l line) string {
	t.Helper()
	l.Alleged = false
	raw, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// fakeFormat writes one word, in a version of its own.
type fakeFormat struct {
	name    ask.ExportFormat
	ending  string
	version int
}

func (f fakeFormat) Format() ask.Format {
	return ask.Format{Name: f.name, Ending: f.ending, Media: "text/plain", Version: f.version}
}

func (fakeFormat) Write(w io.Writer, _ *ask.Download) error {
	_, err := io.WriteString(w, "word")
	return err
}

// An address is of one format in one version, of one view, in one store.
func TestDownloadAddresses(t *testing.T) {
	f := newFixture(t)
	a := ask.New(f.store, ask.Options{Clock: func() time.Time { return f.now }, Exporters: []ask.Exporter{fakeFormat{ask.JSONL, "jsonl", 1}, fakeFormat{ask.CSV, "csv", 1}}})
	g := must(a.Graph(t.Context(), ask.GraphArgs{}))(t)
	plain := must(g.Download(nil))(t)
	if csv := must(g.Download(new(ask.CSV)))(t); csv != strings.Replace(plain, ".jsonl?", ".csv?", 1) {
		t.Errorf("%s and %s", plain, csv)
	}
	var e *ask.Error
	if _, err := g.Download(new(ask.GEXF)); !errors.As(err, &e) || e.Code != ask.InvalidArgument || e.Argument != "format" || !strings.Contains(e.Remedy, "JSONL or CSV") {
		t.Errorf("a format that there is not: %#v", err)
	}
	if string(written(t, a, plain)) != "word" {
		t.Error("the file is not what its exporter writes")
	}
	bare, _, _ := strings.Cut(plain, "?")
	if d := must(opened(t, a, bare))(t); d.Tag != must(opened(t, a, plain))(t).Tag || d.Name() != "realign-2026-01-10-r1.jsonl" {
		t.Errorf("without the state the file is %s, tag %s", d.Name(), d.Tag)
	}

	// What was loaded later is no matter to the address.
	f.now = f.now.Add(time.Hour)
	f.apply(t, graph.Changes{WithdrawActors: []graph.ActorID{"group-39"}})
	if again := must(must(a.Graph(t.Context(), ask.GraphArgs{View: new(g.View())}))(t).Download(nil))(t); again != plain {
		t.Errorf("the address was %s, and is now %s", plain, again)
	}

	other := newFixture(t)
	other.now = other.now.Add(time.Second)
	elsewhere := storetest.NewModel(func() time.Time { return other.now })
	other.store = elsewhere
	other.apply(t, graph.Changes{Sources: []*graph.Source{{ID: "s", Title: "S", Dataset: "d"}}})
	newer := ask.New(f.store, ask.Options{Exporters: []ask.Exporter{fakeFormat{ask.JSONL, "jsonl", 2}}})
	diff := must(a.Diff(t.Context(), ask.DiffArgs{From: new(graph.Day(0)), To: new(graph.Day(1))}))(t)
	for _, c := range []struct {
		name, address, argument string
		of                      *ask.Asker
	}{
		{"another store", plain, "state", ask.New(elsewhere, ask.Options{Exporters: []ask.Exporter{fakeFormat{ask.JSONL, "jsonl", 1}}})},
		{"another version", plain, "state", newer},
		{"a state that there is not", bare + "?state=1.zzz", "state", a},
		{"no format of this server", strings.Replace(plain, ".jsonl", ".csv", 1), "", newer},
		{"no ending", strings.Replace(plain, ".jsonl", "", 1), "", a},
		{"two endings", strings.Replace(plain, ".jsonl", ".jsonl.csv", 1), "", a},
		{"no token", "/download/nothing.jsonl", "view", a},
		{"an empty token", "/download/.jsonl", "view", a},
		{"a diff", "/download/" + diff.View() + ".jsonl", "view", a},
	} {
		if _, err := opened(t, c.of, c.address); !errors.As(err, &e) || e.Argument != c.argument || e.Remedy == "" || e.Code == ask.Internal {
			t.Errorf("%s: %#v", c.name, err)
		}
	}
	if _, err := must(f.ask.Now(t.Context()))(t).Download(nil); !errors.As(err, &e) || e.Argument != "format" {
		t.Errorf("a server without formats: %#v", err)
	}
}

// A file says what it is of, since it is read far from the question.
func TestDownloadSaysWhatItIsOf(t *testing.T) {
	f := newFixture(t)
	a := exporting(f.store, func() time.Time { return f.now })
	h := must(a.History(t.Context(), ask.HistoryArgs{To: new(graph.Day(20000)), Perspective: &ask.Perspective{Voices: []graph.Voice{graph.Hedged}}}))(t)
	header, actors, ties := linesOf(t, written(t, a, must(h.Download(nil))(t)))
	if header.From != "" || header.To != "2024-10-04" || header.Revision != "r1" || header.Perspective != "on the word of {voices: [hedged]}" ||
		len(header.Notices) == 0 || len(actors)+len(ties) > 0 {
		t.Errorf("%+v", header)
	}
	g := must(must(a.Now(t.Context()))(t).Subgraph([]string{"group-01"}, new(1), nil, []string{"alliance"}))(t)
	var raw struct {
		AsOf, Citation string
		Narrowed       []struct {
			Actors, Kinds, Forms []string
			Hops                 int
		}
	}
	first, _, _ := bytes.Cut(written(t, a, must(g.Download(nil))(t)), []byte("\n"))
	if err := json.Unmarshal(first, &raw); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(raw.AsOf, raw.Narrowed); got != "2026-01-10[{[actor:group-01] [] [alliance] 1}]" || !strings.Contains(raw.Citation, "a part of it") {
		t.Errorf("%s, %s", got, raw.Citation)
	}
}

// A store that fails midway fails the file.
func TestDownloadFailsWithItsStore(t *testing.T) {
	f := newFixture(t)
	a := exporting(broken{f.store}, func() time.Time { return f.now })
	d := must(opened(t, a, must(must(a.Now(t.Context()))(t).Download(nil))(t)))(t)
	var out bytes.Buffer
	if err := d.Write(&out); !errors.Is(err, graph.ErrUnavailable) || out.Len() > 0 {
		t.Errorf("%v, after %d bytes", err, out.Len())
	}
	failing := exporting(f.store, func() time.Time { return f.now })
	d = must(opened(t, failing, must(must(failing.Now(t.Context()))(t).Download(nil))(t)))(t)
	if err := d.Write(full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("to one who takes nothing: %v", err)
	}
}

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// broken is a store that loses its connection where ties are read.
type broken struct{ graph.Reader }

func (broken) Relations(context.Context, graph.RevNo, graph.RelationQuery) (graph.RelationPage, error) {
	return graph.RelationPage{}, graph.ErrUnavailable
}
