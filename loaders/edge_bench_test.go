package loaders

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/realign/realign/graph"
)

// edgeRows writes the folder of an edge list of so many rows.
func edgeRows(n int) fstest.MapFS {
	var edges, actors bytes.Buffer
	edges.WriteString("id,source,target,kind,start,end\n")
	kinds := []string{"allegiance", "mediation", "hostility"}
	for i := range n {
		day := graph.Day(16071 + i*7%365)
		fmt.Fprintf(&edges, "e%07d,some-actor-%04d,another-actor-%04d,%s,%s,%s\n", i, i%3500, (i*31+7)%3500, kinds[i%3], day, day+29)
	}
	actors.WriteString("id,name\n")
	for i := range 3500 {
		fmt.Fprintf(&actors, "some-actor-%04d,Some Actor %d\nanother-actor-%04d,\"Actor, another %d\"\n", i, i, i, i)
	}
	return fstest.MapFS{
		"datasets.yaml":  {Data: []byte("- {id: events, title: Events, license: CC0-1.0, location: d, format: edges}")},
		"d/edges.csv":    {Data: edges.Bytes()},
		"d/actors.csv":   {Data: actors.Bytes()},
		"d/sources.yaml": {Data: []byte("- {id: s, title: S, publishedOn: 2026}")},
	}
}

// firstReading reads all rows once, against a store that has the given claims.
func firstReading(b testing.TB, l *edgeList, stored []graph.ClaimID) *edgePlan {
	p := l.newPlan(&graph.DatasetState{}, stored, today)
	if err := p.readRows(context.Background(), nil); err != nil {
		b.Fatal(err)
	}
	if p.tally.rejected > 0 {
		b.Fatal(p.tally.kept[0])
	}
	return p
}

func benchmarkList(b testing.TB, rows int) *edgeList {
	b.Helper()
	l, err := readEdgeList(edgeRows(rows), Declared{ID: "events", Folder: "d", Format: EdgesFormat})
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkEdges reads 200,000 rows: for the first time, again with all of them
// stored, and once more to load them. It tells the processor time of a row, all
// goroutines together, and the bytes that are held of it.
func BenchmarkEdges(b *testing.B) {
	const rows = 200_000
	l := benchmarkList(b, rows)
	var ids []graph.ClaimID
	for claim, err := range firstReading(b, l, nil).newClaims(context.Background()) {
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, claim.ID)
	}
	ids = sortedIDs(ids)
	perRow := func(b *testing.B, before int64) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
		b.ReportMetric(float64(processorTime()-before)/float64(b.N)/rows, "cpu-ns/row")
	}
	b.Run("new", func(b *testing.B) {
		before := processorTime()
		for b.Loop() {
			firstReading(b, l, nil)
		}
		perRow(b, before)
	})
	b.Run("unchanged", func(b *testing.B) {
		before := processorTime()
		for b.Loop() {
			if p := firstReading(b, l, ids); p.unchanged != rows {
				b.Fatal(p.unchanged)
			}
		}
		perRow(b, before)
	})
	b.Run("again", func(b *testing.B) {
		p := firstReading(b, l, nil)
		before := processorTime()
		for b.Loop() {
			n := 0
			for _, err := range p.newClaims(context.Background()) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != rows {
				b.Fatal(n)
			}
		}
		perRow(b, before)
	})
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(bytesPerRow(b, 300_000), "B/row")
		}
	})
}

// bytesPerRow is how much more is alive after so many rows were read than after
// none, by row. The list stays the same but for its rows.
func bytesPerRow(t testing.TB, rows int) float64 {
	list := benchmarkList(t, rows)
	held := func() int64 {
		before := heap()
		p := firstReading(t, list, nil)
		after := heap()
		runtime.KeepAlive(p)
		return after - before
	}
	all := held()
	files := list.files
	list.files = nil
	none := held()
	list.files = files
	return float64(all-none) / float64(rows)
}

// A million rows must not be held.
func TestEdgesAreNotHeld(t *testing.T) {
	if held := bytesPerRow(t, 100_000); held > 100 {
		t.Errorf("%.0f bytes of each row are held, and its text has 70", held)
	}
}

// heap is the size of all that is alive.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func sortedIDs(ids []graph.ClaimID) []graph.ClaimID {
	slices.Sort(ids)
	return ids
}
