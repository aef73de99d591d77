// Package model has the floor's answers as plain structs, in which everything is
// ready: a field is read, or one of a few prepared lists is handed out. Nothing
// is counted, sorted, filtered or converted while a question is answered.
//
// It imports graph and graph/edtf for the types of the scalars and enumerations,
// and may import no more.
package model

import "github.com/realign/realign/graph"

// PageSize is the only size of page that is ready.
const PageSize = 10000

// Node is what has an id.
type Node interface{ IsNode() }

// Graph is a day.
type Graph struct {
	AsOf  graph.Day
	Stats *Stats

	Actors map[string]*Actor   // those with ties on the day, by id as in the data
	Idle   map[string]*Actor   // all there are, as they are on days without ties
	Ties   *RelationConnection // all of the day, by their first days
}

// Actor is an actor; where a day was asked for it, with its ties on that day.
type Actor struct {
	ID   string
	Name string

	Ties *RelationConnection // nil where it stands as a party
	// Near are those it has ties of a kind with; 0 stands for any kind.
	Near map[graph.Kind]*NeighborConnection
}

// IsNode marks what has an id.
func (*Actor) IsNode() {}

// Relation is a tie between two.
type Relation struct {
	ID       string
	Kind     graph.Kind
	Directed bool
	From, To *Actor
	Parties  []*Party
	Period   *Period
	Sign     int
}

// IsNode marks what has an id.
func (*Relation) IsNode() {}

// Party is an actor with its role.
type Party struct {
	Actor *Actor
	Role  graph.Role
}

// Period is when a tie held, both days inclusive.
type Period struct {
	Start, End                 *string
	EarliestStart, LatestStart *graph.Day
	EarliestEnd, LatestEnd     *graph.Day
}

// RelationConnection is a page of ties.
type RelationConnection struct {
	Edges      []*RelationEdge
	Nodes      []*Relation
	PageInfo   *PageInfo
	TotalCount int
}

// RelationEdge is a tie in a list.
type RelationEdge struct {
	Cursor string
	Node   *Relation
	Role   *graph.Role
	Others []*Actor
}

// NeighborConnection is a page of those an actor has ties with.
type NeighborConnection struct {
	Edges      []*NeighborEdge
	Nodes      []*Actor
	PageInfo   *PageInfo
	TotalCount int
}

// NeighborEdge is one of them, with the ties.
type NeighborEdge struct {
	Cursor    string
	Node      *Actor
	Relations []*Relation
}

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Stats counts a day.
type Stats struct {
	Actors, Relations int
	ByKind            []*KindCount
}

// KindCount counts ties of a kind.
type KindCount struct {
	Kind  graph.Kind
	Count int
}
