package server

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

// A request under way when the end is asked comes to its own end, and no other
// is taken.
func TestRunDrains(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	l, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	underWay, goOn := make(chan struct{}), make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(underWay)
		<-goOn
		_, _ = io.WriteString(w, "done")
	})
	ran := make(chan error, 1)
	go func() { ran <- Run(ctx, l, h, slog.New(slog.DiscardHandler)) }()
	address := "http://" + l.Addr().String()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get(address)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-underWay
	end()
	var dial net.Dialer
	for {
		conn, err := dial.DialContext(t.Context(), "tcp", l.Addr().String())
		if err != nil {
			break
		}
		conn.Close()
		time.Sleep(time.Millisecond)
	}
	close(goOn)
	if got := <-answered; got != "done" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ran; err != nil {
		t.Error(err)
	}
}
