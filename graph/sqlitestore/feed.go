package sqlitestore

import (
	"context"
	"fmt"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/temporal"
)

// feed makes the next index while a load is staged, on a goroutine of its own,
// so that the load need not be read back. Of a load that fails it is dropped.
// Where the store has no index, or not that of the revision the load begins
// with, there is nothing to feed: the methods do nothing, and refresh reads the
// file if it must.
type feed struct {
	store    *Store
	base     *temporal.Index // what the next one is made from; nil if there is none
	next     *temporal.Builder
	expected int                 // claims
	claims   chan []*graph.Claim // nil before begin
	ended    chan struct{}       // closed when the builder is done
}

func (s *Store) newFeed(head graph.RevNo) *feed {
	f := &feed{store: s}
	if ix := s.index.Load(); ix != nil && ix.Head().No == head {
		f.base = ix
	}
	return f
}

// begin begins with what is staged of the next revision already, which is read
// from the file: these records are handed out, and must not be the caller's.
func (f *feed) begin(ctx context.Context, no graph.RevNo, claims int) error {
	if f.base == nil {
		return nil
	}
	f.next, f.expected = f.base.Edit(), claims
	if err := f.next.Begin(graph.Revision{No: no}); err != nil {
		return err
	}
	if err := f.store.readRecords(ctx, f.next, no); err != nil {
		return fmt.Errorf("reading back what was staged: %w", err)
	}
	f.next.Expect(claims)
	f.claims, f.ended = make(chan []*graph.Claim, 1), make(chan struct{})
	go f.build()
	return nil
}

// build adds claims until there are no more; nil means that this is the end.
func (f *feed) build() {
	defer close(f.ended)
	for claims := range f.claims {
		if claims == nil {
			f.next.End()
			return
		}
		for _, c := range claims {
			f.next.Claim(c)
		}
	}
}

// take takes claims that were staged.
func (f *feed) take(claims []*graph.Claim) {
	if f.claims != nil {
		f.claims <- claims
	}
}

// end says that all was staged. Then the relations are folded.
func (f *feed) end() { f.take(nil) }

// drop gives up what was not used. It waits for the goroutine.
func (f *feed) drop() {
	if f.claims != nil {
		close(f.claims)
		<-f.ended
		f.claims = nil
	}
}

// publish makes the index of a revision that became visible the store's, unless
// that has another by now.
func (f *feed) publish(rev graph.Revision) {
	if f.claims == nil {
		return
	}
	<-f.ended
	f.claims = nil
	f.next.Date(rev.At)
	ix := f.next.Freeze()
	f.store.refreshing.Lock()
	defer f.store.refreshing.Unlock()
	if f.store.index.CompareAndSwap(f.base, ix) {
		f.base, f.next = nil, nil
		giveBack(f.expected)
	}
}
