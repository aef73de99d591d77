package neo4jtest

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Wipe deletes every node, relationship, constraint and index, so that the next
// test begins with an empty database: Community edition has no second one.
// Names of labels, types and properties stay, as they do in every Neo4j.
func (s *Server) Wipe(ctx context.Context) error {
	driver, err := s.driver()
	if err != nil {
		return fmt.Errorf("neo4jtest: wipe: %w", err)
	}
	defer driver.Close(context.WithoutCancel(ctx))
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: database})
	defer session.Close(context.WithoutCancel(ctx))

	// In batches, or a large graph does not fit in the heap; such a statement
	// has to be a transaction of its own, which ExecuteQuery does not make.
	if err := consume(ctx, session, "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"); err != nil {
		return fmt.Errorf("neo4jtest: wipe: %w", err)
	}
	for _, kind := range []struct{ drop, list string }{
		{"CONSTRAINT", "SHOW CONSTRAINTS YIELD name RETURN name"},
		// An index of a constraint went with it; those that find nodes by label
		// are the database's own.
		{"INDEX", "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name"},
	} {
		found, err := session.Run(ctx, kind.list, nil)
		if err != nil {
			return fmt.Errorf("neo4jtest: wipe: %w", err)
		}
		records, err := found.Collect(ctx)
		if err != nil {
			return fmt.Errorf("neo4jtest: wipe: %w", err)
		}
		for _, r := range records {
			name, _, err := neo4j.GetRecordValue[string](r, "name")
			if err != nil {
				return fmt.Errorf("neo4jtest: wipe: %w", err)
			}
			// A name cannot be a parameter here.
			quoted := "`" + strings.ReplaceAll(name, "`", "``") + "`"
			if err := consume(ctx, session, "DROP "+kind.drop+" "+quoted); err != nil {
				return fmt.Errorf("neo4jtest: wipe: %w", err)
			}
		}
	}
	return nil
}

func consume(ctx context.Context, session neo4j.SessionWithContext, query string) error {
	result, err := session.Run(ctx, query, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}
