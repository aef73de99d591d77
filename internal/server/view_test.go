package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// api is the API's schema, answered by a function of the root field and the
// variables, in place of a store.
type api struct {
	schema *ast.Schema
	answer func(ctx context.Context, field string, variables map[string]any) (data string, err *gqlerror.Error)
}

func (a api) Schema() *ast.Schema { return a.schema }

func (a api) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (a api) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	return func(ctx context.Context) *graphql.Response {
		data, err := a.answer(ctx, op.Operation.SelectionSet[0].(*ast.Field).Name, op.Variables)
		if err != nil {
			graphql.AddError(ctx, err)
			return &graphql.Response{Data: json.RawMessage("null")}
		}
		return &graphql.Response{Data: json.RawMessage(data)}
	}
}

func refusedAs(code, argument string) *gqlerror.Error {
	return &gqlerror.Error{Message: "no", Extensions: map[string]any{"code": code, "argument": argument, "remedy": "do otherwise"}}
}

// answers knows the tokens g, of a graph with a second page, and d, of a diff.
func answers(_ context.Context, field string, variables map[string]any) (string, *gqlerror.Error) {
	token, after := variables["view"], variables["after"]
	if after != nil && after != "c+/=" {
		return "", refusedAs("INVALID_ARGUMENT", "after")
	}
	switch {
	case field == "graph" && token == "g" && after == nil:
		return `{"graph":{"view":"g","relations":{"pageInfo":{"hasNextPage":true,"endCursor":"c+/="}}}}`, nil
	case field == "graph" && token == "g":
		return `{"graph":{"view":"g","relations":{"pageInfo":{"hasNextPage":false,"endCursor":"x"}}}}`, nil
	case field == "diff" && token == "d\n&":
		return `{"diff":{"view":"d","changes":{"pageInfo":{"hasNextPage":false,"endCursor":null}}}}`, nil
	case field == "diff" && token == "unknown revision":
		return "", refusedAs("NOT_FOUND", "view")
	case token == "store gone":
		return "", refusedAs("UNAVAILABLE", "")
	case token == "too slow":
		return "", refusedAs("TIMEOUT", "")
	case token == "fault":
		return "", refusedAs("INTERNAL", "")
	default:
		return "", refusedAs("INVALID_ARGUMENT", "view")
	}
}

