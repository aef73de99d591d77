package server

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
)

// shelf is a store with one revision and nothing in it, which counts its calls.
type shelf struct {
	graph.Reader
	calls atomic.Int32
	err   error
}

func (s *shelf) Head(ctx context.Context) (graph.Revision, error) { return s.Revision(ctx, 1) }

func (s *shelf) Revision(_ context.Context, no graph.RevNo) (graph.Revision, error) {
	s.calls.Add(1)
	if no != 1 {
		return graph.Revision{}, graph.ErrNotFound
	}
	return graph.Revision{No: 1, At: time.Unix(1767225600, 0)}, s.err
}

// scribe is a format whose files are what a function writes.
type scribe func(w io.Writer) error

func (scribe) Format() ask.Format {
	return ask.Format{Name: ask.CSV, Ending: "txt", Media: "text/plain", Version: 1}
}

func (write scribe) Write(w io.Writer, _ *ask.Download) error { return write(w) }

// serving serves the file of a day, and returns its address.
func serving(t *testing.T, s *shelf, l Limits, write scribe) (url string) {
	t.Helper()
	a := ask.New(s, ask.Options{Exporters: []ask.Exporter{write}})
	l = l.withDefaults()
	mux := http.NewServeMux()
	mux.Handle(downloads, newDownloads(Options{Asker: a, Limits: l, Logger: slog.New(slog.DiscardHandler)}))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	day := graph.Day(20471)
	g, err := a.Graph(t.Context(), ask.GraphArgs{AsOf: &day})
	if err != nil {
		t.Fatal(err)
	}
	address, err := g.Download(new(ask.CSV))
	if err != nil {
		t.Fatal(err)
	}
	s.calls.Store(0)
	return server.URL + address
}

func hello(w io.Writer) error {
	_, err := io.WriteString(w, "hello")
	return err
}

func fetch(t *testing.T, method, url string, header ...string) (*http.Response, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, string(body), err
}

// A file is had once, and after that only asked for.
func TestDownload(t *testing.T) {
	s := &shelf{}
	url := serving(t, s, Limits{}, hello)
	got, body, err := fetch(t, "GET", url)
	if err != nil || got.StatusCode != http.StatusOK || body != "hello" || got.Header.Get("Content-Type") != "text/plain" ||
		got.Header.Get("Content-Disposition") != `attachment; filename="realign-2026-01-18-r1.txt"` ||
		!strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v %q %v", got.StatusCode, got.Header, body, err)
	}
	tag := got.Header.Get("ETag")
	if len(tag) < 10 || tag[0] != '"' {
		t.Errorf("the tag is %s, and should be a strong one", tag)
	}
	head, body, err := fetch(t, "HEAD", url)
	if err != nil || head.StatusCode != http.StatusOK || body != "" || head.Header.Get("ETag") != tag || head.Header.Get("Content-Type") != "text/plain" {
		t.Errorf("HEAD: %d %v %q %v", head.StatusCode, head.Header, body, err)
	}
	bare, _, _ := strings.Cut(url, "?")
	for _, c := range []struct {
		name, url, known string
		want, calls      int
	}{
		{"what the client has", url, tag, http.StatusNotModified, 0},
		{"among others, marked by a proxy", url, `"x", W/` + tag, http.StatusNotModified, 0},
		{"whatever there is", url, "*", http.StatusNotModified, 1},
		{"something else", url, `"x"`, http.StatusOK, 1},
		{"without the state", bare, tag, http.StatusNotModified, 1},
		{"without the state, something else", bare, `"x"`, http.StatusOK, 1},
	} {
		s.calls.Store(0)
		got, body, err := fetch(t, "GET", c.url, "If-None-Match", c.known)
		if err != nil || got.StatusCode != c.want || got.Header.Get("ETag") != tag || (got.StatusCode == http.StatusNotModified) != (body == "") {
			t.Errorf("%s: %d %v %q %v", c.name, got.StatusCode, got.Header, body, err)
		}
		if n := int(s.calls.Load()); n != c.calls {
			t.Errorf("%s: the store was asked %d times, want %d", c.name, n, c.calls)
		}
		if fixed := strings.Contains(got.Header.Get("Cache-Control"), "immutable"); fixed != strings.Contains(c.url, "state") {
			t.Errorf("%s: %s", c.name, got.Header.Get("Cache-Control"))
		}
	}
}

