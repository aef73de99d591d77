package loaders

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

const schemaFile = "../docs/formats/curated.schema.json"

// editorSchema is the schema that editors use.
type editorSchema struct {
	t        *testing.T
	compiler *jsonschema.Compiler
	doc      map[string]any
}

func newEditorSchema(t *testing.T) *editorSchema {
	t.Helper()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	s := &editorSchema{t, jsonschema.NewCompiler(), doc.(map[string]any)}
	if err := s.compiler.AddResource("curated.json", doc); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *editorSchema) validate(definition string, n *yaml.Node) error {
	s.t.Helper()
	sch, err := s.compiler.Compile("curated.json" + definition)
	if err != nil {
		s.t.Fatal(err)
	}
	return sch.Validate(asEditor(n))
}

// asEditor is a node as an editor's YAML 1.2 reads it: dates are texts.
func asEditor(n *yaml.Node) any {
	n = target(n)
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = asEditor(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = asEditor(c)
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if _, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return json.Number(n.Value)
		}
	}
	return n.Value
}

// The definition of each file, and of its entries.
func definitionOf(file string) (whole, entry string) {
	switch path.Base(file) {
	case "datasets.yaml":
		return "#/$defs/datasetsFile", "#/$defs/dataset"
	case actorsFile:
		return "#/$defs/actorsFile", "#/$defs/actor"
	case sourcesFile:
		return "#/$defs/sourcesFile", "#/$defs/source"
	case sameTieFile:
		return "#/$defs/sameTieFile", "#/$defs/sameTie"
	}
	return "#/$defs/claimsFile", "#/$defs/tie"
}

func TestSchemaAcceptsWhatIsLoaded(t *testing.T) {
	s := newEditorSchema(t)
	for _, dir := range []string{"testdata/good", "../seed"} {
		fsys := os.DirFS(dir)
		_ = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".yaml" {
				return nil
			}
			data, _ := fs.ReadFile(fsys, name)
			n, problem := parse(name, data)
			if problem != nil {
				t.Error(problem)
				return nil
			}
			definition, _ := definitionOf(name)
			for _, d := range []string{definition, ""} {
				if err := s.validate(d, n); err != nil {
					t.Errorf("%s/%s against %q: %v", dir, name, d, err)
				}
			}
			return nil
		})
	}
}

// TestSchemaRefusesOnlyWhatIsLeftOut holds that no row which the decoder takes
// is marked in an editor, and that editors mark more than half of the rest,
// though they know nothing of other rows.
func TestSchemaRefusesOnlyWhatIsLeftOut(t *testing.T) {
	s := newEditorSchema(t)
	fsys := os.DirFS("testdata/bad")
	report, err := Check(t.Context(), fsys, "datasets.yaml", today)
	if err != nil {
		t.Fatal(err)
	}
	seen, all := 0, 0
	for _, file := range []string{"datasets.yaml", "vale/actors.yaml", "vale/sources.yaml", "vale/claims/ties.yaml"} {
		data, _ := fs.ReadFile(fsys, file)
		doc, _ := parse(file, data)
		_, entry := definitionOf(file)
		for i, n := range doc.Content {
			until := 1 << 30
			if i+1 < len(doc.Content) {
				until = doc.Content[i+1].Line
			}
			refused := slices.ContainsFunc(report.Problems, func(p Problem) bool {
				return !p.Warning() && p.File == file && p.Line >= n.Line && p.Line < until
			})
			err := s.validate(entry, n)
			if err != nil && !refused {
				t.Errorf("%s:%d is loaded, and an editor marks it: %v", file, n.Line, err)
			}
			if refused {
				all++
			}
			if refused && err != nil {
				seen++
			}
		}
	}
	if seen*2 < all {
		t.Errorf("editors see %d of %d bad rows", seen, all)
	}
}

