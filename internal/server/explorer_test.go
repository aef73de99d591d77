package server

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/99designs/gqlgen/graphql"
)

// explored is a built page with a script and a text.
func explored() fstest.MapFS {
	sum := strings.Repeat("0123456789abcdef", 4)
	files := map[string]string{
		"index.html":          `<script type="module" src="./assets/index-abc.js"></script>`,
		"assets/index-abc.js": strings.Repeat("/* script */", 200),
		"assets/LICENSES.txt": "licences",
	}
	dist := fstest.MapFS{}
	var listed []string
	for name, text := range files {
		dist[name] = &fstest.MapFile{Data: []byte(text)}
		listed = append(listed, `"`+name+`": {"sha256": "`+sum+`"}`)
	}
	dist["manifest.json"] = &fstest.MapFile{Data: []byte(`{"files": {` + strings.Join(listed, ", ") + `}}`)}
	return dist
}

func newExploring(t *testing.T) http.Handler {
	t.Helper()
	h, err := New(Options{Schema: api{loadSchema(t), answers}, PresentError: graphql.DefaultErrorPresenter, Explorer: explored(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestExplorer(t *testing.T) {
	h := newExploring(t)
	const forGood = "public, max-age=31536000, immutable"
	for _, c := range []struct {
		name, method, path string
		status             int
		kind, cache, has   string
		ancestors          string
	}{
		{"page", "GET", "/", 200, "text/html; charset=utf-8", "no-cache", "./assets/index-abc.js", "'self'"},
		{"permalink", "GET", "/?on=2026-01-21&against=none&actors=actor:sdf,actor:usa", 200, "text/html; charset=utf-8", "no-cache", "./assets/index-abc.js", "'self'"},
		{"query that cannot be read", "GET", "/?%zz", 200, "text/html; charset=utf-8", "no-cache", "./assets/index-abc.js", "'self'"},
		{"in a frame", "GET", "/?on=2026-01-21&embed", 200, "text/html; charset=utf-8", "no-cache", "./assets/index-abc.js", "*"},
		{"in a frame, as it writes itself", "GET", "/?embed=1", 200, "text/html; charset=utf-8", "no-cache", "./assets/index-abc.js", "*"},
		{"head", "HEAD", "/", 200, "text/html; charset=utf-8", "no-cache", "", "'self'"},
		{"script", "GET", "/assets/index-abc.js", 200, "text/javascript; charset=utf-8", forGood, "/* script */", "'self'"},
		{"script in a frame", "GET", "/assets/index-abc.js?embed", 200, "text/javascript; charset=utf-8", forGood, "/* script */", "'self'"},
		{"licences", "GET", "/assets/LICENSES.txt", 200, "text/plain; charset=utf-8", "no-cache", "licences", "'self'"},
		{"file of another release", "GET", "/assets/index-xyz.js", 404, "text/plain; charset=utf-8", "no-store", "", "'self'"},
		{"no file", "GET", "/assets/", 404, "text/plain; charset=utf-8", "no-store", "", "'self'"},
	} {
		w := get(t, h, c.method, c.path)
		header := w.Header()
		if w.Code != c.status || header.Get("Content-Type") != c.kind || header.Get("Cache-Control") != c.cache || !strings.Contains(w.Body.String(), c.has) {
			t.Errorf("%s: %d %v: %s", c.name, w.Code, header, w.Body)
		}
		if policy := header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self'; ") || !strings.HasSuffix(policy, "; frame-ancestors "+c.ancestors) {
			t.Errorf("%s: policy %s", c.name, policy)
		}
		if header.Get("Referrer-Policy") != "no-referrer" || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", c.name, header)
		}
		if tag := header.Get("ETag"); c.status == http.StatusOK {
			if again := get(t, h, c.method, c.path, "If-None-Match", tag); tag == "" || again.Code != http.StatusNotModified {
				t.Errorf("%s: with its own tag %q: %d", c.name, tag, again.Code)
			}
		}
	}
	for _, path := range []string{"/index.html", "/manifest.json", "/assets", "/x"} {
		if w := get(t, h, "GET", path); w.Code != http.StatusNotFound && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := get(t, h, "POST", "/"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "/graphql") {
		t.Errorf("a question to the page: %d %s", w.Code, w.Body)
	}
	if w := get(t, h, "GET", "/assets/index-abc.js", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 200 {
		t.Errorf("compressed: %v, %d bytes", w.Header(), w.Body.Len())
	}
	if w := get(t, h, "GET", "/graphql", "Accept", browser); !strings.Contains(w.Body.String(), `&#34;explorer&#34;:&#34;./&#34;`) {
		t.Errorf("the playground does not know the explorer: %s", w.Body)
	}
}

// Without an explorer the root leads to the playground.
func TestNoExplorer(t *testing.T) {
	h := newHandler(t, Limits{}, answers)
	if w := get(t, h, "GET", "/"); w.Code != http.StatusFound || w.Header().Get("Location") != "/graphql" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := get(t, h, "GET", "/assets/index-abc.js"); w.Code != http.StatusNotFound {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// What cannot be served shows at the start.
func TestExplorerRefused(t *testing.T) {
	noManifest, lost, noPage := explored(), explored(), explored()
	delete(noManifest, "manifest.json")
	delete(lost, "assets/index-abc.js")
	noPage["manifest.json"] = &fstest.MapFile{Data: []byte(`{"files": {}}`)}
	for name, dist := range map[string]fstest.MapFS{"no manifest": noManifest, "a file is lost": lost, "no page": noPage} {
		if _, err := newExplorer(dist); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
