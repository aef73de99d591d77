package playground

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/realign/realign/internal/server/browsertest"
)

//go:embed testdata/introspection.json
var introspection []byte

// examples are like those in docs/queries: one with variables, one without.
func examples() []Example {
	return []Example{
		{
			Name:      "snapshot",
			Title:     "Who stood with whom on a day",
			Query:     "# Who stood with whom on that day,\n# and on whose word.\nquery Snapshot($day: String!) {\n  graph(asOf: $day) {\n    actors {\n      name\n    }\n  }\n}\n",
			Variables: "{\n  \"day\": \"2026-01-21\"\n}",
		},
		{
			Name:  "tribes",
			Title: "The tribes' change of side",
			Query: "# Where the Arab tribes stood.\nquery Tribes {\n  graph(asOf: \"2025-12-31\") {\n    actors(first: 3) {\n      id\n      name\n    }\n  }\n}\n",
		},
		{
			Name:      "mediators",
			Title:     "Who mediated in January",
			Query:     "query Mediators($day: String!) {\n  graph(asOf: $day) {\n    actors {\n      id\n    }\n  }\n}\n",
			Variables: "{\n  \"day\": \"2026-01-05\"\n}",
		},
	}
}

// views are like those of permalinks.
func views() map[string]string {
	return map[string]string{
		"graph": "query Graph($view: String!) {\n  graph(asOf: $view) {\n    actors {\n      id\n    }\n  }\n}\n",
		"diff":  "query Diff($view: String!) {\n  graph(asOf: $view) {\n    actors {\n      name\n    }\n  }\n}\n",
	}
}

// site is a server as Realign will be one: page and endpoint on one address.
type site struct {
	*httptest.Server
	mu  sync.Mutex
	ran []operation
}

type operation struct {
	Query         string
	OperationName string
	Variables     map[string]any
	authorization string
}

func newSite(t *testing.T) *site {
	t.Helper()
	h, err := New(Options{Title: "Realign", Examples: examples(), Views: views(), Explorer: "./"})
	if err != nil {
		t.Fatal(err)
	}
	s := new(site)
	mux := http.NewServeMux()
	mux.Handle("/graphql/assets/", h)
	mux.HandleFunc("/graphql", func(w http.ResponseWriter, r *http.Request) {
		if Wants(r) {
			h.ServeHTTP(w, r)
			return
		}
		s.answer(w, r)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// answer is as much of GraphQL as the page needs: it tells the schema, and
// answers everything else with what was asked.
func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	var op operation
	if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
		http.Error(w, "not a POST of JSON", http.StatusBadRequest)
		return
	}
	if err := json.NewDecoder(r.Body).Decode(&op); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/graphql-response+json")
	if strings.Contains(op.Query, "__schema") {
		_, _ = w.Write(introspection)
		return
	}
	op.authorization = r.Header.Get("Authorization")
	s.mu.Lock()
	s.ran = append(s.ran, op)
	s.mu.Unlock()
	_ = json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{
		"answered": op.OperationName, "with": op.Variables,
	}})
}

func (s *site) last(t *testing.T) operation {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.ran) == 0 {
		t.Fatal("nothing was run")
	}
	return s.ran[len(s.ran)-1]
}

// What the page shows, as a person would find it. GraphiQL's class names are as
// much of an interface as it has.
const (
	queryText     = `document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue()`
	variablesText = `document.querySelectorAll('.graphiql-editor-tool .CodeMirror')[0]?.CodeMirror.getValue()`
	resultText    = `document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()`
	tabTitles     = `[...document.querySelectorAll('.graphiql-tab-button')].map(b => b.textContent).join('|')`
	runButton     = chromedp.CSS(`.graphiql-execute-button`)
	panelShown    = `(r => !!r && r.left >= 0 && r.width > 100)(document.querySelector('.examples')?.getBoundingClientRect())`
)

