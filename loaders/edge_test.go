package loaders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// edgeDesk is a desk with an edge list called list beside the good files.
type edgeDesk struct{ *desk }

const smallList = `id,source,target,kind,start,end
e1,reds,blues,hostility,2020-03-04,2020-05-06
e2,reds,greens,1,2019,..
e3,blues,greens,0,2020-02,
e4,greens,arden,-1,,2021-07-01
`

func newEdgeDesk(t testing.TB) *edgeDesk {
	d := &edgeDesk{newDesk(t)}
	d.write("datasets.yaml", string(d.files["datasets.yaml"].Data)+"- {id: list, title: A list, license: CC0-1.0, location: list, format: edges}\n")
	d.write("list/edges.csv", smallList)
	d.write("list/actors.csv", "id,name,kind\nreds,The reds,armed-group\nblues,The blues,\n")
	d.write("list/sources.yaml", "- {id: almanac, title: Almanac, publishedOn: 2022}\n")
	if _, _, err := d.Load(context.Background(), "vale", Options{}); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *edgeDesk) load(o Options) (graph.Load, *Plan) {
	d.t.Helper()
	load, plan, err := d.Load(context.Background(), "list", o)
	if err != nil {
		d.t.Fatal(err)
	}
	return load, plan
}

// stored are the claims of the list that are known now, by key.
func (d *edgeDesk) stored() map[graph.TieKey]*graph.Claim {
	out := map[graph.TieKey]*graph.Claim{}
	for _, c := range d.claims() {
		if c.Dataset == "list" && c.To == graph.Forever {
			out[c.Tie] = c.Claim
		}
	}
	return out
}

// rule tells how often problems of a plan are of a rule.
func rule(p *Plan, r Rule) int {
	n := 0
	for _, problem := range p.Problems {
		if problem.Rule == r {
			n++
		}
	}
	return n
}

