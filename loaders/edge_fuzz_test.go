package loaders

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/realign/realign/graph"
)

// FuzzEdges puts anything in the place of the rows of an edge list that was
// loaded before. Whatever it is, nothing panics; every row is new, unchanged or
// rejected; every stored claim is found again, corrected, retracted or kept; two
// plans are the same; and what was loaded is unchanged when it is read again.
func FuzzEdges(f *testing.F) {
	header, rows, _ := strings.Cut(smallList, "\n")
	for _, text := range []string{
		smallList, rows, header, header + "\n", header + "\ne1,reds,blues,-1,2020,..\n" + rows, strings.ReplaceAll(smallList, "\n", "\r\n"),
		header + ",note,x-\ne2,reds,greens,1,2019,..,\"a\nb\",\ne2,reds,greens,1,2019,..,\"c,d\ne3\xff,a,b,c,d,e,f,g\n\n,,,,,,,\ne4,greens,ARDEN,war,2020,,,\n",
		"id,source,target,kind,when,held,form,outcome,cites,at,quote\na,reds,dale-militia,0,2020-01-01,,ceasefire,agreement,gazette,,\nb,reds,hill-tribes,0,,2020,talks,,none,p,q\nlist/c,x,y,+,,,,,,,\n",
		"target,source,id,kind,start\nblues,reds,e1,1,2020\nreds,blues,E1,−,2021-13\n",
	} {
		f.Add(text)
	}
	d := newEdgeDesk(f)
	d.load(Options{})
	declared, err := d.declared("list")
	if err != nil {
		f.Fatal(err)
	}
	roll, err := d.store.Roll(context.Background(), "list")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := maps.Clone(d.files)
		files["list/edges.csv"] = &fstest.MapFile{Data: []byte(text)}
		list, err := readEdgeList(files, declared)
		if err != nil {
			t.Fatal(err)
		}
		list.blockSize = 64
		plan, p := planEdges(t, d, list)
		checkEdgesNotLost(t, p, text)
		if again, _ := planEdges(t, d, list); !reflect.DeepEqual(again.Problems, plan.Problems) || !reflect.DeepEqual(again.Changes().Retract, plan.Changes().Retract) || again.String() != plan.String() {
			t.Errorf("the same rows make two plans:\n%s\n%s", plan, again)
		}
		known := slices.Clone(roll.Claims)
		for _, r := range p.retract {
			at, found := slices.BinarySearch(known, r.Claim)
			if !found {
				t.Fatalf("%s is retracted twice, or was not stored", r.Claim)
			}
			known = slices.Delete(known, at, at+1)
		}
		if len(known) != plan.Unchanged {
			t.Errorf("%d claims are left, and %d said to be unchanged", len(known), plan.Unchanged)
		}
		changes := plan.Changes()
		for claim, err := range changes.NewClaims() {
			if err != nil {
				t.Fatal(err)
			}
			if errs := claim.Check(p.v.sources.get(claim.Source)); len(errs) > 0 || claim.ID != claim.Digest() || slices.Contains(known, claim.ID) {
				t.Errorf("%+v: %v", claim, errs)
			}
			known = append(known, claim.ID)
		}
		slices.Sort(known)
		again := list.newPlan(p.v.state, known, today)
		if err := again.readRows(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if again.created != 0 && rule(plan, RuleHeldBack)+rule(plan, RuleSameKey) == 0 {
			t.Errorf("of what was loaded %d rows are new", again.created)
		}
	})
}

// planEdges is edgeList.plan with its parts.
func planEdges(t *testing.T, d *edgeDesk, list *edgeList) (*Plan, *edgePlan) {
	t.Helper()
	ctx := context.Background()
	roll, err := d.store.Roll(ctx, "list")
	if err != nil {
		t.Fatal(err)
	}
	p := list.newPlan(&graph.DatasetState{Base: roll.Base, Actors: roll.Actors, Sources: roll.Sources, Others: roll.Others}, roll.Claims, today)
	if err := p.readRows(ctx, nil); err != nil {
		t.Fatal(err)
	}
	err = p.retire(ctx, func(ids []graph.ClaimID) ([]*graph.Claim, error) {
		return claimsOf(ctx, d.store, roll.Base, graph.ClaimQuery{IDs: ids})
	})
	if err != nil {
		t.Fatal(err)
	}
	plan, _, err := p.finish(ctx, len(roll.Claims))
	if err != nil {
		t.Fatal(err)
	}
	return plan, p
}

// checkEdgesNotLost counts the rows as encoding/csv does, and what became of
// them.
func checkEdgesNotLost(t *testing.T, p *edgePlan, text string) {
	t.Helper()
	if len(p.list.files) == 1 {
		rows := len(readCSV(strings.TrimPrefix(text, "\xef\xbb\xbf"))) - 1
		fresh, unchanged, rejected := 0, 0, 0
		for n := range p.table.n {
			switch state := p.table.at(n).state; {
			case state&edgeNew != 0:
				fresh++
			case state&edgeUnchanged != 0:
				unchanged++
			default:
				rejected++
			}
		}
		if p.table.n != rows || fresh != p.created || unchanged != p.unchanged || rejected > p.tally.rejected {
			t.Errorf("%d rows, %d seen: %d new (%d), %d unchanged (%d), %d rejected (%d)", rows, p.table.n, fresh, p.created, unchanged, p.unchanged, rejected, p.tally.rejected)
		}
	} else if p.tally.rejected == 0 {
		t.Error("the file is not read, and nobody says so")
	}
	for _, problem := range p.tally.kept {
		if problem.File == "" || problem.Message == "" || problem.Remedy == "" {
			t.Errorf("%+v", problem)
		}
	}
}
