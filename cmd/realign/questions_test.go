package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/realign/realign/docs/queries"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/neo4jstore"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/internal/server"
	"github.com/realign/realign/loaders"
)

// The Neo4j of this package's tests is started once, by whoever asks first.
func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }

var update = flag.Bool("update", false, "write the golden answers anew")

// loadedAt is when the curated data was loaded, and today.
var loadedAt = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// api is the whole server over a store that holds the curated data.
func api(t *testing.T, store graph.Store) *httptest.Server {
	t.Helper()
	c := &config{}
	loader := c.loader(store, quiet())
	loader.Now = func() time.Time { return loadedAt }
	ids, err := c.declared()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		load, _, err := loader.Load(t.Context(), graph.DatasetID(id), loaders.Options{Strict: true})
		if err != nil {
			t.Fatalf("%s: %v, %v", id, err, load.Rejections)
		}
	}
	return serve(t, store)
}

func serve(t *testing.T, store graph.Reader) *httptest.Server {
	t.Helper()
	return serveWithin(t, store, 0)
}

func serveWithin(t *testing.T, store graph.Reader, timeout time.Duration) *httptest.Server {
	t.Helper()
	h, err := newHandler(store, ask.Options{Clock: func() time.Time { return loadedAt }}, quiet(), server.Limits{Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// post asks a question and returns the answer, indented.
func post(t *testing.T, url, query, variables string) []byte {
	t.Helper()
	body := map[string]any{"query": query}
	if variables != "" {
		body["variables"] = json.RawMessage(variables)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(url+"/graphql", "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, answer, "", "  "); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// askAll asks every question that the playground offers and compares the
// answers with the golden ones, byte for byte.
func askAll(t *testing.T, store graph.Store) {
	server := api(t, store)
	questions, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		t.Run(q.Name, func(t *testing.T) {
			got := post(t, server.URL, q.Text, q.Variables)
			if bytes.Contains(got, []byte(`"errors"`)) {
				t.Fatalf("the answer has errors: %s", got)
			}
			golden := filepath.Join("..", "..", "docs", "queries", "golden", q.Name+".json")
			compareGolden(t, golden, got, "run the test with -update and read the difference")
		})
	}
}

// compareGolden holds an answer to what a file has; -update writes the file.
func compareGolden(t *testing.T, file string, got []byte, remedy string) {
	t.Helper()
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
		t.Errorf("the answer differs from %s; if it should, %s", file, remedy)
	}
}

func TestQuestionsOnTheModel(t *testing.T) {
	askAll(t, storetest.NewModel(func() time.Time { return loadedAt }))
}

func TestQuestionsOnTheEmbeddedStore(t *testing.T) {
	askAll(t, embedded(t, func() time.Time { return loadedAt }))
}

// embedded is an empty embedded store that is closed with the test.
func embedded(t *testing.T, clock func() time.Time) *sqlitestore.Store {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "realign.db"), sqlitestore.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func TestQuestionsOnNeo4j(t *testing.T) {
	server := neo4jtest.Shared(t)
	if err := server.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Options{
		URI: server.URI(), User: server.User(), Password: server.Password(), Clock: func() time.Time { return loadedAt },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	askAll(t, store)
}