func TestEdges(t *testing.T) {
	d := newEdgeDesk(t)
	load, plan := d.load(Options{})
	d.want(load, "4 4 0 0 0")
	if rule(plan, RuleMadeActor) != 1 {
		t.Errorf("the greens were not declared: %v", plan.Problems)
	}
	want := []string{
		"list/e1: hostility enmity from reds to blues start 2020-03-04 end 2020-05-06",
		"list/e2: allegiance alignment from reds to greens start 2019 end ..",
		"list/e3: mediation good-offices mediator blues party greens start 2020-02 end",
		"list/e4: hostility enmity from greens to arden start  end 2021-07-01",
	}
	var got []string
	stored := d.stored()
	for _, key := range sortedKeys(stored) {
		c := stored[key]
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s: %s %s %s %s %s %s %s", key, c.Kind, c.Form, c.Parties[0].Role, c.Parties[0].Actor, c.Parties[1].Role, c.Parties[1].Actor, showDating(c.Dating))))
		if c.Source != "almanac" || c.Stance != graph.Asserts || c.Voice != graph.Own || c.ID != c.Digest() || c.Seq != 0 {
			t.Errorf("%+v", c)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	load, _ = d.load(Options{})
	d.want(load, "0 0 0 4 0")
	if load.Revision != 0 {
		t.Errorf("%+v", load)
	}
}

// What an edge list says is what the same claims say that a person wrote.
func TestEdgesAreClaimsLikeOthers(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	edges := d.stored()
	e := newEdgeDesk(t)
	e.edit("datasets.yaml", ", format: edges", "")
	delete(e.files, "list/edges.csv")
	delete(e.files, "list/actors.csv")
	e.write("list/actors.yaml", "- {id: reds, name: R, kind: other}\n- {id: blues, name: B, kind: other}\n- {id: greens, name: G, kind: other}\n")
	e.write("list/claims/c.yaml", `
- {tie: list/e1, kind: hostility, form: enmity, from: reds, to: blues, claims: [{source: almanac, start: 2020-03-04, end: 2020-05-06}]}
- {tie: list/e2, kind: allegiance, form: alignment, from: reds, to: greens, claims: [{source: almanac, start: 2019, end: ..}]}
- {tie: list/e3, kind: mediation, form: good-offices, mediators: [blues], parties: [greens], claims: [{source: almanac, start: 2020-02}]}
- {tie: list/e4, kind: hostility, form: enmity, from: greens, to: arden, claims: [{source: almanac, end: 2021-07-01}]}
`)
	e.load(Options{})
	for key, c := range e.stored() {
		if edges[key] == nil || edges[key].ID != c.ID {
			t.Errorf("%s: %+v, of the edge list %+v", key, c, edges[key])
		}
	}
}

func TestEdgeColumns(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "\xef\xbb\xbfx-mine,note,quote,at,outcome,form,held,when,kind,target,source,id\r\n"+
		"?,\"said, later\",\"They \"\"met\"\"\nand parted\",page 4,failed,mediated-talks,,2020-02-03,mediation,reds,blues,m1\r\n"+
		",,q,p,,alliance,2020,,+,reds,blues,m2\r\n"+
		",,q,p,,direct-talks,,2021-02,0,reds,blues,m3\r\n"+
		"\r\n")
	load, plan := d.load(Options{})
	d.want(load, "3 3 0 0 0")
	if len(plan.Problems) != 0 {
		t.Error(plan.Problems)
	}
	stored := d.stored()
	m1 := stored["list/m1"]
	if m1.Note != "said, later" || m1.Quote != "They \"met\"\nand parted" || m1.Locator != "page 4" || m1.Outcome.String() != "failed" || m1.Parties[0] != (graph.Party{Actor: "blues", Role: graph.Mediator}) {
		t.Errorf("%+v", m1)
	}
	if m2 := stored["list/m2"]; m2.Parties[0] != (graph.Party{Actor: "blues", Role: graph.Member}) || m2.Dating.Held.String() != "2020" {
		t.Errorf("%+v", m2)
	}
	if m3 := stored["list/m3"]; m3.Parties[0] != (graph.Party{Actor: "blues", Role: graph.PartyTo}) || m3.Parties[1].Role != graph.PartyTo {
		t.Errorf("%+v", m3)
	}
}

// A row that reads otherwise is a new wording of the stored claim.
func TestChangedEdge(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	old := d.stored()
	d.edit("list/edges.csv", "reds,blues,hostility", "blues,reds,allegiance")
	d.edit("list/edges.csv", "e4,greens", "e5,greens")
	load, plan := d.load(Options{})
	d.want(load, "2 0 2 2 0")
	if created, changed, retracted := plan.counts(); created != 1 || changed != 1 || retracted != 1 {
		t.Error(plan)
	}
	stored := d.stored()
	for _, c := range d.claims() {
		switch c.ID {
		case old["list/e1"].ID:
			if c.ReplacedBy != stored["list/e1"].ID {
				t.Errorf("replaced by %q", c.ReplacedBy)
			}
		case old["list/e4"].ID:
			if c.To == graph.Forever || c.ReplacedBy != "" {
				t.Errorf("%+v", c)
			}
		}
	}
}

// While a row cannot be read, what is stored under its id stays; while its id
// cannot be read, all does.
func TestRejectedEdgeKeeps(t *testing.T) {
	for name, c := range map[string]struct{ old, new, counts string }{
		"by its id":         {"e2,reds,greens,1", "e2,reds,greens,2", "1 0 1 3 1"},
		"fields behind id":  {"e2,reds,greens,1,2019,..", "e2,reds,greens,1,2019,..,?", "1 0 1 3 1"},
		"all, id":           {"e2,reds", "سوريا,reds", "1 0 0 4 1"},
		"all, no id":        {"e2,reds", ",reds", "1 0 0 4 1"},
		"all, quotation":    {"e2,reds", `e2,"reds`, "1 0 0 4 1"},
		"all, bare quote":   {"e2,reds", `e2,re"ds`, "1 0 0 4 1"},
		"all, not UTF-8":    {"e2,reds", "e2\xff,reds", "1 0 0 4 1"},
		"by its id, UTF-8":  {"e2,reds", "e2,reds\xff", "1 0 1 3 1"},
		"twice":             {"e2,reds,greens,1,2019,..", "e2,reds,greens,1,2019,..\ne2,reds,greens,1,2019,..", "1 0 1 3 1"},
		"twice, first new":  {"e2,reds,greens,1,2019,..", "e2,reds,greens,1,2018,..\ne2,reds,greens,1,2019,..", "2 0 2 2 1"},
		"twice, other tie":  {"e2,reds,greens,1,2019,..", "e2,reds,blues,1,2019,..\ne2,reds,greens,1,2019,..", "1 0 1 3 2"},
		"end before start":  {"2019,..", "2019,2018", "1 0 1 3 1"},
		"begins too late":   {"2019,..", "2023,..", "1 0 1 3 1"},
		"with itself":       {"e2,reds,greens", "e2,reds,reds", "1 0 1 3 1"},
		"without date":      {"2019,..", ",", "1 0 1 3 1"},
		"in force, no date": {"2019,..", ",..", "1 0 1 3 1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.load(Options{})
			before := d.stored()
			d.edit("list/edges.csv", c.old, c.new)
			// A row that goes, and one that comes.
			d.edit("list/edges.csv", "e4,greens,arden,-1,,2021-07-01\n", "")
			d.edit("list/edges.csv", "end\n", "end\ne9,blues,reds,1,2020,2021\n")
			load, plan := d.load(Options{})
			d.want(load, c.counts)
			after := d.stored()
			if name != "twice, first new" && (after["list/e2"] == nil || after["list/e2"].ID != before["list/e2"].ID) {
				t.Errorf("what was stored is gone: %+v", after["list/e2"])
			}
			if all := strings.HasPrefix(name, "all"); all != (len(plan.KeptFor) > 0) || all != (after["list/e4"] != nil) {
				t.Errorf("kept for %v: %v", plan.KeptFor, sortedKeys(after))
			}
			if plan.Rejected() != len(load.Rejections) && name != "all, quotation" { // which takes a row with it
				t.Errorf("%d rejected, %v", plan.Rejected(), load.Rejections)
			}
		})
	}
}

