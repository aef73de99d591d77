package playground

import (
	"bytes"
	"compress/gzip"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

type handler struct {
	prefix string
	page   *asset
	assets map[string]*asset
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
	a := h.page
	if name, ok := strings.CutPrefix(r.URL.Path, h.prefix); ok {
		if a = h.assets[name]; a == nil {
			// An old page may ask for the files of a binary since replaced: a
			// cached 404 would outlive the reload.
			header.Set("Cache-Control", "no-store")
			http.NotFound(w, r)
			return
		}
	}
	a.serve(w, r)
}

// asset is one file, ready to send.
type asset struct {
	data        []byte
	gzipped     func() []byte // nil if compression does not pay
	contentType string
	cache       string
	vary        string
	etag        string // without quotes
}

// newAsset prepares a file for sending. A named file has the hash of its
// contents in its name, so that browsers may keep it for good.
func newAsset(name string, data []byte, sha256 string, named bool) *asset {
	a := &asset{
		data:        data,
		contentType: contentType(name),
		cache:       "no-cache",
		vary:        "Accept-Encoding",
		etag:        sha256[:min(len(sha256), 32)],
	}
	if named {
		a.cache = "public, max-age=31536000, immutable"
	}
	if len(data) > 1024 {
		// Compressed once, when first asked for: the bundle takes some hundred
		// milliseconds, which a start, or a server nobody browses, need not pay.
		a.gzipped = sync.OnceValue(func() []byte { return compress(data) })
	}
	return a
}

// contentType knows the types in dist. The mime package would ask the machine's
// own tables, some of which give JavaScript a type that browsers refuse.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

func compress(data []byte) []byte {
	var out bytes.Buffer
	// Neither writing to memory nor a level within bounds can fail.
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Bytes()
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", a.cache)
	header.Set("Vary", a.vary)
	body, tag := a.data, `"`+a.etag+`"`
	compressed := a.gzipped != nil && acceptsGzip(r)
	if compressed {
		// Another representation, so another tag.
		tag = `"` + a.etag + `-gz"`
	}
	header.Set("ETag", tag)
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if compressed {
		body = a.gzipped()
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Type", a.contentType)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// An error here is the client's leaving; there is nobody to tell.
	_, _ = w.Write(body)
}

func matches(ifNoneMatch []string, tag string) bool {
	for _, list := range ifNoneMatch {
		for t := range strings.SplitSeq(list, ",") {
			// Proxies that recompress mark the tag as weak; the comparison for
			// If-None-Match is the weak one.
			t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
			if t == tag || t == "*" {
				return true
			}
		}
	}
	return false
}

func acceptsGzip(r *http.Request) bool {
	q := preferences(r.Header.Values("Accept-Encoding"))
	if weight, named := q["gzip"]; named {
		return weight > 0
	}
	return q["*"] > 0
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
	q := preferences(r.Header.Values("Accept"))
	html := q["text/html"]
	return html > 0 && html >= q["application/json"] && html >= q["application/graphql-response+json"]
}

// preferences reads the lists of an Accept or Accept-Encoding header: each value
// with its weight, 1 where none is given. What cannot be read is left out.
func preferences(lists []string) map[string]float64 {
	weights := make(map[string]float64)
	for _, list := range lists {
		for item := range strings.SplitSeq(list, ",") {
			value, params, err := mime.ParseMediaType(item)
			if err != nil {
				continue
			}
			weight := 1.0
			if q, ok := params["q"]; ok {
				if weight, err = strconv.ParseFloat(q, 64); err != nil {
					continue
				}
			}
			weights[value] = max(weights[value], weight)
		}
	}
	return weights
}
