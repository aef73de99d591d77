// Package neo4jtest runs a real Neo4j Community server for tests, and for a
// person at a terminal (scripts/neo4j/run.sh). Nothing that ships imports it.
//
// The server comes from Maven Central by way of scripts/neo4j/fetch.sh and needs
// Java 17 or 21; there is no container. It listens on the loopback interface
// only, on a free port, asks for a random password, keeps its files in a folder
// of its own, and is gone, folder and all, after [Server.Stop].
//
// A test package says
//
//	func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }
//
//	func TestStore(t *testing.T) {
//		srv := neo4jtest.Shared(t) // started once a test process, about ten seconds
//		if err := srv.Wipe(t.Context()); err != nil {
//			t.Fatal(err)
//		}
//		…
//	}
//
// and uses [New] where a test needs a server of its own, to kill it say.
//
// # Where Neo4j cannot run
//
// Without Java or the fetched jars, [Shared], [New] and [Need] skip the test and
// say in one line what to do. go test hides what a passing package prints when
// it is given a list of packages, so on Linux the line goes past it, straight to
// where the go command writes its errors; elsewhere it shows with -v. A result
// with the suite left out is kept from go test's cache, or it would still be
// "left out" after Neo4j was fetched: the cache does not look outside the module.
//
// # Environment
//
//	REALIGN_REQUIRE_NEO4J=1   fail instead of skipping
//	REALIGN_NEO4J_RAN=FILE    append a line "<test binary> <server version>" each
//	                          time a server answered, so that a pipeline can tell
//	                          a passed suite from a skipped one
//	REALIGN_NEO4J_HOME=DIR    the fetched jars, if not in the cache folder
//	REALIGN_NEO4J_FETCH=1     fetch what is missing (CI=true does so too);
//	                          otherwise a test downloads nothing
//	JAVA_HOME                 looked at before PATH
//
// To use a server that is already running, set REALIGN_NEO4J_URI,
// REALIGN_NEO4J_USER, REALIGN_NEO4J_PASSWORD and REALIGN_NEO4J_WIPE=yes. The last
// is asked for because the tests DELETE EVERYTHING in that server's database
// neo4j: nodes, relationships, constraints and indexes. Run one package at a
// time then (go test -p=1): all of them share the one database. Such a server
// cannot be killed or restarted, so tests that need to are left out.
package neo4jtest
