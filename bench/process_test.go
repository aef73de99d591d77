package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func shell(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("children are measured on Linux")
	}
	return exec.Command("sh", "-c", script)
}

func TestProcess(t *testing.T) {
	lines := make(chan string, 10)
	p, err := StartProcess(shell(t, "echo ready; sleep 60 & echo $!; wait"), func(l string) { lines <- l })
	if err != nil {
		t.Fatal(err)
	}
	if l := <-lines; l != "ready" {
		t.Errorf("the first line is %q", l)
	}
	grandchild := <-lines
	if resident, peak, err := Memory(p.Pid()); err != nil || resident <= 0 || peak < resident {
		t.Errorf("memory: %d now, %d at most, %v", resident, peak, err)
	}
	began := time.Now()
	if err := p.Stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	// What it started is gone too; the kernel may need a moment for it.
	for range 100 {
		state, err := os.ReadFile("/proc/" + grandchild + "/stat")
		if err != nil || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("process %s, which it started, is still there", grandchild)
}

func TestRunMeasured(t *testing.T) {
	took, peak, err := RunMeasured(t.Context(), shell(t, "sleep 0.2"), nil)
	if err != nil || took < 200*time.Millisecond || peak <= 0 {
		t.Errorf("it took %v and %d bytes, %v", took, peak, err)
	}
	_, _, err = RunMeasured(t.Context(), shell(t, "echo on the one; echo on the other >&2; exit 3"), nil)
	if err == nil || !strings.Contains(err.Error(), "on the one") || !strings.Contains(err.Error(), "on the other") {
		t.Errorf("a failure: %v, want what it said", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, _, err = RunMeasured(ctx, shell(t, "sleep 60"), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("broken off: %v", err)
	}
}

func TestGraphQL(t *testing.T) {
	answer, status := "", http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Query     string
			Variables map[string]string
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body.Variables["actor"] != "a" || body.Variables["day2"] != "2014-01-08" || !strings.Contains(body.Query, "\n") {
			t.Errorf("it was asked %+v, %v", body, err)
		}
		if _, there := body.Variables["other"]; there {
			t.Error("a variable that the question does not fill in is sent")
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(answer))
	}))
	defer s.Close()
	g := newGraphQL(s.URL)
	defer g.close()
	body := requestBody("query($actor: ID!) {\n\t\"x\" }", Question{Actor: "a", Day: "2014-01-01", Day2: "2014-01-08"})

	answer = `{"data":{"n":3}}`
	var data struct{ N int }
	if err := errors.Join(g.ask(t.Context(), body), g.fetch(t.Context(), body, &data)); err != nil || data.N != 3 {
		t.Errorf("a good answer: %v, %+v", err, data)
	}
	answer = `{"errors":[{"message":"no"}],"data":null}`
	if err := g.ask(t.Context(), body); err == nil {
		t.Error("errors are taken for an answer")
	}
	answer = `{"data":null,"errors":[{"message":"no"}]}`
	if err := g.fetch(t.Context(), body, &data); err == nil {
		t.Error("errors behind data are taken for an answer")
	}
	answer, status = `{}`, http.StatusServiceUnavailable
	if err := g.ask(t.Context(), body); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("status 503: %v", err)
	}
}

func TestLifetime(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "changed")
	if err := os.MkdirAll(filepath.Join(from, "events", "edges"), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{"datasets.yaml": "[]", "events/actors.csv": "id,name\na,\"A, B\"\nb,B\n", "events/edges/x.csv": "id\n"} {
		if err := os.WriteFile(filepath.Join(from, filepath.FromSlash(file)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := copyChanged(to, Data{Folder: from}, "b"); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(to, "events", "actors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 3 || rows[0][2] != "span" || rows[1][2] != "" || rows[1][1] != "A, B" || rows[2][2] != lifetime {
		t.Errorf("actors.csv is %q, %v", rows, err)
	}
	if text, err := os.ReadFile(filepath.Join(to, "events", "edges", "x.csv")); err != nil || string(text) != "id\n" {
		t.Errorf("the edges are %q, %v", text, err)
	}
	if err := copyChanged(filepath.Join(to, "again"), Data{Folder: from}, "nobody"); err == nil {
		t.Error("an unknown actor is given a lifetime")
	}
}
