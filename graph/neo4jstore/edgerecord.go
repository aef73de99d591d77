package neo4jstore

import (
	"encoding/json"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"github.com/realign/realign/graph"
)

// An edge carries its relation whole, as CBOR (RFC 8949): it is read a thousand
// times for each time that it is written, and JSON takes six times as long to
// read and five times the room. For people the edge has its other properties.

// relationRecord is a relation as an edge carries it: an array of these fields
// in this order. What changes it needs a migration.
type relationRecord struct {
	_            struct{} `cbor:",toarray"`
	Key          graph.TieKey
	Kind         graph.Kind
	Form         string
	Nominal      bool
	Directed     bool
	Parties      []partyRecord
	Regarding    graph.TieKey
	Outcome      graph.Outcome
	Period       periodRecord
	StartText    string
	EndText      string
	Named        spanRecord
	Envelope     spanRecord
	HearsayOnly  bool
	OwnDays      spanRecord
	StartVouched bool
	EndVouched   bool
	EndForced    bool
	DenialOnly   bool
	Disputed     bool
	DisputedOn   []spanRecord
}

type partyRecord struct {
	_     struct{} `cbor:",toarray"`
	Actor graph.ActorID
	Role  graph.Role
}

// periodRecord is the bounds in the order of [graph.Period], and spanRecord the
// first day and the first after it.
type (
	periodRecord [4]graph.Day
	spanRecord   [2]graph.Day
)

func recordPeriod(p graph.Period) periodRecord {
	return periodRecord{p.EarliestStart, p.LatestStart, p.EarliestEnd, p.LatestEnd}
}

func (p periodRecord) period() graph.Period {
	return graph.Period{EarliestStart: p[0], LatestStart: p[1], EarliestEnd: p[2], LatestEnd: p[3]}
}

func recordSpan(s graph.Span) spanRecord { return spanRecord{s.First, s.Until} }

func (s spanRecord) span() graph.Span { return graph.Span{First: s[0], Until: s[1]} }

func recordSpans(spans []graph.Span) []spanRecord {
	var out []spanRecord
	for _, s := range spans {
		out = append(out, recordSpan(s))
	}
	return out
}

func spansOf(records []spanRecord) []graph.Span {
	var out []graph.Span
	for _, s := range records {
		out = append(out, s.span())
	}
	return out
}

// recordOf encodes a relation. Equal ones are equal byte for byte. Enumerations
// are their numbers in package graph.
func recordOf(r *graph.Relation) ([]byte, error) {
	rec := relationRecord{
		Key: r.Key, Kind: r.Kind, Form: r.Form, Nominal: r.Nominal, Directed: r.Directed,
		Parties: make([]partyRecord, len(r.Parties)), Regarding: r.Regarding, Outcome: r.Outcome,
		Period: recordPeriod(r.Period), StartText: r.StartText, EndText: r.EndText, Named: recordSpan(r.Named), Envelope: recordSpan(r.Envelope),
		HearsayOnly: r.HearsayOnly, OwnDays: recordSpan(r.OwnDays),
		StartVouched: r.StartVouched, EndVouched: r.EndVouched, EndForced: r.EndForced,
		DenialOnly: r.DenialOnly, Disputed: r.Disputed, DisputedOn: recordSpans(r.DisputedOn),
	}
	for i, party := range r.Parties {
		rec.Parties[i] = partyRecord{Actor: party.Actor, Role: party.Role}
	}
	return cbor.Marshal(&rec)
}

// relationIn decodes what recordOf made.
func relationIn(raw []byte) (graph.Relation, error) {
	var rec relationRecord
	if err := cbor.Unmarshal(raw, &rec); err != nil {
		return graph.Relation{}, fmt.Errorf("%w: %w", errColumn, err)
	}
	if rec.Kind < graph.Allegiance || rec.Kind > graph.Hostility {
		return graph.Relation{}, fmt.Errorf("%w: a relation of kind %d", errColumn, rec.Kind)
	}
	r := graph.Relation{
		Key: rec.Key, Kind: rec.Kind, Form: rec.Form, Nominal: rec.Nominal, Directed: rec.Directed,
		Parties: make([]graph.Party, len(rec.Parties)), Regarding: rec.Regarding, Outcome: rec.Outcome,
		Period: rec.Period.period(), StartText: rec.StartText, EndText: rec.EndText, Named: rec.Named.span(), Envelope: rec.Envelope.span(),
		HearsayOnly: rec.HearsayOnly, OwnDays: rec.OwnDays.span(),
		StartVouched: rec.StartVouched, EndVouched: rec.EndVouched, EndForced: rec.EndForced,
		DenialOnly: rec.DenialOnly, Disputed: rec.Disputed, DisputedOn: spansOf(rec.DisputedOn),
	}
	for i, party := range rec.Parties {
		r.Parties[i] = graph.Party{Actor: party.Actor, Role: party.Role}
	}
	return r, nil
}

// censusRecord is all that a census looks at but the parties, as JSON: relations
// of which it is the same text are counted together.
type censusRecord struct {
	Kind       graph.Kind   `json:"kind"`
	Period     periodRecord `json:"period"`
	Named      spanRecord   `json:"named"`
	Own        spanRecord   `json:"own"`
	Hearsay    bool         `json:"hearsay,omitempty"`
	Denial     bool         `json:"denial,omitempty"`
	Disputed   bool         `json:"disputed,omitempty"`
	DisputedOn []spanRecord `json:"disputedOn,omitempty"`
}

func censusOf(r *graph.Relation) (string, error) {
	rec := censusRecord{
		Kind: r.Kind, Period: recordPeriod(r.Period),
		Named: recordSpan(r.Named), Own: recordSpan(r.OwnDays),
		Hearsay: r.HearsayOnly, Denial: r.DenialOnly, Disputed: r.Disputed, DisputedOn: recordSpans(r.DisputedOn),
	}
	text, err := json.Marshal(&rec)
	return string(text), err
}

// relation is one of those that are alike, as far as it goes.
func (c *censusRecord) relation() graph.Relation {
	return graph.Relation{
		Kind: c.Kind, Period: c.Period.period(), Named: c.Named.span(), OwnDays: c.Own.span(),
		HearsayOnly: c.Hearsay, DenialOnly: c.Denial, Disputed: c.Disputed, DisputedOn: spansOf(c.DisputedOn),
	}
}