func exampleButton(name string) chromedp.CSS {
	return chromedp.CSS(fmt.Sprintf(`.examples button[data-example="%s"]`, name))
}

// js writes a string as JavaScript.
func js(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// until waits for a JavaScript condition, and tells what was there instead.
func until(t *testing.T, ctx context.Context, value, condition string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("((v) => "+condition+")("+value+")", chromedp.WithPollingTimeout(15*time.Second))); err != nil {
		have, _ := chromedp.Run(ctx, chromedp.Evaluate[any](value))
		t.Fatalf("%s never was %s: %v\nit is %v", value, condition, err, have)
	}
}

func is(want string) string { return "v === " + js(want) }

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// shoot leaves a picture in the folder that REALIGN_SCREENSHOTS names, if any:
// tests cannot see that a page looks right.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("REALIGN_SCREENSHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// clean ends a browser test: whatever was done, the page kept to its origin and
// its policy, and complained of nothing.
func clean(t *testing.T, w *browsertest.Watcher, s *site) {
	t.Helper()
	for _, p := range w.Problems() {
		t.Errorf("the browser complains: %s", p)
	}
	for _, r := range w.Strayed(s.URL) {
		t.Errorf("a request left the server: %s", r)
	}
	if len(w.Requests()) == 0 {
		t.Error("the watcher saw no request at all")
	}
}

