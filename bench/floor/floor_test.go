package floor_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/realign/realign/bench/events"
	"github.com/realign/realign/bench/floor"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/internal/server"
	"github.com/realign/realign/resolvers"
)

// Questions such as bench asks, and some a user might ask beside them.
const (
	allies   = `query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { neighbors(kinds: [ALLEGIANCE], first: 10000) { nodes { name } } } } }`
	ties     = `query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { relations(first: 10000) { nodes { id kind period { start end } from { id name } to { id name } } } } } }`
	counts   = `query($day: Date!) { graph(asOf: $day) { stats { actors byKind { kind count } } } }`
	snapshot = `query($day: Date!) { graph(asOf: $day) { relations(first: 10000) { nodes { id kind period { start end } from { id name } to { id name } } pageInfo { hasNextPage } } } }`
	edges    = `query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { relations(first: 10000) { totalCount edges { role others { id name } node {
		... on Node { id } tie: kind directed sign parties { role actor { id } } period { earliestStart latestStart earliestEnd latestEnd } __typename } } } } } }`
	neighbors = `query($actor: ID!, $day: Date!) { graph(asOf: $day) { asOf actor(id: $actor) { neighbors(first: 10000) { totalCount edges { node { id } relations { id } } pageInfo { hasNextPage hasPreviousPage } } } } }`
)

// Both servers give the same answers, byte for byte: else the floor would be
// that of another house.
func TestSameAnswers(t *testing.T) {
	h := houses(t, 6000)
	for _, q := range []string{allies, ties, counts, snapshot, edges, neighbors} {
		for _, day := range h.picked.Days[:3] {
			for _, actor := range append(h.picked.Actors[:3:3], h.picked.Actors[199]) {
				body := request(q, actor, day)
				want, got := answer(t, h.real, body), answer(t, h.floor, body)
				if strings.HasPrefix(want, `{"errors"`) {
					t.Fatalf("%s of %s on %s: %.500s", q, actor, day, want)
				}
				if want != got {
					t.Fatalf("%s of %s on %s:\nRealign %.1500s\nfloor   %.1500s", q, actor, day, want, got)
				}
			}
		}
	}
}

// What is not ready is refused, and never answered as if it were.
func TestRefused(t *testing.T) {
	h := houses(t, 600)
	for _, q := range []string{
		`query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { relations { totalCount } } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { relations(first: 10000, kinds: [HOSTILITY]) { totalCount } } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day) { actor(id: $actor) { neighbors(first: 10000, kinds: []) { totalCount } } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day) { relations(first: 10000, actors: [$actor]) { totalCount } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day, certainty: CERTAIN) { actor(id: $actor) { id } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day, knownAt: "2020-01-01") { actor(id: $actor) { id } } }`,
		`query($actor: ID!, $day: Date!) { graph(asOf: $day, perspective: {excludeSources: ["x"]}) { actor(id: $actor) { id } } }`,
		`query($actor: ID!) { graph { actor(id: $actor) { id } } }`,
	} {
		got := answer(t, h.floor, request(q, h.picked.Actors[0], h.picked.Days[0]))
		if !strings.HasPrefix(got, `{"errors"`) {
			t.Errorf("%s: %s", q, got)
		}
	}
}

// Errors in a file have their place.
func TestReadErrors(t *testing.T) {
	const (
		header = "id,source,target,kind,start,end\n"
		good   = "e1,a,b,allegiance,2014-01-01,2014-01-30\n"
	)
	for _, c := range []struct{ edges, want string }{
		{"id,source\n", "edges.csv"},
		{header + good + "e2,a,b,friendship,2014-01-01,2014-01-30\n", "edges.csv:3"},
		{header + good + "e2,a,c,allegiance,2014-01-01,2014-01-30\n", `"c"`},
		{header + "e2,a,b,allegiance,2014-02-30,2014-03-30\n", "edges.csv:2"},
		{header + "e2,\"a\"b,c,allegiance,2014-01-01,2014-01-30\n", "line 2"},
	} {
		folder := t.TempDir()
		writeFile(t, filepath.Join(folder, "edges.csv"), c.edges)
		writeFile(t, filepath.Join(folder, "actors.csv"), "id,name\na,A\nb,B\n")
		_, err := floor.Read(filepath.Join(folder, "edges.csv"), filepath.Join(folder, "actors.csv"))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q in it", c.edges, err, c.want)
		}
	}
}

