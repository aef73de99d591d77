package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/realign/realign/graph/edtf"
)

// cypherFiles holds the questions, and the statements of the load.
//
//go:embed cypher/*.cypher
var cypherFiles embed.FS

// cypher is the floor under Realign's Neo4j store: for each workload the
// leanest query that uses the same indexes and the same predicate, asked by the
// driver in this process, for just what is in the answer. It asks the very
// database that Realign loaded. What it loads itself is a copy of that one,
// record for record: see cypherload.go.
type cypher struct {
	store  *neo4jServer // Realign's; shared, since two servers cannot have one folder
	copied *neo4jServer // what Load makes

	driver  neo4j.DriverWithContext
	rev     int64   // the newest revision
	classes []int64 // of length, that edges are in; see spanClass in docs/formats/neo4j.md
}

// newCypher makes the floor under the store that Realign keeps in a server. It
// must have been loaded when Load is called.
func newCypher(e Env, store *neo4jServer) Contender {
	return &cypher{store: store, copied: newNeo4jServer(filepath.Join(e.Scratch, "cypher", "neo4j"))}
}

// Name heads a column.
func (c *cypher) Name() string { return cypherFloor }

// Load copies Realign's database into an empty one with the same constraints
// and indexes, and times the writing alone. It makes the data it is given no
// use of: what Realign made of them is what is written.
func (c *cypher) Load(ctx context.Context, _ Data) (report LoadReport, err error) {
	if !c.store.Used() {
		return report, fmt.Errorf("%s has not loaded yet: the floor writes what is in its database", overNeo4j)
	}
	if err := os.RemoveAll(c.copied.home); err != nil {
		return report, err
	}
	for _, s := range []*neo4jServer{c.store, c.copied} {
		if err := s.Start(ctx); err != nil {
			return report, err
		}
		defer func() { err = errors.Join(err, s.Stop()) }()
	}
	if report.Took, err = copyStore(ctx, c.store, c.copied); err != nil {
		return report, fmt.Errorf("writing with plain Cypher: %w", err)
	}
	if report.Peak, err = c.copied.Peak(); err != nil {
		return report, err
	}
	report.Disk, err = c.copied.Disk()
	return report, err
}

// Start opens Realign's database, and learns what whoever writes a query by
// hand knows: the revision and how long ties are.
func (c *cypher) Start(ctx context.Context) (report StartReport, err error) {
	began := time.Now()
	if err := c.store.Start(ctx); err != nil {
		return report, err
	}
	if c.driver, err = c.store.Driver(lean); err != nil {
		return report, errors.Join(err, c.Stop())
	}
	if err := c.learn(ctx); err != nil {
		return report, errors.Join(err, c.Stop())
	}
	report.Took = time.Since(began)
	report.Resident, err = settled(ctx, c.store)
	return report, err
}

// lean leaves out what the driver tells the server of itself, a message more
// with each question.
func lean(c *config.Config) { c.TelemetryDisabled = true }

func (c *cypher) learn(ctx context.Context) error {
	head, err := c.rows(ctx, "MATCH (h:Head {name: 'head'}) RETURN h.no AS no", nil)
	if err != nil {
		return err
	}
	if len(head) != 1 {
		return fmt.Errorf("the database has %d heads, want 1: Realign has loaded nothing there", len(head))
	}
	if c.rev, _, err = neo4j.GetRecordValue[int64](head[0], "no"); err != nil {
		return err
	}
	found, err := c.rows(ctx, edgeBranches("classes", " UNION "), map[string]any{"least": int64(noDay)})
	if err != nil {
		return err
	}
	c.classes = nil
	for _, row := range found {
		no, _, err := neo4j.GetRecordValue[int64](row, "no")
		if err != nil {
			return err
		}
		c.classes = append(c.classes, no)
	}
	slices.Sort(c.classes)
	return nil
}

// Resident is the memory that the server takes now, in bytes.
func (c *cypher) Resident() (int64, error) { return c.store.Resident() }

// Stop closes the connections, and gives the server up.
func (c *cypher) Stop() error {
	var err error
	if c.driver != nil {
		err = c.driver.Close(context.Background())
		c.driver = nil
	}
	return errors.Join(err, c.store.Stop())
}

// rows runs a query in a transaction of its own, which costs one round trip
// where one that the driver manages costs three, and reads the whole answer.
func (c *cypher) rows(ctx context.Context, query string, params map[string]any) ([]*neo4j.Record, error) {
	session := c.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: neo4jDatabase})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, query, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}

