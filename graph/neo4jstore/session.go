package neo4jstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// tx is a transaction under way, or what runs one query after the other.
type tx struct {
	ctx   context.Context
	inner interface {
		Run(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error)
	}
	store *Store
}

// params are what a query is given, in the one map $q. Numbers are int64, a list
// that does not filter is nil.
type params = map[string]any

// rows runs a query and returns all of its rows.
func (t *tx) rows(query string, p params) ([]*neo4j.Record, error) {
	result, err := t.inner.Run(t.ctx, query, map[string]any{"q": p})
	if err != nil {
		return nil, err
	}
	return result.Collect(t.ctx)
}

// run runs a query that has nothing to say.
func (t *tx) run(query string, p params) error {
	result, err := t.inner.Run(t.ctx, query, map[string]any{"q": p})
	if err != nil {
		return err
	}
	_, err = result.Consume(t.ctx)
	return err
}

// session opens a session. All of a driver's sessions share the bookmarks of
// its queries, so that in a cluster no read looks behind an earlier one.
func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode:      mode,
		DatabaseName:    s.opt.Database,
		BookmarkManager: s.driver.ExecuteQueryBookmarkManager(),
	})
}

// read does work that any reader of a cluster may answer, a query at a time: that
// is one round trip each, where a transaction adds two, and Neo4j shows neither a
// snapshot. Where the driver holds that it may help, the work is done again in a
// transaction, which the driver tries for a while.
func (s *Store) read(ctx context.Context, doing string, work func(*tx) error) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(ctx))
	err := work(&tx{ctx, single{session}, s})
	if neo4j.IsRetryable(err) {
		_, err = session.ExecuteRead(ctx, func(inner neo4j.ManagedTransaction) (any, error) {
			return nil, work(&tx{ctx, inner, s})
		})
	}
	return s.explain(ctx, doing, err)
}

// single runs each query in a transaction of its own.
type single struct{ session neo4j.SessionWithContext }

func (s single) Run(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error) {
	return s.session.Run(ctx, cypher, params)
}

// write does work in a transaction. The driver may run it more than once, but
// not after a commit whose outcome is not known.
func (s *Store) write(ctx context.Context, doing string, work func(*tx) error, configure ...func(*neo4j.TransactionConfig)) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	_, err := session.ExecuteWrite(ctx, func(inner neo4j.ManagedTransaction) (any, error) {
		return nil, work(&tx{ctx, inner, s})
	}, configure...)
	return s.explain(ctx, doing, err)
}

// writeAlone runs a query that must be a transaction of its own.
func (s *Store) writeAlone(ctx context.Context, doing, query string, p params) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, query, map[string]any{"q": p})
	if err == nil {
		_, err = result.Consume(ctx)
	}
	return s.explain(ctx, doing, err)
}

// errColumn is a row that is not as this package wrote it.
var errColumn = errors.New("the database holds something that this version of Realign did not write")

// column reads a value of a row.
func column[T any](row *neo4j.Record, name string, into *T) error {
	value, _ := row.Get(name)
	v, ok := value.(T)
	if !ok {
		return fmt.Errorf("%w: %s is %T, not %T", errColumn, name, value, *into)
	}
	*into = v
	return nil
}

// listed reads the lists that rows have in a column, one after the other.
func listed[T any](rows []*neo4j.Record, name string) ([]T, error) {
	var out []T
	for _, row := range rows {
		var list []any
		if err := column(row, name, &list); err != nil {
			return nil, err
		}
		for _, value := range list {
			v, ok := value.(T)
			if !ok {
				return nil, fmt.Errorf("%w: one of %s is %T, not %T", errColumn, name, value, v)
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// number reads an integer of a row.
func number[T ~int64 | ~int32 | ~int](row *neo4j.Record, name string, into *T) error {
	var n int64
	err := column(row, name, &n)
	*into = T(n)
	return err
}

// body reads a record that is kept as JSON.
func body(row *neo4j.Record, name string, into any) error {
	var text string
	if err := column(row, name, &text); err != nil {
		return err
	}
	return decode(text, into)
}

// decode reads JSON that this package wrote.
func decode(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("%w: %w", errColumn, err)
	}
	return nil
}

// texts makes a list a parameter; nil stays nil and does not filter.
func texts[T ~string](list []T) any {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// words makes a list of an enumeration's members a parameter.
func words[T fmt.Stringer](list []T) any {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.String()
	}
	return out
}
