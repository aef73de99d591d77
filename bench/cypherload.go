package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// How rows are written. On two cores that the server shares, 500 to 2000 rows a
// transaction and one writer or two differed by no more than the same did from
// round to round.
const (
	writeBatch   = 1000 // rows a transaction
	writeWriters = 2    // transactions at a time
	readAhead    = 20 * writeBatch
)

// patient sets up a driver whose writers may be in each other's way, and then
// try again.
func patient(c *config.Config) {
	lean(c)
	c.MaxTransactionRetryTime = time.Minute
}

// pass copies one sort of rows: a query that reads them from the one database
// and a statement that writes $rows of them into the other.
type pass struct{ what, read, write string }

// passes are in the order in which rows need each other: nodes, then what points
// to them. They write all that Realign's store does, and nothing twice.
func passes() []pass {
	var out []pass
	add := func(read, write, label, of string) {
		words := strings.NewReplacer("LABEL", label, "EDGE", label, "OF", of)
		if of == "" {
			words = strings.NewReplacer("LABEL", label, "EDGE", label)
		}
		out = append(out, pass{write + " " + label, words.Replace(cypherText(read)), words.Replace(cypherText(write))})
	}
	for _, label := range []string{"Migration", "Head", "Revision", "Load", "Touched", "Source", "Actor", "Alias"} {
		add("read_nodes", "write_nodes", label, "")
	}
	add("read_nodes", "write_versions", "SourceVersion", "Source")
	add("read_nodes", "write_versions", "ActorVersion", "Actor")
	add("read_aliases", "write_aliases", "Source", "")
	add("read_aliases", "write_aliases", "Actor", "")
	add("read_claims", "write_claims", "Claim", "")
	add("read_claimants", "write_claimants", "Claim", "")
	for _, edge := range append(edgeTypes[:], "DENIED") {
		add("read_edges", "write_edges", edge, "")
	}
	return out
}

// copyStore writes what one database holds into another, which is empty and
// gets the same constraints and indexes before. It returns how long the writing
// took: the rows of many transactions are read ahead while no clock runs, and
// each transaction is durable when it ends.
func copyStore(ctx context.Context, from, to *neo4jServer) (took time.Duration, err error) {
	source, err := from.Driver(lean, func(c *config.Config) { c.FetchSize = writeBatch })
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, source.Close(context.WithoutCancel(ctx))) }()
	target, err := to.Driver(patient)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, target.Close(context.WithoutCancel(ctx))) }()

	if err := copySchema(ctx, source, target); err != nil {
		return 0, fmt.Errorf("the schema: %w", err)
	}
	for _, p := range passes() {
		written, err := p.copy(ctx, source, target)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", p.what, err)
		}
		took += written
	}
	return took, sameSize(ctx, source, target)
}

func copySchema(ctx context.Context, source, target neo4j.DriverWithContext) error {
	for _, list := range []string{
		"SHOW CONSTRAINTS YIELD name, createStatement RETURN createStatement AS text ORDER BY name",
		"SHOW INDEXES YIELD name, type, owningConstraint, createStatement WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN createStatement AS text ORDER BY name",
	} {
		found, err := neo4j.ExecuteQuery(ctx, source, list, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(neo4jDatabase))
		if err != nil {
			return err
		}
		for _, row := range found.Records {
			text, _, err := neo4j.GetRecordValue[string](row, "text")
			if err != nil {
				return err
			}
			if err := writeOnce(ctx, target, text, nil); err != nil {
				return err
			}
		}
	}
	return writeOnce(ctx, target, "CALL db.awaitIndexes(300)", nil)
}

// copy reads all rows of a pass and writes them, many transactions' worth at a
// time, and returns how long the writing took.
func (p pass) copy(ctx context.Context, source, target neo4j.DriverWithContext) (took time.Duration, err error) {
	session := source.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: neo4jDatabase})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, p.read, nil)
	if err != nil {
		return 0, err
	}
	for more := true; more; {
		var rows []any
		for len(rows) < readAhead {
			if more = result.Next(ctx); !more {
				break
			}
			rows = append(rows, result.Record().AsMap())
		}
		began := time.Now()
		if err := p.writeAll(ctx, target, rows); err != nil {
			return 0, err
		}
		took += time.Since(began)
	}
	return took, result.Err()
}

// writeAll writes rows, a transaction a batch.
func (p pass) writeAll(ctx context.Context, target neo4j.DriverWithContext, rows []any) error {
	batches := make(chan []any, len(rows)/writeBatch+1)
	for len(rows) > 0 {
		n := min(writeBatch, len(rows))
		batches <- rows[:n]
		rows = rows[n:]
	}
	close(batches)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var writers sync.WaitGroup
	for range writeWriters {
		writers.Go(func() {
			for batch := range batches {
				if ctx.Err() != nil {
					return
				}
				if err := writeOnce(ctx, target, p.write, map[string]any{"rows": batch}); err != nil {
					cancel(err)
				}
			}
		})
	}
	writers.Wait()
	return context.Cause(ctx)
}

// writeOnce runs a statement in a transaction that the driver tries again where
// two writers were in each other's way.
func writeOnce(ctx context.Context, driver neo4j.DriverWithContext, statement string, params map[string]any) error {
	_, err := neo4j.ExecuteQuery(ctx, driver, statement, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(neo4jDatabase))
	return err
}

// sameSize refuses a copy that holds more or less than what it is of.
func sameSize(ctx context.Context, source, target neo4j.DriverWithContext) error {
	var counts [2][2]int64
	for i, d := range []neo4j.DriverWithContext{source, target} {
		for j, query := range []string{"MATCH (n) RETURN count(n) AS n", "MATCH ()-[r]->() RETURN count(r) AS n"} {
			found, err := neo4j.ExecuteQuery(ctx, d, query, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(neo4jDatabase))
			if err != nil {
				return err
			}
			if counts[i][j], _, err = neo4j.GetRecordValue[int64](found.Records[0], "n"); err != nil {
				return err
			}
		}
	}
	if counts[0] != counts[1] {
		return fmt.Errorf("the copy has %d nodes and %d relationships, and what it is of %d and %d", counts[1][0], counts[1][1], counts[0][0], counts[0][1])
	}
	return nil
}
