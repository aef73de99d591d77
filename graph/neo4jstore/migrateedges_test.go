package neo4jstore

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestEdgesRewritten: a store whose edges are as they were before migration 3 is,
// once opened, as if it had been loaded by this version; and so is one of which
// the migration broke off half way.
func TestEdgesRewritten(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	s.batch = 7
	loadWorld(t, s, 1)
	loadWorld(t, s, 2)
	want := dump(t, srv)
	for name, which := range map[string]func(i int) bool{
		"all":  func(int) bool { return true },
		"half": func(i int) bool { return i%2 == 0 },
	} {
		t.Run(name, func(t *testing.T) {
			if age(t, srv, which) == 0 {
				t.Fatal("no edge is as of old")
			}
			cypherOn(t, srv, "MATCH (m:Migration {version: 3}) DELETE m", nil)
			cypherOn(t, srv, "DROP INDEX hostility_days", nil)
			cypherOn(t, srv, "CREATE INDEX hostility_days FOR ()-[r:HOSTILITY]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil)", nil)
			// What is not written anew yet is refused, and not left out.
			if _, err := s.Relations(t.Context(), 2, graph.RelationQuery{Days: graph.Always}); !errors.Is(err, errColumn) {
				t.Errorf("edges as of old are read: %v", err)
			}
			again := open(t, srv, epoch)
			defer closeStore(t, again)
			sameDump(t, dump(t, srv), want)
			if got, want := answers(t, again, 2), answers(t, s, 2); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// age writes some edges as they were before migration 3, and tells how many.
func age(t *testing.T, srv *neo4jtest.Server, which func(i int) bool) int {
	t.Helper()
	var rows []any
	for i, edge := range cypherOn(t, srv, "MATCH (:Actor)-[r]->(:Actor) RETURN elementId(r) AS id, r.record AS record", nil) {
		if !which(i) {
			continue
		}
		var raw []byte
		if err := column(edge, "record", &raw); err != nil {
			t.Fatal(err)
		}
		r, err := relationIn(raw)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(&r)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, map[string]any{"id": edge.Values[0], "body": string(text)})
	}
	cypherOn(t, srv, `UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.id
		SET r.body = row.body, r.brief = 'in short' REMOVE r.record, r.census`, map[string]any{"rows": rows})
	return len(rows)
}
