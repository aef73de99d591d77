package sqlitestore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
)

// sizes are how many claims the benchmarks of loading and opening load.
var sizes = []int{100_000, 1_000_000}

// events is a load of claims such as news wires make them, one a tie, which are
// made while they are loaded: 7,000 actors, a few of whom have very many, and
// spells of thirty days within a year.
func events(claims int) graph.Changes {
	const actors, sources = 7000, 365
	var c graph.Changes
	for i := range actors {
		c.Actors = append(c.Actors, &graph.Actor{ID: actorID(i), Kind: graph.State, Dataset: "events",
			Names: []graph.Name{{Value: fmt.Sprintf("Actor %d", i), Language: "en"}}})
	}
	for i := range sources {
		c.Sources = append(c.Sources, &graph.Source{ID: sourceID(i), Title: "News of a day", Dataset: "events",
			PublishedOn: onDay(edtf.Civil(2014, 1, 1) + graph.Day(i))})
	}
	c.MoreClaims = claims
	c.More = func(yield func(*graph.Claim, error) bool) {
		r := rand.New(rand.NewPCG(3, 4))
		forms := []struct {
			kind graph.Kind
			name string
		}{{graph.Allegiance, "political-support"}, {graph.Hostility, "condemnation"}, {graph.Hostility, "attack"}, {graph.Allegiance, "backing"}}
		skewed := func() int { x := r.Float64(); return int(actors * x * x * x) }
		for i := range claims {
			from, to := skewed(), skewed()
			if from == to {
				to = (to + 1) % actors
			}
			form, first := forms[r.IntN(len(forms))], r.IntN(sources)
			start := edtf.Civil(2014, 1, 1) + graph.Day(first)
			claim := &graph.Claim{Tie: graph.TieKey(fmt.Sprintf("events/%d", i)), Kind: form.kind, Form: form.name, Seq: 1,
				Parties: []graph.Party{{Actor: actorID(from), Role: graph.From}, {Actor: actorID(to), Role: graph.To}},
				Stance:  graph.Asserts, Voice: graph.Own, Dataset: "events", Source: sourceID(first),
				Dating:  graph.Dating{Start: onDay(start), End: onDay(start + 29)},
				Locator: fmt.Sprintf("line %d", i+2)}
			claim.ID = claim.Digest()
			if !yield(claim, nil) {
				return
			}
		}
	}
	return c
}

func onDay(d graph.Day) edtf.Date { return edtf.Between(d, d) }

// BenchmarkApply loads many claims into an empty file. Of a claim it takes the
// time that making it takes too, which BenchmarkMaking shows.
func BenchmarkApply(b *testing.B) {
	for _, claims := range sizes {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			changes := events(claims)
			for i := range b.N {
				b.StopTimer()
				path := filepath.Join(b.TempDir(), fmt.Sprintf("%d.db", i))
				s := open(b, path, time.Now)
				before := heap()
				b.StartTimer()
				apply(b, s, changes)
				b.StopTimer()
				b.ReportMetric((heap()-before)/float64(claims), "B/relation")
				s.Close()
				if info, err := os.Stat(path); err == nil {
					b.ReportMetric(float64(info.Size())/float64(claims), "file-B/claim")
				}
				_ = os.Remove(path)
				b.StartTimer()
			}
			perClaim(b, claims)
			b.ReportMetric(peak()/float64(claims), "peak-B/claim")
		})
	}
}

// BenchmarkMaking makes the claims of BenchmarkApply.
func BenchmarkMaking(b *testing.B) {
	for b.Loop() {
		changes := events(sizes[0])
		for _, err := range changes.NewClaims() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	perClaim(b, sizes[0])
}

// BenchmarkOpen opens a file with many claims and builds its index.
func BenchmarkOpen(b *testing.B) {
	for _, claims := range sizes {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "store.db")
			s := open(b, path, time.Now)
			apply(b, s, events(claims))
			s.Close()
			b.ResetTimer()
			for b.Loop() {
				s, err := sqlitestore.Open(b.Context(), path, sqlitestore.Options{})
				if err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
			perClaim(b, claims)
		})
	}
}

func perClaim(b *testing.B, claims int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1000/float64(b.N)/float64(claims), "µs/claim")
}

// heap is how many bytes are in use.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// peak is the most that was resident of this process, in bytes; 0 where the
// system does not tell.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status") // not there on other systems
	for line := range strings.Lines(string(status)) {
		var kilobytes float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kilobytes); n == 1 {
			return kilobytes * 1024
		}
	}
	return 0
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
