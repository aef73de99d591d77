package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/realign/realign/graph/ask"
)

// posts answers GraphQL that is sent with POST, as gqlgen's own transport does.
// That one reads the body after us once more, and parses the whole answer again
// to write it, which takes as long as half of a long answer.
type posts struct{ most int64 } // bytes of a body

// Supports reports whether the request is one.
func (posts) Supports(r *http.Request) bool { return r.Method == http.MethodPost }

// Do answers it.
func (p posts) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params := &graphql.RawParams{Headers: r.Header}
	params.ReadTime.Start = graphql.Now()
	if no := p.read(w, r, params); no != nil {
		no.write(w)
		return
	}
	params.ReadTime.End = graphql.Now()
	answerTo(w, r, exec, params)
}

// gets answers GraphQL that is sent with GET, in the same way.
type gets struct{}

// Supports reports whether the request is one.
func (gets) Supports(r *http.Request) bool { return r.Method == http.MethodGet }

// Do answers it.
func (gets) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	q := r.URL.Query() // which checkAddress has found good
	params := &graphql.RawParams{Query: q.Get("query"), OperationName: q.Get("operationName"), Headers: r.Header}
	params.ReadTime.Start = graphql.Now()
	err := errors.Join(readObject(q.Get("variables"), &params.Variables), readObject(q.Get("extensions"), &params.Extensions))
	if err != nil {
		malformed("the variables or the extensions cannot be read", "send each as a JSON object, escaped for an address").write(w)
		return
	}
	params.ReadTime.End = graphql.Now()
	answerTo(w, r, exec, params)
}

// readObject reads a parameter of an address, which may be left out.
func readObject(text string, to *map[string]any) error {
	if text == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return d.Decode(to)
}

// answerTo answers a question that was read. Nothing in the API writes yet, so that
// it matters not how it was sent; an operation that writes must not come by GET.
func answerTo(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor, params *graphql.RawParams) {
	media := answerMedia(r.Header.Get("Accept"))
	w.Header().Add("Content-Type", media)
	ctx := r.Context()
	operation, problems := exec.CreateOperationContext(ctx, params)
	if problems != nil {
		w.WriteHeader(refusedStatus(media, problems))
		writeAnswer(w, exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems))
		return
	}
	respond, ctx := exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	if response == nil {
		overrun(r).write(w)
		return
	}
	writeAnswer(w, response)
}

// overrun refuses what gqlgen answers with nothing, since its time was over
// before it was begun.
func overrun(r *http.Request) *refusal {
	late := ask.Explain(context.Cause(r.Context()))
	return &refusal{http.StatusGatewayTimeout, late.Code, late.Message, late.Remedy}
}

// read reads the body, and refuses it if it is no GraphQL request.
func (p posts) read(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) *refusal {
	if sent := r.Header.Get("Content-Type"); sent != plainJSON {
		if media, _, err := mime.ParseMediaType(sent); err != nil || media != plainJSON {
			return &refusal{http.StatusUnsupportedMediaType, ask.InvalidArgument, "the body is no JSON", "send Content-Type: application/json"}
		}
	}
	if r.Header.Get("Content-Encoding") != "" {
		return &refusal{http.StatusUnsupportedMediaType, ask.InvalidArgument, "the body is encoded", "send it as plain JSON, without Content-Encoding"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, p.most))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return &refusal{http.StatusRequestEntityTooLarge, ask.TooLarge, "the request is too large", "send less; ids go in batches"}
	case err != nil:
		return malformed("the body could not be read", "send it again")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	err = d.Decode(params)
	switch rest := body[min(d.InputOffset(), int64(len(body))):]; {
	case err == nil && len(bytes.TrimLeft(rest, " \t\r\n")) == 0:
		return nil
	case !json.Valid(body):
		return malformed("the body is no JSON", "send "+form)
	}
	return malformed("the body is no GraphQL request", "send one at a time, as an object: "+form)
}

// The media types of answers.
const (
	plainJSON   = "application/json"
	graphqlJSON = "application/graphql-response+json"
)

// answerMedia is what of both a client takes first. Most take anything.
func answerMedia(accept string) string {
	if accept == "" {
		return plainJSON
	}
	for part := range strings.SplitSeq(accept, ",") {
		media, _, err := mime.ParseMediaType(strings.TrimSpace(part))
		switch {
		case err != nil:
		case media == "*/*", media == "application/*", media == plainJSON:
			return plainJSON
		case media == graphqlJSON:
			return graphqlJSON
		}
	}
	return graphqlJSON
}

// refusedStatus is that of a question that was not asked at all.
func refusedStatus(media string, problems gqlerror.List) int {
	switch {
	case errcode.GetErrorKind(problems) != errcode.KindProtocol:
		return http.StatusOK
	case media == graphqlJSON:
		return http.StatusBadRequest
	}
	return http.StatusUnprocessableEntity
}

// writeAnswer writes what json.Marshal would. An answer that went well is JSON
// already, of which gqlgen writes no blanks.
func writeAnswer(w http.ResponseWriter, response *graphql.Response) {
	const before, after = `{"data":`, `}`
	if !isData(response) {
		body, err := json.Marshal(response)
		if err != nil {
			panic(fmt.Errorf("writing an answer: %w", err)) // gqlgen presents it
		}
		_, _ = w.Write(body) // the client may be gone, which is its affair
		return
	}
	data := withoutMarkup(response.Data)
	w.Header().Set("Content-Length", strconv.Itoa(len(before)+len(data)+len(after)))
	_, _ = io.WriteString(w, before) // likewise
	_, _ = w.Write(data)
	_, _ = io.WriteString(w, after)
}

// isData reports whether an answer holds data and nothing else.
func isData(r *graphql.Response) bool {
	return r != nil && r.Data != nil && r.HasNext == nil && r.Label == "" && len(r.Errors)+len(r.Extensions)+len(r.Path) == 0
}

// withoutMarkup escapes in the texts of JSON what a browser could take for
// markup or the end of a line of a script, as encoding/json does. Few answers
// hold any of it, and to look for it takes next to no time.
func withoutMarkup(data []byte) []byte {
	for _, m := range [...]struct{ text, escape string }{
		{"<", `\u003c`}, {">", `\u003e`}, {"&", `\u0026`}, {"\u2028", `\u2028`}, {"\u2029", `\u2029`},
	} {
		if text := []byte(m.text); bytes.Contains(data, text) {
			data = bytes.ReplaceAll(data, text, []byte(m.escape))
		}
	}
	return data
}
