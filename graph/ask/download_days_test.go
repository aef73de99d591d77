package ask_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/loaders"
	"github.com/realign/realign/seed"
)

// What the file of a history says of a tie is enough to tell how the tie stands
// on any one day: as the graph of that day has it, and never surer.

// spell is a tie as a reader of the file has it, who knows nothing else.
type spell struct {
	ID                         string
	EarliestStart, LatestStart *string
	EarliestEnd, LatestEnd     *string
	FirstAttested              optionalDay
	LastAttested               optionalDay
	OwnVoice                   *daysInFile
	ContestedOn                []daysInFile
}

type daysInFile struct{ From, To *string }

// optionalDay tells null from a field that is left out.
type optionalDay struct {
	there bool
	day   *string
}

func (o *optionalDay) UnmarshalJSON(raw []byte) error {
	o.there = true
	return json.Unmarshal(raw, &o.day)
}

func (s daysInFile) has(t *testing.T, d graph.Day) bool {
	return from(t, s.From) <= d && d <= upTo(t, s.To)
}

func from(t *testing.T, text *string) graph.Day { return dayOr(t, text, graph.MinDay) }

func upTo(t *testing.T, text *string) graph.Day { return dayOr(t, text, graph.MaxDay) }

func dayOr(t *testing.T, text *string, unbounded graph.Day) graph.Day {
	t.Helper()
	if text == nil {
		return unbounded
	}
	return must(edtf.ParseDay(*text))(t)
}

// standing is how a tie stands with its sources on a day.
type standing struct {
	Certainty, Attestation, Status string
	Alleged                        bool
}

// on is what docs/formats/jsonl.md has a reader tell of a day; false if the tie
// was not in force.
func (s *spell) on(t *testing.T, d graph.Day) (standing, bool) {
	t.Helper()
	if d < from(t, s.EarliestStart) || d > upTo(t, s.LatestEnd) {
		return standing{}, false
	}
	x := standing{"POSSIBLE", "ASSUMED", "UNCONTESTED", s.OwnVoice == nil || !s.OwnVoice.has(t, d)}
	if upTo(t, s.LatestStart) <= d && d <= from(t, s.EarliestEnd) && !x.Alleged {
		x.Certainty = "CERTAIN"
	}
	if s.FirstAttested.there && from(t, s.FirstAttested.day) <= d && d <= upTo(t, s.LastAttested.day) {
		x.Attestation = "ATTESTED"
	}
	switch {
	case slices.ContainsFunc(s.ContestedOn, func(c daysInFile) bool { return c.has(t, d) }):
		x.Status = "CONTESTED"
	case x.Alleged:
		x.Status = "ALLEGED"
	}
	return x, true
}

// bounds are all days that the file says anything changes with.
func (s *spell) bounds(t *testing.T) []graph.Day {
	texts := []*string{s.EarliestStart, s.LatestStart, s.EarliestEnd, s.LatestEnd, s.FirstAttested.day, s.LastAttested.day}
	if s.OwnVoice != nil {
		texts = append(texts, s.OwnVoice.From, s.OwnVoice.To)
	}
	for _, c := range s.ContestedOn {
		texts = append(texts, c.From, c.To)
	}
	var days []graph.Day
	for _, text := range texts {
		if text != nil {
			d := dayOr(t, text, 0)
			days = append(days, d-1, d, d+1)
		}
	}
	return days
}

// spellsOf reads the ties of a file.
func spellsOf(t *testing.T, file []byte) []spell {
	t.Helper()
	var spells []spell
	for row := range bytes.Lines(file) {
		var kind struct{ Type string }
		var s spell
		if err := json.Unmarshal(row, &kind); err != nil {
			t.Fatal(err)
		}
		if kind.Type != "relation" {
			continue
		}
		if err := json.Unmarshal(row, &s); err != nil {
			t.Fatalf("%v: %s", err, row)
		}
		if s.FirstAttested.there != s.LastAttested.there {
			t.Errorf("one of firstAttested and lastAttested is left out: %s", row)
		}
		spells = append(spells, s)
	}
	return spells
}

// met counts what the days had, so that a test shows that it tested anything.
type met map[string]int