func TestPlaygroundInBrowser(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	first, second, third := examples()[0], examples()[1], examples()[2]

	do(t, ctx, chromedp.Navigate(s.URL+"/graphql"))

	// A newcomer finds the first example, ready to run, and the list.
	until(t, ctx, queryText, is(first.Query))
	until(t, ctx, variablesText, is(first.Variables))
	until(t, ctx, tabTitles, is("Snapshot"))
	until(t, ctx, panelShown, "v")
	until(t, ctx, `document.querySelector('.examples').innerText`,
		`v.includes("Who stood with whom on that day, and on whose word.") && v.includes("Who mediated in January")`)
	until(t, ctx, `document.querySelector('.examples [aria-current]')?.dataset.example`, is("snapshot"))
	shoot(t, ctx, "first-visit")
	do(t, ctx, chromedp.Click(runButton))
	until(t, ctx, resultText, `v.includes('"answered": "Snapshot"')`)
	if op := s.last(t); op.Query != first.Query || op.Variables["day"] != "2026-01-21" {
		t.Errorf("what was run: %+v", op)
	}

	// Another example opens beside it, each with its own variables.
	do(t, ctx, chromedp.Click(exampleButton("tribes")))
	until(t, ctx, queryText, is(second.Query))
	until(t, ctx, variablesText, is(""))
	until(t, ctx, tabTitles, is("Snapshot|Tribes"))
	until(t, ctx, resultText, is(""))
	do(t, ctx, chromedp.Click(runButton))
	until(t, ctx, resultText, `v.includes('"answered": "Tribes"')`)
	do(t, ctx, chromedp.Click(exampleButton("mediators")))
	until(t, ctx, queryText, is(third.Query))
	until(t, ctx, variablesText, is(third.Variables))
	until(t, ctx, tabTitles, is("Snapshot|Tribes|Mediators"))
	until(t, ctx, `document.querySelector('.examples [aria-current]')?.dataset.example`, is("mediators"))

	// One that is open already is gone to, with its answer, not opened twice.
	do(t, ctx, chromedp.Click(exampleButton("tribes")))
	until(t, ctx, queryText, is(second.Query))
	until(t, ctx, resultText, `v.includes('"answered": "Tribes"')`)
	until(t, ctx, tabTitles, is("Snapshot|Tribes|Mediators"))

	// Once changed it is no longer the example, and a click opens that anew.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue('query Mine { graph(asOf: "2026-01-01") { actors { id } } }')`))
	until(t, ctx, tabTitles, is("Snapshot|Mine|Mediators"))
	do(t, ctx, chromedp.Click(exampleButton("tribes")))
	until(t, ctx, tabTitles, is("Snapshot|Mine|Mediators|Tribes"))
	until(t, ctx, queryText, is(second.Query))

	// The keyboard runs it, with what the headers editor says.
	do(t, ctx, chromedp.Click(chromedp.CSS(`.graphiql-editor-tools button[data-name="headers"]`)))
	until(t, ctx, `!!document.querySelector('.graphiql-editor-tool[aria-label="Headers"]')`, "v")
	do(t, ctx,
		chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('.graphiql-editor-tool .CodeMirror')[1].CodeMirror.setValue('{"Authorization": "Bearer test"}')`),
		chromedp.Evaluate[chromedp.Void](`document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.focus()`),
		chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	until(t, ctx, resultText, `v.includes('"answered": "Tribes"')`)
	if op := s.last(t); op.authorization != "Bearer test" {
		t.Errorf("the header editor's header did not arrive: %+v", op)
	}
	clean(t, w, s)
}

// Everything that opens over the page, and the documentation, keep to the policy
// as well: they are made at run time by other parts of GraphiQL.
func TestPlaygroundPanels(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	do(t, ctx, chromedp.Navigate(s.URL+"/graphql"))
	until(t, ctx, queryText, is(examples()[0].Query))

	do(t, ctx, chromedp.Click(chromedp.CSS(`button[aria-label="Show Documentation Explorer"]`)))
	until(t, ctx, `document.querySelector('.graphiql-plugin').innerText`, `v.includes("Query")`)
	do(t, ctx, chromedp.Click(chromedp.CSS(`.graphiql-doc-explorer-content a`)))
	until(t, ctx, `document.querySelector('.graphiql-plugin').innerText`, `v.includes("Who stood with whom.") && v.includes("graph(")`)
	shoot(t, ctx, "documentation")
	do(t, ctx, chromedp.Click(chromedp.CSS(`button[aria-label="Show History"]`)))
	until(t, ctx, `document.querySelector('.graphiql-plugin').innerText`, `v.includes("History")`)

	for label, title := range map[string]string{"Open settings dialog": "Settings", "Open short keys dialog": "Short Keys"} {
		do(t, ctx, chromedp.Click(chromedp.CSS(fmt.Sprintf(`button[aria-label="%s"]`, label))))
		until(t, ctx, `document.querySelector('[role=dialog]')?.innerText`, "v?.includes("+js(title)+")")
		shoot(t, ctx, strings.ReplaceAll(strings.ToLower(title), " ", "-"))
		do(t, ctx, chromedp.KeyEvent(kb.Escape))
		until(t, ctx, `document.querySelector('[role=dialog]')`, "v === null")
	}

	// Completion, and the marks and messages of the linter.
	editor := `document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror`
	do(t, ctx, chromedp.Evaluate[chromedp.Void](editor+`.setValue('{ graph(asOf: "2026-01-21") { actors { nonsense } } }'), `+editor+`.setCursor(0, 39), `+editor+`.focus()`),
		chromedp.KeyEvent(" ", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	until(t, ctx, `document.querySelector('.CodeMirror-hints')?.innerText`, `v?.includes("name")`)
	// The list stays with the cursor when the editor scrolls, a frame or two later.
	do(t, ctx, chromedp.Evaluate[chromedp.Void](editor+`.scrollTo(`+editor+`.getScrollInfo().left - 5)`), chromedp.Sleep(200*time.Millisecond))
	until(t, ctx, `(h => h.left + ' ' + h.top)(document.querySelector('.CodeMirror-hints').getBoundingClientRect())`,
		`(([left, top], cursor) => Math.abs(left - cursor.left) < 20 && top > cursor.top && top - cursor.bottom < 20)(v.split(' ').map(Number), `+editor+`.cursorCoords(null, 'window'))`)
	shoot(t, ctx, "completion")
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `!!document.querySelector('.CodeMirror-lint-mark-error')`, "v")
	do(t, ctx, chromedp.ScrollIntoView(chromedp.CSS(`.CodeMirror-lint-mark-error`)),
		chromedp.Evaluate[chromedp.Void](`document.querySelector('.CodeMirror-lint-mark-error').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))`))
	until(t, ctx, `document.querySelector('.CodeMirror-lint-tooltip')?.innerText`, `v?.includes("nonsense")`)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.CodeMirror-lint-mark-error').dispatchEvent(new MouseEvent('mouseout', {bubbles: true}))`))

	// Every control says what it is to those who do not see it.
	until(t, ctx, `[...document.querySelectorAll('button, a, [role=tab]')].filter(e =>
		!(e.getAttribute('aria-label') || e.textContent).trim()).map(e => e.outerHTML).join('\n')`, is(""))

	do(t, ctx, setColorScheme("dark"), chromedp.Click(chromedp.CSS(`button[aria-label="Show Examples"]`)),
		chromedp.Click(exampleButton("mediators")), chromedp.Click(runButton))
	until(t, ctx, resultText, `v.includes('"answered": "Mediators"')`)
	shoot(t, ctx, "dark")
	clean(t, w, s)
}

