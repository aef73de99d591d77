package loaders

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// The good files of vale hold 8 claims (one of three members makes three), 6
// actors and 3 sources.
const firstLoad = "8 9 0 0 0"

func TestFirstLoad(t *testing.T) {
	d := newDesk(t)
	load, plan := d.load(Options{})
	d.want(load, firstLoad)
	if load.Status != graph.LoadSucceeded || load.Revision != 1 || load.Title != "The vale" || load.License != "CC0-1.0" || load.Schedule == "" {
		t.Errorf("load %+v", load)
	}
	for _, c := range plan.Claims {
		if c.Place.Line == 0 || c.Place.Column == 0 || !strings.HasPrefix(c.Place.File, "vale/claims/") || c.New.ID != c.New.Digest() {
			t.Errorf("%+v", c)
		}
	}
}

func TestSecondLoadChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	load, plan := d.load(Options{})
	d.want(load, "0 0 0 8 0")
	changes := plan.Changes()
	if !changes.Empty() || load.Revision != 0 {
		t.Errorf("%+v", changes)
	}
}

func TestMovedRowsChangeNothing(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	pacts := string(d.files["vale/claims/pacts.yaml"].Data)
	cut := strings.Index(pacts, "- tie: brock-army")
	delete(d.files, "vale/claims/pacts.yaml")
	d.write("vale/claims/zz.yaml", "# moved\n\n"+pacts[cut:]+pacts[:cut])
	load, _ := d.load(Options{})
	d.want(load, "0 0 0 8 0")
}

func TestEditedQuotationIsOneCorrection(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.edit("vale/claims/pacts.yaml", "we pay nobody", "We pay nobody.")
	load, plan := d.load(Options{})
	d.want(load, "1 0 1 7 0")
	changes := plan.Changes()
	if len(changes.Retract) != 1 || len(changes.Claims) != 1 || changes.Retract[0].ReplacedBy != changes.Claims[0].ID {
		t.Errorf("%+v", changes)
	}
}

func TestWhatReplacesWhat(t *testing.T) {
	for name, edit := range map[string]func(*desk){
		"another line": func(d *desk) { d.edit("vale/claims/pacts.yaml", "line 5, stance", "line 6, stance") },
		"another key":  func(d *desk) { d.edit("vale/claims/war.yaml", "army-tribes/talks", "army-tribes/talks-2026-01") },
		"other dates":  func(d *desk) { d.edit("vale/claims/war.yaml", "when: 2026-01-05", "when: 2026-01") },
		"other source": func(d *desk) {
			d.edit("vale/claims/war.yaml", "source: gazette-copy, at: line 9", "source: general-knowledge, at: line 9")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.load(Options{})
			edit(d)
			load, plan := d.load(Options{})
			d.want(load, "1 0 1 7 0")
			replaced := len(plan.Claims) == 1 && plan.Claims[0].Old != nil && plan.Claims[0].New != nil
			if replaced != (name != "other source") {
				t.Errorf("%+v", plan.Claims)
			}
		})
	}
}

func TestRemovedRowsAreRetracted(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.edit("vale/claims/war.yaml", "  - {source: gazette-copy, at: line 9, start: 2026-01, end: .., quote: The war that began last month goes on.}\n", "")
	d.edit("vale/sources.yaml", `- {id: gazette-copy, title: "The Gazette, posted again", publishedOn: 2026-02-11, republishes: gazette}`, "")
	load, plan := d.load(Options{})
	d.want(load, "0 1 1 7 0")
	if changes := plan.Changes(); !slices.Equal(changes.WithdrawSources, []graph.SourceID{"gazette-copy"}) {
		t.Errorf("%+v", changes)
	}
}

func TestEditedActorHasANewVersion(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.edit("vale/actors.yaml", "shortName: The Army", "shortName: Army")
	load, _ := d.load(Options{})
	d.want(load, "0 1 0 8 0")
}

// TestBrokenFilesRetractNothing breaks the files one after another, in every
// way, and holds that nothing leaves the store.
func TestBrokenFilesRetractNothing(t *testing.T) {
	for _, file := range []string{"actors.yaml", "sources.yaml", "claims/pacts.yaml", "claims/war.yaml"} {
		for name, text := range map[string]string{
			"syntax": "- {tie: [", "empty": "", "latin": "- \xe9", "text": "lost", "map": "{lost: 1}", "wrong row": "- {nothing: here}",
		} {
			t.Run(file+"/"+name, func(t *testing.T) {
				d := newDesk(t)
				d.load(Options{})
				d.write(path.Join("vale", file), text)
				load, plan := d.load(Options{})
				if load.Retracted != 0 || load.Changed != 0 || load.Created != 0 || load.Unchanged != 8 {
					t.Errorf("%s: %+v", plan, load)
				}
				if len(load.Rejections) == 0 || len(plan.KeptFor) != 1 || name != "wrong row" && len(load.Rejections) != 1 || load.Status != graph.LoadSucceededWithRejections {
					t.Errorf("rejections %v, kept for %v", load.Rejections, plan.KeptFor)
				}
			})
		}
	}
}

