package jsonl

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/edtf"
)

// shelf is a store of one revision that has the same ties on all days.
type shelf struct {
	graph.Reader
	ties   []graph.Relation
	actors []*graph.Actor
}

var recorded = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)

func (shelf) Head(context.Context) (graph.Revision, error) {
	return graph.Revision{No: 1, At: recorded}, nil
}

func (s shelf) Revision(ctx context.Context, _ graph.RevNo) (graph.Revision, error) {
	return s.Head(ctx)
}

func (s shelf) Relations(context.Context, graph.RevNo, graph.RelationQuery) (graph.RelationPage, error) {
	return graph.RelationPage{Relations: s.ties, Total: len(s.ties)}, nil
}

func (s shelf) Actors(context.Context, graph.RevNo, graph.ActorQuery) ([]*graph.Actor, error) {
	return s.actors, nil
}

func (shelf) Stats(context.Context, graph.RevNo, *graph.Lens) (graph.Stats, error) {
	return graph.Stats{Claims: 1}, nil
}

func (shelf) Loads(context.Context, graph.LoadQuery) (graph.LoadPage, error) {
	return graph.LoadPage{}, nil
}

var asOf = edtf.Civil(2026, 1, 18)

func (s shelf) open(t testing.TB) *ask.Download { t.Helper(); return openIn(t, s) }

