package main

import "fmt"

// What the peer is asked: for ties it has a field for each type of relationship
// and for each direction.
var (
	neo4jGraphQLAllies = onDay(`query($actor: ID!, $day: Date!) {
  actors(where: {id: {eq: $actor}}) {
    alliedConnection(where: {DAY}) { edges { node { name } } }
    alliedByConnection(where: {DAY}) { edges { node { name } } }
  }
}`)
	neo4jGraphQLTiesOf = onDay(`query($actor: ID!, $day: Date!) {
  actors(where: {id: {eq: $actor}}) {
    alliedConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
    alliedByConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
    mediatesConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
    mediatedByConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
    hostileConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
    hostileByConnection(where: {DAY}) { edges { properties { id start end } node { name } } }
  }
}`)
	// It counts ties actor by actor; the client adds them up.
	neo4jGraphQLCounts = onDay(`query($day: Date!) {
  actorsConnection(where: {OR: [
    {alliedConnection: {some: {DAY}}}, {alliedByConnection: {some: {DAY}}},
    {mediatesConnection: {some: {DAY}}}, {mediatedByConnection: {some: {DAY}}},
    {hostileConnection: {some: {DAY}}}, {hostileByConnection: {some: {DAY}}}
  ]}) { aggregate { count { nodes } } }
  actors {
    alliedConnection(where: {DAY}) { aggregate { count { edges } } }
    mediatesConnection(where: {DAY}) { aggregate { count { edges } } }
    hostileConnection(where: {DAY}) { aggregate { count { edges } } }
  }
}`)
	neo4jGraphQLSnapshot = onDay(`query($day: Date!) {
  actors(where: {OR: [
    {alliedConnection: {some: {DAY}}}, {mediatesConnection: {some: {DAY}}}, {hostileConnection: {some: {DAY}}}
  ]}) {
    id
    alliedConnection(where: {DAY}) { edges { properties { id start end } node { id } } }
    mediatesConnection(where: {DAY}) { edges { properties { id start end } node { id } } }
    hostileConnection(where: {DAY}) { edges { properties { id start end } node { id } } }
  }
}`)
)

// peerTies are the ties of one type and direction.
type peerTies struct {
	Edges []struct {
		Properties struct{ ID, Start, End string }
		Node       struct{ ID, Name string }
	}
	Aggregate struct{ Count struct{ Edges int } }
}

// peerActor is an actor with the ties asked for.
type peerActor struct {
	ID                                       string
	AlliedConnection, AlliedByConnection     peerTies
	MediatesConnection, MediatedByConnection peerTies
	HostileConnection, HostileByConnection   peerTies
}

type peerActors struct{ Actors []peerActor }

// only returns the actor that was asked for.
func (a peerActors) only(q Question) (*peerActor, error) {
	if len(a.Actors) != 1 {
		return nil, fmt.Errorf("there are %d actors %s, want 1", len(a.Actors), q.Actor)
	}
	return &a.Actors[0], nil
}

func neo4jGraphQLAlliesAnswer(q Question, a peerActors) ([]string, error) {
	actor, err := a.only(q)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []string
	for _, ties := range []peerTies{actor.AlliedConnection, actor.AlliedByConnection} {
		for _, e := range ties.Edges {
			if !seen[e.Node.Name] {
				seen[e.Node.Name] = true
				out = append(out, e.Node.Name)
			}
		}
	}
	return out, nil
}

func neo4jGraphQLTiesAnswer(q Question, a peerActors) ([]string, error) {
	actor, err := a.only(q)
	if err != nil {
		return nil, err
	}
	var out []string
	add := func(kind string, ties peerTies) {
		for _, e := range ties.Edges {
			out = append(out, line(e.Properties.ID, kind, e.Properties.Start, e.Properties.End, e.Node.Name))
		}
	}
	add("allegiance", actor.AlliedConnection)
	add("allegiance", actor.AlliedByConnection)
	add("mediation", actor.MediatesConnection)
	add("mediation", actor.MediatedByConnection)
	add("hostility", actor.HostileConnection)
	add("hostility", actor.HostileByConnection)
	return out, nil
}

func neo4jGraphQLCountsAnswer(_ Question, a struct {
	peerActors
	ActorsConnection struct {
		Aggregate struct{ Count struct{ Nodes int } }
	}
}) ([]string, error) {
	var allied, mediates, hostile int
	for i := range a.Actors {
		allied += a.Actors[i].AlliedConnection.Aggregate.Count.Edges
		mediates += a.Actors[i].MediatesConnection.Aggregate.Count.Edges
		hostile += a.Actors[i].HostileConnection.Aggregate.Count.Edges
	}
	return []string{
		fmt.Sprintf("actors %d", a.ActorsConnection.Aggregate.Count.Nodes),
		fmt.Sprintf("allegiance %d", allied), fmt.Sprintf("hostility %d", hostile), fmt.Sprintf("mediation %d", mediates),
	}, nil
}

func neo4jGraphQLSnapshotAnswer(_ Question, a peerActors) ([]string, error) {
	var out []string
	for i := range a.Actors {
		actor := &a.Actors[i]
		add := func(kind string, ties peerTies) {
			for _, e := range ties.Edges {
				out = append(out, line(e.Properties.ID, kind, e.Properties.Start, e.Properties.End, actor.ID, e.Node.ID))
			}
		}
		add("allegiance", actor.AlliedConnection)
		add("mediation", actor.MediatesConnection)
		add("hostility", actor.HostileConnection)
	}
	return out, nil
}
