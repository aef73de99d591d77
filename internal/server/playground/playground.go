package playground

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/realign/realign/internal/server/assets"
)

//go:embed dist
var dist embed.FS

// Options say what the page shows and where it finds things.
type Options struct {
	// Endpoint is the absolute path of the GraphQL endpoint on this origin;
	// "/graphql" if empty. Other origins are out: the page's policy forbids them.
	Endpoint string

	// AssetPrefix is the absolute path, ending in a slash, under which the
	// handler serves the page's assets; Endpoint + "/assets/" if empty. Route it
	// to the handler with the prefix left on.
	AssetPrefix string

	// Title stands in the browser's tab and above the editors; "Realign" if empty.
	Title string

	// Examples are offered in this order. A first-time visitor finds the first
	// in the editor. There may be none.
	Examples []Example

	// Views are questions with a variable view, by names made of letters. The
	// fragment #NAME=TOKEN of the page's address opens one in the editor, with the
	// token as that variable. There may be none.
	Views map[string]string

	// Explorer is the address of the explorer's page, relative to this one's; the
	// page links to it. Empty: there is none.
	Explorer string
}

// An Example is a query that the page offers, ready to run.
type Example struct {
	// Name tells the example from the others: unique, stable, not shown.
	Name string

	// Title is what the list shows; Name if empty.
	Title string

	// Query is the document. The comment it begins with, if any, is shown under
	// the title. Name the operation: GraphiQL calls the tab after it.
	Query string

	// Variables are the query's variables, a JSON object; there may be none.
	Variables string
}

// The page's policy: scripts, styles, images and requests of this origin only,
// nothing inline. Images may be data URLs: CodeMirror's style sheet draws the
// linter's marks with them, and its script the ghost of what is dragged. Fonts
// are the system's, so font-src stays at none.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const pageTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<link rel="icon" href="{{.Icon}}">
<link rel="stylesheet" href="{{.Style}}">
<script type="module" src="{{.Script}}"></script>
</head>
<body>
<div id="playground" data-config="{{.Config}}"><p class="playground-wait">Loading the playground…</p></div>
<noscript><p class="playground-wait">The playground needs JavaScript. The endpoint takes GraphQL as POST without it.</p></noscript>
</body>
</html>
`

// New returns the handler for the page and, under opts.AssetPrefix, its assets.
// Every path outside the prefix gets the page: routing, and asking [Wants], is
// the caller's part. It fails on options that could not work in the browser.
func New(opts Options) (http.Handler, error) {
	if opts.Endpoint == "" {
		opts.Endpoint = "/graphql"
	}
	if opts.AssetPrefix == "" {
		opts.AssetPrefix = strings.TrimSuffix(opts.Endpoint, "/") + "/assets/"
	}
	if opts.Title == "" {
		opts.Title = "Realign"
	}
	if err := checkPath(opts.Endpoint); err != nil {
		return nil, fmt.Errorf("playground: endpoint: %w", err)
	}
	if err := checkPath(opts.AssetPrefix); err != nil {
		return nil, fmt.Errorf("playground: asset prefix: %w", err)
	}
	if !strings.HasSuffix(opts.AssetPrefix, "/") {
		return nil, fmt.Errorf("playground: asset prefix %q does not end in a slash", opts.AssetPrefix)
	}
	config, err := pageConfig(opts)
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	m, err := assets.ReadManifest(built)
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	files, err := assets.Files(built, m, m.Entry.Has)
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	tmpl, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	var body bytes.Buffer
	err = tmpl.Execute(&body, map[string]string{
		"Title":  opts.Title,
		"Config": config,
		"Icon":   opts.AssetPrefix + m.Entry.Icon,
		"Style":  opts.AssetPrefix + m.Entry.Style,
		"Script": opts.AssetPrefix + m.Entry.Script,
	})
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	// The same address answers GraphQL when asked for JSON.
	page := assets.Page("page.html", body.Bytes(), "Accept")
	return &handler{opts.AssetPrefix, page, files}, nil
}

// checkPath accepts what the browser resolves to this very origin.
func checkPath(p string) error {
	u, err := url.Parse(p)
	if err != nil {
		return err
	}
	// "//host" is another origin, and browsers read "\" as "/".
	if !strings.HasPrefix(p, "/") || u.Host != "" || strings.HasPrefix(p, "//") ||
		strings.ContainsAny(p, "\\?#") {
		return fmt.Errorf("%q is not an absolute path", p)
	}
	return nil
}

// pageConfig checks the examples and writes what ui/src/app.jsx reads.
func pageConfig(opts Options) (string, error) {
	type example struct {
		Name        string `json:"name"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Query       string `json:"query"`
		Variables   string `json:"variables"`
	}
	config := struct {
		Endpoint string            `json:"endpoint"`
		Title    string            `json:"title"`
		Examples []example         `json:"examples"`
		Views    map[string]string `json:"views"`
		Explorer string            `json:"explorer"`
	}{opts.Endpoint, opts.Title, make([]example, 0, len(opts.Examples)), make(map[string]string, len(opts.Views)), opts.Explorer}
	for name, query := range opts.Views {
		config.Views[name] = strings.ReplaceAll(query, "\r\n", "\n")
	}
	seen := make(map[string]bool, len(opts.Examples))
	for _, e := range opts.Examples {
		switch {
		case e.Name == "":
			return "", errors.New("an example has no name")
		case seen[e.Name]:
			return "", fmt.Errorf("two examples are named %q", e.Name)
		case strings.TrimSpace(e.Query) == "":
			return "", fmt.Errorf("example %q has no query", e.Name)
		}
		seen[e.Name] = true
		if strings.TrimSpace(e.Variables) == "" {
			e.Variables = ""
		} else if err := json.Unmarshal([]byte(e.Variables), &map[string]json.RawMessage{}); err != nil {
			return "", fmt.Errorf("example %q: variables are no JSON object: %w", e.Name, err)
		}
		if e.Title == "" {
			e.Title = e.Name
		}
		// Editors normalise line ends; with other ones the page would not know
		// an open example for what it is.
		query := strings.ReplaceAll(e.Query, "\r\n", "\n")
		config.Examples = append(config.Examples, example{
			Name:        e.Name,
			Title:       e.Title,
			Description: leadingComment(query),
			Query:       query,
			Variables:   strings.ReplaceAll(e.Variables, "\r\n", "\n"),
		})
	}
	out, err := json.Marshal(config)
	return string(out), err
}

// leadingComment returns the comment a document begins with as one line of text.
func leadingComment(query string) string {
	var words []string
	for line := range strings.Lines(strings.TrimLeft(query, " \t\r\n\ufeff")) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		words = append(words, strings.Fields(text)...)
	}
	return strings.Join(words, " ")
}
