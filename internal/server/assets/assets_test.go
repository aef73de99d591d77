package assets

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func folder(manifest string, files ...string) fstest.MapFS {
	dist := fstest.MapFS{ManifestName: &fstest.MapFile{Data: []byte(manifest)}}
	for _, name := range files {
		dist[name] = &fstest.MapFile{Data: []byte("text")}
	}
	return dist
}

// A folder that is not what its build says is refused at the start.
func TestFilesRefused(t *testing.T) {
	sum := strings.Repeat("a", 64)
	for name, dist := range map[string]fstest.MapFS{
		"no manifest":        {},
		"no JSON":            folder("{"),
		"a file that is not": folder(`{"files": {"a.js": {"sha256": "` + sum + `"}}}`),
		"no checksum":        folder(`{"files": {"a.js": {}}}`, "a.js"),
	} {
		m, err := ReadManifest(dist)
		if err == nil {
			_, err = Files(dist, m, func(string) bool { return false })
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Only what the manifest lists is there, and only names that change with their
// contents are kept for good.
func TestFiles(t *testing.T) {
	sum := strings.Repeat("a", 64)
	dist := folder(`{"files": {"a-1.js": {"sha256": "`+sum+`"}, "b.txt": {"sha256": "`+sum+`"}}}`, "a-1.js", "b.txt", "c.js")
	m, err := ReadManifest(dist)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Files(dist, m, func(name string) bool { return name == "a-1.js" })
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Errorf("%d files", len(files))
	}
	for name, cache := range map[string]string{"a-1.js": "public, max-age=31536000, immutable", "b.txt": "no-cache"} {
		w := httptest.NewRecorder()
		files[name].ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Body.String() != "text" || w.Header().Get("Cache-Control") != cache || w.Header().Get("ETag") != `"`+sum[:32]+`"` {
			t.Errorf("%s: %v %s", name, w.Header(), w.Body)
		}
	}
}
