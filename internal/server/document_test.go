package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// doubling are fragments of which each spreads the next one twice, after
// a question that spreads the first.
func doubling(levels int) string {
	var doc strings.Builder
	doc.WriteString(`{ graph(view: "g") { ...F0 } }`)
	for i := range levels {
		fmt.Fprintf(&doc, " fragment F%d on Graph { ...F%d ...F%d }", i, i+1, i+1)
	}
	fmt.Fprintf(&doc, " fragment F%d on Graph { view }", levels)
	return doc.String()
}

// chain are fragments of which each spreads the next one.
func chain(levels int) string {
	var doc strings.Builder
	doc.WriteString(`{ graph(view: "g") { ...F0 } }`)
	for i := range levels {
		fmt.Fprintf(&doc, " fragment F%d on Graph { ...F%d }", i, i+1)
	}
	fmt.Fprintf(&doc, " fragment F%d on Graph { view }", levels)
	return doc.String()
}

// spreading spreads many fragments that have nothing in common.
func spreading(n int) string {
	var doc, fragments strings.Builder
	doc.WriteString(`{ graph(view: "g") {`)
	for i := range n {
		fmt.Fprintf(&doc, " ...F%d", i)
		fmt.Fprintf(&fragments, " fragment F%d on Graph { v%d: view }", i, i)
	}
	return doc.String() + " } }" + fragments.String()
}

// aliased asks for the view by many names.
func aliased(n int) string {
	var doc strings.Builder
	doc.WriteString(`{ graph(view: "g") {`)
	for i := range n {
		fmt.Fprintf(&doc, " v%d: view", i)
	}
	return doc.String() + " } }"
}

// A short document that is much to read is refused before it is validated, and
// no other.
func TestDocumentsThatAreMuchToRead(t *testing.T) {
	h := newHandler(t, Limits{}, func(context.Context, string, map[string]any) (string, *gqlerror.Error) {
		return `{"graph":{"view":"g"}}`, nil
	})
	view := func(n int) string { return strings.Repeat(" view", n) }
	for _, c := range []struct{ name, query, code string }{
		{"fragments that double", doubling(24), "TOO_LARGE"},
		{"the same in an operation that is not asked for", `query A { graph(view: "g") { view } } ` + strings.Replace(doubling(24), "{", "query B {", 1), "TOO_LARGE"},
		{"fragments that double and are not used", `{ graph(view: "g") { view } } ` + doubling(24)[len(`{ graph(view: "g") { ...F0 } }`):], "TOO_LARGE"},
		{"fragments that spread all the others", `{ graph(view: "g") { ...F0 } }` + tangled(40), "TOO_LARGE"},
		{"a field again and again", `{ graph(view: "g") {` + view(16_000) + ` } }`, "TOO_LARGE"},
		{"a field in places that are one", `{` + strings.Repeat(` graph(view: "g") { view }`, 2_000) + ` }`, "TOO_LARGE"},
		{"a field in fragments", `{ graph(view: "g") {` + strings.Repeat(" ...V ... on Graph { view }", 2_000) + ` } } fragment V on Graph { view }`, "TOO_LARGE"},
		{"many fragments in one place", spreading(1_700), "TOO_LARGE"},
		{"a field again and again where nobody asks", `{ graph(view: "g") { view } } fragment V on Graph {` + view(16_000) + ` }`, "TOO_LARGE"},
		{"in one another as deep as can be", `{ graph(view: "g") {` + strings.Repeat(" ... {", 300) + " view " + strings.Repeat("}", 300) + ` } }`, "TOO_LARGE"},
		{"a long chain of fragments", chain(2_000), "TOO_LARGE"},
		{"a fragment in itself", `{ graph(view: "g") { ...F } } fragment F on Graph { view ...F }`, "GRAPHQL_VALIDATION_FAILED"},
		{"fragments in one another", `{ graph(view: "g") { ...F } } fragment F on Graph { ...G ...G } fragment G on Graph { ...F ...F }`, "GRAPHQL_VALIDATION_FAILED"},
		{"no such fragment", `{ graph(view: "g") { ...F } }`, "GRAPHQL_VALIDATION_FAILED"},
		{"two fragments of a name", `{ graph(view: "g") { ...F } } fragment F on Graph { view } fragment F on Graph { view }`, "GRAPHQL_VALIDATION_FAILED"},
		{"no operation", `fragment F on Graph { view }`, "GRAPHQL_VALIDATION_FAILED"},
		{"no document", `{`, "GRAPHQL_PARSE_FAILED"},
		{"some fragments that double", doubling(8), ""},
		{"a field some times", `{ graph(view: "g") {` + view(500) + ` } }`, ""},
		{"some fragments in one place", spreading(300), ""},
		{"many aliases", aliased(3_000), ""},
		{"some fragments in a chain", chain(20), ""},
	} {
		body, err := json.Marshal(map[string]string{"query": c.query, "operationName": ""})
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(c.query, "query A") {
			body = []byte(strings.Replace(string(body), `"operationName":""`, `"operationName":"A"`, 1))
		}
		for range 2 {
			began := time.Now()
			answer := post(h, "", string(body)).Body.String()
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("%s: it took %s", c.name, took)
			}
			var got struct {
				Errors []struct {
					Extensions struct{ Code, Remedy string }
				}
			}
			if err := json.Unmarshal([]byte(answer), &got); err != nil {
				t.Fatalf("%s: %v in %.200s", c.name, err, answer)
			}
			switch {
			case c.code == "" && len(got.Errors) > 0, c.code != "" && (len(got.Errors) == 0 || got.Errors[0].Extensions.Code != c.code):
				t.Errorf("%s: want %q, got %.300s", c.name, c.code, answer)
			case c.code == "TOO_LARGE" && got.Errors[0].Extensions.Remedy == "":
				t.Errorf("%s: there is no remedy: %.300s", c.name, answer)
			}
		}
	}
	w := get(t, h, http.MethodGet, "/graphql?query="+url.QueryEscape(doubling(24)))
	if !strings.Contains(w.Body.String(), "TOO_LARGE") {
		t.Errorf("with GET: %.300s", w.Body)
	}
}

// tangled are fragments of which each spreads all that come after it.
func tangled(n int) string {
	var doc strings.Builder
	for i := range n {
		fmt.Fprintf(&doc, " fragment F%d on Graph { view", i)
		for j := i + 1; j < n; j++ {
			fmt.Fprintf(&doc, " ...F%d", j)
		}
		doc.WriteString(" }")
	}
	return doc.String()
}

// A question that overruns its time is told so, however it is asked.
func TestOverrunsAreTold(t *testing.T) {
	h := newHandler(t, Limits{Timeout: time.Nanosecond}, answers)
	const query = `{ graph(view: "g") { view } }`
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	posted := post(h, "", string(body))
	got := get(t, h, http.MethodGet, "/graphql?query="+url.QueryEscape(query))
	linked := get(t, h, http.MethodGet, "/view/g")
	for name, w := range map[string]interface {
		Result() *http.Response
	}{"POST": posted, "GET": got, "a permalink": linked} {
		if code := w.Result().StatusCode; code != http.StatusGatewayTimeout {
			t.Errorf("%s is answered %d", name, code)
		}
	}
	for _, answer := range []string{posted.Body.String(), got.Body.String(), linked.Body.String()} {
		if !strings.Contains(answer, `"code":"TIMEOUT"`) || !strings.Contains(answer, `"remedy"`) {
			t.Errorf("the answer is %s", answer)
		}
	}
}
