package graph_test

import (
	"errors"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// FuzzParseDating reads any four fields. What it refuses it explains; what it
// takes keeps its texts, and what passes Check can be a lifetime.
func FuzzParseDating(f *testing.F) {
	for _, seed := range [][4]string{
		{"2026-01", "..", "", ""}, {"[..2026-01-20]", "[2026-01-20..]", "", ""}, {"", "", "2026-01-18~", ""}, {"", "", "", "201X"},
		{"2026-02", "2026-01", "", ""}, {"2026", "", "2026", ""}, {"..", "..", "..", ".."}, {"Y5881580-07-10", "Y5881580-07-10", "", ""},
		{"", "", "Y-5877641-06-24", ""}, {"2026-13", "", "", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, start, end, when, held string) {
		d, err := graph.ParseDating(start, end, when, held)
		if err != nil {
			var parse *edtf.ParseError
			if !errors.As(err, &parse) {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		if d.Ongoing != (end == "..") || d.Start.String() != start || d.When.String() != when || d.Held.String() != held {
			t.Fatalf("%q, %q, %q and %q are kept as %+v", start, end, when, held, d)
		}
		// Lifetime must stand anything; only what Check takes means something.
		p := d.Lifetime()
		if !p.Feasible() || p != p.Tight() {
			t.Fatalf("%+v has the lifetime %+v", d, p)
		}
		if d.Check() == nil && p == graph.AnyPeriod {
			t.Fatalf("the lifetime of %+v says nothing", d)
		}
	})
}

// FuzzFold folds two claims on one tie and one on its opposite, dated anyhow.
func FuzzFold(f *testing.F) {
	f.Add("2026-01-21", "2026-01", "..", "2026-01-20", byte(0))
	f.Add("2026-01", "[..2026-01]", "2026-01-05", "2025", byte(0xff))
	f.Add("Y5881580-07-10", "Y-5877641-06-24", "Y5881580-07-10", "Y5881580-07-10", byte(7))
	f.Fuzz(func(t *testing.T, speaks, start, end, held string, bits byte) {
		spoken, err := edtf.Parse(speaks)
		if err != nil {
			return
		}
		w := &world{sources: map[graph.SourceID]*graph.Source{"s": {ID: "s", Title: "s", SpeaksOf: spoken}}}
		bit := func(n int) graph.Voice { return graph.Voice(bits>>n&1) + 1 }
		for i, d := range [][4]string{{start, end, "", ""}, {"", "", "", held}, {"", "", held, ""}} {
			dating, err := graph.ParseDating(d[0], d[1], d[2], d[3])
			if err != nil {
				continue
			}
			tie := randomTies[i/2]
			form, _ := graph.FormNamed(tie.forms[0])
			c := &graph.Claim{Tie: tie.key, Kind: form.Kind, Form: form.Name, Parties: parties(tie.parties), Source: "s",
				Dating: dating, Stance: graph.Stance(bit(i)), Voice: bit(i + 3)}
			if len(c.Check(w.Source("s"))) == 0 {
				w.add(c)
			}
		}
		everyone := graph.NewLens(graph.Perspective{}, time.Time{}, nil)
		for _, r := range w.fold(everyone) {
			if !r.Period.Feasible() || r.Period != r.Period.Tight() {
				t.Fatalf("%s has the bounds %+v", r.Key, r.Period)
			}
			if e := r.Envelope; e.Hull(r.Period.Outer()) != e {
				t.Fatalf("%s may hold in %v, outside of %v", r.Key, r.Period.Outer(), e)
			}
		}
	})
}
