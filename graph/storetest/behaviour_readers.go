package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/realign/realign/graph"
)

// testReadersDuringLoad reads while 2,000 claims are loaded: one reader holds
// on to a revision, one asks anew for the newest. Each answer must be that of
// one revision, whole.
func testReadersDuringLoad(t testing.TB, b *bench) {
	b.load(t, small(t, "x", twoClaims))
	v := many(t, "y", 2000)
	// The load also closes what readers of revision 1 see.
	v2 := small(t, "x", `
		actor a state span=../2026-01-07
		source s published=2026-01-08 reliability=E
		claim a-b/aid arms-supply a>b s when=2026-01-06 "a sent shells"`)

	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	errs := make(chan error, 2)
	read := func(f func(ctx context.Context) error) {
		readers.Go(func() {
			for ctx.Err() == nil {
				if err := f(ctx); err != nil && ctx.Err() == nil {
					errs <- err
					return
				}
			}
		})
	}
	pinned, err := snapshot(t.Context(), b.Store, 1)
	if err != nil {
		t.Fatal(err)
	}
	read(func(ctx context.Context) error {
		text, err := snapshot(ctx, b.Store, 1)
		if err == nil && text != pinned {
			err = errors.New("revision 1 changed:\n" + difference(pinned, text))
		}
		return err
	})
	claims := map[graph.RevNo]int{1: 2, 2: 2002, 3: 2001}
	last := graph.RevNo(0)
	read(func(ctx context.Context) error {
		head, err := b.Head(ctx)
		if err != nil {
			return err
		}
		if head.No < last {
			return fmt.Errorf("the head went back from %d to %d", last, head.No)
		}
		last = head.No
		page, err := b.Claims(ctx, head.No, graph.ClaimQuery{Days: graph.Always, Limit: 1})
		if err != nil {
			return err
		}
		stats, err := b.Stats(ctx, head.No, nil)
		if err != nil {
			return err
		}
		q := about(graph.Always)
		q.Limit = 1
		relations, err := b.Relations(ctx, head.No, q)
		if err != nil {
			return err
		}
		want := claims[head.No]
		if page.Total != want || stats.Claims != want || relations.Total != want {
			return fmt.Errorf("revision %d has %d claims, %d in its statistics, and %d ties; each should be %d",
				head.No, page.Total, stats.Claims, relations.Total, want)
		}
		return nil
	})
	b.load(t, v)
	b.load(t, v2)
	stop()
	readers.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	text, err := snapshot(t.Context(), b.Store, 1)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "revision 1 after two loads more", text, pinned)
}

// snapshot is what a revision says.
func snapshot(ctx context.Context, s graph.Store, rev graph.RevNo) (string, error) {
	relations, err1 := s.Relations(ctx, rev, about(graph.Always))
	claims, err2 := s.Claims(ctx, rev, graph.ClaimQuery{All: true, Days: graph.Always})
	actors, err3 := s.Actors(ctx, rev, graph.ActorQuery{})
	sources, err4 := s.Sources(ctx, rev, graph.SourceQuery{})
	stats, err5 := s.Stats(ctx, rev, nil)
	changed, err6 := s.Changed(ctx, max(0, rev-1), rev)
	return "relations" + Render(relations) + "claims" + Render(claims) + "actors" + Render(actors) +
		"sources" + Render(sources) + "stats" + Render(stats) + "changed" + Render(changed), errors.Join(err1, err2, err3, err4, err5, err6)
}