// both are the two servers over the same relations.
type both struct {
	real, floor http.Handler
	picked      events.Picked
}

// houses sets both up over so many made-up events.
func houses(tb testing.TB, rows int) both {
	tb.Helper()
	made := events.Standin()
	if every := len(made.Rows) / rows; every > 1 {
		kept := made.Rows[:0]
		for i := 0; i < len(made.Rows); i += every {
			kept = append(kept, made.Rows[i])
		}
		made.Rows = kept
	}
	files, err := made.Write(tb.TempDir(), 1)
	if err != nil {
		tb.Fatal(err)
	}
	data, err := floor.Read(files.Edges, files.Actors)
	if err != nil {
		tb.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	h := both{picked: made.Pick(200, 5)}
	if h.floor, err = floor.NewHandler(data, log); err != nil {
		tb.Fatal(err)
	}
	asker := ask.New(storeOf(tb, files), ask.Options{})
	h.real, err = server.New(server.Options{Schema: resolvers.NewExecutableSchema(asker), PresentError: resolvers.PresentError(log), Logger: log})
	if err != nil {
		tb.Fatal(err)
	}
	return h
}

// storeOf is an embedded store with the relations, one claim each.
func storeOf(tb testing.TB, files events.Files) *sqlitestore.Store {
	tb.Helper()
	store, err := sqlitestore.Open(context.Background(), filepath.Join(tb.TempDir(), "real.db"), sqlitestore.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	changes := graph.Changes{Sources: []*graph.Source{{ID: "s", Title: "Events", Dataset: "events", SpeaksOf: date(tb, "2015-02-01")}}}
	for _, row := range rowsOf(tb, files.Actors) {
		changes.Actors = append(changes.Actors, &graph.Actor{
			ID: graph.ActorID(row[0]), Kind: graph.OtherActor, Dataset: "events", Source: "s", Names: []graph.Name{{Value: row[1], Language: "en"}},
		})
	}
	for _, row := range rowsOf(tb, files.Edges) {
		changes.Claims = append(changes.Claims, claimOf(tb, row))
	}
	load := graph.Load{Dataset: "events", Title: "Events"}
	if _, err := store.Apply(context.Background(), load, changes); err != nil {
		tb.Fatal(err)
	}
	return store
}

func claimOf(tb testing.TB, row []string) *graph.Claim {
	tb.Helper()
	c := &graph.Claim{
		Tie: graph.TieKey("events/" + row[0]), Form: "cooperation", Stance: graph.Asserts, Voice: graph.Own,
		Dating: graph.Dating{Start: date(tb, row[4]), End: date(tb, row[5])}, Source: "s", Dataset: "events", Seq: 1,
	}
	if err := c.Kind.UnmarshalText([]byte(row[3])); err != nil {
		tb.Fatal(err)
	}
	roles := [2]graph.Role{graph.From, graph.To}
	if c.Kind == graph.Mediation {
		roles = [2]graph.Role{graph.Mediator, graph.PartyTo}
	}
	for i, role := range roles {
		c.Parties = append(c.Parties, graph.Party{Actor: graph.ActorID(row[1+i]), Role: role})
	}
	c.ID = c.Digest()
	return c
}

func date(tb testing.TB, text string) edtf.Date {
	tb.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func rowsOf(tb testing.TB, path string) [][]string {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows[1:]
}

func writeFile(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
}

func request(query, actor, day string) []byte {
	variables := map[string]string{"actor": actor, "day": day}
	for name := range variables {
		if !strings.Contains(query, "$"+name) {
			delete(variables, name)
		}
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err) // plain strings always marshal
	}
	return body
}

func post(body []byte) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func answer(tb testing.TB, h http.Handler, body []byte) string {
	tb.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, post(body))
	if w.Code != http.StatusOK && w.Code != http.StatusUnprocessableEntity {
		tb.Fatalf("%d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}
