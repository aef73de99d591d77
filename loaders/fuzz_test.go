package loaders

import (
	"context"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

// FuzzRead puts anything in the place of one file of a dataset that was loaded
// before. Whatever it is, nothing panics, every entry is a row or has a
// problem that says where, what and what to do, and what is stored is either
// unchanged, corrected, retracted or kept. To run it on, give -fuzzminimizetime
// a second: texts are long, and the fuzzer shortens each new one for a minute.
func FuzzRead(f *testing.F) {
	names := []string{"vale/" + actorsFile, "vale/" + sourcesFile, "vale/claims/war.yaml", "vale/claims/pacts.yaml", "vale/" + sameTieFile}
	for _, dir := range []string{"testdata/good", "testdata/bad"} {
		for i, name := range append(names, "vale/claims/ties.yaml", "vale/claims/keys.yaml", "vale/claims/broken.yaml") {
			if data, err := os.ReadFile(path.Join(dir, name)); err == nil {
				f.Add(min(i, 3), string(data))
			}
		}
	}
	f.Add(4, "- {tie: army-tribes/war, is: coast/war, why: same}")
	for i := range names {
		f.Add(i, "- &a {id: [*a]}\n- *a\n- !!binary x\n- ? [k]\n  : v\n- <<: *a\n- {tie: a/b, claims: [{}]}")
	}
	d := newDesk(f)
	d.load(Options{})
	state, err := d.store.State(context.Background(), "vale", "army-tribes/war", "coast/war")
	if err != nil {
		f.Fatal(err)
	}
	declared, err := d.declared("vale")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, which int, text string) {
		name := names[uint(which)%uint(len(names))]
		files := maps.Clone(d.files)
		files[name] = &fstest.MapFile{Data: []byte(text)}
		rows, err := Read(files, declared)
		if err != nil {
			if name != names[4] {
				t.Fatal(err)
			}
			return
		}
		checkNothingLost(t, rows, name, text)
		checked := rows.Validate(state, today)
		plan := NewPlan(checked, state)
		checkPlan(t, plan, state)
		if again := NewPlan(rows.Validate(state, today), state); !reflect.DeepEqual(again, plan) {
			t.Errorf("the same rows make two plans:\n%s\n%s", plan, again)
		}
		for _, p := range plan.Problems {
			if p.File == "" || p.Message == "" || p.Remedy == "" || !slices.ContainsFunc(ruleTexts, func(r ruleText) bool { return r.Rule == p.Rule }) {
				t.Errorf("%+v", p)
			}
		}
	})
}

// checkNothingLost counts the entries, and finds those of the file again,
// either among the rows or by a problem.
func checkNothingLost(t *testing.T, rows *Rows, name, text string) {
	t.Helper()
	made := len(rows.actors) + len(rows.sources) + len(rows.ties) + len(rows.LeftOut) + len(rows.sameTie)
	at := map[Place]bool{}
	for _, r := range rows.actors {
		at[r.Place] = true
	}
	for _, r := range rows.sources {
		at[r.Place] = true
	}
	for _, r := range rows.ties {
		at[r.Place] = true
		made += len(r.claims)
	}
	for _, r := range rows.LeftOut {
		at[r.Place] = true
	}
	for _, r := range rows.sameTie {
		at[r.Place] = true
	}
	if made+rows.dropped != rows.entries {
		t.Errorf("%d entries, of which %d became rows and %d were left out", rows.entries, made, rows.dropped)
	}
	data, problem := openFile(fstest.MapFS{name: {Data: []byte(text)}}, name)
	var doc *yaml.Node
	if problem == nil {
		doc, problem = parse(name, data)
	}
	if problem != nil {
		if !slices.ContainsFunc(rows.Problems, func(p Problem) bool { return p.File == name }) {
			t.Error("the file was lost")
		}
		return
	}
	if doc.Kind != yaml.SequenceNode || slices.ContainsFunc(doc.Content, func(n *yaml.Node) bool { return n.Kind == yaml.AliasNode }) {
		return
	}
	for i, n := range doc.Content {
		from, until := placeOf(name, n), Place{name, 1 << 30, 0}
		if i+1 < len(doc.Content) {
			until = placeOf(name, doc.Content[i+1])
		}
		if !at[from] && !slices.ContainsFunc(rows.Problems, func(p Problem) bool {
			return comparePlaces(p.Place, from) >= 0 && comparePlaces(p.Place, until) < 0
		}) {
			t.Errorf("%s was lost", from)
		}
	}
}

func checkPlan(t *testing.T, plan *Plan, state *graph.DatasetState) {
	t.Helper()
	changes := plan.Changes()
	if plan.Unchanged+len(changes.Retract) != len(state.Claims) {
		t.Errorf("%d claims unchanged and %d retracted of %d", plan.Unchanged, len(changes.Retract), len(state.Claims))
	}
	gone := len(changes.WithdrawActors) + len(changes.WithdrawSources)
	for _, r := range changes.Retract {
		if state.Claims[r.Claim] == nil {
			t.Errorf("%s is retracted, and was not there", r.Claim)
		}
		if r.ReplacedBy == "" {
			gone++
		}
	}
	if len(plan.KeptFor) > 0 && gone > 0 {
		t.Errorf("%d records are withdrawn, though %v cannot be read", gone, plan.KeptFor)
	}
	for _, c := range changes.Claims {
		if state.Claims[c.ID] != nil {
			t.Errorf("%s is created, and was there", c.ID)
		}
	}
}
