package playground

import (
	"net/http"
	"strings"

	"github.com/realign/realign/internal/server/assets"
)

type handler struct {
	prefix string
	page   *assets.File
	files  map[string]*assets.File
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	// On assets as well: an icon opened by itself is a document too.
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "the playground is read with GET", http.StatusMethodNotAllowed)
		return
	}
	f := h.page
	if name, ok := strings.CutPrefix(r.URL.Path, h.prefix); ok {
		if f = h.files[name]; f == nil {
			assets.NotHere(w, r)
			return
		}
	}
	f.ServeHTTP(w, r)
}

// Wants reports whether a request to the endpoint's address asks for the page
// rather than for GraphQL: it reads, it names HTML as acceptable, no type of
// GraphQL answers is liked better, and it carries no query to execute. A client
// that accepts just anything ("*/*", as curl does) means the API.
func Wants(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if r.URL.Query().Has("query") {
		return false
	}
	q := assets.Preferences(r.Header.Values("Accept"))
	html := q["text/html"]
	return html > 0 && html >= q["application/json"] && html >= q["application/graphql-response+json"]
}
