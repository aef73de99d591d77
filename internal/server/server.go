package server

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/internal/server/playground"
)

// Options set the server up.
type Options struct {
	Schema       graphql.ExecutableSchema
	PresentError graphql.ErrorPresenterFunc
	Examples     []playground.Example
	// Explorer is the explorer's page as it is built; nil: there is none, and /
	// leads to the playground.
	Explorer fs.FS
	// Asker opens the views that are had as files; nil: none are.
	Asker *ask.Asker
	// Presumer is the store, if it presumes its newest revision; nil: it looks each
	// time.
	Presumer Presumer
	// Ready tells whether questions can be answered; nil: always.
	Ready  func(context.Context) error
	Limits Limits
	Logger *slog.Logger
}

// Limits bound what one request may cost. Zero fields take the defaults.
type Limits struct {
	Body       int64         // bytes of a request's body; 1 MiB
	Timeout    time.Duration // of one question; 30 s
	Complexity int           // values asked for, see resolvers; 2,000,000
	Depth      int           // levels of fields, introspection aside; 25
	Tokens     int           // lexical tokens of a document, and selections once its fragments are written out; 20,000
	Stall      time.Duration // how long the reader of a file may take nothing; 30 s
}

func (l Limits) withDefaults() Limits {
	if l.Body == 0 {
		l.Body = 1 << 20
	}
	if l.Timeout == 0 {
		l.Timeout = 30 * time.Second
	}
	if l.Complexity == 0 {
		l.Complexity = 2_000_000
	}
	if l.Depth == 0 {
		l.Depth = 25
	}
	if l.Tokens == 0 {
		l.Tokens = 20_000
	}
	if l.Stall == 0 {
		l.Stall = 30 * time.Second
	}
	return l
}

const endpoint = "/graphql"

// New returns the handler of all routes: / (the explorer) and its assets, /graphql
// with its own, /view/{token} (permalinks), /download/{file}, /healthz (the process answers) and /readyz
// (the store does).
func New(o Options) (http.Handler, error) {
	o.Limits = o.Limits.withDefaults()
	p := playground.Options{Endpoint: endpoint, Title: "Realign", Examples: o.Examples, Views: pageViews()}
	if o.Explorer != nil {
		p.Explorer = "./" // beside the endpoint, below whatever address a proxy gives both
	}
	page, err := playground.New(p)
	if err != nil {
		return nil, fmt.Errorf("playground: %w", err)
	}
	api := limited(o.Limits, newGraphQL(o))
	mux := http.NewServeMux()
	mux.HandleFunc(endpoint, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if playground.Wants(r) {
			page.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
	mux.Handle(endpoint+"/assets/", page)
	mux.HandleFunc(permalinks, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			(&refusal{http.StatusMethodNotAllowed, ask.InvalidArgument, "a permalink is read with GET", "use it, or HEAD"}).write(w)
			return
		}
		api.ServeHTTP(w, r)
	})
	if o.Asker != nil {
		mux.Handle(downloads, newDownloads(o))
	}
	if err := routeRoot(mux, o.Explorer); err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", ready(o))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { notHere.write(w) })
	return withRequestID(o.Logger, mux), nil
}

var notHere = refusal{http.StatusNotFound, ask.NotFound, "there is nothing at this address", "ask GraphQL at " + endpoint}

func ready(o Options) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if o.Ready != nil {
			ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
			defer cancel()
			if err := o.Ready(ctx); err != nil {
				o.Logger.WarnContext(ctx, "not ready", "error", err)
				plain(w, http.StatusServiceUnavailable, "the store does not answer")
				return
			}
		}
		plain(w, http.StatusOK, "ready")
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text) // the client may be gone, which is its affair
}