// A file that was deleted is no broken file.
func TestMissingFileRetracts(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	delete(d.files, "vale/claims/pacts.yaml")
	load, _ := d.load(Options{})
	d.want(load, "0 0 5 3 0")
}

// A correction is made while another file
// cannot be read.
func TestCorrectionBesideBrokenFile(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.write("vale/claims/war.yaml", "- [")
	d.edit("vale/claims/pacts.yaml", "we pay nobody", "We pay nobody.")
	load, _ := d.load(Options{})
	d.want(load, "1 0 1 7 1")
}

// What is stored under the key of a rejected
// row stays, and no other claim is taken for its correction.
func TestRejectedRowsProtectTheirKey(t *testing.T) {
	for name, c := range map[string]struct {
		edit   func(*desk)
		counts string
	}{
		"claim":                     {func(d *desk) { d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied") }, "0 0 0 8 1"},
		"claim, edited too":         {func(d *desk) { d.edit("vale/claims/pacts.yaml", "line 5, stance: denies", "line 6, stance: denied") }, "0 0 0 8 1"},
		"tie":                       {func(d *desk) { d.edit("vale/claims/pacts.yaml", "form: backing", "form: bakcing") }, "0 0 0 8 1"},
		"tie of many":               {func(d *desk) { d.edit("vale/claims/pacts.yaml", "form: defence-pact", "form: defence") }, "0 0 0 8 1"},
		"tie that others are about": {func(d *desk) { d.edit("vale/claims/war.yaml", "form: war", "form: wars") }, "0 0 0 8 1"},
		"actor":                     {func(d *desk) { d.edit("vale/actors.yaml", "id: carn, kind: state", "id: carn, kind: stat") }, "0 0 0 8 1"},
		"source":                    {func(d *desk) { d.edit("vale/sources.yaml", "reliability: F", "reliability: G") }, "0 0 0 8 1"},
		"neighbour edited": {func(d *desk) {
			d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied")
			d.edit("vale/claims/pacts.yaml", "is paid from Brock}", "The Army is paid from Brock}")
		}, "1 0 1 7 1"},
		"neighbour moved and edited": {func(d *desk) {
			d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied")
			d.edit("vale/claims/pacts.yaml", "line 4, held: 2026-02-10, quote: is", "line 7, held: 2026-02-10, quote: The Army is")
		}, "1 0 0 8 1"},
		"kind changed": {func(d *desk) {
			d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied")
			d.edit("vale/claims/pacts.yaml", "from: brock\n  to: dale-militia", "from: carn\n  to: dale-militia")
		}, "0 0 0 8 2"},
		"rest of the files": {func(d *desk) {
			d.edit("vale/claims/pacts.yaml", "stance: denies", "stance: denied")
			d.edit("vale/claims/war.yaml", "reportedly met", "reportedly they met")
			d.edit("vale/claims/war.yaml", "  - {source: gazette-copy, at: line 9, start: 2026-01, end: .., quote: The war that began last month goes on.}\n", "")
		}, "1 0 2 6 1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.load(Options{})
			c.edit(d)
			load, _ := d.load(Options{})
			d.want(load, c.counts)
		})
	}
}

func TestBrokenSameTieLoadsNothing(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	for _, text := range []string{"- [", "- {tie: coast/war}", "- {tie: coast/war, is: nothing, why: w}"} {
		d.write("coast/sameTie.yaml", text)
		load, plan, err := d.Load(context.Background(), "coast", Options{})
		if err == nil || plan != nil || load.Status != graph.LoadFailed || load.No == 0 || len(load.Rejections) == 0 {
			t.Errorf("%q: %+v, %v", text, load, err)
		}
	}
}

func TestSameTie(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	if _, _, err := d.Load(context.Background(), "coast", Options{Strict: true}); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range d.claims() {
		if c.Dataset == "coast" {
			keys = append(keys, string(c.Tie)+" about "+string(c.Regarding))
		}
	}
	if want := []string{"army-tribes/war about ", "port-arden/blockade about army-tribes/war"}; !slices.Equal(keys, want) {
		t.Errorf("%q, want %q", keys, want)
	}
	// A row that is rejected keeps what is stored under the key of the others.
	d.edit("coast/claims/coast.yaml", "form: war", "form: wars")
	load, _, err := d.Load(context.Background(), "coast", Options{})
	if err != nil || load.Retracted != 0 || load.Unchanged != 2 {
		t.Errorf("%+v, %v", load, err)
	}
}

func TestOtherDatasets(t *testing.T) {
	d := newDesk(t)
	d.load(Options{})
	d.write("coast/claims/more.yaml", `
- {tie: army-tribes/talks, kind: hostility, form: clash, members: [dale-army, hill-tribes], claims: [{source: gazette, at: l, quote: q, when: 2026}]}
- {tie: brock-army/backing, kind: allegiance, form: backing, from: brock, to: dale-army, claims: [{source: gazette, at: l, quote: q, held: 2024}]}
- {tie: coast/gap, kind: allegiance, form: close-ties, members: [port, carn], claims: [{source: gazette, at: l, quote: q, held: 2020}, {source: gazette, at: l, quote: r, held: 2026-01}]}
`)
	d.write("coast/sources.yaml", "- {id: gazette, title: Ours, publishedOn: 2026}\n")
	_, plan, err := d.Load(context.Background(), "coast", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rules []Rule
	for _, p := range plan.Problems {
		rules = append(rules, p.Rule)
	}
	if want := []Rule{RuleSameKey, RuleSharedGap, RuleGap, RuleSameID}; !slices.Equal(rules, want) {
		t.Errorf("%v, want %v: %v", rules, want, plan.Problems)
	}
	// What coast still refers to does not leave vale.
	d.edit("vale/actors.yaml", "- {id: dale-guard", "- {id: dale-watch")
	d.edit("vale/actors.yaml", "{actor: dale-guard, date: 2020, form: renamed}", "{actor: dale-watch, date: 2020, form: renamed}")
	d.edit("vale/actors.yaml", "id: arden,", "id: ardenia,")
	d.edit("vale/actors.yaml", "partOf: arden", "partOf: ardenia")
	d.edit("vale/claims/pacts.yaml", "arden", "ardenia")
	load, plan := d.load(Options{})
	changes := plan.Changes()
	if !slices.Equal(changes.WithdrawActors, []graph.ActorID{"dale-guard"}) || len(load.Rejections) != 0 {
		t.Errorf("withdrawn %v, rejected %v", changes.WithdrawActors, load.Rejections)
	}
	if i := slices.IndexFunc(plan.Problems, func(p Problem) bool { return p.Rule == RuleReferredTo }); i < 0 || !strings.Contains(plan.Problems[i].Message, "arden ") {
		t.Errorf("%v", plan.Problems)
	}
}

// A tie that sameTie.yaml calls by a key that nobody uses is loaded under it.
func TestSameTieOfNobody(t *testing.T) {
	d := newDesk(t)
	d.edit("vale/claims/war.yaml", "- tie: army-tribes/war", "- tie: army-tribes/war-2026")
	d.edit("vale/claims/war.yaml", "  regarding: army-tribes/war\n", "")
	d.edit("vale/claims/pacts.yaml", "  regarding: army-tribes/war\n", "")
	report, err := Check(t.Context(), d.files, "datasets.yaml", today)
	if err != nil || report.Failed() {
		t.Fatal(report.Problems, err)
	}
	if !slices.ContainsFunc(report.Problems, func(p Problem) bool { return p.Rule == RuleSameTie && p.File == "coast/sameTie.yaml" }) {
		t.Error(report.Problems)
	}
}

func TestShrinkMustBeConfirmed(t *testing.T) {
	d := newDesk(t)
	var b strings.Builder
	b.WriteString("- tie: army-tribes/raids\n  kind: hostility\n  form: clash\n  members: [dale-army, hill-tribes]\n  claims:\n")
	for i := range 30 {
		fmt.Fprintf(&b, "  - {source: gazette, at: line %d, when: 2026-01, quote: raid %d}\n", i+100, i)
	}
	d.write("vale/claims/raids.yaml", b.String())
	d.load(Options{})
	delete(d.files, "vale/claims/raids.yaml")
	load, plan, err := d.Load(context.Background(), "vale", Options{})
	if !errors.Is(err, ErrShrinks) || load.Status != graph.LoadFailed || load.No != 2 || load.Error == "" || plan == nil {
		t.Fatalf("%+v, %v", load, err)
	}
	if n := len(d.claims()); n != 38 {
		t.Errorf("%d claims", n)
	}
	if load, plan := d.load(Options{DryRun: true}); load.Retracted != 30 || plan == nil || load.No != 0 {
		t.Errorf("%+v", load)
	}
	load, _ = d.load(Options{ConfirmShrink: true})
	d.want(load, "0 0 30 8 0")
}

func TestPlanText(t *testing.T) {
	d := newDesk(t)
	var b strings.Builder
	_, plan := d.load(Options{})
	if err := plan.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n=== after some editing ===\n\n")
	d.edit("vale/claims/pacts.yaml", "we pay nobody", "We pay nobody.")
	d.edit("vale/claims/pacts.yaml", "start: 1950", "start: 1950~")
	d.edit("vale/claims/war.yaml", "  - {source: gazette-copy, at: line 9, start: 2026-01, end: .., quote: The war that began last month goes on.}\n", "")
	d.edit("vale/claims/war.yaml", "when: 2026-01-05", "when: 2026-01-32")
	d.edit("vale/actors.yaml", "shortName: The Army", "shortName: Army")
	d.edit("vale/sources.yaml", "title: The Gazette,", "title: The Gazette of the Vale,")
	_, plan = d.load(Options{DryRun: true})
	if err := plan.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "plan.golden", b.String())
}