func loadSchema(t *testing.T) *ast.Schema {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "schema", "*.graphqls"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the schema: %v, %v", files, err)
	}
	var sources []*ast.Source
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: f, Input: string(text)})
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func newHandler(t *testing.T, l Limits, answer func(context.Context, string, map[string]any) (string, *gqlerror.Error)) http.Handler {
	t.Helper()
	h, err := New(Options{
		Schema: api{loadSchema(t), answer}, PresentError: graphql.DefaultErrorPresenter,
		Limits: l, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func get(t *testing.T, h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, nil).WithContext(t.Context())
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Programs get the answer, browsers the playground; each as the API answers it.
func TestPermalinks(t *testing.T) {
	h := newHandler(t, Limits{}, answers)
	for _, c := range []struct {
		name, method, path, accept string
		status                     int
		has                        string // in the body
		location                   string
	}{
		{"a graph", "GET", "/view/g", "application/json", 200, `{"data":{"graph":{`, ""},
		{"a graph, to curl", "GET", "/view/g", "*/*", 200, `{"data":{"graph":{`, ""},
		{"its next page", "GET", "/view/g?after=c%2B%2F%3D", "", 200, `"hasNextPage":false`, ""},
		{"a diff", "GET", "/view/d%0A&", "", 200, `{"data":{"diff":{`, ""},
		{"a graph, to a browser", "GET", "/view/g", browser, 303, "", "../graphql#graph=g"},
		{"a diff, to a browser", "GET", "/view/d%0A&", browser, 303, "", "../graphql#diff=d%0A%26"},
		{"no token", "GET", "/view/g%20", "", 400, `"remedy":"do otherwise"`, ""},
		{"no token, to a browser", "GET", "/view/g%20", browser, 400, `"code":"INVALID_ARGUMENT"`, ""},
		{"no cursor", "GET", "/view/g?after=x", "", 400, `"argument":"after"`, ""},
		{"an empty cursor", "GET", "/view/g?after=", "", 400, `"argument":"after"`, ""},
		{"another store's token", "GET", "/view/unknown%20revision", "", 404, `"code":"NOT_FOUND"`, ""},
		{"no store", "GET", "/view/store%20gone", "", 503, `"code":"UNAVAILABLE"`, ""},
		{"too slow", "GET", "/view/too%20slow", browser, 504, `"code":"TIMEOUT"`, ""},
		{"a fault", "GET", "/view/fault", "", 500, `"code":"INTERNAL"`, ""},
		{"an address that cannot be read", "GET", "/view/g?after=%zz", "", 400, `"remedy"`, ""},
		{"no method", "POST", "/view/g", "", 405, `"remedy"`, ""},
		{"nothing", "GET", "/view/", "", 404, `"remedy"`, ""},
		{"below", "GET", "/view/g/x", "", 404, `"remedy"`, ""},
	} {
		w := get(t, h, c.method, c.path, "Accept", c.accept)
		header := w.Header()
		switch {
		case w.Code != c.status || header.Get("Location") != c.location || !strings.Contains(w.Body.String(), c.has):
			t.Errorf("%s: %d, Location %q: %s", c.name, w.Code, header.Get("Location"), w.Body)
		case c.status != 303 && header.Get("Content-Type") != "application/json":
			t.Errorf("%s: it comes as %s", c.name, header.Get("Content-Type"))
		case header.Get("X-Request-Id") == "" || header.Get("X-Content-Type-Options") != "nosniff":
			t.Errorf("%s: the headers of every answer: %v", c.name, header)
		case c.status < 404 && header.Get("Vary") != "Accept":
			t.Errorf("%s: Vary %q", c.name, header.Get("Vary"))
		case c.status == 200 && header.Get("Cache-Control") != "no-cache":
			t.Errorf("%s: a later release may tell more of it, and Cache-Control is %q", c.name, header.Get("Cache-Control"))
		case c.status >= 400 && header.Get("ETag") != "":
			t.Errorf("%s: an error with a tag to keep it by", c.name)
		}
	}
	// Neither kind takes the token: what each says of it may be what helps.
	if w := get(t, h, "GET", "/view/history"); strings.Count(w.Body.String(), `"message"`) != 2 {
		t.Errorf("a token of neither kind: %s", w.Body)
	}
}

func TestPermalinkPagesAndTags(t *testing.T) {
	h := newHandler(t, Limits{}, answers)
	first := get(t, h, "GET", "/view/g")
	if link := first.Header().Get("Link"); link != `<?after=c%2B%2F%3D>; rel="next"` {
		t.Errorf("Link: %s", link)
	}
	next := get(t, h, "GET", "/view/g?after=c%2B%2F%3D")
	if next.Header().Get("Link") != "" {
		t.Errorf("the last page has a next one: %s", next.Header().Get("Link"))
	}
	tag := first.Header().Get("ETag")
	if tag == "" || tag == next.Header().Get("ETag") {
		t.Errorf("pages have the tags %q and %q", tag, next.Header().Get("ETag"))
	}
	for _, sent := range []string{tag, "W/" + tag, `"x", ` + tag} {
		if w := get(t, h, "GET", "/view/g", "If-None-Match", sent); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("If-None-Match %s: %d %s", sent, w.Code, w.Body)
		}
	}
	if w := get(t, h, "GET", "/view/g", "If-None-Match", next.Header().Get("ETag")); w.Code != http.StatusOK {
		t.Errorf("with another page's tag: %d", w.Code)
	}
	if w := get(t, h, "HEAD", "/view/g"); w.Code != http.StatusOK || w.Header().Get("ETag") != tag {
		t.Errorf("HEAD: %d %v", w.Code, w.Header())
	}
}

// A permalink is held to the limits of every question.
func TestPermalinkLimits(t *testing.T) {
	if w := get(t, newHandler(t, Limits{Depth: 2}, answers), "GET", "/view/g"); w.Code != 400 || !strings.Contains(w.Body.String(), `"TOO_LARGE"`) {
		t.Errorf("too deep: %d %s", w.Code, w.Body)
	}
	slow := func(ctx context.Context, _ string, _ map[string]any) (string, *gqlerror.Error) {
		<-ctx.Done()
		return "", refusedAs("INVALID_ARGUMENT", "view") // the next kind is asked too late
	}
	w := get(t, newHandler(t, Limits{Timeout: 10 * time.Millisecond}, slow), "GET", "/view/g")
	if w.Code != http.StatusGatewayTimeout || !strings.Contains(w.Body.String(), `"TIMEOUT"`) {
		t.Errorf("too slow: %d %s", w.Code, w.Body)
	}
}
