package ask_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"github.com/realign/realign/exporters/jsonl"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
	"github.com/realign/realign/graph/temporal/temporaltest"
)

// events is an index of so many relations of thirty days each, as a catalogue
// of events gives them: year after year, in no order within one. About 7,500
// hold on each day.
func events(b *testing.B, claims int) temporaltest.Reader {
	b.Helper()
	const actors, perYear = 7000, 91_000
	r := rand.New(rand.NewPCG(2, uint64(claims)))
	d := temporal.Delta{Revision: graph.Revision{No: 1, At: time.Unix(1767225600, 0).UTC()}}
	actor := func(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("citizen-of-country-%d", i)) }
	for i := range actors {
		d.Actors = append(d.Actors, &graph.Actor{ID: actor(i), Kind: graph.State, Names: []graph.Name{{Value: fmt.Sprintf("Citizen (Country %d)", i)}}})
	}
	d.Sources = []*graph.Source{{ID: "events", Title: "Events", PublishedOn: edtf.Between(edtf.Civil(2026, 1, 1), edtf.Civil(2026, 1, 1))}}
	on := func(d graph.Day) edtf.Date { return edtf.Between(d, d) }
	forms := []string{"campaign", "arms-supply", "clash"}
	for i := range claims {
		// Low numbers come up more often than high ones.
		from, to := int(actors*r.Float64()*r.Float64()*r.Float64()), int(actors*r.Float64()*r.Float64())
		if from == to {
			to = (to + 1) % actors
		}
		start := edtf.Civil(2004+i/perYear, 1, 1) + graph.Day(r.IntN(365))
		f, ok := graph.FormNamed(forms[i%3])
		if !ok {
			b.Fatal(forms[i%3])
		}
		c := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("events/event-%d", i)), Kind: f.Kind, Form: forms[i%3], Stance: graph.Asserts, Voice: graph.Own, Dataset: "events", Seq: 1,
			Parties: []graph.Party{{Actor: actor(from), Role: graph.From}, {Actor: actor(to), Role: graph.To}},
			Source:  "events", Dating: graph.Dating{Start: on(start), End: on(start + 29)},
		}
		c.ID = c.Digest()
		d.Claims = append(d.Claims, c)
	}
	ix, err := temporal.Build([]temporal.Delta{d})
	if err != nil {
		b.Fatal(err)
	}
	return temporaltest.Reader{Index: ix}
}

// BenchmarkDownload writes the ties of one day as JSON Lines, to nowhere and to
// a connection that is read; and, to compare with, writes the same bytes at once,
// and the same rows by encoding/json. A row is a tie or an actor.
func BenchmarkDownload(b *testing.B) {
	for _, claims := range []int{91_000, 1_000_000} {
		b.Run(fmt.Sprint(claims), func(b *testing.B) {
			file := openFile(b, events(b, claims), edtf.Civil(2004, 9, 1))
			var all bytes.Buffer
			if err := file().Write(&all); err != nil {
				b.Fatal(err)
			}
			rows := bytes.Count(all.Bytes(), []byte("\n"))
			write := func(name string, to io.Writer, write func(io.Writer) error) {
				b.Run(name, func(b *testing.B) {
					b.SetBytes(int64(all.Len()))
					b.ReportAllocs()
					best := time.Duration(math.MaxInt64)
					for b.Loop() {
						at := time.Now()
						if err := write(to); err != nil {
							b.Fatal(err)
						}
						best = min(best, time.Since(at))
					}
					// On a machine that others use too, the best time says more than the mean.
					b.ReportMetric(float64(best.Nanoseconds())/float64(rows), "best-ns/row")
					b.ReportMetric(float64(rows), "rows")
				})
			}
			export := func(w io.Writer) error { return file().Write(w) }
			bare := func(w io.Writer) error { return inPieces(w, all.Bytes()) }
			write("export", io.Discard, export)
			write("walk", io.Discard, func(io.Writer) error {
				return file().Walk(func([]*graph.Actor, int) error { return nil }, func(*graph.Relation) error { return nil })
			})
			write("encoding-json", io.Discard, byEncodingJSON(b, file()))
			conn := drained(b)
			write("export to a connection", conn, export)
			write("bare write to a connection", conn, bare)
		})
	}
}