// cypherText returns the text of a file in bench/cypher. A name that is not
// there is a mistake in this program, which its test finds.
func cypherText(name string) string {
	text, err := cypherFiles.ReadFile("cypher/" + name + ".cypher")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// edgeTypes are the types of edges that are ties in force; those that are only
// denied have another.
var edgeTypes = [...]string{"ALLEGIANCE", "MEDIATION", "HOSTILITY"}

// edgeBranches makes one query of a branch for each type of edge.
func edgeBranches(name, union string) string {
	text := cypherText(name)
	var out []string
	for _, t := range edgeTypes {
		out = append(out, strings.NewReplacer("EDGE", t, "KIND", strings.ToLower(t)).Replace(text))
	}
	return strings.Join(out, union)
}

// bothSides makes one query of two branches: from the one end and from the
// other.
func bothSides(text, union string) string {
	return strings.NewReplacer("SIDE", "fromId", "OTHER", "b").Replace(text) + union +
		strings.NewReplacer("SIDE", "toId", "OTHER", "a").Replace(text)
}

const unionAll = "\nUNION ALL\n"

// Asker returns how a workload is asked.
func (c *cypher) Asker(w Workload) Asker {
	switch w {
	case Allies:
		return cypherAsker{c, bothSides(cypherText("allies"), unionAll), nameLines}
	case Ties:
		return cypherAsker{c, bothSides(edgeBranches("ties", unionAll), unionAll), tieLines}
	case Counts:
		return cypherAsker{c, strings.Replace(cypherText("counts_sum"), "BRANCHES", edgeBranches("counts", unionAll), 1), countLines}
	case Snapshot, Download:
		return cypherAsker{c, edgeBranches("snapshot", unionAll), tieLines}
	case DiffWeek:
		return cypherAsker{c, edgeBranches("diff", unionAll), diffLines}
	case Path:
		return cypherAsker{c, cypherText("path"), pathLines}
	}
	return nil
}

// cypherAsker asks one workload's questions.
type cypherAsker struct {
	floor *cypher
	query string
	lines func([]*neo4j.Record) ([]string, error)
}

// Ask runs the query and reads all rows.
func (a cypherAsker) Ask(ctx context.Context, q Question) error {
	params, err := a.floor.params(q)
	if err == nil {
		_, err = a.floor.rows(ctx, a.query, params)
	}
	return err
}

// Answer runs the query and returns its rows as answers.go has them.
func (a cypherAsker) Answer(ctx context.Context, q Question) ([]string, error) {
	params, err := a.floor.params(q)
	if err != nil {
		return nil, err
	}
	rows, err := a.floor.rows(ctx, a.query, params)
	if err != nil {
		return nil, err
	}
	out, err := a.lines(rows)
	slices.Sort(out)
	return out, err
}

// The sentinel of a day that is not bounded, and the last class of length,
// which open envelopes are in.
const (
	noDay     = -1 << 31
	lastClass = 18
)

// params are what the queries are given. Days are numbers since 1970; until is
// the day after.
func (c *cypher) params(q Question) (map[string]any, error) {
	day, err := edtf.ParseDay(q.Day)
	if err != nil {
		return nil, err
	}
	p := map[string]any{"actor": q.Actor, "other": q.Other, "rev": c.rev, "day": int64(day), "until": int64(day) + 1}
	if q.Day2 != "" {
		later, err := edtf.ParseDay(q.Day2)
		if err != nil {
			return nil, err
		}
		p["until2"] = int64(later) + 1
	}
	// An envelope of class n is shorter than 2^(n+1) days: one that touches the
	// day begins after the day less as many.
	classes := make([]any, len(c.classes))
	for i, n := range c.classes {
		low := int64(day) - 1<<(n+1)
		if n == lastClass {
			low = noDay
		}
		classes[i] = map[string]any{"no": n, "low": low}
	}
	p["classes"] = classes
	return p, nil
}

// found is the lists that rows have, one after the other.
func found(rows ...*neo4j.Record) ([]any, error) {
	var out []any
	for _, row := range rows {
		list, _, err := neo4j.GetRecordValue[[]any](row, "found")
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// nameLines writes each name once: an ally may be found from both sides.
func nameLines(rows []*neo4j.Record) ([]string, error) {
	names, err := found(rows...)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		out = append(out, line(fmt.Sprint(name)))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// tieLines writes a tie as its columns: its key, without what stands before its
// own name, its kind, and the rest.
func tieLines(rows []*neo4j.Record) ([]string, error) {
	var out []string
	for _, row := range rows {
		kind, _, err := neo4j.GetRecordValue[string](row, "kind")
		if err != nil {
			return nil, err
		}
		ties, err := found(row)
		if err != nil {
			return nil, err
		}
		for _, tie := range ties {
			columns, ok := tie.([]any)
			if !ok || len(columns) < 2 {
				return nil, fmt.Errorf("a tie is %v, not a list of columns", tie)
			}
			fields := []string{local(fmt.Sprint(columns[0])), kind}
			for _, c := range columns[1:] {
				fields = append(fields, fmt.Sprint(c))
			}
			out = append(out, line(fields...))
		}
	}
	return out, nil
}

func countLines(rows []*neo4j.Record) ([]string, error) {
	// A kind with nothing in force is in no row, and a day without ties in none.
	counts := map[string]int64{"actors": 0, "allegiance": 0, "hostility": 0, "mediation": 0}
	for _, row := range rows {
		actors, _, err := neo4j.GetRecordValue[int64](row, "actors")
		if err != nil {
			return nil, err
		}
		kinds, _, err := neo4j.GetRecordValue[[]any](row, "kinds")
		if err != nil {
			return nil, err
		}
		ties, _, err := neo4j.GetRecordValue[[]any](row, "ties")
		if err != nil {
			return nil, err
		}
		counts["actors"] = actors
		for i, kind := range kinds {
			name, isName := kind.(string)
			n, isNumber := ties[i].(int64)
			if !isName || !isNumber {
				return nil, fmt.Errorf("a count is %v %v, not a name and a number", kind, ties[i])
			}
			counts[name] = n
		}
	}
	var out []string
	for name, n := range counts {
		out = append(out, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(out)
	return out, nil
}

func diffLines(rows []*neo4j.Record) ([]string, error) {
	changes, err := found(rows...)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, change := range changes {
		columns, ok := change.([]any)
		if !ok || len(columns) != 3 {
			return nil, fmt.Errorf("a change is %v, not a key and two flags", change)
		}
		for i, what := range []string{"formed", "ended"} {
			if columns[1+i] == true {
				out = append(out, what+" "+local(fmt.Sprint(columns[0])))
			}
		}
	}
	return out, nil
}

func pathLines(rows []*neo4j.Record) ([]string, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	length, _, err := neo4j.GetRecordValue[int64](rows[0], "length")
	return []string{fmt.Sprintf("length %d", length)}, err
}
