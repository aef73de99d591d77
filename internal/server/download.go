package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/internal/server/assets"
)

// Files are answered at /download/{file}?state=…, as the API's field download
// writes it.
const downloads = "/download/{file}"

// newDownloads answers with views as files. No limit of questions holds for
// them: a file is as long as its view, and a reader may be slow, so long as it
// reads.
func newDownloads(o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			(&refusal{http.StatusMethodNotAllowed, ask.InvalidArgument, "a file is read with GET", "use it, or HEAD"}).write(w)
			return
		}
		file, err := o.Asker.File(r.PathValue("file"), r.URL.Query().Get("state"))
		if err != nil {
			refuse(w, r, o.Logger, err)
			return
		}
		known := r.Header.Values("If-None-Match")
		// The address alone says which bytes it stands for, so that who has them
		// need not wait for the store; whether there are any at all ("*"), it does not.
		if tag := file.Tag(); tag != "" && !slices.Contains(known, "*") && assets.Matches(known, quotedTag(tag)) {
			notModified(w, file, tag)
			return
		}
		d, err := file.Open(r.Context())
		switch {
		case err != nil:
			refuse(w, r, o.Logger, err)
		case assets.Matches(known, quotedTag(d.Tag)):
			notModified(w, file, d.Tag)
		default:
			send(w, r, o, file, d)
		}
	})
}

// send writes the file. What fails before the first byte is refused like all
// else; after it the connection is broken off, lest a part pass for the whole.
func send(w http.ResponseWriter, r *http.Request, o Options, file *ask.File, d *ask.Download) {
	out := &body{to: w, stall: o.Limits.Stall, begin: func() {
		h := w.Header()
		describe(h, file, d.Tag)
		h.Set("Content-Type", file.Format().Media)
		h.Set("Content-Disposition", `attachment; filename="`+d.Name()+`"`)
	}}
	if r.Method == http.MethodHead {
		out.begin()
		return
	}
	err := d.Write(out)
	switch {
	case err == nil:
		return
	case !out.begun:
		refuse(w, r, o.Logger, err)
		return
	case out.err != nil || r.Context().Err() != nil:
		o.Logger.DebugContext(r.Context(), "the reader of a file is gone", "error", err)
	default:
		o.Logger.ErrorContext(r.Context(), "a file was broken off", "error", err)
	}
	panic(http.ErrAbortHandler) // how net/http is told to break off
}

// describe sets what the tag, and the caches, go by. A fixed address never
// stands for other bytes; of any other a cache must ask. Private, since claims
// carry markings of who may see them, and a cache that others share asks nobody.
func describe(h http.Header, file *ask.File, tag string) {
	h.Set("ETag", quotedTag(tag))
	if file.Tag() != "" {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "private, no-cache")
	}
}

func quotedTag(tag string) string { return `"` + tag + `"` }

func notModified(w http.ResponseWriter, file *ask.File, tag string) {
	describe(w.Header(), file, tag)
	w.WriteHeader(http.StatusNotModified)
}

// refuse answers an error in the form of a GraphQL response.
func refuse(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	why := ask.Explain(err)
	if why.Code == ask.Internal || why.Code == ask.Unavailable {
		log.ErrorContext(r.Context(), "a file cannot be written", "error", err)
	}
	status, known := statuses[string(why.Code)]
	if !known {
		status = http.StatusInternalServerError
	}
	// What is refused now may be answered once the store is back.
	w.Header().Set("Cache-Control", "no-store")
	(&refusal{status, why.Code, why.Message, why.Remedy}).write(w)
}

// body is the body of an answer that is read as fast as the reader likes. Every
// write gets its own time.
type body struct {
	to    http.ResponseWriter
	stall time.Duration
	begin func() // sets the headers
	begun bool
	err   error // of the last write
}

func (b *body) Write(p []byte) (int, error) {
	if !b.begun {
		b.begin()
		b.begun = true
	}
	err := http.NewResponseController(b.to).SetWriteDeadline(time.Now().Add(b.stall))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		b.err = fmt.Errorf("setting the time of a write: %w", err)
		return 0, b.err
	}
	n, err := b.to.Write(p)
	b.err = err
	return n, err
}