// What is no file of this server is refused in the server's form.
func TestDownloadRefused(t *testing.T) {
	s := &shelf{}
	url := serving(t, s, Limits{}, hello)
	bare, _, _ := strings.Cut(url, "?")
	for _, c := range []struct {
		name, method, url string
		want              int
		code              ask.Code
	}{
		{"no token", "GET", strings.Replace(url, "/download/", "/download/x", 1), http.StatusBadRequest, ask.InvalidArgument},
		{"another store's state", "GET", url + "0", http.StatusNotFound, ask.NotFound},
		{"another version's state", "GET", bare + "?state=9.abc", http.StatusNotFound, ask.NotFound},
		{"another format", "GET", strings.Replace(url, ".txt", ".gexf", 1), http.StatusNotFound, ask.NotFound},
		{"HEAD of another format", "HEAD", strings.Replace(url, ".txt", ".gexf", 1), http.StatusNotFound, ""},
		{"POST", "POST", url, http.StatusMethodNotAllowed, ask.InvalidArgument},
	} {
		got, body, err := fetch(t, c.method, c.url)
		var said struct {
			Errors []struct{ Extensions struct{ Code, Remedy string } }
		}
		if err != nil || got.StatusCode != c.want || got.Header.Get("ETag") != "" {
			t.Errorf("%s: %d %v %v", c.name, got.StatusCode, got.Header, err)
		}
		if c.code == "" {
			continue
		}
		if err := json.Unmarshal([]byte(body), &said); err != nil || len(said.Errors) != 1 || said.Errors[0].Extensions.Code != string(c.code) || said.Errors[0].Extensions.Remedy == "" {
			t.Errorf("%s: %s, %v", c.name, body, err)
		}
	}
	s.err = graph.ErrUnavailable
	if got, _, _ := fetch(t, "GET", url); got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("without the store: %d %v", got.StatusCode, got.Header)
	}
}

// A file that fails before its first byte is refused; after it, it is broken off,
// so that a part never passes for the whole.
func TestDownloadBrokenOff(t *testing.T) {
	fault := errors.New("the store is gone")
	got, body, err := fetch(t, "GET", serving(t, &shelf{}, Limits{}, func(io.Writer) error { return fault }))
	if err != nil || got.StatusCode != http.StatusInternalServerError || got.Header.Get("ETag") != "" || got.Header.Get("Content-Disposition") != "" ||
		!strings.Contains(body, "INTERNAL") || strings.Contains(body, fault.Error()) {
		t.Errorf("%d %v %s %v", got.StatusCode, got.Header, body, err)
	}
	for name, size := range map[string]int{"a little": 10, "much": 1 << 20} {
		url := serving(t, &shelf{}, Limits{}, func(w io.Writer) error {
			if _, err := io.WriteString(w, strings.Repeat("x", size)); err != nil {
				return err
			}
			return fault
		})
		got, err := http.Get(url)
		if err != nil {
			continue // broken off even before the headers were sent
		}
		body, err := io.ReadAll(got.Body)
		got.Body.Close()
		if err == nil {
			t.Errorf("%s: %d bytes pass for the whole", name, len(body))
		}
	}
}

// A reader who takes nothing is given up; one who is slow is not, however long
// it takes in all.
func TestDownloadAtTheReadersPace(t *testing.T) {
	const stall, pieces = 300 * time.Millisecond, 6
	url := serving(t, &shelf{}, Limits{Stall: stall, Timeout: time.Millisecond}, func(w io.Writer) error {
		for range pieces {
			time.Sleep(stall / 2)
			if err := hello(w); err != nil {
				return err
			}
		}
		return nil
	})
	if _, body, err := fetch(t, "GET", url); err != nil || len(body) != pieces*len("hello") {
		t.Errorf("%q, %v", body, err)
	}

	gaveUp := make(chan error, 1)
	url = serving(t, &shelf{}, Limits{Stall: stall}, func(w io.Writer) error {
		for {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				gaveUp <- err
				return err
			}
		}
	})
	conn := askFor(t, url)
	defer conn.Close()
	select {
	case err := <-gaveUp:
		var late net.Error
		if !errors.As(err, &late) || !late.Timeout() {
			t.Errorf("it was given up since %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("a reader who takes nothing is waited for")
	}
}

// A reader who goes away ends the writing.
func TestDownloadEndsWithItsReader(t *testing.T) {
	ended := make(chan error, 1)
	url := serving(t, &shelf{}, Limits{}, func(w io.Writer) error {
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				ended <- err
				return err
			}
		}
	})
	conn := askFor(t, url)
	if _, err := bufio.NewReader(conn).ReadByte(); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("it goes on writing to nobody")
	}
}

// askFor asks for a file over a connection of its own, and reads nothing.
func askFor(t *testing.T, url string) net.Conn {
	t.Helper()
	address, path, _ := strings.Cut(strings.TrimPrefix(url, "http://"), "/")
	var dialer net.Dialer
	conn, err := dialer.DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "GET /"+path+" HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return conn
}

// The whole server has the route where it has files, and else nothing there.
func TestDownloadRoute(t *testing.T) {
	handler := newHandler(t, Limits{}, func(context.Context, string, map[string]any) (string, *gqlerror.Error) { return "", nil })
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/download/x.txt", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("without files: %d", w.Code)
	}
}
