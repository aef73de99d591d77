package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/docs/queries"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/internal/server"
	"github.com/realign/realign/loaders"
)

// answer is a GraphQL response.
type answer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code, Argument, Remedy string }
	}
}

func send(t *testing.T, method, address, contentType, body string) (int, answer) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%s %s: %v: %s", method, address, err, raw)
	}
	return response.StatusCode, a
}

func quoted(query string) string {
	raw, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		panic(err) // a map of strings always marshals
	}
	return string(raw)
}

// GraphQL is asked by GET and by POST, with the same answer.
func TestGetAndPost(t *testing.T) {
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	const query = `{ actor(id: "sdf") { id name } }`
	_, got := send(t, http.MethodGet, s.URL+"/graphql?query="+url.QueryEscape(query), "", "")
	_, posted := send(t, http.MethodPost, s.URL+"/graphql", "application/json", quoted(query))
	if string(got.Data) != string(posted.Data) || !strings.Contains(string(got.Data), `"id":"actor:sdf"`) {
		t.Errorf("GET %s, POST %s", got.Data, posted.Data)
	}
}

// Whatever is refused is refused in GraphQL's form, with a code, the argument
// where there is one, and something to do.
func TestRefusals(t *testing.T) {
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	address := s.URL + "/graphql"
	deep := strings.Repeat("relations { nodes { from { ", 12) + "id" + strings.Repeat(" } } }", 12)
	wide := `relations(first: 10000) { nodes { from { relations(first: 10000) { nodes { id } } } } }`
	for _, c := range []struct {
		name, method, contentType, body string
		status                          int
		code, argument                  string
	}{
		{"no GraphQL method", http.MethodDelete, "", "", 405, "INVALID_ARGUMENT", ""},
		{"no JSON type", http.MethodPost, "text/plain", "{}", 415, "INVALID_ARGUMENT", ""},
		{"no JSON", http.MethodPost, "application/json", "{", 400, "INVALID_ARGUMENT", ""},
		{"several at once", http.MethodPost, "application/json", "[" + quoted("{ datasets { id } }") + "]", 400, "INVALID_ARGUMENT", ""},
		{"no query text", http.MethodPost, "application/json", `{"query": 5}`, 400, "INVALID_ARGUMENT", ""},
		{"variables are no object", http.MethodPost, "application/json", `{"query": "{ datasets { id } }", "variables": [1]}`, 400, "INVALID_ARGUMENT", ""},
		{"too large", http.MethodPost, "application/json", quoted(strings.Repeat("#", 2<<20)), 413, "TOO_LARGE", ""},
		{"syntax", http.MethodPost, "application/json", quoted(`{ graph(`), 422, "GRAPHQL_PARSE_FAILED", ""},
		{"unknown field", http.MethodPost, "application/json", quoted(`{ graf { asOf } }`), 422, "GRAPHQL_VALIDATION_FAILED", ""},
		{"too deep", http.MethodPost, "application/json", quoted(`{ graph { ` + deep + ` } }`), 200, "TOO_LARGE", ""},
		{"too wide", http.MethodPost, "application/json", quoted(`{ graph { ` + wide + ` } }`), 200, "TOO_LARGE", ""},
		{"no day", http.MethodPost, "application/json", quoted(`{ graph(asOf: "2026-02-30") { asOf } }`), 200, "INVALID_ARGUMENT", "asOf"},
		{"no year that can be written", http.MethodPost, "application/json", quoted(`{ graph(knownAt: "9999-12-31T23:59:59-01:00", perspective: {clock: PUBLISHED}) { knownAt } }`), 200, "INVALID_ARGUMENT", "knownAt"},
		{"no instant", http.MethodPost, "application/json", quoted(`{ graph(knownAt: "yesterday") { asOf } }`), 200, "INVALID_ARGUMENT", "knownAt"},
		{"unknown actor", http.MethodPost, "application/json", quoted(`{ graph { relations(actors: ["sfd"]) { totalCount } } }`), 200, "NOT_FOUND", "actors"},
		{"too many rows", http.MethodPost, "application/json", quoted(`{ actors(first: 10001) { totalCount } }`), 200, "INVALID_ARGUMENT", "first"},
	} {
		status, a := send(t, c.method, address, c.contentType, c.body)
		switch {
		case status != c.status || len(a.Errors) == 0:
			t.Errorf("%s: status %d, %+v", c.name, status, a)
		case a.Errors[0].Extensions.Code != c.code || a.Errors[0].Extensions.Argument != c.argument || a.Errors[0].Extensions.Remedy == "":
			t.Errorf("%s: %+v", c.name, a.Errors[0])
		case strings.Contains(a.Errors[0].Message, "Go "):
			t.Errorf("%s shows the inside: %s", c.name, a.Errors[0].Message)
		}
	}
}