// While something cannot be read, a row that is about another tie than before
// may not take the place of the stored claim.
func TestHeldBackEdge(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	d.edit("list/edges.csv", "e3,blues,greens,0,2020-02,\n", ",,,,,\n")
	d.edit("list/edges.csv", "e1,reds,blues", "e1,reds,arden")
	d.edit("list/edges.csv", "2019", "2018")
	load, plan := d.load(Options{})
	d.want(load, "1 0 1 3 5") // four fields that must not be empty are
	if rule(plan, RuleHeldBack) != 1 || plan.Rejected() != 2 {
		t.Error(plan.Problems)
	}
	if stored := d.stored(); stored["list/e1"].Parties[1].Actor != "blues" || stored["list/e2"].Dating.Start.String() != "2018" {
		t.Errorf("%+v", stored)
	}
}

func TestEdgesThatShrink(t *testing.T) {
	d := newEdgeDesk(t)
	var b strings.Builder
	b.WriteString("id,source,target,kind,start\n")
	for i := range 60 {
		fmt.Fprintf(&b, "r%d,reds,blues,1,2020\n", i)
	}
	d.write("list/edges.csv", b.String())
	d.load(Options{})
	d.write("list/edges.csv", b.String()[:strings.Index(b.String(), "r25")])
	if load, _, err := d.Load(context.Background(), "list", Options{}); !errors.Is(err, ErrShrinks) || load.Status != graph.LoadFailed {
		t.Fatalf("%+v, %v", load, err)
	}
	load, _ := d.load(Options{ConfirmShrink: true})
	d.want(load, "0 0 35 25 0")
}

// Another dataset may speak of an edge, and keeps its key for what it says.
func TestEdgesBesideOthers(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	d.write("coast/claims/list.yaml", "- {tie: list/e5, kind: hostility, form: enmity, from: reds, to: blues, claims: [{source: almanac, at: p, quote: q, held: 2020}]}\n"+
		"- {tie: list/e1, kind: hostility, form: enmity, from: reds, to: blues, claims: [{source: gazette, at: p, quote: q, held: 2020-04}]}\n")
	load, _, err := d.Load(context.Background(), "coast", Options{})
	if err != nil || len(load.Rejections) > 0 {
		t.Fatal(load.Rejections, err)
	}
	d.edit("list/edges.csv", "end\n", "end\ne5,blues,reds,hostility,2020,2021\n")
	load, plan := d.load(Options{})
	d.want(load, "0 0 0 4 1")
	if rule(plan, RuleSameKey) != 1 || load.Rejections[0].Line != 2 {
		t.Error(load.Rejections)
	}
	d.edit("list/edges.csv", "e5,blues,reds", "e5,reds,blues")
	load, _ = d.load(Options{})
	d.want(load, "1 0 0 4 0")
	report, err := Check(t.Context(), d.files, "datasets.yaml", today)
	if err != nil || report.Failed() {
		t.Error(report.Problems, err)
	}
	d.edit("list/edges.csv", "e5,reds,blues", "e5,blues,reds")
	if report, err = Check(t.Context(), d.files, "datasets.yaml", today); err != nil || report.Rejected != 1 {
		t.Error(report.Problems, err)
	}
}