func TestPlaygroundReturningVisitor(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	// Tabs that another program's GraphiQL left on the same address are not hers.
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `localStorage.setItem('graphiql:query', 'query Foreign { a }')`,
	}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(s.URL+"/graphql"))
	until(t, ctx, tabTitles, is("Snapshot"))

	const mine = "query Mine {\n  graph(asOf: \"2026-01-01\") {\n    actors {\n      id\n    }\n  }\n}\n"
	do(t, ctx, chromedp.Click(exampleButton("mediators")))
	until(t, ctx, queryText, is(examples()[2].Query))
	do(t, ctx,
		chromedp.Evaluate[chromedp.Void](`document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue(`+js(mine)+`)`),
		chromedp.Click(chromedp.CSS(`button[aria-label="Hide Examples"]`)))
	until(t, ctx, tabTitles, is("Snapshot|Mine"))
	// GraphiQL writes to storage after a pause.
	until(t, ctx, `localStorage.getItem('realign:playground:graphiql:query') + localStorage.getItem('realign:playground:graphiql:tabState')`,
		`v.split("query Mine").length === 3`)

	do(t, ctx, chromedp.Reload())
	until(t, ctx, tabTitles, is("Snapshot|Mine"))
	until(t, ctx, queryText, is(mine))
	until(t, ctx, variablesText, is(examples()[2].Variables))
	until(t, ctx, panelShown, "!v")
	shoot(t, ctx, "returning")

	do(t, ctx, chromedp.Click(chromedp.CSS(`button[aria-label="Show Examples"]`)))
	until(t, ctx, panelShown, "v")
	clean(t, w, s)
}

