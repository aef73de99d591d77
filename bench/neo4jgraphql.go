package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// neo4jGraphQLFiles is all that is needed to install and run the peer, of which
// nothing is kept here.
//
//go:embed peers/neo4jgraphql/package.json peers/neo4jgraphql/package-lock.json peers/neo4jgraphql/schema.graphql peers/neo4jgraphql/server.mjs
var neo4jGraphQLFiles embed.FS

// neo4jGraphQLPeer is @neo4j/graphql over a Neo4j of its own, with a schema as
// its user would write it: actors as nodes, ties as relationships with start and
// end. Its queries are made from the schema by the library.
type neo4jGraphQLPeer struct {
	env   Env
	store *neo4jServer

	server *Process
	api    *graphQL
}

func newNeo4jGraphQL(e Env) Contender {
	return &neo4jGraphQLPeer{env: e, store: newNeo4jServer(filepath.Join(e.Scratch, "neo4j-graphql", "neo4j"))}
}

// Name heads a column.
func (p *neo4jGraphQLPeer) Name() string { return neo4jGraphQL }

func (p *neo4jGraphQLPeer) folder() string { return filepath.Join(p.env.Cache, "neo4j-graphql") }

// The indexes that a user would add: actors are found by id, and ties are
// filtered by their days.
var neo4jGraphQLSchema = []string{
	"CREATE CONSTRAINT actor_id FOR (a:Actor) REQUIRE a.id IS UNIQUE",
	"CREATE INDEX allied_days FOR ()-[r:ALLIED]-() ON (r.start, r.end)",
	"CREATE INDEX hostile_days FOR ()-[r:HOSTILE]-() ON (r.start, r.end)",
	"CREATE INDEX mediates_days FOR ()-[r:MEDIATES]-() ON (r.start, r.end)",
	"CALL db.awaitIndexes(300)",
}

const neo4jGraphQLActors = "UNWIND $rows AS row CREATE (:Actor {id: row.id, name: row.name})"

// neo4jGraphQLTies is how ties of a kind are written.
func neo4jGraphQLTies(kind string) (string, error) {
	types := map[string]string{"allegiance": "ALLIED", "hostility": "HOSTILE", "mediation": "MEDIATES"}
	if types[kind] == "" {
		return "", fmt.Errorf("%q is no kind of tie: write allegiance, hostility or mediation", kind)
	}
	return `UNWIND $rows AS row
MATCH (a:Actor {id: row.source})
MATCH (b:Actor {id: row.target})
CREATE (a)-[:` + types[kind] + ` {id: row.id, start: date(row.start), end: date(row.end)}]->(b)`, nil
}

// Load writes the data with the driver, many rows a transaction, which is how
// its documentation says to load much; the library itself only has mutations.
func (p *neo4jGraphQLPeer) Load(ctx context.Context, data Data) (report LoadReport, err error) {
	if err := p.install(ctx); err != nil {
		return report, err
	}
	if err := os.RemoveAll(p.store.home); err != nil {
		return report, err
	}
	if err := p.store.Start(ctx); err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, p.store.Stop()) }()
	driver, err := p.store.Driver(patient)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, driver.Close(context.WithoutCancel(ctx))) }()

	began := time.Now()
	for _, statement := range neo4jGraphQLSchema {
		if err := writeOnce(ctx, driver, statement, nil); err != nil {
			return report, fmt.Errorf("%s: %w", statement, err)
		}
	}
	actors := func(string) (string, error) { return neo4jGraphQLActors, nil }
	if err := loadCSV(ctx, driver, data.Actors, "", actors); err != nil {
		return report, err
	}
	if err := loadCSV(ctx, driver, data.Edges, "kind", neo4jGraphQLTies); err != nil {
		return report, err
	}
	report.Took = time.Since(began)
	if report.Peak, err = p.store.Peak(); err != nil {
		return report, err
	}
	report.Disk, err = p.store.Disk()
	return report, err
}

