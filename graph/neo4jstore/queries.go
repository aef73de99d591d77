package neo4jstore

import (
	"embed"
	"strings"

	"github.com/realign/realign/graph"
)

// queryFiles holds every query, one file each.
//
//go:embed cypher/*.cypher
var queryFiles embed.FS

// migrationFiles holds the steps of the schema, in order of their names.
//
//go:embed migrations/*.cypher
var migrationFiles embed.FS

// cypher returns the text of a query. A name that is not there is a mistake in
// this package, which the first test finds.
func cypher(name string) string {
	text, err := queryFiles.ReadFile("cypher/" + name + ".cypher")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Relationship types cannot be parameters where an index is to be used, so a
// query over edges is one branch a type. The words that a branch's file has in
// the places of what varies are replaced from the closed lists here, and from
// nothing else.
const (
	edgeWord     = "EDGE"     // a type of edge
	sideWord     = "SIDE"     // fromId or toId
	wantedWord   = "WANTED"   // record or unit
	periodWord   = "PERIOD"   // whether the bounds are asked for
	branchesWord = "BRANCHES" // all branches of another file
)

// A query has one argument, the map $q, with all that it is given in it. Neo4j
// plans a query anew for every combination of its arguments' types and sizes,
// an optional list being now a list and now null, which took half a second
// each; of a map it asks neither.
//
// A range with two bounds, of which one or both are members of a map, is sought
// in an index by its upper bound only. So such bounds are first made variables:
// WITH $q.after AS after, $q.upTo AS upTo.

// A list leaves out what is null. So what a list is made of is false where there is
// nothing, which nothing here takes for a record.

// edgeType is the type of an edge in Neo4j.
type edgeType string

const (
	allegiance edgeType = "ALLEGIANCE"
	mediation  edgeType = "MEDIATION"
	hostility  edgeType = "HOSTILITY"
	denied     edgeType = "DENIED"
)

// allEdges lists every type there is.
func allEdges() []edgeType { return []edgeType{allegiance, mediation, hostility, denied} }

// typeOf is the type of a relation's edges. One that is only denied gets a type
// of its own, so that nobody walks it by mistake.
func typeOf(r *graph.Relation) edgeType {
	if r.DenialOnly {
		return denied
	}
	return typeOfKind(r.Kind)
}

func typeOfKind(k graph.Kind) edgeType {
	switch k {
	case graph.Allegiance:
		return allegiance
	case graph.Mediation:
		return mediation
	default:
		return hostility
	}
}

// unionAll stands between branches.
const unionAll = "\nUNION ALL\n"

// branches makes one query of a branch for each type of edge.
func branches(name string, types []edgeType) string {
	text := cypher(name)
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = strings.ReplaceAll(text, edgeWord, string(t))
	}
	return strings.Join(out, unionAll)
}

// sidedBranches makes one query of two branches for each type of edge: from
// the one side and from the other.
func sidedBranches(name string, types []edgeType) string {
	text := branches(name, types)
	return strings.ReplaceAll(text, sideWord, "fromId") + unionAll + strings.ReplaceAll(text, sideWord, "toId")
}
