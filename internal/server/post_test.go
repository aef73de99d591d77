package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

func post(h http.Handler, accept, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, endpoint, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// What is sent with POST is answered as gqlgen's own transport does, to the byte.
func TestPostIsAnsweredAsByGqlgen(t *testing.T) {
	var data string
	var failed *gqlerror.Error
	world := api{loadSchema(t), func(_ context.Context, _ string, variables map[string]any) (string, *gqlerror.Error) {
		if data == "panic" {
			panic("broken")
		}
		return data, failed
	}}
	theirs, ours := handler.New(world), handler.New(world)
	theirs.AddTransport(transport.POST{})
	ours.AddTransport(posts{1 << 20})

	const question = `{"query": "query($v: ID) { graph(view: $v) { view } }", "variables": {"v": "g"}}`
	same := func(accept, body string) {
		t.Helper()
		want, got := post(theirs, accept, body), post(ours, accept, body)
		if got.Code != want.Code || got.Body.String() != want.Body.String() || got.Header().Get("Content-Type") != want.Header().Get("Content-Type") {
			t.Errorf("%s, accepting %q: %d %s %s, and by gqlgen %d %s %s", body, accept,
				got.Code, got.Header().Get("Content-Type"), got.Body, want.Code, want.Header().Get("Content-Type"), want.Body)
		}
		// The length is told of answers that are written as they are.
		length := got.Header().Get("Content-Length")
		if whole := strings.HasPrefix(got.Body.String(), `{"data":`); whole && length != strconv.Itoa(got.Body.Len()) || !whole && length != "" {
			t.Errorf("%s: a length of %q is told of %s", body, length, got.Body)
		}
	}
	for _, data = range []string{
		`{"graph":{"view":"g"}}`, `{"graph":null}`, `null`, `{}`, "panic",
		`{"graph":{"view":"<b> & more>"}}`, "{\"graph\":{\"view\":\"a\u2028b\"}}", "{\"graph\":{\"view\":\"a\u2029b\"}}",
		"{\"graph\":{\"view\":\"سوريا\xff\"}}", `{"graph":{"view":"` + strings.Repeat("long ", 20_000) + `"}}`,
	} {
		same("", question)
	}
	data = `{"graph":{"view":"g"}}`
	for _, accept := range []string{
		"*/*", "application/*", "application/json", "application/graphql-response+json", "text/html", "text/html, */*;q=0.1",
		"application/graphql-response+json, application/json", "application/json;q", "nonsense, application/graphql-response+json", ",",
	} {
		same(accept, question)
		same(accept, `{"query": "{ graph { nothing } }"}`)
		same(accept, `{"query": "{"}`)
		same(accept, `{"query": "query A { graph { view } }", "operationName": "B"}`)
	}
	for _, body := range []string{`{}`, `null`, ` {"query": "{ graph { view } }"} ` + "\n", `{"query": "query($n: Int) { graph { actors(first: $n) { totalCount } } }", "variables": {"n": "x"}}`} {
		same("", body)
	}
	failed = refusedAs("NOT_FOUND", "view")
	same("", question)
}

// What is sent with GET is answered as gqlgen's own transport does, to the byte.
func TestGetIsAnsweredAsByGqlgen(t *testing.T) {
	world := api{loadSchema(t), answers}
	theirs, ours := handler.New(world), handler.New(world)
	theirs.AddTransport(transport.GET{})
	ours.AddTransport(gets{})
	for _, accept := range []string{"", "*/*", "application/json", "application/graphql-response+json"} {
		for _, asked := range []url.Values{
			{"query": {"query($v: ID) { graph(view: $v) { view } }"}, "variables": {`{"view": "g", "v": "g"}`}},
			{"query": {"query A { graph { view } } query B { diff { view } }"}, "operationName": {"B"}, "variables": {`{"view": "d"}`}, "extensions": {"{}"}},
			{"query": {"{ graph { nothing } }"}}, {"query": {"{"}}, {"query": {"mutation { graph { view } }"}}, {},
		} {
			path := "/graphql?" + asked.Encode()
			want, got := get(t, theirs, "GET", path, "Accept", accept), get(t, ours, "GET", path, "Accept", accept)
			if got.Code != want.Code || got.Body.String() != want.Body.String() || got.Header().Get("Content-Type") != want.Header().Get("Content-Type") {
				t.Errorf("%s, accepting %q: %d %s, and by gqlgen %d %s", path, accept, got.Code, got.Body, want.Code, want.Body)
			}
		}
	}
}

// A body that is no question is told apart from JSON that is none.
func TestPostRefuses(t *testing.T) {
	h := newHandler(t, Limits{Body: 200}, answers)
	for _, c := range []struct {
		body, problem string
		status        int
	}{
		{``, "no JSON", 400},
		{`{`, "no JSON", 400},
		{`{"query": "{ graph { view } }"} more`, "no JSON", 400},
		{`{"query": "{ graph { view } }"}{}`, "no JSON", 400},
		{`[{"query": "{ graph { view } }"}]`, "no GraphQL request", 400},
		{`{"query": 1}`, "no GraphQL request", 400},
		{`"{ graph { view } }"`, "no GraphQL request", 400},
		{`{"query": "` + strings.Repeat(" ", 200) + `"}`, "too large", 413},
	} {
		if w := post(h, "", c.body); w.Code != c.status || !strings.Contains(w.Body.String(), c.problem) {
			t.Errorf("%q is answered %d %s", c.body, w.Code, w.Body)
		}
	}
	for media, status := range map[string]int{"application/json; charset=utf-8": 200, "APPLICATION/JSON": 200, "text/plain": 415, "": 415} {
		r := httptest.NewRequest(http.MethodPost, endpoint, strings.NewReader(`{"query": "{ graph(view: \"g\") { view } }"}`))
		r.Header.Set("Content-Type", media)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("a body of type %q is answered %d %s", media, w.Code, w.Body)
		}
	}
}