// snippets are single rows, and whether they are good by themselves.
var snippets = []struct {
	file string
	good bool
	row  string
}{
	{actorsFile, true, `{id: a, kind: state, name: A}`},
	{actorsFile, true, `{id: a, kind: state, name: 1984, span: 1984/..}`},
	{actorsFile, true, `{id: a, kind: state, name: "on", aliases: [b, c-d]}`},
	{actorsFile, true, `{id: a, kind: state, name: A, span: ../2024-12-08, identifiers: {wikidata: Q1, cow: 2}}`},
	{actorsFile, true, `{id: a, kind: state, name: A, affiliations: [{whole: arden, role: part of, start: "[..2020]", end: ..}]}`},
	{actorsFile, true, `{id: a, kind: tribe, name: A, unnamed: true, source: gazette}`},
	{actorsFile, true, `{id: a, kind: tribe, name: A, unnamed: false}`},
	{actorsFile, false, `{id: a, kind: tribe, name: A, unnamed: true}`},
	{actorsFile, false, `{id: a, kind: tribe, name: A, unnamed: "true"}`},
	{actorsFile, false, `{id: A, kind: state, name: A}`},
	{actorsFile, false, `{id: a--b, kind: state, name: A}`},
	{actorsFile, false, `{kind: state, name: A}`},
	{actorsFile, false, `{id: a, name: A}`},
	{actorsFile, false, `{id: a, kind: state}`},
	{actorsFile, false, `{id: a, kind: kingdom, name: A}`},
	{actorsFile, false, `{id: a, kind: state, name: true}`},
	{actorsFile, false, `{id: a, kind: state, name: " "}`},
	{actorsFile, false, `{id: a, kind: state, name: A, note: }`},
	{actorsFile, false, `{id: a, kind: state, name: A, notes: n}`},
	{actorsFile, false, `{id: a, kind: state, name: A, span: /}`},
	{actorsFile, false, `{id: a, kind: state, name: A, span: since 1920}`},
	{actorsFile, false, `{id: a, kind: state, name: A, names: {value: B}}`},
	{actorsFile, false, `{id: a, kind: state, name: A, names: [{language: ar}]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, names: [{value: B, language: Arabic}]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, identifiers: [Q1]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, affiliations: [{whole: arden}]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, affiliations: [{whole: arden, role: r, span: 2020/.., start: 2020}]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, affiliations: [{whole: arden, role: r, when: 2020, held: 2020}]}`},
	{actorsFile, false, `{id: a, kind: state, name: A, predecessors: [{actor: arden}]}`},
	{actorsFile, false, `a`},
	{sourcesFile, true, `{id: a, title: A, publishedOn: 2026}`},
	{sourcesFile, true, `{id: a, title: A, speaksOf: 2026-01-08, reliability: F, marking: amber-strict, retrievedOn: 2026-02-01}`},
	{sourcesFile, false, `{id: a, title: A}`},
	{sourcesFile, false, `{id: a, publishedOn: 2026}`},
	{sourcesFile, false, `{id: a, title: A, publishedOn: 2026-1-8}`},
	{sourcesFile, false, `{id: a, title: A, publishedOn: [2026-01-06..2026-01-08]}`},
	{sourcesFile, false, `{id: a, title: A, publishedOn: 2026, reliability: G}`},
	{sourcesFile, false, `{id: a, title: A, publishedOn: 2026, marking: white}`},
	{claimsDir, true, tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025-06`)},
	{claimsDir, true, tieRowText(`form: alliance, members: [arden, brock, carn]`, `start: 2025, end: ..`)},
	{claimsDir, true, tieRowText(`form: backing, from: arden, to: brock`, `held: "[2025-01..2025-03]", credibility: 6, reliability: C, marking: red`)},
	{claimsDir, true, tieRowText(`form: backing, from: arden, to: brock`, `stance: denies, claimant: arden, form: backing`)},
	{claimsDir, true, strings.Replace(tieRowText(`form: direct-talks, parties: [arden, brock]`, `when: 2025, outcome: failed`), "allegiance", "mediation", 1)},
	{claimsDir, true, strings.Replace(tieRowText(`form: mediated-talks, mediators: [carn], parties: [arden]`, `when: 2025-XX, voice: hedged`), "allegiance", "mediation", 1)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden]`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, arden]`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: alliance, from: arden, to: brock`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: backing, members: [arden, brock]`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: backing, from: arden`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: war, members: [arden, brock]`, `when: 2025`)},
	{claimsDir, false, tieRowText(`form: friendship, members: [arden, brock]`, `when: 2025`)},
	{claimsDir, false, tieRowText(`members: [arden, brock]`, `when: 2025`)},
	{claimsDir, false, strings.Replace(tieRowText(`form: mediated-talks, mediators: [arden, brock]`, `when: 2025`), "allegiance", "mediation", 1)},
	{claimsDir, false, strings.Replace(tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025`), "x/y", "x", 1)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `note: undated`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025, held: 2025`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `start: 2025, when: 2025`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `end: ..`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `when: ..`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025, credibility: 7`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025, voice: loud`)},
	{claimsDir, false, tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025, sorce: gazette`)},
	{claimsDir, false, strings.Replace(tieRowText(`form: alliance, members: [arden, brock]`, `when: 2025`), "source: gazette", "at: line 9", 1)},
	{claimsDir, false, `{tie: x/y, kind: allegiance, form: alliance, members: [arden, brock], claims: []}`},
	{claimsDir, false, `{tie: x/y, kind: allegiance, form: alliance, members: [arden, brock]}`},
}