// openFile returns what opens the file of a day anew.
func openFile(b *testing.B, x temporaltest.Reader, day graph.Day) func() *ask.Download {
	b.Helper()
	asker := ask.New(x, ask.Options{Exporters: []ask.Exporter{jsonl.New()}})
	g, err := asker.Graph(b.Context(), ask.GraphArgs{AsOf: &day})
	if err != nil {
		b.Fatal(err)
	}
	return func() *ask.Download {
		f, err := asker.File(g.View()+".jsonl", "")
		if err != nil {
			b.Fatal(err)
		}
		d, err := f.Open(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		return d
	}
}

func inPieces(w io.Writer, all []byte) error {
	for len(all) > 0 {
		n := min(len(all), 64<<10)
		if _, err := w.Write(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// byEncodingJSON writes the ties of a file by reflection, from rows that are
// filled already.
func byEncodingJSON(b *testing.B, d *ask.Download) func(io.Writer) error {
	type party struct {
		Role  string `json:"role"`
		Actor string `json:"actor"`
	}
	type row struct {
		Type          string  `json:"type"`
		ID            string  `json:"id"`
		Kind          string  `json:"kind"`
		Form          string  `json:"form"`
		Certainty     string  `json:"certainty"`
		Attestation   string  `json:"attestation"`
		Status        string  `json:"status"`
		Alleged       bool    `json:"alleged"`
		Nominal       bool    `json:"nominal"`
		Parties       []party `json:"parties"`
		Start         string  `json:"start"`
		End           string  `json:"end"`
		EarliestStart string  `json:"earliestStart"`
		LatestStart   string  `json:"latestStart"`
		EarliestEnd   string  `json:"earliestEnd"`
		LatestEnd     string  `json:"latestEnd"`
		FirstAttested string  `json:"firstAttested"`
		LastAttested  string  `json:"lastAttested"`
		OwnVoice      struct {
			From *string `json:"from"`
			To   *string `json:"to"`
		} `json:"ownVoice"`
	}
	var rows []row
	see := func(r *graph.Relation) error {
		x := row{Type: "relation", ID: string(r.Key), Kind: r.Kind.String(), Form: r.Form, Certainty: r.Certainty(d.Days()).String(),
			Attestation: r.Attestation(d.Days()).String(), Status: r.Status(d.Days()).String(), Start: r.StartText, End: r.EndText,
			EarliestStart: r.Period.EarliestStart.String(), LatestStart: r.Period.LatestStart.String(),
			EarliestEnd: r.Period.LastEarliestEnd().String(), LatestEnd: r.Period.LastLatestEnd().String(),
			FirstAttested: r.Named.First.String(), LastAttested: r.Named.Last().String()}
		for _, p := range r.Parties {
			x.Parties = append(x.Parties, party{p.Role.String(), string(p.Actor)})
		}
		rows = append(rows, x)
		return nil
	}
	if err := d.Walk(func([]*graph.Actor, int) error { return nil }, see); err != nil {
		b.Fatal(err)
	}
	return func(w io.Writer) error {
		e := json.NewEncoder(w)
		for i := range rows {
			if err := e.Encode(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// drained is a connection on loopback whose other end reads and forgets.
func drained(b *testing.B) net.Conn {
	b.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	go func() {
		far, err := l.Accept()
		if err != nil {
			return
		}
		defer far.Close()
		buf := make([]byte, 256<<10)
		for {
			if _, err := far.Read(buf); err != nil {
				return
			}
		}
	}()
	var dialer net.Dialer
	conn, err := dialer.DialContext(b.Context(), "tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	return conn
}
