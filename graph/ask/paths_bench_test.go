package ask_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
)

// BenchmarkPaths looks for chains between two of a hundred thousand relations
// and of a million, all of which hold on the day. An actor has about a hundred
// of them either way: how many others there are should matter little.
func BenchmarkPaths(b *testing.B) {
	first := edtf.Civil(2015, 6, 1)
	then := time.Unix(1767225600, 0).UTC()
	for _, claims := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			asker := ask.New(crowd(b, claims, first), ask.Options{Clock: func() time.Time { return then.Add(24 * time.Hour) }})
			b.ReportAllocs()
			length, i := 0, 0
			for b.Loop() {
				g, err := asker.Graph(b.Context(), ask.GraphArgs{AsOf: &first})
				if err != nil {
					b.Fatal(err)
				}
				from, to := fmt.Sprintf("actor-%d", 2+i%500), fmt.Sprintf("actor-%d", 1500-i%500)
				i++
				paths, err := g.Paths(from, to, nil, nil, nil, nil, new(1))
				if err != nil {
					b.Fatal(err)
				}
				for _, p := range paths {
					length += len(p.Relations())
				}
			}
			b.ReportMetric(float64(length)/float64(i), "ties")
		})
	}
}