// Addresses that cannot be read, and those where nothing is, are refused in the
// same form; and what a client merely offers does not keep it from an answer.
func TestAddresses(t *testing.T) {
	s := serve(t, storetest.NewModel(func() time.Time { return loadedAt }))
	query := "/graphql?query=" + url.QueryEscape("{ datasets { id } }")
	for _, c := range []struct {
		name, method, path string
		header             http.Header
		status             int
	}{
		{"HEAD", http.MethodHead, query, nil, 200},
		{"upgrade offered", http.MethodGet, query, http.Header{"Upgrade": {"h2c"}}, 200},
		{"escape", http.MethodGet, "/graphql?query=%zz", nil, 400},
		{"variables", http.MethodGet, query + "&variables=5", nil, 400},
		{"extensions", http.MethodGet, query + "&extensions={", nil, 400},
		{"nothing there", http.MethodGet, "/graphql/x", nil, 404},
		{"compressed", http.MethodPost, "/graphql", http.Header{"Content-Type": {"application/json"}, "Content-Encoding": {"gzip"}}, 415},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader("{}")).WithContext(t.Context())
		if c.header != nil {
			r.Header = c.header
		}
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s: %s", c.name, w.Code, w.Header(), w.Body)
		}
		if w.Code != 200 && !strings.Contains(w.Body.String(), `"remedy"`) {
			t.Errorf("%s: %s", c.name, w.Body)
		}
	}
}

// An error that only the operator can mend leads to its line in the log.
func TestErrorsLeadToTheLog(t *testing.T) {
	var log bytes.Buffer
	h, err := newHandler(failing{storetest.NewModel(time.Now)}, ask.Options{}, slog.New(slog.NewTextHandler(&log, nil)), server.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/graphql?query="+url.QueryEscape("{ graph { asOf } }"), nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if id := w.Header().Get("X-Request-Id"); id == "" || !strings.Contains(log.String(), "request="+id) {
		t.Errorf("the answer has id %q, the log %s", id, log.String())
	}
	// A client that hangs up is no fault of the server.
	log.Reset()
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	h, err = newHandler(slow{storetest.NewModel(time.Now)}, ask.Options{}, slog.New(slog.NewTextHandler(&log, nil)), server.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	h.ServeHTTP(httptest.NewRecorder(), r.WithContext(gone))
	if log.Len() > 0 {
		t.Errorf("logged: %s", log.String())
	}
}

// Everybody may ask at once, and while a load is under way; the race detector
// looks on.
func TestManyAtOnce(t *testing.T) {
	store := embedded(t, time.Now)
	s := api(t, store)
	questions, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for j := range questions {
				q := questions[(i+j)%len(questions)]
				body, _ := json.Marshal(map[string]any{"query": q.Text, "variables": json.RawMessage(cmp.Or(q.Variables, "null"))})
				response, err := http.Post(s.URL+"/graphql", "application/json", bytes.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				answer, err := io.ReadAll(response.Body)
				response.Body.Close()
				if err != nil || bytes.Contains(answer, []byte(`"errors"`)) {
					t.Errorf("%s: %v: %s", q.Name, err, answer)
				}
			}
		})
	}
	wg.Go(func() {
		c := &config{datasets: dataset(t, claims)}
		if _, _, err := c.loader(store, quiet()).Load(t.Context(), "d", loaders.Options{}); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
}

// failing is a store that has gone away.
type failing struct{ graph.Store }

func (failing) Head(context.Context) (graph.Revision, error) {
	return graph.Revision{}, graph.ErrUnavailable
}

// slow is a store that answers only when it must no longer.
type slow struct{ graph.Store }

func (slow) Head(ctx context.Context) (graph.Revision, error) {
	<-ctx.Done()
	return graph.Revision{}, ctx.Err()
}

// A store that is gone, or too slow, is an error with a code, not a fault.
func TestStoreTrouble(t *testing.T) {
	model := storetest.NewModel(func() time.Time { return loadedAt })
	for _, c := range []struct {
		name  string
		store graph.Store
		code  string
	}{{"gone", failing{model}, "UNAVAILABLE"}, {"slow", slow{model}, "TIMEOUT"}} {
		s := serveWithin(t, c.store, 200*time.Millisecond)
		_, a := send(t, http.MethodPost, s.URL+"/graphql", "application/json", quoted(`{ graph { asOf } }`))
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != c.code {
			t.Errorf("%s: %+v", c.name, a)
		}
		response, err := http.Get(s.URL + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if c.name == "gone" && response.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("readyz: %d", response.StatusCode)
		}
	}
}

// Playgrounds ask for the whole schema before anything else.
func TestIntrospection(t *testing.T) {
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	_, a := send(t, http.MethodPost, s.URL+"/graphql", "application/json", quoted(`{ __schema { types { name fields(includeDeprecated: true) { name args { name type { name ofType { name ofType { name ofType { name ofType { name } } } } } } type { name ofType { name ofType { name ofType { name ofType { name ofType { name } } } } } } } } } }`))
	if len(a.Errors) > 0 || !strings.Contains(string(a.Data), `"Relation"`) {
		t.Errorf("%+v", a.Errors)
	}
}