// daysOfHistory holds a history's file against the file and the list of each day.
func daysOfHistory(t *testing.T, a *ask.Asker, p *ask.Perspective, also []graph.Day) met {
	t.Helper()
	h := must(a.History(t.Context(), ask.HistoryArgs{Perspective: p}))(t)
	spells := spellsOf(t, written(t, a, must(h.Download(nil))(t)))
	var days []graph.Day
	for i := range spells {
		days = append(days, spells[i].bounds(t)...)
	}
	days = append(days, also...)
	slices.Sort(days)
	seen := met{}
	for i := range spells {
		if !spells[i].FirstAttested.there {
			seen["no day named"]++
		}
	}
	for _, d := range slices.Compact(days) {
		g := must(a.Graph(t.Context(), ask.GraphArgs{AsOf: &d, Perspective: p}))(t)
		file := written(t, a, must(g.Download(nil))(t))
		sameTies(t, file, must(g.Relations(nil, nil, nil, nil, nil, new(ask.MaxFirst), nil))(t))
		_, _, ties := linesOf(t, file)
		want := map[string]standing{}
		for _, l := range ties {
			want[l.ID] = standing{l.Certainty, l.Attestation, l.Status, l.Alleged}
		}
		for i := range spells {
			got, there := spells[i].on(t, d)
			is, listed := want[spells[i].ID]
			if there != listed || got != is {
				t.Fatalf("%s on %s: by the history's file %v %+v, by the graph of the day %v %+v", spells[i].ID, d, there, got, listed, is)
			}
			if there {
				seen.count(got)
				delete(want, spells[i].ID)
			}
		}
		if len(want) > 0 {
			t.Fatalf("on %s the graph lists what the history's file has not: %v", d, want)
		}
	}
	return seen
}

func (m met) count(s standing) {
	m[s.Certainty]++
	m[s.Attestation]++
	m[s.Status]++
	if s.Alleged && s.Status == "CONTESTED" {
		m["CONTESTED, alleged"]++
	}
}

// check tells what was met too seldom.
func (m met) check(t *testing.T, least int, what ...string) {
	t.Helper()
	for _, w := range what {
		if m[w] < least {
			t.Errorf("%s was met %d times only", w, m[w])
		}
	}
}

func january() (days []graph.Day) {
	for d := edtf.Civil(2026, 1, 1); d <= edtf.Civil(2026, 1, 31); d++ {
		days = append(days, d)
	}
	return days
}

func TestDaysOfCuratedHistory(t *testing.T) {
	clock := func() time.Time { return time.Date(2026, 1, 25, 12, 0, 0, 0, time.UTC) }
	file := must(sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), sqlitestore.Options{Clock: clock}))(t)
	t.Cleanup(func() { _ = file.Close() })
	for name, store := range map[string]graph.Store{"model": storetest.NewModel(clock), "file": file} {
		declared, _, err := loaders.ReadDatasets(seed.Files, seed.Datasets)
		if err != nil {
			t.Fatal(err)
		}
		loader := &loaders.Loader{Store: store, FS: seed.Files, File: seed.Datasets, Now: clock}
		for _, d := range declared {
			if _, _, err := loader.Load(t.Context(), d.ID, loaders.Options{Strict: true}); err != nil {
				t.Fatal(err)
			}
		}
		t.Run(name, func(t *testing.T) {
			a := exporting(store, clock)
			daysOfHistory(t, a, nil, january()).check(t, 40, "CERTAIN", "POSSIBLE", "ATTESTED", "ASSUMED", "UNCONTESTED", "CONTESTED", "ALLEGED")
			daysOfHistory(t, a, &ask.Perspective{ExcludeSources: []string{"dropsite"}}, january()).check(t, 100, "CERTAIN", "ALLEGED")
		})
	}
}

// What the curated data has none of, made-up histories have.
func TestDaysOfRandomHistories(t *testing.T) {
	all := met{}
	for seed := range uint64(6) {
		p := newPast(t, seed, storetest.Versions(seed, 6))
		q := p.question(t)
		for _, name := range []string{"model", "file"} {
			a := exporting(p.stores[name], p.clock.Now)
			for _, perspective := range []*ask.Perspective{nil, q.args.Perspective} {
				for what, n := range daysOfHistory(t, a, perspective, nil) {
					all[what] += n
				}
			}
		}
	}
	all.check(t, 20, "CERTAIN", "POSSIBLE", "ATTESTED", "ASSUMED", "UNCONTESTED", "CONTESTED", "ALLEGED", "CONTESTED, alleged")
}

// A tie of which no day is named is assumed on all its days. Loaders refuse what
// was announced, but a store may hold it.
func TestDaysOfAnAnnouncement(t *testing.T) {
	f := newFixture(t)
	c := &graph.Claim{
		Tie: "group-01-group-02/alliance", Kind: graph.Allegiance, Form: "alliance", Stance: graph.Asserts, Voice: graph.Own,
		Parties: []graph.Party{{Actor: "group-01", Role: graph.Member}, {Actor: "group-02", Role: graph.Member}},
		Dating:  graph.Dating{Start: edtf.MustParse("2026-02-01")}, Source: "paper", Dataset: "d", Seq: 1,
	}
	c.ID = c.Digest()
	f.apply(t, graph.Changes{Claims: []*graph.Claim{c}})
	seen := daysOfHistory(t, exporting(f.store, func() time.Time { return f.now }), nil, january())
	seen.check(t, 1, "no day named", "ATTESTED", "ASSUMED")
}
