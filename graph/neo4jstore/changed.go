package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/realign/realign/graph"
)

// Changed returns, in order, the keys of all ties that upTo may fold otherwise
// than after does. Every load keeps lists of the fold units that it touched, so
// that this takes three round trips and reads in proportion to what changed.
func (s *Store) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	var keys []graph.TieKey
	err := s.read(ctx, "looking for what changed", func(tx *tx) error {
		keys = nil
		if err := tx.exist(after, upTo); err != nil || upTo <= after {
			return err
		}
		units, err := tx.touched(after, upTo)
		if err != nil || len(units) == 0 {
			return err
		}
		ties, err := tx.textsOf("tie", cypher("unit_ties"), params{"units": units, "after": int64(after), "upTo": int64(upTo)})
		for _, tie := range distinct(ties) {
			keys = append(keys, graph.TieKey(tie))
		}
		return err
	})
	return keys, err
}

// exist fails with ErrNotFound if one of the revisions never was.
func (t *tx) exist(nos ...graph.RevNo) error {
	rows, err := t.rows(cypher("head"), nil)
	if err != nil {
		return err
	}
	var head graph.RevNo
	if len(rows) > 0 {
		if err := number(rows[0], "no", &head); err != nil {
			return err
		}
	}
	for _, no := range nos {
		if no < 0 || no > head {
			return fmt.Errorf("revision %d: %w", no, graph.ErrNotFound)
		}
	}
	return nil
}

// errNoLists is a revision of which nobody noted what it touched: it was made
// before migration 2.
var errNoLists = errors.New("no lists were kept")

// touched lists the fold units that the revisions after one, up to another,
// touched.
func (t *tx) touched(after, upTo graph.RevNo) ([]string, error) {
	between := params{"after": int64(after), "upTo": int64(upTo)}
	units, err := t.listsOf("units", cypher("touched"), between)
	if errors.Is(err, errNoLists) {
		units, err = t.textsOf("unit", cypher("touched_scan"), between)
	}
	return distinct(units), err
}

// listsOf runs a query and reads a column of lists, all in one; errNoLists if
// one is null.
func (t *tx) listsOf(name, query string, p params) ([]string, error) {
	rows, err := t.rows(query, p)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if value, _ := row.Get(name); value == nil {
			return nil, errNoLists
		}
	}
	return listed[string](rows, name)
}

// textsOf runs a query and reads a column of texts.
func (t *tx) textsOf(name, query string, p params) ([]string, error) {
	rows, err := t.rows(query, p)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		if err := column(row, name, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A list of touched units holds at most touchedInList of them, and a
// transaction writes at most touchedLists lists.
const touchedInList, touchedLists = 500, 50

// note keeps lists of the units that the load touches, in order. One that
// touches none has an empty list, which tells it from one that kept none.
func (g *staging) note(units []graph.Unit) error {
	lists := []any{}
	for some := range slices.Chunk(units, touchedInList) {
		lists = append(lists, texts(some))
	}
	if len(lists) == 0 {
		lists = append(lists, []string{})
	}
	for some := range slices.Chunk(lists, touchedLists) {
		err := g.write("noting what a load touches", func(tx *tx) error {
			return tx.run(cypher("touch"), g.stamp(params{"rows": some}))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
