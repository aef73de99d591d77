package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// graphQL asks a GraphQL server on loopback, over connections that are kept. It
// is cheap, since it shares the machine with the server that is measured.
type graphQL struct {
	url    string // of the endpoint
	client *http.Client
}

func newGraphQL(url string) *graphQL {
	return &graphQL{url: url, client: &http.Client{
		Timeout: 2 * time.Minute,
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
			MaxIdleConns:        256,
			MaxIdleConnsPerHost: 256,
			DisableCompression:  true,
		},
	}}
}

// close gives the kept connections up.
func (g *graphQL) close() { g.client.CloseIdleConnections() }

// errorsFirst is how an answer begins that has errors, with and without blanks.
var errorsFirst = [][]byte{[]byte(`{"errors"`), []byte(`{ "errors"`)}

// ask posts a request, reads the answer to its end, and looks only at how it
// begins. Servers that write data before errors are asked by other means.
func (g *graphQL) ask(ctx context.Context, body []byte) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	return g.post(ctx, body, buffer)
}

// buffers are kept from question to question, so that asking allocates little.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// fetch posts a request and returns the answer's data, decoded.
func (g *graphQL) fetch(ctx context.Context, body []byte, data any) error {
	var buffer bytes.Buffer
	if err := g.post(ctx, body, &buffer); err != nil {
		return err
	}
	answer := struct {
		Data   any `json:"data"`
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}{Data: data}
	if err := json.Unmarshal(buffer.Bytes(), &answer); err != nil {
		return fmt.Errorf("%s: the answer is no JSON: %w", g.url, err)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("%s: %s", g.url, answer.Errors[0].Message)
	}
	return nil
}

func (g *graphQL) post(ctx context.Context, body []byte, into *bytes.Buffer) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	into.Reset()
	if err := g.read(r, into); err != nil {
		return err
	}
	for _, beginning := range errorsFirst {
		if bytes.HasPrefix(into.Bytes(), beginning) {
			return fmt.Errorf("%s: %s", g.url, clipped(into.Bytes()))
		}
	}
	return nil
}

// get reads what lies at an address to its end.
func (g *graphQL) get(ctx context.Context, url string, into *bytes.Buffer) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	into.Reset()
	return g.read(r, into)
}

func (g *graphQL) read(r *http.Request, into *bytes.Buffer) error {
	response, err := g.client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := into.ReadFrom(response.Body); err != nil {
		return fmt.Errorf("%s: reading the answer: %w", r.URL, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", r.URL, response.Status, clipped(into.Bytes()))
	}
	return nil
}

func clipped(b []byte) string {
	const most = 300
	if len(b) > most {
		return string(b[:most]) + "…"
	}
	return string(b)
}

// requestBody writes a request: a document, and the variables that the question
// fills in.
func requestBody(document string, q Question) []byte {
	b := append([]byte(`{"query":`), strconv.AppendQuote(nil, document)...)
	b = append(b, `,"variables":{`...)
	first := true
	for _, v := range [...]struct{ name, value string }{{"actor", q.Actor}, {"other", q.Other}, {"day", q.Day}, {"day2", q.Day2}} {
		if v.value == "" {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = append(b, v.name...)
		b = append(b, `":`...)
		b = strconv.AppendQuote(b, v.value) // slugs and days: plain ASCII, for which Go quotes as JSON does
	}
	return append(b, "}}"...)
}
