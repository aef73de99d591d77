package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/internal/server/browsertest"
	"github.com/realign/realign/loaders"
)

// follow reads what stands at an address, as curl does.
func follow(t *testing.T, address string) (*http.Response, []byte) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, body
}

// text is a text in an answer, found by the names that lead to it.
func text(t *testing.T, answer []byte, names ...string) string {
	t.Helper()
	var at any
	if err := json.Unmarshal(answer, &at); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	for _, n := range names {
		object, _ := at.(map[string]any)
		at = object[n]
	}
	found, _ := at.(string)
	if found == "" {
		t.Fatalf("there is no text at %v in %s", names, answer)
	}
	return found
}

// A permalink of an answer leads to the same answer, byte for byte, whatever was
// loaded since.
func TestPermalinksStay(t *testing.T) {
	store := embedded(t, func() time.Time { return loadedAt })
	s := api(t, store)
	links := map[string]string{}
	for _, c := range []struct{ name, kind, query string }{
		{"graph", "graph", `{ graph(asOf: "2026-01-21") { permalink } }`},
		{"today", "graph", `{ graph { permalink } }`},
		{"perspective", "graph", `{ graph(asOf: "2026-01-10", certainty: CERTAIN, perspective: {claimants: ["sdf"], withMembers: true}) { permalink } }`},
		{"diff", "diff", `{ diff(from: "2026-01-01", to: "2026-01-21") { permalink } }`},
		{"learnt", "diff", `{ diff(from: "2026-01-21", to: "2026-01-21", fromKnownAt: "2026-01-10", toKnownAt: "2026-02-01", perspective: {clock: PUBLISHED}) { permalink } }`},
	} {
		links[c.name] = text(t, post(t, s.URL, c.query, ""), "data", c.kind, "permalink")
	}
	links["subgraph"] = text(t, post(t, s.URL, `{ graph(asOf: "2026-01-21") { subgraph(actors: ["sdf"], hops: 1) { permalink } } }`, ""), "data", "graph", "subgraph", "permalink")

	before, tags := map[string][]byte{}, map[string]string{}
	for name, link := range links {
		response, body := follow(t, s.URL+link)
		if response.StatusCode != http.StatusOK || bytes.Contains(body, []byte(`"errors"`)) {
			t.Fatalf("%s: %s: %.500s", name, response.Status, body)
		}
		before[name], tags[name] = body, response.Header.Get("ETag")
	}
	if !bytes.Contains(before["graph"], []byte("relation:")) || !bytes.Contains(before["diff"], []byte("switched sides")) {
		t.Errorf("the answers have no ties, or no quotations, in them: %.500s", before["graph"])
	}
	if cited := text(t, before["diff"], "data", "diff", "citation"); !strings.HasSuffix(cited, links["diff"]) {
		t.Errorf("it is cited as %s, and was found at %s", cited, links["diff"])
	}

	// A load that changes what is known of these days.
	declared := dataset(t, strings.NewReplacer("[a, b]", "[sdf, sy-gov-2024]", "a-b/", "later/").Replace(claims))
	c := &config{datasets: declared}
	load, _, err := c.loader(store, quiet()).Load(t.Context(), "d", loaders.Options{Strict: true})
	if err != nil {
		t.Fatalf("%v: %v", err, load.Rejections)
	}
	if now := post(t, s.URL, `{ graph(asOf: "2026-01-08") { relation(id: "later/alliance") { certainty } } }`, ""); !bytes.Contains(now, []byte("certainty")) {
		t.Fatalf("the load changed nothing: %s", now)
	}
	for name, link := range links {
		response, body := follow(t, s.URL+link)
		if !bytes.Equal(body, before[name]) || response.Header.Get("ETag") != tags[name] {
			t.Errorf("%s: the answer is another one: %s\nbefore %.2000s\nafter %.2000s", name, response.Status, before[name], body)
		}
	}
}

// What is no permalink is refused in the API's form.
func TestPermalinksRefused(t *testing.T) {
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	history := text(t, post(t, s.URL, `{ history { view } }`, ""), "data", "history", "view")
	graph := text(t, post(t, s.URL, `{ graph(asOf: "2026-01-21") { view } }`, ""), "data", "graph", "view")
	diff := text(t, post(t, s.URL, `{ diff(from: "2026-01-01") { view } }`, ""), "data", "diff", "view")
	// A server that knows less: what it is asked for is not there.
	empty := serve(t, storetest.NewModel(func() time.Time { return loadedAt }))
	for _, c := range []struct {
		name, address         string
		status                int
		code, argument, words string
	}{
		{"nonsense", s.URL + "/view/nonsense", 400, "INVALID_ARGUMENT", "view", "not the token of a view"},
		{"a history", s.URL + "/view/" + history, 400, "INVALID_ARGUMENT", "view", "the token of a history"},
		{"a graph of another store", empty.URL + "/view/" + graph, 404, "NOT_FOUND", "view", "revision"},
		{"a diff of another store", empty.URL + "/view/" + diff, 404, "NOT_FOUND", "view", "revision"},
		{"no cursor", s.URL + "/view/" + diff + "?after=x", 400, "INVALID_ARGUMENT", "after", "cursor"},
	} {
		status, a := send(t, http.MethodGet, c.address, "", "")
		if status != c.status || len(a.Errors) == 0 {
			t.Errorf("%s: %d, %+v", c.name, status, a)
			continue
		}
		e := a.Errors[0]
		if e.Extensions.Code != c.code || e.Extensions.Argument != c.argument || e.Extensions.Remedy == "" || !strings.Contains(e.Message, c.words) {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

// Who opens a permalink in a browser finds a question for it, runs it, and reads
// the answer.
func TestPermalinkInTheBrowser(t *testing.T) {
	ctx := browsertest.New(t)
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	w := browsertest.Watch(t, ctx)
	for _, c := range []struct{ kind, asked, question, answer string }{
		{"graph", `{ graph(asOf: "2026-01-21") { permalink } }`, "query Graph", `"asOf": "2026-01-21"`},
		{"diff", `{ diff(from: "2026-01-01", to: "2026-01-21") { permalink } }`, "query Diff", "for its rival"},
	} {
		link := text(t, post(t, s.URL, c.asked, ""), "data", c.kind, "permalink")
		shows := func(element, words string) {
			t.Helper()
			condition := `document.querySelector('` + element + ` .CodeMirror')?.CodeMirror.getValue().includes('` + words + `')`
			if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(15*time.Second))); err != nil {
				t.Fatalf("%s never showed %q: %v", element, words, err)
			}
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(s.URL+link)); err != nil {
			t.Fatal(err)
		}
		shows(".graphiql-query-editor", c.question)
		shows(".graphiql-editor-tool", strings.TrimPrefix(link, "/view/"))
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`.graphiql-execute-button`))); err != nil {
			t.Fatal(err)
		}
		shows(".result-window", c.answer)
	}
	for _, p := range w.Problems() {
		t.Errorf("the browser complains: %s", p)
	}
	for _, r := range w.Strayed(s.URL) {
		t.Errorf("a request left the server: %s", r)
	}
}