// Actors that nobody declares are made, unless that would make two of one.
func TestMadeActors(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "id,source,target,kind,start\ne1,Côte d’Ivoire,The Reds!,1,2020\ne2,cote d'ivoire,reds,1,2020\ne3,سوريا,reds,1,2020\ne4,Reds,blues,1,2020\ne5,Côte d’Ivoire,blues,1,2020\ne6,arden,Arden,1,2020\n")
	load, plan := d.load(Options{})
	d.want(load, "2 5 0 0 4")
	for i, line := range []int{3, 4, 5, 7} {
		if r := load.Rejections[i]; r.Line != line || !strings.Contains(r.Message, "id") {
			t.Errorf("%+v", r)
		}
	}
	if n := rule(plan, RuleMadeActor); n != 2 {
		t.Errorf("%d: %v", n, plan.Problems)
	}
	head, _ := d.store.Head(context.Background())
	actors, err := d.store.Actors(context.Background(), head.No, graph.ActorQuery{Dataset: "list"})
	if err != nil {
		t.Fatal(err)
	}
	names := map[graph.ActorID]string{}
	for _, a := range actors {
		names[a.ID] = a.Names[0].Value + ", " + a.Kind.String() + ", " + string(a.Source)
	}
	want := map[graph.ActorID]string{"cote-d-ivoire": "Côte d’Ivoire, other, almanac", "the-reds": "The Reds!, other, almanac", "reds": "The reds, armed-group, almanac", "blues": "The blues, other, almanac"}
	if fmt.Sprint(names) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", names, want)
	}
	// Without the rows they are gone, and a broken file of actors makes none.
	d.write("list/edges.csv", "id,source,target,kind,start\ne5,reds,blues,1,2020\n")
	load, _ = d.load(Options{})
	d.want(load, "1 2 2 0 0")
	d.write("list/actors.csv", "id,nmae\nreds,Reds\nblues,Blues\n")
	d.edit("list/edges.csv", "e5,reds,blues,1,2020\n", "e5,reds,blues,1,2020\ne6,reds,Nobody,1,2020\n")
	load, plan = d.load(Options{})
	d.want(load, "0 0 0 1 3")
	if len(plan.KeptFor) == 0 {
		t.Error("actors that cannot be read were withdrawn")
	}
}

func TestEdgesCite(t *testing.T) {
	two := "- {id: almanac, title: Almanac, publishedOn: 2022}\n- {id: almanac-2, title: Almanac, publishedOn: 2023, aliases: [second]}\n"
	row := "id,source,target,kind,start\n%s,reds,blues,1,2020\n"
	for name, c := range map[string]struct {
		file, text, sources string
		source              graph.SourceID // empty: it is left out
	}{
		"the only one":           {"list/edges/any.csv", row, "", "almanac"},
		"by name of the file":    {"list/edges/almanac-2.csv", row, two, "almanac-2"},
		"by a former id":         {"list/edges/second.csv", row, two, "almanac-2"},
		"by a column":            {"list/edges/almanac.csv", strings.NewReplacer("start", "start,cites", "2020", "2020,second").Replace(row), two, "almanac-2"},
		"of another dataset":     {"list/edges/almanac.csv", strings.NewReplacer("start", "start,cites", "2020", "2024,gazette").Replace(row), two, "gazette"},
		"not told":               {"list/edges/any.csv", row, two, ""},
		"not there":              {"list/edges/almanac.csv", strings.NewReplacer("start", "start,cites", "2020", "2020,third").Replace(row), two, ""},
		"the other was left out": {"list/edges/any.csv", row, "- {id: almanac, title: Almanac, publishedOn: 2022}\n- {id: undated, title: T}\n", ""},
		"cannot be read":         {"list/edges/any.csv", row, "- {id: almanac, title: Almanac, publishedOn: 2022\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			delete(d.files, "list/edges.csv")
			d.write(c.file, fmt.Sprintf(c.text, "e1"))
			if c.sources != "" {
				d.write("list/sources.yaml", c.sources)
			}
			load, _ := d.load(Options{})
			claim := d.stored()["list/e1"]
			if c.source == "" && (claim != nil || len(load.Rejections) == 0) || c.source != "" && (claim == nil || claim.Source != c.source) {
				t.Errorf("%+v, %v", claim, load.Rejections)
			}
		})
	}
}
