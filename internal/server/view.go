package server

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/internal/server/assets"
	"github.com/realign/realign/internal/server/playground"
)

// Permalinks are answered at /view/{token}. The token is the API's: what it is
// of shows by asking, never by looking into it.
const permalinks = "/view/{token}"

//go:embed view_graph.graphql
var graphQuestion string

//go:embed view_diff.graphql
var diffQuestion string

// viewKind is what a permalink can be of.
type viewKind struct {
	name     string // in the fragment of the playground's address
	probe    string // the least that tells whether a token is one of it
	question string // what a permalink asks, with the variables view and after
}

// viewKinds are asked in this order.
var viewKinds = [...]viewKind{
	{"graph", `query($view: ID!) { graph(view: $view) { view } }`, graphQuestion},
	{"diff", `query($view: ID!) { diff(view: $view) { view } }`, diffQuestion},
}

// pageViews are the questions that the playground opens for a permalink.
func pageViews() map[string]string {
	out := map[string]string{}
	for _, k := range viewKinds {
		out[k.name] = k.question
	}
	return out
}

// views answers permalinks: to a browser with the playground and a question
// filled in, to all others with the answer itself. It is a transport so that a
// permalink is held to the limits of every question.
type views struct{}

// Supports reports whether the request came by the route of permalinks.
func (views) Supports(r *http.Request) bool { return r.PathValue("token") != "" }

// Do answers it.
func (views) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	token, toBrowser := r.PathValue("token"), playground.Wants(r)
	variables := map[string]any{"view": token}
	if after := r.URL.Query(); !toBrowser && after.Has("after") {
		variables["after"] = after.Get("after")
	}
	var refused *graphql.Response
	for _, kind := range viewKinds {
		question := kind.question
		if toBrowser {
			question = kind.probe
		}
		response := answer(r.Context(), exec, question, variables)
		switch {
		case response == nil:
			overrun(r).write(w)
			return
		case isOfAnotherKind(response):
			refused = alsoRefused(refused, response)
		case len(response.Errors) > 0:
			writeRefused(w, response)
			return
		case toBrowser:
			// Relative, so that it leads to the playground below any address that a
			// proxy gives the server. Not by http.Redirect, which would resolve it.
			w.Header().Set("Location", ".."+endpoint+"#"+kind.name+"="+url.QueryEscape(token))
			w.WriteHeader(http.StatusSeeOther)
			return
		default:
			writeView(w, r, response)
			return
		}
	}
	writeRefused(w, refused)
}

func answer(ctx context.Context, exec graphql.GraphExecutor, question string, variables map[string]any) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	operation, problems := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: question, Variables: variables})
	if len(problems) > 0 {
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems)
	}
	respond, ctx := exec.DispatchOperation(ctx, operation)
	return respond(ctx)
}

// said is a word that the API says of the first error of an answer.
func said(r *graphql.Response, name string) string {
	if len(r.Errors) == 0 {
		return ""
	}
	word, _ := r.Errors[0].Extensions[name].(string)
	return word
}

// isOfAnotherKind reports whether the token was refused for what it is.
func isOfAnotherKind(r *graphql.Response) bool {
	return said(r, "code") == string(ask.InvalidArgument) && said(r, "argument") == "view"
}

// alsoRefused puts together why no kind takes a token: only one of the reasons
// may be of use, and which it is shows in the token alone.
func alsoRefused(before, r *graphql.Response) *graphql.Response {
	if before == nil {
		return r
	}
	return &graphql.Response{Errors: append(before.Errors, r.Errors...)}
}

// statuses are those of errors. GraphQL answers 200 to most of them; who follows
// a link looks at the status.
var statuses = map[string]int{
	string(ask.InvalidArgument): http.StatusBadRequest,
	string(ask.NotFound):        http.StatusNotFound,
	string(ask.TooLarge):        http.StatusBadRequest,
	string(ask.Unavailable):     http.StatusServiceUnavailable,
	string(ask.Timeout):         http.StatusGatewayTimeout,
}

func writeRefused(w http.ResponseWriter, r *graphql.Response) {
	status, known := statuses[said(r, "code")]
	if !known {
		status = http.StatusInternalServerError
	}
	// What is refused now may be answered once the store is back.
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The client may be gone, which is its affair.
	_ = json.NewEncoder(w).Encode(&graphql.Response{Errors: r.Errors})
}

// writeView writes the answer of a permalink, with a link to the next page of
// its list. The answer of a view never changes, but a later release may tell more
// of it: caches keep it and ask whether it is still the same.
func writeView(w http.ResponseWriter, r *http.Request, response *graphql.Response) {
	body, err := json.Marshal(response)
	if err != nil {
		(&refusal{http.StatusInternalServerError, ask.Internal, "something went wrong", "look in the server's log for the id that the header X-Request-Id has"}).write(w)
		return
	}
	body = append(body, '\n')
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	header := w.Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", "no-cache")
	header.Set("Content-Type", "application/json")
	if next := nextPage(response.Data); next != "" {
		header.Set("Link", `<?after=`+url.QueryEscape(next)+`>; rel="next"`)
	}
	if assets.Matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body) // likewise
}

// nextPage is the cursor that the next page of the list begins after, if there
// is one.
func nextPage(data json.RawMessage) string {
	type list struct {
		PageInfo struct {
			HasNextPage bool
			EndCursor   string
		}
	}
	var d struct {
		Graph struct{ Relations list }
		Diff  struct{ Changes list }
	}
	if json.Unmarshal(data, &d) != nil {
		return ""
	}
	for _, l := range []list{d.Graph.Relations, d.Diff.Changes} {
		if l.PageInfo.HasNextPage {
			return l.PageInfo.EndCursor
		}
	}
	return ""
}
