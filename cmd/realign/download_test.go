package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
	"github.com/realign/realign/graph/storetest"
)

// downloadAll fetches files by the addresses that the API gives and compares
// them with those kept, byte for byte. Whoever changes one that was there makes
// a new version of its format.
func downloadAll(t *testing.T, store graph.Store) {
	server := api(t, store)
	for name, question := range map[string]string{
		"snapshot":    `{at: graph(asOf: "2026-01-21") {download}}`,
		"history":     `{at: history {download}}`,
		"perspective": `{at: graph(asOf: "2026-01-18", perspective: {excludeSources: ["dropsite"]}) {download}}`,
		"part":        `{at: graph(asOf: "2026-01-18") {part: subgraph(actors: ["sdf"], hops: 1, kinds: [HOSTILITY]) {download}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			var answer struct {
				Data struct {
					At struct {
						Download string
						Part     struct{ Download string }
					}
				}
			}
			raw := post(t, server.URL, question, "")
			if err := json.Unmarshal(raw, &answer); err != nil || bytes.Contains(raw, []byte(`"errors"`)) {
				t.Fatalf("%v: %s", err, raw)
			}
			response, err := http.Get(server.URL + answer.Data.At.Download + answer.Data.At.Part.Download)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			got, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != http.StatusOK {
				t.Fatalf("%d %v: %s", response.StatusCode, err, got)
			}
			golden := filepath.Join("testdata", "download-"+name+".jsonl")
			compareGolden(t, golden, got, "raise the version of the format, run the test with -update and read the difference")
		})
	}
}

func TestDownloadsOfTheModel(t *testing.T) {
	downloadAll(t, storetest.NewModel(func() time.Time { return loadedAt }))
}

func TestDownloadsOfTheEmbeddedStore(t *testing.T) {
	downloadAll(t, embedded(t, func() time.Time { return loadedAt }))
}

func TestDownloadsOfNeo4j(t *testing.T) {
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
	downloadAll(t, store)
}
