package server

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"github.com/realign/realign/internal/server/assets"
)

// The explorer's page, and where its files are, as it names them relative to
// itself.
const (
	explorerPage  = "index.html"
	explorerFiles = "assets/"
)

// explorerPolicy is the page's: scripts, styles and requests of this origin only,
// nothing inline. Images that it draws to be saved are blobs and data URLs. Who
// may show it in a frame comes last.
const explorerPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "

// explorer answers with the explorer's page and its files.
type explorer struct{ files map[string]*assets.File }

func newExplorer(dist fs.FS) (*explorer, error) {
	m, err := assets.ReadManifest(dist)
	if err != nil {
		return nil, err
	}
	// All but the texts below assets/ have a name that changes with their contents.
	files, err := assets.Files(dist, m, func(name string) bool {
		return strings.HasPrefix(name, explorerFiles) && !strings.HasSuffix(name, ".txt")
	})
	if err != nil {
		return nil, err
	}
	if files[explorerPage] == nil {
		return nil, fmt.Errorf("%s lists no %s", assets.ManifestName, explorerPage)
	}
	return &explorer{files}, nil
}

// page is at the root, whatever the query: that is the page's own to read. With
// the parameter embed anybody may show it in a frame, since nothing in it changes
// anything.
func (e *explorer) page(w http.ResponseWriter, r *http.Request) {
	ancestors := "'self'"
	if r.URL.Query().Has("embed") {
		ancestors = "*"
	}
	e.answer(w, r, explorerPage, ancestors)
}

func (e *explorer) file(w http.ResponseWriter, r *http.Request) {
	e.answer(w, r, explorerFiles+r.PathValue("file"), "'self'")
}

func (e *explorer) answer(w http.ResponseWriter, r *http.Request, name, ancestors string) {
	header := w.Header()
	// On files as well: an icon opened by itself is a document too, and a worker
	// has the policy that it comes with.
	header.Set("Content-Security-Policy", explorerPolicy+ancestors)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	if f := e.files[name]; f != nil {
		f.ServeHTTP(w, r)
		return
	}
	assets.NotHere(w, r)
}

// routeRoot has the root answer with the explorer, or without one lead to the
// playground.
func routeRoot(mux *http.ServeMux, dist fs.FS) error {
	if dist == nil {
		mux.Handle("GET /{$}", http.RedirectHandler(endpoint, http.StatusFound))
		return nil
	}
	e, err := newExplorer(dist)
	if err != nil {
		return err
	}
	mux.HandleFunc("GET /{$}", e.page)
	mux.HandleFunc("GET /"+explorerFiles+"{file...}", e.file)
	return nil
}
