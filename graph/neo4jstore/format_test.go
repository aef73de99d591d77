package neo4jstore

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

var update = flag.Bool("update", false, "write the files of testdata anew")

// TestFormat pins how records are kept: what is written today must read like the
// files of testdata, and so must what was written long ago. A field of package
// graph that changes its name breaks it; then write a migration. Relations as
// JSON are what migration 3 reads.
func TestFormat(t *testing.T) {
	day := edtf.MustParse("2026-01-05")
	dating := graph.Dating{Start: day, Ongoing: true}
	span := graph.Span{First: 1, Until: 2}
	parties := []graph.Party{{Actor: "a", Role: graph.From}, {Actor: "b", Role: graph.To}}
	relation := graph.Relation{
		Key: "a-b/war", Kind: graph.Hostility, Form: "attack", Nominal: true, Directed: true, Parties: parties, Regarding: "x/y",
		Outcome: graph.Failed, Period: graph.Period{EarliestStart: 1, LatestStart: 2, EarliestEnd: 3, LatestEnd: graph.MaxDay},
		StartText: "2026", EndText: "..", Named: span, Envelope: graph.Always, HearsayOnly: true, OwnDays: span, StartVouched: true, EndVouched: true, EndForced: true,
		DenialOnly: true, Disputed: true, DisputedOn: []graph.Span{span},
	}
	claim := graph.Claim{
		ID: "c", Tie: "a-b/war", Kind: graph.Hostility, Form: "attack", Parties: parties, Regarding: "x/y", Stance: graph.Denies,
		Voice: graph.Hedged, Outcome: graph.Ceasefire, Dating: dating, Source: "s", Claimant: "a", Quote: "q", Locator: "l", Note: "n",
		Reliability: graph.ReliabilityB, Credibility: 2, Marking: graph.Amber, Dataset: "d", Seq: 3,
	}
	census, err := censusOf(&relation)
	if err != nil {
		t.Fatal(err)
	}
	for name, record := range map[string]any{
		"relation": &relation, "relation-record": diagnosed(t, &relation), "relation-census": json.RawMessage(census), "claim": &claim, "claim-brief": briefOfClaim(&claim),
		"actor": &graph.Actor{
			ID: "a", Aliases: []graph.ActorID{"old"}, Kind: graph.Tribe, Unnamed: true, ShortName: "A", Description: "d", Note: "n",
			Span: dating, Source: "s", Names: []graph.Name{{Value: "v", Language: "en", Span: dating, Source: "s", Note: "n"}},
			Identifiers:  []graph.Identifier{{Scheme: "wikidata", Value: "Q42", Source: "s"}},
			Affiliations: []graph.Affiliation{{Whole: "w", Role: "part of", Span: dating, Source: "s", Locator: "l", Quote: "q", Note: "n"}},
			Predecessors: []graph.Succession{{Predecessor: "p", On: graph.Dating{When: day}, Form: "split", Source: "s", Locator: "l", Quote: "q", Note: "n"}},
			Dataset:      "d",
		},
		"source": &graph.Source{
			ID: "s", Aliases: []graph.SourceID{"old"}, Title: "t", Publisher: "p", Author: "a", URL: "u", PublishedOn: day, SpeaksOf: day,
			Republishes: "r", RetrievedOn: day, Language: "en", Reliability: graph.ReliabilityF, Marking: graph.Clear, Note: "n", Document: "f", Dataset: "d",
		},
		"load": &graph.Load{
			No: 1, Dataset: "d", Title: "t", License: "l", Schedule: "s", StartedAt: epoch(), FinishedAt: epoch().Add(time.Microsecond),
			Status: graph.LoadSucceededWithRejections, DryRun: true, Error: "e", Created: 1, Changed: 2, Retracted: 3, Unchanged: 4,
			Rejections: []graph.Rejection{{File: "f", Line: 1, Column: 2, Message: "m", Remedy: "r"}}, Revision: 5,
		},
	} {
		got, err := json.MarshalIndent(record, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		file := filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is kept otherwise than in %s:\n%s", name, file, got)
		}
	}
}

// diagnosed is the record of a relation in CBOR's notation for people.
func diagnosed(t *testing.T, r *graph.Relation) string {
	t.Helper()
	raw, err := recordOf(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := cbor.Diagnose(raw)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
