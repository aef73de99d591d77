package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"sync"
)

// File is one file, ready to send.
type File struct {
	data        []byte
	gzipped     func() []byte // nil if compression does not pay
	contentType string
	cache       string
	vary        string
	etag        string // without quotes
}

// Files reads the files that a manifest lists. Those that isNamed tells have a
// name which changes with their contents, so that browsers may keep them for good.
func Files(dist fs.FS, m *Manifest, isNamed func(name string) bool) (map[string]*File, error) {
	files := make(map[string]*File, len(m.Files))
	for name, sum := range m.Files {
		data, err := fs.ReadFile(dist, name)
		if err != nil {
			return nil, err
		}
		if len(sum.SHA256) != sha256.Size*2 {
			return nil, fmt.Errorf("%s has no checksum of %s", ManifestName, name)
		}
		f := newFile(name, data, sum.SHA256)
		if isNamed(name) {
			f.cache = "public, max-age=31536000, immutable"
		}
		files[name] = f
	}
	return files, nil
}

// Page is a file that was not built but made. What its answers vary by, beside
// the compression, stands in vary.
func Page(name string, data []byte, vary string) *File {
	sum := sha256.Sum256(data)
	f := newFile(name, data, hex.EncodeToString(sum[:]))
	f.vary = vary + ", " + f.vary
	return f
}

func newFile(name string, data []byte, sum string) *File {
	f := &File{
		data:        data,
		contentType: contentType(name),
		cache:       "no-cache",
		vary:        "Accept-Encoding",
		etag:        sum[:32],
	}
	if len(data) > 1024 {
		// Compressed once, when first asked for: the bundle takes some hundred
		// milliseconds, which a start, or a server nobody browses, need not pay.
		f.gzipped = sync.OnceValue(func() []byte { return compress(data) })
	}
	return f
}

// contentType knows the types in built folders. The mime package would ask the
// machine's own tables, some of which give JavaScript a type that browsers refuse.
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

// ServeHTTP answers GET and HEAD; other methods are for the caller to refuse.
func (f *File) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", f.cache)
	header.Set("Vary", f.vary)
	body, tag := f.data, `"`+f.etag+`"`
	compressed := f.gzipped != nil && acceptsGzip(r)
	if compressed {
		// Another representation, so another tag.
		tag = `"` + f.etag + `-gz"`
	}
	header.Set("ETag", tag)
	if Matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if compressed {
		body = f.gzipped()
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Type", f.contentType)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// An error here is the client's leaving; there is nobody to tell.
	_, _ = w.Write(body)
}

// NotHere answers for a file that there is not. An old page may ask for the
// files of a binary since replaced: a cached answer would outlive the reload.
func NotHere(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	http.NotFound(w, r)
}
