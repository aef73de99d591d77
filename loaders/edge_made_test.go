package loaders

import (
	"context"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// names are the names of the list's actors that are known now, by id.
func (d *edgeDesk) names() map[graph.ActorID]string {
	d.t.Helper()
	head, err := d.store.Head(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	actors, err := d.store.Actors(context.Background(), head.No, graph.ActorQuery{Dataset: "list"})
	if err != nil {
		d.t.Fatal(err)
	}
	names := map[graph.ActorID]string{}
	for _, a := range actors {
		names[a.ID] = a.Names[0].Value
	}
	return names
}

// While something cannot be read, an actor that was made of a name before is
// still the one of that name, and no other spelling is taken for it.
func TestMadeActorsAreFoundAgain(t *testing.T) {
	const rows = "id,source,target,kind,start\ne1,Red Army,blues,1,2020\ne2,Red Army,reds,1,2020\n"
	for name, c := range map[string]struct {
		change func(d *edgeDesk)
		counts string
	}{
		"stray file":        {func(d *edgeDesk) { d.write("list/notes.csv", "") }, "0 0 0 2 1"},
		"row without an id": {func(d *edgeDesk) { d.write("list/edges.csv", rows+",,,,\n") }, "0 0 0 2 4"},
		"actors.csv":        {func(d *edgeDesk) { d.write("list/actors.csv", "") }, "0 0 0 2 1"},
		"sources.yaml, one row more": {func(d *edgeDesk) {
			d.write("list/sources.yaml", "- {id: almanac, title: Almanac, publishedOn: 2022}\n- {title: Other}\n")
			d.write("list/edges/almanac.csv", strings.Replace(rows, "e1,", "e3,", 1))
			d.write("list/edges.csv", "id,source,target,kind,start,cites\ne1,Red Army,blues,1,2020,almanac\n")
		}, "1 0 0 2 1"},
		"sources.yaml, no day": {func(d *edgeDesk) {
			d.write("list/sources.yaml", "- {id: almanac, title: Almanac, publishedOn: 2022}\n- {id: other, title: Other, marking: no-such}\n")
		}, "0 0 0 2 3"},
		"other spelling": {func(d *edgeDesk) {
			d.write("list/edges.csv", rows+",,,,\ne3,red army,blues,1,2020\ne4,red-army,blues,1,2020\n")
		}, "0 0 0 2 6"},
		"declared, and the row is wrong": {func(d *edgeDesk) {
			d.write("list/notes.csv", "")
			d.write("list/actors.csv", "id,name,kind\nreds,The reds,armed-group\nblues,The blues,\nred-army,Red Army,army\n")
		}, "0 0 0 2 4"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.write("list/edges.csv", rows)
			load, _ := d.load(Options{})
			d.want(load, "2 4 0 0 0")
			before := d.names()
			c.change(d)
			load, plan := d.load(Options{})
			d.want(load, c.counts)
			if got := d.names(); got["red-army"] != "Red Army" || len(got) != len(before) {
				t.Errorf("the actors are %v", got)
			}
			for _, a := range plan.Actors {
				t.Errorf("%+v becomes %+v", a.Old, a.New)
			}
			if name == "other spelling" {
				for _, r := range load.Rejections[4:] {
					if !strings.Contains(r.Message, `which is that of "Red Army"`) {
						t.Error(r.Message)
					}
				}
			}
		})
	}
}

// A declared actor is not taken for one that was made, whatever its name.
func TestDeclaredActorsAreNotMade(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("list/actors.csv", "id,name,kind\nreds,The reds,armed-group\nblues,The blues,\nred-army,Red Army,\n")
	d.load(Options{})
	d.write("list/actors.csv", "id,nmae\n")
	d.write("list/edges.csv", smallList+"e5,Red Army,reds,1,2020,\ne6,red-army,reds,1,2020,\n")
	load, _ := d.load(Options{})
	d.want(load, "1 0 0 4 3")
	if last := load.Rejections[len(load.Rejections)-1]; !strings.Contains(last.Message, `"Red Army" is no id`) {
		t.Error(load.Rejections)
	}
}

// A row that is left out makes no actor, also when that is seen late.
func TestRefusedRowsMakeNoActors(t *testing.T) {
	d := newEdgeDesk(t)
	d.load(Options{})
	d.write("coast/claims/list.yaml", "- {tie: list/e5, kind: hostility, form: enmity, from: reds, to: blues, claims: [{source: almanac, at: p, quote: q, held: 2020}]}\n")
	if load, _, err := d.Load(context.Background(), "coast", Options{}); err != nil || len(load.Rejections) > 0 {
		t.Fatal(load.Rejections, err)
	}
	d.write("list/edges.csv", smallList+"e5,newguys,oldguys,hostility,2020,2021\ne6,oldguys,reds,1,2020,\n")
	load, plan := d.load(Options{})
	d.want(load, "1 1 0 4 1")
	if got := d.names(); got["newguys"] != "" || got["oldguys"] == "" {
		t.Errorf("the actors are %v", got)
	}
	for _, w := range Warnings(plan.Problems) {
		if strings.Contains(w.Message, "newguys") {
			t.Error(w)
		}
	}
}

// What no person writes into a name, and what would not be read in YAML, is not
// read in a table either.
func TestUnreadableTexts(t *testing.T) {
	for name, row := range map[string]string{
		"NUL in a name":          "e5,new\x00guys,reds,1,2020,",
		"escape in a name":       "e5,new\x1b[31mguys,reds,1,2020,",
		"line feed in a name":    "e5,\"new\nguys\",reds,1,2020,",
		"tab in a name":          "e5,new\tguys,reds,1,2020,",
		"C1 control in a name":   "e5,new\u0085guys,reds,1,2020,",
		"long name":              "e5,x" + strings.Repeat(".", 600_000) + ",reds,1,2020,",
		"NUL in an id":           "e\x005,blues,reds,1,2020,",
		"NUL in a quotation":     "e5,blues,reds,1,2020,a\x00b",
		"escape in a quotation":  "e5,blues,reds,1,2020,a\x1b[31mb",
		"C1 in a quotation":      "e5,blues,reds,1,2020,a\u009bb",
		"no character, in quote": "e5,blues,reds,1,2020,a\ufffeb",
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.write("list/edges.csv", "id,source,target,kind,start,quotation\n"+row+"\n")
			load, plan := d.load(Options{})
			if load.Created != 0 || plan.Rejected() != 1+strings.Count(row, "\n") {
				t.Fatalf("%d created, %v", load.Created, load.Rejections)
			}
			if r := load.Rejections[0]; len(r.Message)+len(r.Remedy) > 1000 || strings.ContainsAny(r.Message, "\x00\x1b\n") {
				t.Errorf("%.1000q", r.Message)
			}
		})
	}
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "id,source,target,kind,start,quotation\ne5,blues,reds,1,2020,\"a\tb\r\nc\"\ne6,Tên Dài – “x”,reds,1,2020,q\n")
	load, _ := d.load(Options{})
	d.want(load, "2 4 0 0 0")
	d.write("list/actors.csv", "id,name,kind\nreds,The\x00reds,armed-group\nblues,The blues,\n")
	load, _ = d.load(Options{})
	if len(load.Rejections) == 0 || !strings.Contains(load.Rejections[0].Message, "cannot be seen") {
		t.Error(load.Rejections)
	}
}
