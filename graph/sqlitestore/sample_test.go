package sqlitestore_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/graph/storetest"
)

// tick is a clock that moves on by a second whenever it is read.
func tick() func() time.Time {
	var mu sync.Mutex
	now := time.Unix(1767225600, 0)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

// first and second are two loads, the second with something of everything that
// a load can do.
func first(claims int) graph.Changes { return sample(claims, 1) }

func second(claims int) graph.Changes {
	old, c := sample(claims, 1), sample(claims, 2)
	c.Base = 1
	for i, o := range old.Claims {
		r := graph.Retraction{Claim: o.ID}
		if i%2 == 0 {
			r.ReplacedBy = c.Claims[i].ID
		}
		if i%3 > 0 {
			c.Retract = append(c.Retract, r)
		}
	}
	c.WithdrawActors = []graph.ActorID{old.Actors[0].ID}
	c.WithdrawSources = []graph.SourceID{old.Sources[0].ID}
	c.Actors, c.Sources = c.Actors[1:], c.Sources[1:]
	return c
}

func sample(claims, version int) graph.Changes {
	r := rand.New(rand.NewPCG(7, uint64(version)))
	var c graph.Changes
	for i := range 40 {
		c.Actors = append(c.Actors, &graph.Actor{
			ID: actorID(i), Kind: graph.ArmedGroup, Dataset: "sample", Span: graph.Dating{Start: day(2000+version, 1)},
			Names:        []graph.Name{{Value: fmt.Sprintf("Actor %d", i), Language: "en"}, {Value: "قوات", Language: "ar", Span: graph.Dating{Ongoing: true}}},
			Aliases:      []graph.ActorID{graph.ActorID(fmt.Sprintf("old-%d", i))},
			Identifiers:  []graph.Identifier{{Scheme: "wikidata", Value: fmt.Sprintf("Q%d", i)}},
			Affiliations: []graph.Affiliation{{Whole: actorID((i + 1) % 40), Role: "part of", Span: graph.Dating{Start: day(2005, 3), Ongoing: true}}},
			Predecessors: []graph.Succession{{Predecessor: actorID((i + 2) % 40), On: graph.Dating{When: day(2003, 3)}, Form: "renamed"}},
		})
	}
	for i := range 5 {
		c.Sources = append(c.Sources, &graph.Source{ID: sourceID(i), Title: fmt.Sprintf("Source %d, edition %d", i, version),
			PublishedOn: day(2026, version), Reliability: graph.Reliability(i + 1), Dataset: "sample"})
	}
	for i := range claims {
		from, to := r.IntN(40), r.IntN(39)
		if from == to {
			to = 39
		}
		claim := &graph.Claim{
			Tie: graph.TieKey(fmt.Sprintf("sample/tie-%d-%d", version, i)), Kind: graph.Hostility, Form: "campaign", Seq: 1,
			Parties: []graph.Party{{Actor: actorID(from), Role: graph.From}, {Actor: actorID(to), Role: graph.To}},
			Stance:  graph.Asserts, Voice: graph.Own, Dataset: "sample", Source: sourceID(r.IntN(5)),
			Dating: graph.Dating{Start: day(2010+r.IntN(10), 1+r.IntN(12)), End: day(2020+r.IntN(5), 1+r.IntN(12))},
			Quote:  fmt.Sprintf("words %d", i), Credibility: graph.Credibility(r.IntN(7)),
		}
		if i%5 == 0 {
			claim.Kind, claim.Form, claim.Outcome = graph.Mediation, "ceasefire", graph.Failed
			claim.Parties = []graph.Party{{Actor: actorID(to), Role: graph.PartyTo}, {Actor: actorID(from), Role: graph.PartyTo}}
		}
		claim.ID = claim.Digest()
		c.Claims = append(c.Claims, claim)
	}
	return c
}

func actorID(i int) graph.ActorID { return graph.ActorID(fmt.Sprintf("actor-%d", i)) }

func sourceID(i int) graph.SourceID { return graph.SourceID(fmt.Sprintf("source-%d", i)) }

func day(year, month int) edtf.Date {
	d := edtf.Civil(year, month, 15)
	return edtf.Between(d, d)
}

// aLoad is what a loader says of itself.
func aLoad() graph.Load {
	return graph.Load{Dataset: "sample", Title: "A sample", License: "CC0-1.0", StartedAt: time.Unix(1767225600, 123456789).UTC(),
		Rejections: []graph.Rejection{{File: "claims.yaml", Line: 7, Message: "it has no date", Remedy: "write one"}}}
}

// apply loads or fails the test.
func apply(t testing.TB, s *sqlitestore.Store, c graph.Changes) graph.Load {
	t.Helper()
	done, err := s.Apply(t.Context(), aLoad(), c)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// everything is all that a store says.
func everything(t testing.TB, s *sqlitestore.Store) string {
	t.Helper()
	out := holdings(t, s)
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for rev := graph.RevNo(0); rev <= head.No; rev++ {
		relations, err := s.Relations(t.Context(), rev, graph.RelationQuery{Days: graph.Always})
		if err != nil {
			t.Fatal(err)
		}
		out += storetest.Render(relations)
	}
	return out
}

// holdings is all that a store says but for relations, which also depend on how
// claims are folded.
func holdings(t testing.TB, s *sqlitestore.Store) string {
	t.Helper()
	ctx := t.Context()
	var out string
	add := func(v any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out += storetest.Render(v)
	}
	head, err := s.Head(ctx)
	add(head, err)
	for rev := graph.RevNo(0); rev <= head.No; rev++ {
		r, err := s.Revision(ctx, rev)
		add(r, err)
		claims, err := s.Claims(ctx, rev, graph.ClaimQuery{All: true, Days: graph.Always})
		add(claims, err)
		actors, err := s.Actors(ctx, rev, graph.ActorQuery{})
		add(actors, err)
		sources, err := s.Sources(ctx, rev, graph.SourceQuery{})
		add(sources, err)
	}
	loads, err := s.Loads(ctx, graph.LoadQuery{})
	add(loads, err)
	datasets, err := s.Datasets(ctx)
	add(datasets, err)
	return out
}

// tables is all that is in a file, but for the numbers of rows, which a load
// that died may have used up.
func tables(t testing.TB, path string) string {
	t.Helper()
	var out strings.Builder
	for _, query := range []string{
		"SELECT * FROM meta", "SELECT * FROM revisions", "SELECT * FROM loads", "SELECT * FROM rejections", "SELECT count(*) FROM lease",
		`SELECT id, known_from, known_to, span_start, names FROM actors ORDER BY "row"`,
		`SELECT id, known_from, known_to, title FROM sources ORDER BY "row"`,
		`SELECT id, known_from, known_to, replaced_by, tie, quote FROM claims ORDER BY "row"`,
		`SELECT c.id, p.position, p.role, p.actor FROM parties AS p JOIN claims AS c ON c."row" = p.claim ORDER BY c."row", p.position`,
		"SELECT count(*) FROM parties", "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
	} {
		out.WriteString(rows(t, path, query))
	}
	return out.String()
}

// rows is what a query finds in a file.
func rows(t testing.TB, path, query string) string {
	t.Helper()
	db, err := sqlitestore.Raw(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	var out strings.Builder
	for found.Next() {
		if err := found.Scan(values...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			fmt.Fprint(&out, *v.(*any), "|")
		}
		out.WriteString("\n")
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