func tieRowText(sides, claim string) string {
	return `{tie: x/y, kind: allegiance, ` + sides + `, claims: [{source: gazette, ` + claim + `}]}`
}

// TestSchemaAgreesWithDecoder reads each snippet both ways.
func TestSchemaAgreesWithDecoder(t *testing.T) {
	s := newEditorSchema(t)
	for _, c := range snippets {
		d := newDesk(t)
		delete(d.files, "coast/sameTie.yaml")
		delete(d.files, "coast/actors.yaml")
		delete(d.files, "coast/claims/coast.yaml")
		file := "coast/" + c.file
		if c.file == claimsDir {
			file += "/x.yaml"
		}
		d.files[file] = &fstest.MapFile{Data: []byte("- " + c.row + "\n")}
		report, err := Check(t.Context(), d.files, "datasets.yaml", today)
		if err != nil {
			t.Fatal(err)
		}
		if loaded := !report.Failed(); loaded != c.good {
			t.Errorf("%s: loaded %v, want %v: %v", c.row, loaded, c.good, Rejections(report.Problems))
		}
		n, problem := parse(file, d.files[file].Data)
		if problem != nil {
			t.Fatal(problem)
		}
		definition, _ := definitionOf(file)
		if err := s.validate(definition, n); (err == nil) != c.good {
			t.Errorf("%s: an editor says %v, want good %v", c.row, err, c.good)
		}
	}
}

// TestSchemaSpeaksTheDomainsWords compares lists of words and keys.
func TestSchemaSpeaksTheDomainsWords(t *testing.T) {
	defs := newEditorSchema(t).doc["$defs"].(map[string]any)
	same := func(what string, got, want []string) {
		t.Helper()
		slices.Sort(got)
		want = slices.Sorted(slices.Values(want))
		if !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %v, the loader %v", what, got, want)
		}
	}
	for name, word := range map[string]func(int) string{
		"kind": func(i int) string { return graph.Kind(i).String() }, "actorKind": func(i int) string { return graph.ActorKind(i).String() },
		"stance": func(i int) string { return graph.Stance(i).String() }, "voice": func(i int) string { return graph.Voice(i).String() },
		"outcome": func(i int) string { return graph.Outcome(i).String() }, "marking": func(i int) string { return graph.Marking(i).String() },
		"reliability": func(i int) string { return graph.Reliability(i).String() },
	} {
		var want []string
		for i := 1; !strings.HasPrefix(word(i), "invalid"); i++ {
			want = append(want, word(i))
		}
		same(name, texty(defs[name].(map[string]any)["enum"]), want)
	}
	same("successionForm", texty(defs["successionForm"].(map[string]any)["enum"]), successionForms)
	for name, keys := range map[string][]string{
		"actor": actorKeys, "name": nameKeys, "affiliation": affiliationKeys, "succession": successionKeys, "source": sourceKeys,
		"tie": tieKeys, "claim": claimKeys, "leftOut": leftOutKeys, "dataset": datasetKeys, "sameTie": sameTieKeys,
	} {
		same("keys of "+name, sortedKeys(defs[name].(map[string]any)["properties"].(map[string]any)), keys)
	}
	var forms, meant []string
	for _, f := range defs["form"].(map[string]any)["oneOf"].([]any) {
		forms = append(forms, fmt.Sprint(f.(map[string]any)["const"], ": ", f.(map[string]any)["description"]))
	}
	byList := map[string][]string{}
	for _, f := range graph.Forms() {
		meant = append(meant, f.Name+": "+f.Meaning)
		shape := map[graph.Shape]string{graph.Directed: "directedForm", graph.Mutual: "mutualForm", graph.Mediated: "mediatedForm"}[f.Shape]
		byList[shape], byList[f.Kind.String()+"Form"] = append(byList[shape], f.Name), append(byList[f.Kind.String()+"Form"], f.Name)
	}
	same("form", forms, meant)
	for name, want := range byList {
		same(name, texty(defs[name].(map[string]any)["enum"]), want)
	}
}

func texty(list any) []string {
	var out []string
	for _, v := range list.([]any) {
		out = append(out, fmt.Sprint(v))
	}
	return out
}
