package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/realign/realign/graph/ask"
)

// limited bounds a question's time, and answers what is no GraphQL over HTTP in
// its form.
func limited(l Limits, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), l.Timeout)
		defer cancel()
		r = r.WithContext(ctx)
		// Some clients offer HTTP/2 on every request; nothing is upgraded here, and
		// the question is answered all the same.
		r.Header.Del("Upgrade")
		var no *refusal
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			r.Method = http.MethodGet // the body is left out above us
			no = checkAddress(r.URL)
		case http.MethodPost:
			// Its body is read where it is answered.
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			no = &refusal{http.StatusMethodNotAllowed, ask.InvalidArgument, "GraphQL is asked with GET or POST", "use one of them"}
		}
		if no != nil {
			no.write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// form is that of a GraphQL request.
const form = `{"query": "…", "variables": {…}}`

// checkAddress refuses a GET whose parameters cannot be read.
func checkAddress(u *url.URL) *refusal {
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return malformed("the address cannot be read", "escape the query and the variables for an address")
	}
	for _, name := range []string{"variables", "extensions"} {
		var object map[string]any
		if text := q.Get(name); text != "" && json.Unmarshal([]byte(text), &object) != nil {
			return malformed(name+" is no JSON object", `send `+name+`={"name": "value"}, escaped for an address`)
		}
	}
	return nil
}

// refusal is an answer in the form of a GraphQL response, with no data.
type refusal struct {
	status          int
	code            ask.Code
	message, remedy string
}

func malformed(message, remedy string) *refusal {
	return &refusal{http.StatusBadRequest, ask.InvalidArgument, message, remedy}
}

func (no *refusal) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(no.status)
	type extensions struct {
		Code   ask.Code `json:"code"`
		Remedy string   `json:"remedy"`
	}
	type gqlError struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	// The client may be gone, which is its affair.
	_ = json.NewEncoder(w).Encode(struct {
		Errors []gqlError `json:"errors"`
	}{[]gqlError{{no.message, extensions{no.code, no.remedy}}}})
}

// requestID is where the id of a request stands in its context.
type requestID struct{}

// withRequestID names every request in the answer and in the log.
func withRequestID(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := uuid.NewString()
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		started := time.Now()
		r = r.WithContext(context.WithValue(r.Context(), requestID{}, id))
		next.ServeHTTP(w, r)
		log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "took", time.Since(started))
	})
}

// LogHandler adds the id of the request to what is logged while it is answered,
// so that a client who names its X-Request-Id leads to the line.
func LogHandler(h slog.Handler) slog.Handler { return requestLog{h} }

type requestLog struct{ slog.Handler }

func (l requestLog) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(requestID{}).(string); ok {
		r.AddAttrs(slog.String("request", id))
	}
	return l.Handler.Handle(ctx, r)
}

func (l requestLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestLog{l.Handler.WithAttrs(attrs)}
}

func (l requestLog) WithGroup(name string) slog.Handler { return requestLog{l.Handler.WithGroup(name)} }
