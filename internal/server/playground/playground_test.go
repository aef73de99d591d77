package playground

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/realign/realign/internal/server/assets"
	"github.com/realign/realign/internal/server/assets/assetstest"
)

func built(t *testing.T) fs.FS {
	t.Helper()
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// dist is what the manifest says, and was built from the sources that are here.
func TestDist(t *testing.T) {
	sources := os.DirFS("ui")
	assetstest.Check(t, built(t), sources, func(path string) bool { return path != "node_modules" })
	assetstest.CheckLockFile(t, sources)
	assetstest.CheckLicences(t, built(t), "LICENSES.txt")
}

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPage(t *testing.T) {
	h, err := New(Options{
		Title:    `Who </title><script>alert(1)</script>`,
		Examples: []Example{{Name: "a", Query: "# A \"quoted\" & <b>bold</b> one.\n{a}"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	res := get(t, h, "/graphql")
	page := body(t, res.Body)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %s", res.Status)
	}
	for name, want := range map[string]string{
		"Content-Type":            "text/html; charset=utf-8",
		"Content-Security-Policy": contentSecurityPolicy,
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
		"Cache-Control":           "no-cache",
		"Vary":                    "Accept, Accept-Encoding",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, bad := range []string{"<b>bold", "<script>", "</title><script"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q unescaped:\n%s", bad, page)
		}
	}
	again := get(t, h, "/graphql", "If-None-Match", res.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("with its own tag the page is %s, want 304", again.Status)
	}

	post := httptest.NewRecorder()
	h.ServeHTTP(post, httptest.NewRequest(http.MethodPost, "/graphql", nil))
	if post.Code != http.StatusMethodNotAllowed || post.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST gives %d, Allow %q", post.Code, post.Header().Get("Allow"))
	}
	head := httptest.NewRecorder()
	h.ServeHTTP(head, httptest.NewRequest(http.MethodHead, "/graphql", nil))
	if head.Code != http.StatusOK || head.Body.Len() != 0 || head.Header().Get("Content-Length") == "0" {
		t.Errorf("HEAD gives %d, %d bytes, Content-Length %s", head.Code, head.Body.Len(), head.Header().Get("Content-Length"))
	}
}

func TestAssets(t *testing.T) {
	h, err := New(Options{Endpoint: "/api/graphql"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := assets.ReadManifest(built(t))
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{
		m.Entry.Script: "text/javascript; charset=utf-8",
		m.Entry.Style:  "text/css; charset=utf-8",
		m.Entry.Icon:   "image/svg+xml",
		"LICENSES.txt": "text/plain; charset=utf-8",
	}
	for name, contentType := range types {
		path := "/api/graphql/assets/" + name
		plain := get(t, h, path)
		want, err := dist.ReadFile("dist/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if plain.StatusCode != http.StatusOK || plain.Header.Get("Content-Type") != contentType {
			t.Errorf("%s: %s, %s", name, plain.Status, plain.Header.Get("Content-Type"))
		}
		if body(t, plain.Body) != string(want) {
			t.Errorf("%s: not the file", name)
		}
		immutable := strings.Contains(plain.Header.Get("Cache-Control"), "immutable")
		if immutable != (name != "LICENSES.txt") {
			t.Errorf("%s: Cache-Control %q", name, plain.Header.Get("Cache-Control"))
		}

		zipped := get(t, h, path, "Accept-Encoding", "br, gzip;q=0.8")
		if len(want) > 1024 {
			if zipped.Header.Get("Content-Encoding") != "gzip" {
				t.Fatalf("%s: not compressed", name)
			}
			if zipped.Header.Get("ETag") == plain.Header.Get("ETag") {
				t.Errorf("%s: one tag for two representations", name)
			}
			r, err := gzip.NewReader(zipped.Body)
			if err != nil {
				t.Fatal(err)
			}
			if body(t, r) != string(want) {
				t.Errorf("%s: decompresses to something else", name)
			}
		}
		again := get(t, h, path, "Accept-Encoding", "gzip", "If-None-Match", `"other", W/`+zipped.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: with its own tag %s, want 304", name, again.Status)
		}
		if refused := get(t, h, path, "Accept-Encoding", "gzip;q=0, *"); refused.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed although refused", name)
		}
	}
	for _, path := range []string{"manifest.json", "", "nothing.js", "../playground.go", "%2e%2e/playground.go"} {
		if res := get(t, h, "/api/graphql/assets/"+path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %s, want 404", path, res.Status)
		}
	}
}

func TestWants(t *testing.T) {
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, tt := range []struct {
		method, url, accept string
		want                bool
	}{
		{"GET", "/graphql", browser, true},
		{"HEAD", "/graphql", browser, true},
		{"GET", "/graphql?utm=1", browser, true},
		{"GET", "/graphql", "TEXT/HTML; charset=utf-8", true},
		{"POST", "/graphql", browser, false},
		{"GET", "/graphql?query={a}", browser, false},
		{"GET", "/graphql", "", false},
		{"GET", "/graphql", "*/*", false},
		{"GET", "/graphql", "application/json", false},
		{"GET", "/graphql", "application/graphql-response+json, text/html;q=0.5", false},
		{"GET", "/graphql", "text/html;q=0, */*", false},
		{"GET", "/graphql", "text/html;q=nonsense", false},
	} {
		r := httptest.NewRequest(tt.method, tt.url, nil)
		r.Header.Set("Accept", tt.accept)
		if got := Wants(r); got != tt.want {
			t.Errorf("%s %s accepting %q: %v, want %v", tt.method, tt.url, tt.accept, got, tt.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, opts := range map[string]Options{
		"relative endpoint":    {Endpoint: "graphql"},
		"other origin":         {Endpoint: "//elsewhere/graphql"},
		"other origin, spelt":  {Endpoint: `/\elsewhere/graphql`},
		"address":              {Endpoint: "http://elsewhere/graphql"},
		"endpoint with query":  {Endpoint: "/graphql?a"},
		"prefix without slash": {AssetPrefix: "/assets"},
		"example without name": {Examples: []Example{{Query: "{a}"}}},
		"example without text": {Examples: []Example{{Name: "a", Query: " \n"}}},
		"two of one name":      {Examples: []Example{{Name: "a", Query: "{a}"}, {Name: "a", Query: "{b}"}}},
		"variables no JSON":    {Examples: []Example{{Name: "a", Query: "{a}", Variables: "{a:1}"}}},
		"variables no object":  {Examples: []Example{{Name: "a", Query: "{a}", Variables: "[1]"}}},
	} {
		if _, err := New(opts); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLeadingComment(t *testing.T) {
	for query, want := range map[string]string{
		"{a}":                               "",
		"# One line.\n{a}":                  "One line.",
		"\n\n  # One,\n#   and two.\n\n{a}": "One, and two.",
		"# First.\n\n# Not this.\n{a}":      "First.",
		"#\n# After an empty one.\n{a}":     "After an empty one.",
		"{a} # late":                        "",
		"# only":                            "only",
	} {
		if got := leadingComment(query); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}