func openIn(t testing.TB, s graph.Reader) *ask.Download {
	t.Helper()
	a := ask.New(s, ask.Options{Exporters: []ask.Exporter{New()}})
	g, err := a.Graph(t.Context(), ask.GraphArgs{AsOf: &asOf})
	if err != nil {
		t.Fatal(err)
	}
	f, err := a.File(g.View()+".jsonl", "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func tie(key string, from, to graph.ActorID) graph.Relation {
	period := graph.Period{EarliestStart: asOf - 1, LatestStart: asOf, EarliestEnd: asOf + 2, LatestEnd: graph.MaxDay}
	return graph.Relation{Key: graph.TieKey(key), Kind: graph.Hostility, Form: "clash", Directed: true,
		Parties: []graph.Party{{Actor: from, Role: graph.From}, {Actor: to, Role: graph.To}}, Period: period,
		StartText: "[2026-01-17..2026-01-18]", EndText: "..", Named: graph.Days(asOf-1, asOf+1), OwnDays: graph.Always}
}

// What a tie must not be mistaken for stands in its row.
func TestRows(t *testing.T) {
	plain := tie("a-b/clash", "a", "b")
	hearsay := tie("a-b/rumour", "a", "b")
	hearsay.HearsayOnly, hearsay.Disputed, hearsay.Nominal = true, true, true
	halfHeard := tie("a-b/raid", "a", "b")
	halfHeard.OwnDays = graph.Days(asOf, asOf+1)
	halfHeard.DisputedOn = []graph.Span{{First: asOf, Until: asOf}, graph.Days(graph.MinDay, asOf), graph.OneDay(asOf + 2)}
	unheard := tie("a-b/skirmish", "a", "b")
	unheard.OwnDays, unheard.DisputedOn = graph.Span{}, []graph.Span{{}}
	talks := graph.Relation{Key: "talks", Kind: graph.Mediation, Outcome: graph.Failed, Regarding: "a-b/clash", OwnDays: graph.Always,
		Parties: []graph.Party{{Actor: "c", Role: graph.Mediator}, {Actor: "a", Role: graph.PartyTo}, {Actor: "b", Role: graph.PartyTo}},
		Period:  graph.Period{EarliestStart: graph.MinDay, LatestStart: asOf + 5, EarliestEnd: graph.MinDay, LatestEnd: asOf + 10}}
	s := shelf{ties: []graph.Relation{plain, hearsay, halfHeard, unheard, talks}, actors: []*graph.Actor{
		{ID: "a", Kind: graph.ArmedGroup, ShortName: "A", Span: graph.Dating{Start: edtf.MustParse("2013~"), Ongoing: true}, Names: []graph.Name{{Value: "The \"A\""}},
			Identifiers: []graph.Identifier{{Scheme: "wikidata", Value: "Q1"}, {Scheme: "cow", Value: "2"}}},
		{ID: "b", Kind: graph.InternationalOrganization, Unnamed: true, Names: []graph.Name{{Value: "سوريا"}}},
	}}
	var out bytes.Buffer
	if err := s.open(t).Write(&out); err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(out.String(), "\n")
	const want = `{"type":"actor","id":"actor:a","name":"The \"A\"","shortName":"A","kind":"ARMED_GROUP","unnamed":false,"start":"2013~","end":"..","identifiers":["wikidata:Q1","cow:2"]}
{"type":"actor","id":"actor:b","name":"سوريا","kind":"INTERNATIONAL_ORGANIZATION","unnamed":true}
{"type":"actor","id":"actor:c","name":"c","kind":"OTHER","unnamed":false}
{"type":"relation","id":"relation:a-b/clash","kind":"HOSTILITY","form":"clash","certainty":"CERTAIN","attestation":"ATTESTED","status":"UNCONTESTED","alleged":false,"nominal":false,"parties":[{"role":"FROM","actor":"actor:a"},{"role":"TO","actor":"actor:b"}],"start":"[2026-01-17..2026-01-18]","end":"..","earliestStart":"2026-01-17","latestStart":"2026-01-18","earliestEnd":"2026-01-19","latestEnd":null,"firstAttested":"2026-01-17","lastAttested":"2026-01-19","ownVoice":{"from":null,"to":null}}
{"type":"relation","id":"relation:a-b/rumour","kind":"HOSTILITY","form":"clash","certainty":"POSSIBLE","attestation":"ATTESTED","status":"CONTESTED","alleged":true,"nominal":true,"parties":[{"role":"FROM","actor":"actor:a"},{"role":"TO","actor":"actor:b"}],"start":"[2026-01-17..2026-01-18]","end":"..","earliestStart":"2026-01-17","latestStart":"2026-01-18","earliestEnd":"2026-01-19","latestEnd":null,"firstAttested":"2026-01-17","lastAttested":"2026-01-19","contestedOn":[{"from":null,"to":null}]}
{"type":"relation","id":"relation:a-b/raid","kind":"HOSTILITY","form":"clash","certainty":"CERTAIN","attestation":"ATTESTED","status":"CONTESTED","alleged":false,"nominal":false,"parties":[{"role":"FROM","actor":"actor:a"},{"role":"TO","actor":"actor:b"}],"start":"[2026-01-17..2026-01-18]","end":"..","earliestStart":"2026-01-17","latestStart":"2026-01-18","earliestEnd":"2026-01-19","latestEnd":null,"firstAttested":"2026-01-17","lastAttested":"2026-01-19","ownVoice":{"from":"2026-01-18","to":"2026-01-19"},"contestedOn":[{"from":null,"to":"2026-01-18"},{"from":"2026-01-20","to":"2026-01-20"}]}
{"type":"relation","id":"relation:a-b/skirmish","kind":"HOSTILITY","form":"clash","certainty":"POSSIBLE","attestation":"ATTESTED","status":"ALLEGED","alleged":true,"nominal":false,"parties":[{"role":"FROM","actor":"actor:a"},{"role":"TO","actor":"actor:b"}],"start":"[2026-01-17..2026-01-18]","end":"..","earliestStart":"2026-01-17","latestStart":"2026-01-18","earliestEnd":"2026-01-19","latestEnd":null,"firstAttested":"2026-01-17","lastAttested":"2026-01-19"}
{"type":"relation","id":"relation:talks","kind":"MEDIATION","certainty":"POSSIBLE","attestation":"ASSUMED","status":"UNCONTESTED","alleged":false,"nominal":false,"parties":[{"role":"MEDIATOR","actor":"actor:c"},{"role":"PARTY","actor":"actor:a"},{"role":"PARTY","actor":"actor:b"}],"earliestStart":null,"latestStart":"2026-01-23","earliestEnd":null,"latestEnd":"2026-01-27","ownVoice":{"from":null,"to":null},"regarding":"relation:a-b/clash","outcome":"FAILED"}
{"type":"end","relations":5}
`
	if rows != want {
		t.Errorf("got\n%swant\n%s", rows, want)
	}
}

// A file longer than the buffer comes in pieces, and so does one with a row
// longer than it; the pieces are whole rows.
func TestPieces(t *testing.T) {
	s := shelf{}
	for i := range 2000 {
		s.ties = append(s.ties, tie(fmt.Sprintf("tie-%d", i), "a", "b"))
	}
	s.ties[1000].StartText = strings.Repeat("x", 5*full)
	d := s.open(t)
	var first bytes.Buffer
	if err := d.Write(&first); err != nil {
		t.Fatal(err)
	}
	var p pieces
	if err := d.Write(&p); err != nil || !bytes.Equal(p.all, first.Bytes()) {
		t.Errorf("the second file differs, %v", err)
	}
	if p.n < 10 || p.partial > 0 || p.largest > 5*full+full+spare {
		t.Errorf("%d pieces, %d with part of a row, the largest of %d bytes", p.n, p.partial, p.largest)
	}
	for row := range bytes.Lines(p.all) {
		if !json.Valid(row) {
			t.Errorf("no JSON: %s", row)
		}
	}
}

type pieces struct {
	all                 []byte
	n, partial, largest int
}

func (p *pieces) Write(b []byte) (int, error) {
	p.all = append(p.all, b...)
	p.n++
	p.largest = max(p.largest, len(b))
	if b[len(b)-1] != '\n' {
		p.partial++
	}
	return len(b), nil
}

// Who takes no more ends the file, and nothing says that it is whole.
func TestReaderGone(t *testing.T) {
	s := shelf{}
	for i := range 5000 {
		s.ties = append(s.ties, tie(fmt.Sprintf("tie-%d", i), "a", "b"))
	}
	g := &goneAfter{left: 3}
	if err := s.open(t).Write(g); !errors.Is(err, io.ErrClosedPipe) || bytes.Contains(g.all, []byte(`{"type":"end"`)) || g.calls != 4 {
		t.Errorf("%v after %d writes", err, g.calls)
	}
}

type goneAfter struct {
	left, calls int
	all         []byte
}

func (g *goneAfter) Write(b []byte) (int, error) {
	if g.calls++; g.calls > g.left {
		return 0, io.ErrClosedPipe
	}
	g.all = append(g.all, b...)
	return len(b), nil
}

// A store that hands out fewer ties than it counted, or more, leaves no file that
// looks whole.
func TestWalkCutShort(t *testing.T) {
	for _, more := range []int{-1, 1} {
		s := miscounting{shelf{ties: []graph.Relation{tie("a-b/clash", "a", "b"), tie("a-b/rumour", "a", "b")}}, more}
		var out bytes.Buffer
		if err := openIn(t, s).Write(&out); err == nil || bytes.Contains(out.Bytes(), []byte(`{"type":"end"`)) {
			t.Errorf("%d more ties than there are end in %v after %s", more, err, out.Bytes())
		}
	}
}

// miscounting is a store whose walk is told of more ties than it comes to.
type miscounting struct {
	shelf
	more int
}

func (m miscounting) WalkRelations(_ context.Context, _ graph.RevNo, _ graph.RelationQuery,
	begin func([]graph.ActorID, []*graph.Actor, int) error, see func(*graph.Relation) error) error {
	if err := begin(nil, nil, len(m.ties)+m.more); err != nil {
		return err
	}
	for i := range m.ties {
		if err := see(&m.ties[i]); err != nil {
			return err
		}
	}
	return nil
}

// Texts are written as encoding/json writes them, but for what it escapes for
// the sake of HTML and of scripts.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "plain", "exactly8", "nine char", `a "quoted" word`, `back\slash`, "line\nfeed", "\x00", "\x1f in the middle of it",
		"سوريا", "é", "bad \xff utf-8", "\x7f", "sixteen bytes long", "0123456\"", "01234567\\", "\u2028", "<&>", "\U0001F54A", "12345678\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := append(appendText([]byte{'"'}, s), '"')
		var back, want string
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%q becomes %s: %v", s, got, err)
		}
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &want); err != nil || back != want {
			t.Errorf("%q becomes %q, want %q", s, back, want)
		}
	})
}

