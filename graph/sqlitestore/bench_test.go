package sqlitestore_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
)

const manyClaims = 100_000

// BenchmarkApply loads many claims into an empty file.
func BenchmarkApply(b *testing.B) {
	changes := first(manyClaims)
	for i := range b.N {
		b.StopTimer()
		s := open(b, filepath.Join(b.TempDir(), fmt.Sprintf("%d.db", i)), time.Now)
		b.StartTimer()
		apply(b, s, changes)
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/manyClaims, "µs/claim")
}

// BenchmarkOpen opens a file with many claims and builds its index.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "store.db")
	s := open(b, path, time.Now)
	apply(b, s, first(manyClaims))
	s.Close()
	b.ResetTimer()
	for b.Loop() {
		s, err := sqlitestore.Open(b.Context(), path, sqlitestore.Options{})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/manyClaims, "µs/claim")
}

// BenchmarkHead is what a request costs to learn whether another process
// loaded.
func BenchmarkHead(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "store.db"), time.Now)
	defer s.Close()
	apply(b, s, first(100))
	for b.Loop() {
		if _, err := s.Head(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSmallLoad is a load of ten claims.
func BenchmarkSmallLoad(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "store.db"), time.Now)
	defer s.Close()
	apply(b, s, first(10_000))
	rev := graph.RevNo(1)
	for b.Loop() {
		c := sample(10, int(rev)+10)
		c.Base = rev
		rev = apply(b, s, c).Revision
	}
}
