package neo4jstore

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestClasses compares the ranges by class with what they are for: every
// envelope that touches the days lies in the range of its class.
func TestClasses(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	day := func() graph.Day {
		switch rnd.IntN(12) {
		case 0:
			return graph.MinDay
		case 1:
			return graph.MaxDay
		default:
			return graph.Day(rnd.IntN(1<<rnd.IntN(21)) - 1<<15)
		}
	}
	for range 100_000 {
		w, e := graph.Span{First: day(), Until: day()}, graph.Span{First: day(), Until: day()}
		if !w.Overlaps(e) {
			continue
		}
		c := classesFor(w, allClasses())[classOf(e)]
		if c["no"] != classOf(e) || int64(e.First) < c["low"].(int64) || e.First >= w.Until {
			t.Fatalf("%v touches %v, but is not looked for in class %v", e, w, c)
		}
	}
}

func TestProjection(t *testing.T) {
	for _, c := range []struct{ parties, want string }{
		{"from:a to:b", "a>b"},
		{"member:a member:b", "a>b"},
		{"mediator:m party:a party:b", "m>a m>b"},
		{"mediator:m mediator:n party:a party:b", "m>a m>b n>a n>b"},
		{"party:a party:b party:c", "a>b a>c b>c"},
		{"mediator:m party:a", "m>a"},
		{"party:a", "a>a"},
	} {
		var parties []graph.Party
		for _, word := range strings.Fields(c.parties) {
			role, actor, _ := strings.Cut(word, ":")
			p := graph.Party{Actor: graph.ActorID(actor)}
			if err := p.Role.UnmarshalText([]byte(role)); err != nil {
				t.Fatal(err)
			}
			parties = append(parties, p)
		}
		var got []string
		for _, p := range project(parties) {
			got = append(got, fmt.Sprintf("%s>%s", p.from, p.to))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s is shown as %v, want %s", c.parties, got, c.want)
		}
	}
}

func TestSupported(t *testing.T) {
	for version, want := range map[string]bool{
		"5.26.0": true, "5.26.30": true, "5.27-beta": true, "5.25.9": false, "4.4.40": false, "2025.10.1": false, "6.0.0": false, "": false, "5": false,
	} {
		if supported(version) != want {
			t.Errorf("%q is supported: %v", version, !want)
		}
	}
}

func TestStatements(t *testing.T) {
	got := statements("// a\n\nCREATE x;\nCREATE\n  y;\n")
	if want := []string{"CREATE x\n", "CREATE\ny\n"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	all, err := migrations()
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for i, m := range all {
		if m.version != int64(i+1) || len(m.statements) == 0 {
			t.Errorf("migration %d is the %dth, with %d statements", m.version, i+1, len(m.statements))
		}
		for _, s := range m.statements {
			if !strings.Contains(s, "IF NOT EXISTS") && !strings.Contains(s, "IF EXISTS") {
				t.Errorf("cannot be run again: %s", s)
			}
		}
	}
}

// TestMigrations prepares an empty database by two stores at once, and refuses
// one that another version has prepared.
func TestMigrations(t *testing.T) {
	srv := neo4jtest.Shared(t)
	if err := srv.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			s, err := Open(t.Context(), optionsOf(srv, epoch))
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	wg.Wait()
	rows := cypherOn(t, srv, "MATCH (m:Migration) WITH count(m) AS migrations MATCH (h:Head) RETURN migrations, count(h)", nil)
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	if n := rows[0].Values; n[0] != int64(len(all)) || n[1] != int64(1) {
		t.Errorf("%v migrations and %v heads", n[0], n[1])
	}
	for _, spoil := range []struct{ with, mend string }{
		{"CREATE (:Migration {version: 99, checksum: 'x'})", "MATCH (m:Migration {version: 99}) DELETE m"},
		{"MATCH (m:Migration {version: 1}) SET m.checksum = 'x' + m.checksum", "MATCH (m:Migration {version: 1}) SET m.checksum = substring(m.checksum, 1)"},
	} {
		cypherOn(t, srv, spoil.with, nil)
		if s, err := Open(t.Context(), optionsOf(srv, epoch)); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("after %s the store opens with %v", spoil.with, err)
			_ = s.Close()
		}
		cypherOn(t, srv, spoil.mend, nil)
	}
	openOn(t, srv, epoch)
}

// TestOpenFails says what is wrong where a store cannot be opened.
func TestOpenFails(t *testing.T) {
	srv := neo4jtest.Shared(t)
	wrong := optionsOf(srv, epoch)
	wrong.Password = "not the password"
	if _, err := Open(t.Context(), wrong); err == nil || !strings.Contains(err.Error(), "check user and password") {
		t.Errorf("a wrong password: %v", err)
	}
	nobody := optionsOf(srv, epoch)
	nobody.URI = "neo4j://127.0.0.1:1"
	if _, err := Open(t.Context(), nobody); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "check that the server runs") {
		t.Errorf("nobody there: %v", err)
	}
	nobody.URI = "http://127.0.0.1"
	if _, err := Open(t.Context(), nobody); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("no address: %v", err)
	}
}
