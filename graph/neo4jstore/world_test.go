package neo4jstore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// epoch is the instant at which tests load.
func epoch() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

const worldSize = 600 // claims: several batches

// worldActor is one of forty actors.
func worldActor(n int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%02d", n%40)) }

func worldRecords(version int) ([]*graph.Actor, []*graph.Source) {
	var actors []*graph.Actor
	for n := range 40 {
		actors = append(actors, &graph.Actor{
			ID: worldActor(n), Kind: graph.ArmedGroup, Dataset: "world",
			Aliases: []graph.ActorID{graph.ActorID(fmt.Sprintf("alias-%d-%d", version, n))},
			Names:   []graph.Name{{Value: fmt.Sprintf("Actor %d, version %d", n, version)}},
			Span:    graph.Dating{Start: edtf.MustParse(fmt.Sprintf("%d", 2000+version))},
		})
	}
	day := fmt.Sprintf("2026-01-%02d", 10+version)
	return actors, []*graph.Source{{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse(day), Dataset: "world"}}
}

// worldClaims are the claims of a version: the second has lost every third of
// the first, and gained as many.
func worldClaims(version int) []*graph.Claim {
	var out []*graph.Claim
	for n := range worldSize {
		if version > 1 && n%3 == 0 {
			n += worldSize
		}
		a, b := worldActor(n), worldActor(n+1+n/40)
		if a == b {
			b = worldActor(n + 7)
		}
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("world/tie-%d", n)), Kind: graph.Hostility, Form: "attack",
			Parties: []graph.Party{{Actor: a, Role: graph.From}, {Actor: b, Role: graph.To}},
			Stance:  graph.Asserts, Voice: graph.Own, Source: "paper", Dataset: "world", Seq: 1,
			Dating: graph.Dating{When: edtf.MustParse(fmt.Sprintf("2025-%02d-%02d", 1+n%12, 1+n%28))},
			Quote:  fmt.Sprintf("They attacked, for the %dth time.", n),
		}
		switch n % 5 {
		case 1:
			c.Kind, c.Form, c.Dating = graph.Allegiance, "backing", graph.Dating{Start: edtf.MustParse("2025-02"), Ongoing: true}
		case 2:
			c.Kind, c.Form = graph.Mediation, "mediated-talks"
			c.Parties = []graph.Party{{Actor: a, Role: graph.Mediator}, {Actor: b, Role: graph.PartyTo}, {Actor: worldActor(n + 23), Role: graph.PartyTo}}
			if a == worldActor(n+23) || b == worldActor(n+23) {
				c.Parties = c.Parties[:2]
			}
		case 3:
			c.Stance = graph.Denies
		}
		graph.SortParties(c.Parties)
		c.ID = c.Digest()
		out = append(out, c)
	}
	return out
}

// worldChanges are what makes one version of the next.
func worldChanges(version int) (graph.Load, graph.Changes) {
	changes := graph.Changes{Base: graph.RevNo(version - 1)}
	changes.Actors, changes.Sources = worldRecords(version)
	old := map[graph.ClaimID]bool{}
	if version > 1 {
		for _, c := range worldClaims(version - 1) {
			old[c.ID] = true
		}
	}
	for _, c := range worldClaims(version) {
		if old[c.ID] {
			delete(old, c.ID)
			continue
		}
		changes.Claims = append(changes.Claims, c)
	}
	for id := range old {
		changes.Retract = append(changes.Retract, graph.Retraction{Claim: id})
	}
	slices.SortFunc(changes.Retract, func(a, b graph.Retraction) int { return cmp.Compare(a.Claim, b.Claim) })
	return graph.Load{Dataset: "world", StartedAt: epoch(), Created: len(changes.Claims), Retracted: len(changes.Retract)}, changes
}

// loadWorld loads a version and fails the test if it cannot.
func loadWorld(t testing.TB, s *Store, version int) {
	t.Helper()
	if _, err := s.Apply(t.Context(), graph.Load{}, graph.Changes{Base: graph.RevNo(version - 1)}); err != nil {
		t.Fatalf("a load without changes: %v", err)
	}
	load, changes := worldChanges(version)
	if _, err := s.Apply(t.Context(), load, changes); err != nil {
		t.Fatalf("version %d: %v", version, err)
	}
}

// answers is what the store says of a revision.
func answers(t testing.TB, s graph.Store, rev graph.RevNo) string {
	t.Helper()
	relations, err1 := s.Relations(t.Context(), rev, graph.RelationQuery{
		Days:   graph.Always,
		Status: []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied},
	})
	claims, err2 := s.Claims(t.Context(), rev, graph.ClaimQuery{All: true, Days: graph.Always})
	actors, err3 := s.Actors(t.Context(), rev, graph.ActorQuery{})
	stats, err4 := s.Stats(t.Context(), rev, nil)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := json.Marshal([]any{relations, claims, actors, stats})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dump is all that stands in the database, but for what differs from run to
// run, a line a node or edge.
func dump(t testing.TB, srv *neo4jtest.Server) []string {
	t.Helper()
	rows := cypherOn(t, srv, `
		MATCH (n) WHERE NOT n:Migration
		RETURN labels(n) AS what, properties(n) AS has, '' AS between
		UNION ALL
		MATCH (a)-[r]->(b)
		RETURN [type(r)] AS what, properties(r) AS has,
			coalesce(a.id, a.ref) + ' ' + coalesce(toString(a.knownFrom), '') + ' ' + coalesce(b.id, b.ref) AS between`, nil)
	var out []string
	for _, row := range rows {
		has := row.Values[1].(map[string]any)
		for _, name := range []string{"touchedAt", "token"} {
			delete(has, name)
		}
		text, err := json.Marshal(row.Values)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	slices.Sort(out)
	return out
}

// sameDump fails the test where two dumps differ.
func sameDump(t testing.TB, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("the database holds %d nodes and edges, where a load that was not disturbed leaves %d", len(got), len(want))
	shown := 0
	for _, pair := range []struct {
		sign      string
		has, lack []string
	}{{"+", got, want}, {"-", want, got}} {
		for _, line := range pair.has {
			if _, found := slices.BinarySearch(pair.lack, line); !found && shown < 10 {
				shown++
				t.Logf("%s %.600s", pair.sign, line)
			}
		}
	}
}

// undisturbed is the dump after both versions were loaded in peace.
func undisturbed(t testing.TB, srv *neo4jtest.Server) []string {
	t.Helper()
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadWorld(t, s, 1)
	loadWorld(t, s, 2)
	return dump(t, srv)
}
