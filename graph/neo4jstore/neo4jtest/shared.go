package neo4jtest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// shared is the test process's one server.
var shared struct {
	mu      sync.Mutex
	running bool // inside Run
	server  *Server
	err     error // of the one try to start it
}

// Run runs a package's tests and then stops the server that Shared started:
//
//	func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }
func Run(m *testing.M) int {
	shared.mu.Lock()
	shared.running = true
	shared.mu.Unlock()

	code := m.Run()

	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.running = false
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "neo4jtest:", err)
			code = max(code, 1)
		}
	}
	return code
}

// Shared returns the test process's one server, started by the first call and
// stopped by [Run]. Its database is as the last test left it. Where Neo4j cannot
// run, the test is skipped, or fails if REALIGN_REQUIRE_NEO4J=1.
func Shared(tb testing.TB) *Server {
	tb.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if !shared.running {
		tb.Fatal("neo4jtest: TestMain has to call neo4jtest.Run, or nobody stops the server")
	}
	if shared.server == nil && shared.err == nil {
		shared.server, shared.err = Start(context.Background(), Options{})
	}
	check(tb, shared.err)
	return shared.server
}

// New starts a server for one test, which it may kill, and stops it after. Where
// Neo4j cannot run, or only as a server that cannot be killed, the test is
// skipped, or fails if REALIGN_REQUIRE_NEO4J=1.
func New(tb testing.TB, opt Options) *Server {
	tb.Helper()
	if os.Getenv("REALIGN_NEO4J_URI") != "" {
		check(tb, &MissingError{
			What:   "a test needs a server of its own, to stop and start it",
			Remedy: "unset REALIGN_NEO4J_URI, run scripts/neo4j/fetch.sh",
		})
	}
	server, err := Start(tb.Context(), opt)
	check(tb, err)
	tb.Cleanup(func() {
		if err := server.Stop(); err != nil {
			tb.Error(err)
		}
	})
	return server
}

// Need skips a test that cannot run without Neo4j, or fails it if
// REALIGN_REQUIRE_NEO4J=1, before it does anything that costs time.
func Need(tb testing.TB) {
	tb.Helper()
	if os.Getenv("REALIGN_NEO4J_URI") != "" {
		return
	}
	_, err := findJava(tb.Context())
	if err == nil {
		_, err = findJars(tb.Context())
	}
	check(tb, err)
}

// check ends the test if err says that there is no server.
func check(tb testing.TB, err error) {
	tb.Helper()
	if err == nil {
		return
	}
	var missing *MissingError
	if !errors.As(err, &missing) {
		tb.Fatal(err)
	}
	if os.Getenv("REALIGN_REQUIRE_NEO4J") == "1" {
		tb.Fatalf("REALIGN_REQUIRE_NEO4J=1, but %v", missing)
	}
	keepFromCache()
	announce(missing.leftOut())
	tb.Skip(missing.leftOut())
}

// keepFromCache makes go test run this package again next time. Its cache knows
// a test's inputs inside the module only; Java and the jars are outside, so it
// would repeat "left out" after they were installed. Without the list of inputs
// that the testing package writes for it, go test keeps no result.
func keepFromCache() {
	if f := flag.Lookup("test.testlogfile"); f != nil && f.Value.String() != "" {
		_ = os.Remove(f.Value.String())
	}
}

// announce writes the line where a person sees it who runs go test ./..., which
// shows nothing of what a passing test prints: to the go command's own standard
// error. It does so once a go command, whatever the number of packages.
func announce(line string) {
	// go test runs a binary as WORK/bNNN/name.test and deletes WORK at its end,
	// so a file there is shared by its packages and outlives none of them.
	binary, err := os.Executable()
	if err != nil {
		return
	}
	work := filepath.Dir(filepath.Dir(binary))
	if !strings.HasPrefix(filepath.Base(work), "go-build") {
		return // not run by go test
	}
	f, err := os.OpenFile(filepath.Join(work, "realign-neo4j-left-out"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return // another package has said it
	}
	f.Close()
	if out := parentStderr(); out != nil {
		defer out.Close()
		fmt.Fprintln(out, line)
	}
}
