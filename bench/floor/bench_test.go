package floor_test

import (
	"net/http"
	"testing"
)

// Realign and the floor, without a network, over one year of events: what
// differs is what Realign's own resolvers and store take. Compare the two of
// each pair in one run.
func BenchmarkAnswers(b *testing.B) {
	h := houses(b, 90_730)
	servers := []struct {
		name    string
		handler http.Handler
	}{{"realign", h.real}, {"floor", h.floor}}
	for _, q := range []struct{ name, text string }{{"allies", allies}, {"ties", ties}, {"counts", counts}, {"snapshot", snapshot}} {
		for _, s := range servers {
			b.Run(q.name+"/"+s.name, func(b *testing.B) {
				var bodies [][]byte
				for i, actor := range h.picked.Actors {
					bodies = append(bodies, request(q.text, actor, h.picked.Days[i%len(h.picked.Days)]))
				}
				for _, body := range bodies[:len(h.picked.Days)] { // makes the floor's days ready
					answer(b, s.handler, body)
				}
				b.ReportAllocs()
				var sent int64
				i, before := 0, processorTime()
				for b.Loop() {
					w := &counter{header: http.Header{}}
					s.handler.ServeHTTP(w, post(bodies[i%len(bodies)]))
					sent += w.sent
					i++
				}
				b.ReportMetric(float64(processorTime()-before)/float64(i), "cpu-ns/op")
				b.ReportMetric(float64(sent)/float64(i), "B/answer")
			})
		}
	}
}

// counter takes an answer and keeps nothing of it.
type counter struct {
	header http.Header
	sent   int64
}

func (c *counter) Header() http.Header { return c.header }

func (c *counter) WriteHeader(int) {}

func (c *counter) Write(b []byte) (int, error) {
	c.sent += int64(len(b))
	return len(b), nil
}