// loadCSV writes the rows of a file, each as a map by column; those with the
// same value in the column named together, by the statement for that value.
func loadCSV(ctx context.Context, driver neo4j.DriverWithContext, name, by string, statement func(string) (string, error)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	in := csv.NewReader(file)
	columns, err := in.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for more := true; more; {
		rows := map[string][]any{}
		for range readAhead {
			record, err := in.Read()
			if errors.Is(err, io.EOF) {
				more = false
				break
			}
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			row := make(map[string]any, len(columns))
			for i, c := range columns {
				row[c] = record[i]
			}
			value, _ := row[by].(string)
			rows[value] = append(rows[value], row)
		}
		for _, value := range sortedKeys(rows) {
			text, err := statement(value)
			if err == nil {
				err = pass{write: text}.writeAll(ctx, driver, rows[value])
			}
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func sortedKeys(m map[string][]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// install has npm put the packages of the lock file into the cache, unless they
// are there.
func (p *neo4jGraphQLPeer) install(ctx context.Context) error {
	const files = "peers/neo4jgraphql"
	if err := os.MkdirAll(p.folder(), 0o755); err != nil {
		return err
	}
	lock, err := neo4jGraphQLFiles.ReadFile(files + "/package-lock.json")
	if err != nil {
		return err
	}
	installed, _ := os.ReadFile(filepath.Join(p.folder(), "package-lock.json")) // nothing is installed where it is not there
	for _, name := range []string{"package.json", "schema.graphql", "server.mjs"} {
		text, err := neo4jGraphQLFiles.ReadFile(files + "/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(p.folder(), name), text, 0o644); err != nil {
			return err
		}
	}
	// npm writes this file when it has put everything in place.
	_, err = os.Stat(filepath.Join(p.folder(), "node_modules", ".package-lock.json"))
	if err == nil && bytes.Equal(installed, lock) {
		return nil
	}
	for _, need := range []string{"node", "npm"} {
		if _, err := exec.LookPath(need); err != nil {
			return fmt.Errorf("no %s found: install Node.js 20 or later; on Debian: apt-get install nodejs npm", need)
		}
	}
	if err := os.WriteFile(filepath.Join(p.folder(), "package-lock.json"), lock, 0o644); err != nil {
		return err
	}
	fmt.Fprintln(p.env.Log, "installing @neo4j/graphql with npm")
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = p.folder()
	install, err := StartProcess(cmd, nil)
	if err != nil {
		return err
	}
	if err := install.Wait(ctx); err != nil {
		return fmt.Errorf("npm ci: %w", err)
	}
	return nil
}

var neo4jGraphQLAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+/graphql`)

// Start starts Neo4j and the library's server over it. Of the two the report
// has the memory of both.
func (p *neo4jGraphQLPeer) Start(ctx context.Context) (report StartReport, err error) {
	began := time.Now()
	if err := p.store.Start(ctx); err != nil {
		return report, err
	}
	if err := p.serve(ctx); err != nil {
		return report, errors.Join(err, p.Stop())
	}
	report.Took = time.Since(began)
	report.Resident, err = settled(ctx, p)
	return report, err
}

func (p *neo4jGraphQLPeer) serve(ctx context.Context) error {
	cmd := exec.Command("node", "server.mjs")
	cmd.Dir = p.folder()
	cmd.Env = append(os.Environ(), "NODE_ENV=production",
		"NEO4J_URI="+p.store.URI(), "NEO4J_USER="+p.store.User(), "NEO4J_PASSWORD="+p.store.Password())
	server, url, err := StartServer(ctx, cmd, neo4jGraphQLAddress)
	if err != nil {
		return err
	}
	p.server, p.api = server, newGraphQL(url)
	var answer any
	return p.api.fetch(ctx, requestBody("{ actors(limit: 1) { id } }", Question{}), &answer)
}

// Resident is the memory that both servers take now, in bytes.
func (p *neo4jGraphQLPeer) Resident() (int64, error) {
	node, _, err := Memory(p.server.Pid())
	if err != nil {
		return 0, err
	}
	java, err := p.store.Resident()
	return node + java, err
}

// Stop ends both servers.
func (p *neo4jGraphQLPeer) Stop() error {
	var err error
	if p.api != nil {
		p.api.close()
		p.api = nil
	}
	if p.server != nil {
		err = p.server.Stop()
		p.server = nil
	}
	return errors.Join(err, p.store.Stop())
}

// Asker returns how a workload is asked. The library has no diff, no paths and
// no download.
func (p *neo4jGraphQLPeer) Asker(w Workload) Asker {
	if p.api == nil {
		return nil
	}
	switch w {
	case Allies:
		return realignAsker{p.api, neo4jGraphQLAllies, answerOf(neo4jGraphQLAlliesAnswer)}
	case Ties:
		return realignAsker{p.api, neo4jGraphQLTiesOf, answerOf(neo4jGraphQLTiesAnswer)}
	case Counts:
		return realignAsker{p.api, neo4jGraphQLCounts, answerOf(neo4jGraphQLCountsAnswer)}
	case Snapshot:
		return realignAsker{p.api, neo4jGraphQLSnapshot, answerOf(neo4jGraphQLSnapshotAnswer)}
	}
	return nil
}

// onDay makes a document of one that has DAY where ties of the day are meant.
func onDay(document string) string {
	return strings.ReplaceAll(document, "DAY", "edge: {start: {lte: $day}, end: {gte: $day}}")
}