// Days that share a place in the memory of texts do not take each other's.
func TestDayTexts(t *testing.T) {
	var seen dayTexts
	n := graph.Day(len(seen))
	for range 2 {
		for _, d := range []graph.Day{0, n, -n, 2 * n, asOf, asOf + n, edtf.Civil(-5, 1, 1), edtf.Civil(20000, 1, 1), graph.MinDay + 1, graph.MaxDay - 1} {
			if got := string(seen.append(nil, d)); got != `"`+d.String()+`"` {
				t.Errorf("%s is written %s", d, got)
			}
		}
		for _, d := range []graph.Day{graph.MinDay, graph.MaxDay} {
			if got := string(seen.append(nil, d)); got != "null" {
				t.Errorf("an unbounded day is written %s", got)
			}
		}
	}
}

// Nothing is allocated for a row.
func TestRowsAllocateNothing(t *testing.T) {
	r := tie("a-b/clash", "a", "b")
	r.OwnDays, r.DisputedOn = graph.Days(asOf, asOf+1), []graph.Span{graph.OneDay(asOf), graph.OneDay(asOf + 1)}
	e := &encoder{buf: make([]byte, 0, full), days: graph.OneDay(asOf)}
	if n := testing.AllocsPerRun(100, func() { e.buf = e.buf[:0]; e.relation(&r) }); n > 0 {
		t.Errorf("%v allocations a row", n)
	}
}