// Who follows a permalink finds its question in the editor with the token filled
// in, and her own tabs beside it.
func TestPlaygroundPermalink(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	const token = "eyJzIjoxLCJr_IjoiZ-3JhcGgifQ"
	variables := func(token string) string { return "{\n  \"view\": \"" + token + "\"\n}" }
	address := `location.pathname + location.search + location.hash`

	// A newcomer finds it in place of the first example.
	do(t, ctx, chromedp.Navigate(s.URL+"/graphql#graph="+token))
	until(t, ctx, queryText, is(views()["graph"]))
	until(t, ctx, variablesText, is(variables(token)))
	until(t, ctx, tabTitles, is("Graph"))
	until(t, ctx, address, is("/graphql"))
	if len(s.ran) > 0 {
		t.Errorf("it was run unasked: %+v", s.ran)
	}
	do(t, ctx, chromedp.Click(runButton))
	until(t, ctx, resultText, `v.includes('"answered": "Graph"')`)
	if op := s.last(t); op.Variables["view"] != token {
		t.Errorf("what was run: %+v", op)
	}
	// GraphiQL writes to storage after a pause; who leaves before loses the tab.
	until(t, ctx, `localStorage.getItem('realign:playground:graphiql:tabState') ?? ''`, `v.includes("`+token+`")`)

	// One who comes again finds it beside her tabs; the same one twice is one tab.
	for range 2 {
		do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(s.URL+"/graphql?a=b#diff=%22%3Cscript%3E"))
		until(t, ctx, queryText, is(views()["diff"]))
		until(t, ctx, variablesText, is("{\n  \"view\": \"\\\"<script>\"\n}"))
		until(t, ctx, tabTitles, is("Graph|Diff"))
		until(t, ctx, address, is("/graphql?a=b"))
		// GraphiQL writes to storage after a pause.
		until(t, ctx, `localStorage.getItem('realign:playground:graphiql:tabState')`, `v.includes("script>")`)
	}

	// What the page does not know opens nothing.
	for _, fragment := range []string{"#constructor=x", "#graph="} {
		do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(s.URL+"/graphql"+fragment))
		until(t, ctx, queryText, is(views()["diff"])) // the tab that she left
		until(t, ctx, tabTitles, is("Graph|Diff"))
	}
	clean(t, w, s)
}

// A question may come whole in the address: it opens in a tab and is not run.
func TestPlaygroundLinkedQuestion(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	const mine = "query Mine($day: String!, $name: String) {\n  graph(asOf: $day) { actors { name } }\n}\n"
	open := func(variables string) {
		t.Helper()
		fragment := url.Values{"query": {mine}, "variables": {variables}}
		do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(s.URL+"/graphql#"+fragment.Encode()))
		until(t, ctx, queryText, is(mine))
		until(t, ctx, `location.pathname + location.search + location.hash`, is("/graphql"))
	}
	open(`{"day":"2026-01-21","name":"\"<b>+&"}`)
	until(t, ctx, variablesText, is("{\n  \"day\": \"2026-01-21\",\n  \"name\": \"\\\"<b>+&\"\n}"))
	until(t, ctx, tabTitles, is("Mine"))
	until(t, ctx, resultText, is(""))
	if len(s.ran) > 0 {
		t.Errorf("it was run unasked: %+v", s.ran)
	}
	do(t, ctx, chromedp.Click(runButton))
	until(t, ctx, resultText, `v.includes('"answered": "Mine"')`)
	if op := s.last(t); op.Query != mine || op.Variables["name"] != `"<b>+&` {
		t.Errorf("what was run: %+v", op)
	}

	// Variables that cannot be read are kept, and said to be so; an address
	// without any has none.
	for _, variables := range []string{`{"day": 2026-01-21}`, `["2026-01-21"]`} {
		open(variables)
		until(t, ctx, variablesText, is(variables))
		until(t, ctx, resultText, `v.includes("no JSON object")`)
		shoot(t, ctx, "linked-malformed")
	}
	open("")
	until(t, ctx, variablesText, is(""))
	until(t, ctx, resultText, is(""))

	// The explorer is one click away.
	until(t, ctx, `document.querySelector('.explorer-link').href`, is(s.URL+"/"))
	clean(t, w, s)
}

// To a newcomer it says so as well.
func TestPlaygroundLinkedQuestionFirst(t *testing.T) {
	ctx := browsertest.New(t)
	s := newSite(t)
	w := browsertest.Watch(t, ctx)
	do(t, ctx, chromedp.Navigate(s.URL+"/graphql#query=%7Ba%7D&variables=x"))
	until(t, ctx, queryText, is("{a}"))
	until(t, ctx, variablesText, is("x"))
	until(t, ctx, resultText, `v.includes("no JSON object")`)
	clean(t, w, s)
}

func setColorScheme(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}
