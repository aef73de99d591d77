package neo4jstore

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// shortLease keeps tests from waiting long for the lease of a dead loader.
const shortLease = time.Second

// openDirectly opens a store by bolt://, without the driver's routing: version
// 5.28.4 of it reads a routing table without a lock while it takes a server
// that has gone away out of it, which the race detector reports. There is one
// server here, so that nothing else differs.
func openDirectly(t testing.TB, srv *neo4jtest.Server) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{
		URI: strings.Replace(srv.URI(), "neo4j://", "bolt://", 1), User: srv.User(), Password: srv.Password(), Clock: epoch,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, s) })
	return s
}

// TestKilledServer kills the server in the middle of a load and starts it
// again. The load fails, or has succeeded; the revision before answers as
// before; the load can be made again and leaves nothing of the first try.
func TestKilledServer(t *testing.T) {
	srv := neo4jtest.New(t, neo4jtest.Options{})
	want := undisturbed(t, srv)
	for _, at := range []string{stepStaging, stepCommit} {
		t.Run(at, func(t *testing.T) {
			empty(t, srv)
			s := openDirectly(t, srv)
			s.opt.Lease = shortLease
			loadWorld(t, s, 1)
			before := answers(t, s, 1)

			var once sync.Once
			s.at = func(step string) {
				if step == at {
					once.Do(func() {
						if err := srv.Kill(); err != nil {
							t.Error(err)
						}
					})
				}
			}
			load, changes := worldChanges(2)
			outcome := make(chan error, 1)
			go func() {
				_, err := s.Apply(t.Context(), load, changes)
				outcome <- err
			}()
			<-srv.Ended()
			if _, err := s.Head(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
				t.Errorf("without a server the head is %v, want %v", err, graph.ErrUnavailable)
			}
			if err := srv.Restart(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := <-outcome
			head, headErr := s.Head(t.Context())
			if headErr != nil {
				t.Fatal(headErr)
			}
			if (err == nil) != (head.No == 2) {
				t.Errorf("the load ended with %v, and the head is %d", err, head.No)
			}
			if err != nil && !errors.Is(err, graph.ErrUnavailable) && !errors.Is(err, graph.ErrConflict) {
				t.Errorf("the load ended with %v", err)
			}
			if answers(t, s, 1) != before {
				t.Error("revision 1 answers otherwise after the death of the server")
			}
			if head.No == 1 {
				loadWorld(t, s, 2)
				sameDump(t, dump(t, srv), want)
			}
		})
	}
}

// TestLostAnswer loses the connection when the flip is committed: once before
// the database hears of it, once before it answers. Either way the load is
// recorded once, and the loader knows.
func TestLostAnswer(t *testing.T) {
	srv := neo4jtest.Shared(t)
	for _, heard := range []bool{false, true} {
		name := map[bool]string{false: "request", true: "answer"}[heard]
		t.Run(name, func(t *testing.T) {
			empty(t, srv)
			proxy := newProxy(t, srv.URI())
			opt := optionsOf(srv, epoch)
			opt.URI = "bolt://" + proxy.listener.Addr().String()
			s, err := Open(t.Context(), opt)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var once sync.Once
			s.at = func(step string) {
				if step == stepCommit {
					once.Do(func() { proxy.cut(heard) })
				}
			}
			load, changes := worldChanges(1)
			got, err := s.Apply(t.Context(), load, changes)
			if err != nil || got.No != 1 || got.Revision != 1 {
				t.Errorf("the load ended as %d with revision %d and %v", got.No, got.Revision, err)
			}
			if loads, err := s.Loads(t.Context(), graph.LoadQuery{}); err != nil || loads.Total != 1 {
				t.Errorf("%d loads were recorded, %v", loads.Total, err)
			}
			proxy.mend()
			loadWorld(t, s, 2)
		})
	}
}

// proxy stands between a store and the server, and can lose what either says.
type proxy struct {
	listener net.Listener
	server   string

	mu         sync.Mutex
	loseAsked  bool // from the store to the server
	loseAnswer bool
	conns      []net.Conn
}

func newProxy(t testing.TB, uri string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, server: uri[strings.LastIndex(uri, "/")+1:]}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			p.connect(client)
		}
	}()
	return p
}

func (p *proxy) connect(client net.Conn) {
	server, err := net.Dial("tcp4", p.server)
	if err != nil {
		client.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, client, server)
	p.mu.Unlock()
	go p.copy(server, client, &p.loseAsked)
	go p.copy(client, server, &p.loseAnswer)
}

func (p *proxy) copy(to io.WriteCloser, from io.Reader, lose *bool) {
	defer to.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		p.mu.Lock()
		lost := *lose
		p.mu.Unlock()
		if lost {
			continue
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

// cut loses what is said next, in one direction or in both, and a moment later
// ends all connections; new ones are good.
func (p *proxy) cut(heard bool) {
	p.mu.Lock()
	p.loseAsked, p.loseAnswer = !heard, true
	p.mu.Unlock()
	time.AfterFunc(300*time.Millisecond, func() {
		p.mu.Lock()
		conns := p.conns
		p.conns = nil
		p.mu.Unlock()
		for _, c := range conns {
			c.Close()
		}
		p.mend()
	})
}

func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loseAsked, p.loseAnswer = false, false
}

// TestManyLoaders has two stores load at once, again and again. Every load
// lands once, one after the other.
func TestManyLoaders(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	const loaders, loads = 2, 6
	var wg sync.WaitGroup
	for n := range loaders {
		s := openOn(t, srv, epoch)
		wg.Go(func() {
			for i := range loads {
				if err := loadUntilItLands(t.Context(), s, graph.DatasetID([]string{"east", "west"}[n]), i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s := openOn(t, srv, epoch)
	page, err := s.Loads(t.Context(), graph.LoadQuery{})
	if err != nil || page.Total != loaders*loads {
		t.Fatalf("%d loads, %v", page.Total, err)
	}
	for i, l := range page.Loads {
		want := int64(loaders*loads - i)
		at := epoch().Add(time.Duration(want-1) * time.Microsecond)
		if l.No != want || int64(l.Revision) != want || !l.FinishedAt.Equal(at) {
			t.Errorf("load %d made revision %d at %v", l.No, l.Revision, l.FinishedAt)
		}
	}
	all, err := s.Relations(t.Context(), loaders*loads, graph.RelationQuery{Days: graph.Always})
	if err != nil || all.Total != loaders*loads {
		t.Errorf("%d relations, %v", all.Total, err)
	}
}

func loadUntilItLands(ctx context.Context, s *Store, dataset graph.DatasetID, i int) error {
	for {
		state, err := s.State(ctx, dataset)
		if err != nil {
			return err
		}
		c := *worldClaims(1)[0]
		c.Dataset, c.Seq = dataset, i
		c.Tie = graph.TieKey(string(dataset) + "/tie-" + string(rune('a'+i)))
		c.ID = c.Digest()
		changes := graph.Changes{Base: state.Base, Claims: []*graph.Claim{&c}}
		if _, err := s.Apply(ctx, graph.Load{Dataset: dataset}, changes); !errors.Is(err, graph.ErrConflict) {
			return err
		}
	}
}
