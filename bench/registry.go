package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Env is what contenders are made with.
type Env struct {
	Module  string    // the module's root folder
	Cache   string    // for what is installed or built once and kept
	Scratch string    // for stores; of this run alone, and deleted at its end
	Binary  string    // of Realign, to measure instead of one built here; may be empty
	Log     io.Writer // for a line on what takes long
}

// contenders lists all contenders there are, in the order of the table's
// columns and of loading. Making one does nothing yet.
func contenders(e Env) []Contender {
	store := newNeo4jServer(filepath.Join(e.Scratch, "realign-neo4j", "neo4j"))
	return []Contender{
		newRealign(e),
		newRealignNeo4j(e, store),
		newCypher(e, store), // after the one whose database it asks
		newRaphtory(e.Cache),
		newNeo4jGraphQL(e),
		newGqlgenFloor(e),
		newSQLiteFloor(e),
	}
}

// chosen makes those of the contenders that are named; all if none is.
func chosen(e Env, names []string) ([]Contender, error) {
	all := contenders(e)
	if len(names) == 0 {
		return all, nil
	}
	var known []string
	for _, c := range all {
		known = append(known, c.Name())
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, fmt.Errorf("there is no contender %q; there are %s", n, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(c Contender) bool { return !slices.Contains(names, c.Name()) }), nil
}
