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

// edgeText writes rows of an edge list, of which one has another text.
func edgeText(rows, other int, as string) string {
	var b strings.Builder
	b.WriteString("id,source,target,kind,start,note\n")
	for i := 1; i <= rows; i++ {
		text := fmt.Sprintf("e%d,reds,blues,1,2020,so", i)
		if i == other {
			text = as
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// Lines that an open quotation mark swallows are named and counted.
func TestSwallowedLines(t *testing.T) {
	for name, c := range map[string]struct {
		text              string
		created, rejected int
		says              string
	}{
		"to the end":              {edgeText(30, 5, `e5,reds,blues,1,2020,"so`), 4, 26, "Lines 6 to 31 were not read"},
		"to the next mark":        {strings.Replace(edgeText(30, 5, `e5,reds,blues,1,2020,"so`), "e12,reds,blues,1,2020,so", `e12,reds,blues,1,2020,"so"`, 1), 22, 8, "Lines 6 to 13 were not read"},
		"to a mark and a comma":   {strings.Replace(edgeText(30, 5, `e5,reds,blues,1,"2020,so`), "e12,reds,blues,1,2020,so", `e12,reds,blues,1,2020",so,`, 1), 22, 8, "Lines 6 to 13 were not read"},
		"to a mark in its column": {strings.Replace(edgeText(30, 5, `e5,reds,blues,1,"2020,so`), "e12,reds,blues,1,2020,so", `e12,reds,blues,1,2020",so`, 1), 22, 8, "Lines 6 to 13 were not read"},
		"in its own line":         {edgeText(30, 30, `e5,reds,blues,1,2020,"so`), 29, 1, "never closed"},
		"behind a wrong header":   {strings.Replace(edgeText(30, 0, ""), "note", "nite", 1), 0, 31, "nite"},
		"far behind one":          {strings.Replace(edgeText(30_000, 0, ""), "note", "nite", 1), 0, 30_001, "nite"},
		"beyond 4 MiB":            {edgeText(200_000, 5, `e5,reds,blues,1,2020,"so`), 4, 199_996, "Lines 6 to 200001 were not read"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.write("list/edges.csv", c.text)
			load, plan := d.load(Options{})
			if load.Created != c.created || plan.Rejected() != c.rejected || len(plan.KeptFor) == 0 {
				t.Errorf("%d created, %d left out, kept for %v", load.Created, plan.Rejected(), plan.KeptFor)
			}
			if !slices.ContainsFunc(load.Rejections, func(r graph.Rejection) bool { return strings.Contains(r.Message, c.says) }) {
				t.Errorf("no %q in %v", c.says, load.Rejections)
			}
		})
	}
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "id,source,target,kind,start\ne1,reds,blues,1,2020\n")
	d.write("list/actors.csv", "id,name\nreds,\"Reds\nblues,Blues\ngreens,Greens\n")
	load, plan := d.load(Options{})
	if plan.Rejected() != 4 || !strings.Contains(load.Rejections[0].Message, "Lines 2 to 4 were not read") {
		t.Errorf("%d, %v", plan.Rejected(), load.Rejections)
	}
}

// A line that is too long, and a file whose lines do not end, are called that.
func TestLinesWithoutEnd(t *testing.T) {
	for name, c := range map[string]struct{ text, says, remedy string }{
		"long field":          {edgeText(3, 2, "e2,reds,blues,1,2020,"+strings.Repeat("so ", 2<<20)), "longer than 4 MiB", "Shorten it"},
		"carriage returns":    {strings.ReplaceAll(edgeText(30, 0, ""), "\n", "\r"), "carriage return", "line feeds"},
		"many such":           {strings.ReplaceAll(edgeText(300_000, 0, ""), "\n", "\r"), "carriage return", "line feeds"},
		"quoted header, such": {strings.Replace(strings.ReplaceAll(edgeText(30, 0, ""), "\n", "\r"), "note", `"note"`, 1), "carriage return", "line feeds"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newEdgeDesk(t)
			d.write("list/edges.csv", c.text)
			load, _ := d.load(Options{})
			if len(load.Rejections) == 0 || len(load.Rejections) > 2 || !strings.Contains(load.Rejections[0].Message, c.says) || !strings.Contains(load.Rejections[0].Remedy, c.remedy) {
				t.Errorf("%.2000v", load.Rejections)
			}
		})
	}
	d := newEdgeDesk(t)
	d.write("list/actors.csv", "id,name\rreds,Reds\rblues,Blues\r")
	load, _ := d.load(Options{})
	if !strings.Contains(load.Rejections[0].Message, "carriage return") || strings.Contains(load.Rejections[1].File, "actors") {
		t.Error(load.Rejections)
	}
}

// A strict load counts all rows that were left out, not those that are listed.
func TestStrictEdges(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "id,source,target,kind,start\n"+strings.Repeat("e1,reds,blues,2,2020\n", 3000))
	_, _, err := d.Load(context.Background(), "list", Options{Strict: true})
	if !errors.Is(err, ErrRejections) || !strings.Contains(err.Error(), ": 3000; the first: list/edges.csv:2:") {
		t.Error(err)
	}
}

// If a row has several problems, the list may end before the rows do.
func TestUnlistedRows(t *testing.T) {
	d := newEdgeDesk(t)
	d.write("list/edges.csv", "id,source,target,kind,start\n"+strings.Repeat(",,,,\n", 400))
	load, plan := d.load(Options{})
	if last := load.Rejections[len(load.Rejections)-1].Message; plan.Rejected() != 400 || !strings.Contains(last, "400 rows were left out in all") {
		t.Errorf("%d, %s", plan.Rejected(), last)
	}
}
