package loaders

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/realign/realign/graph"
)

// edgeBlock is a block of rows on its way through a scan.
type edgeBlock struct {
	csvBlock
	file   *edgeFile
	header bool  // it begins with the first line of the file
	first  int   // its first row among all, where that is known,
	until  int   // and that of the next block
	read   int64 // bytes of all files up to its end
	err    error // why it cannot be read; a *csvEndless is no reason to stop
	done   chan struct{}

	// What a decoder made of it:
	rows     []edgeRow
	problems []edgeProblem
	claims   []*graph.Claim
}

// edgeScan reads the rows of an edge list. One goroutine cuts the files into
// blocks, several decode them, and the blocks are taken in order.
type edgeScan struct {
	list  *edgeList
	names *edgeNames
	seeds *edgeSeeds
	// firsts are the first rows of the blocks, once they were read; again says
	// that they were, and that behind the last stands how many rows there are.
	firsts []int
	again  bool
}

// run decodes every block, several at a time, and hands it to take, one after
// the other. It ends with the first error.
func (s *edgeScan) run(ctx context.Context, decode func(*edgeDecoder, *edgeBlock), take func(*edgeBlock) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	workers := min(runtime.GOMAXPROCS(0), 8)
	work, inOrder := make(chan *edgeBlock), make(chan *edgeBlock, 2*workers)
	wg.Go(func() {
		defer close(work)
		defer close(inOrder)
		s.cut(ctx, func(b *edgeBlock) bool {
			select {
			case inOrder <- b:
			case <-ctx.Done():
				return false
			}
			select {
			case work <- b:
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	for range workers {
		wg.Go(func() {
			d := newEdgeDecoder(s.list, s.names, s.seeds)
			for b := range work {
				if b.err == nil && ctx.Err() == nil {
					decode(d, b)
				}
				close(b.done)
			}
		})
	}
	for b := range inOrder {
		select {
		case <-b.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if b.err != nil && !isEndless(b.err) {
			return b.err
		}
		if err := take(b); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// cut cuts the files into blocks until one is not taken.
func (s *edgeScan) cut(ctx context.Context, give func(*edgeBlock) bool) {
	before, n := int64(0), 0
	for _, f := range s.list.files {
		in, err := s.list.fsys.Open(f.name)
		if err != nil {
			give(&edgeBlock{file: f, err: fmt.Errorf("%s cannot be opened: %s", f.name, reason(err)), done: make(chan struct{})})
			return
		}
		blocks := newCSVBlocks(withoutMark(in), s.list.blockSize)
		for header := true; err == nil && ctx.Err() == nil; header = false {
			b := &edgeBlock{file: f, header: header, done: make(chan struct{})}
			if b.csvBlock, err = blocks.next(); errors.Is(err, io.EOF) {
				break
			}
			if b.err = err; err != nil && !isEndless(err) {
				b.err = fmt.Errorf("%s cannot be read: %s", f.name, reason(err))
			}
			switch {
			case !s.again:
			case n+1 < len(s.firsts):
				b.first, b.until = s.firsts[n], s.firsts[n+1]
			default:
				b.err = changedMeanwhile(f)
			}
			n++
			b.read = before + blocks.read
			if !give(b) {
				break
			}
		}
		before += blocks.read
		_ = in.Close() // it was only read
		if err != nil && !errors.Is(err, io.EOF) && !isEndless(err) {
			return
		}
	}
}
