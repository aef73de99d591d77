package neo4jtest

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

func query(t *testing.T, s *Server, password, cypher string) ([]*neo4j.Record, error) {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(s.URI(), neo4j.BasicAuth(s.User(), password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(context.Background())
	got, err := neo4j.ExecuteQuery(t.Context(), driver, cypher, nil,
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		return nil, err
	}
	return got.Records, nil
}

func mustQuery(t *testing.T, s *Server, cypher string) []*neo4j.Record {
	t.Helper()
	records, err := query(t, s, s.Password(), cypher)
	if err != nil {
		t.Fatalf("%s: %v", cypher, err)
	}
	return records
}

func TestServer(t *testing.T) {
	began := time.Now()
	s := Shared(t)
	t.Logf("Neo4j %s answered after %v", s.Version(), time.Since(began).Round(100*time.Millisecond))
	if again := Shared(t); again != s {
		t.Error("Shared gave a second server")
	}

	if got := mustQuery(t, s, "RETURN 1 AS one")[0].Values[0]; got != int64(1) {
		t.Errorf("RETURN 1 gave %v", got)
	}
	if s.Ours() && s.Version() != Version {
		t.Errorf("the server calls itself %s, want %s", s.Version(), Version)
	}

	_, err := query(t, s, s.Password()+"x", "RETURN 1")
	var said *neo4j.Neo4jError
	if !errors.As(err, &said) || !said.IsAuthenticationFailed() {
		t.Errorf("a wrong password gave %v, want it refused", err)
	}
}

func TestWipe(t *testing.T) {
	s := Shared(t)
	for _, cypher := range []string{
		"CREATE CONSTRAINT `odd name` FOR (a:Actor) REQUIRE a.id IS UNIQUE",
		"CREATE INDEX actor_name FOR (a:Actor) ON (a.name)",
		"UNWIND range(1, 6000) AS i CREATE (:Actor {id: i})-[:KNOWS]->(:Other)",
	} {
		mustQuery(t, s, cypher)
	}
	if err := s.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, cypher := range []string{
		"MATCH (n) RETURN n LIMIT 1",
		"SHOW CONSTRAINTS",
		"SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'",
	} {
		if left := mustQuery(t, s, cypher); len(left) != 0 {
			t.Errorf("%s after Wipe: %v", cypher, left)
		}
	}
}

func TestKillAndRestart(t *testing.T) {
	s := New(t, Options{})
	mustQuery(t, s, "CREATE (:Kept {n: 42})")
	uri, ended, dir := s.URI(), s.Ended(), string(s.home)

	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	default:
		t.Error("the process is still there after Kill")
	}
	if c, err := net.Dial("tcp", s.address()); err == nil {
		c.Close()
		t.Errorf("something listens on %s after Kill", s.address())
	}

	if err := s.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.URI() != uri {
		t.Errorf("the URI was %s and is %s after Restart", uri, s.URI())
	}
	if got := mustQuery(t, s, "MATCH (k:Kept) RETURN k.n")[0].Values[0]; got != int64(42) {
		t.Errorf("after Kill and Restart the kept value is %v, want 42", got)
	}

	ended = s.Ended()
	for range 2 { // twice does no harm
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-ended:
	default:
		t.Error("the process is still there after Stop")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is still there after Stop: %v", err)
	}
}

// A server that cannot start says why at once, and leaves nothing behind.
func TestStartFails(t *testing.T) {
	Need(t)
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("REALIGN_NEO4J_URI", "")

	began := time.Now()
	_, err := Start(t.Context(), Options{HeapMB: 1})
	if err == nil || !strings.Contains(err.Error(), "heap") {
		t.Errorf("a heap of 1 MB gave %v, want Java's own complaint", err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %v to see that the server had ended", took)
	}

	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = Start(t.Context(), Options{Port: l.Addr().(*net.TCPAddr).Port})
	if !errors.Is(err, errPortTaken) {
		t.Errorf("a port in use gave %v, want %v", err, errPortTaken)
	}

	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestMissing(t *testing.T) {
	t.Setenv("REALIGN_NEO4J_HOME", filepath.Join(t.TempDir(), "none"))
	t.Setenv("REALIGN_NEO4J_FETCH", "")
	t.Setenv("CI", "")
	_, err := findJars(t.Context())
	var missing *MissingError
	if !errors.As(err, &missing) {
		t.Fatalf("without the jars: %v, want a MissingError", err)
	}
	want := "neo4j suite left out: Neo4j " + Version + " is not fetched; to run it: scripts/neo4j/fetch.sh, then go test ./graph/neo4jstore/..."
	if got := missing.leftOut(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRunningServerIsWipedOnlyIfAllowed(t *testing.T) {
	t.Setenv("REALIGN_NEO4J_URI", "neo4j://127.0.0.1:1")
	t.Setenv("REALIGN_NEO4J_WIPE", "")
	if _, err := Start(t.Context(), Options{}); err == nil || !strings.Contains(err.Error(), "REALIGN_NEO4J_WIPE=yes") {
		t.Errorf("got %v, want it refused with the way to allow it", err)
	}
}

func TestHomeKeepsItsPassword(t *testing.T) {
	h := home(t.TempDir())
	first, err := h.prepare()
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.prepare()
	if err != nil || second != first {
		t.Errorf("the second start has %q, %v, want %q", second, err, first)
	}

	// A database made by something else is not taken over.
	h = home(t.TempDir())
	if err := os.MkdirAll(h.path("data", "databases"), 0o700); err != nil {
		t.Fatal(err)
	}
	if password, err := h.prepare(); err == nil {
		t.Errorf("a database without a password file was given the password %q", password)
	}
}

func TestVersionIsThatOfThePOM(t *testing.T) {
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	pom, err := os.ReadFile(filepath.Join(root, "scripts", "neo4j", "pom.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "<neo4j.version>" + Version + "</neo4j.version>"; !strings.Contains(string(pom), want) {
		t.Errorf("scripts/neo4j/pom.xml has no %s", want)
	}
}
