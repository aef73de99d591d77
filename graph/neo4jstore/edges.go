package neo4jstore

import "github.com/realign/realign/graph"

// edge is one relationship of Neo4j, and how it is written there.
type edge struct {
	kind  edgeType
	props params
}

// folded is a relation as folded for everyone's word, with the widest span that
// any part of its claims allows, and how it is kept.
type folded struct {
	graph.Relation
	reach  graph.Span
	record []byte
	census string
}

// newFolded prepares a relation to be written, given the claims of its tie.
func newFolded(r graph.Relation, claims []*graph.Claim, bg graph.Background) (folded, error) {
	record, err := recordOf(&r)
	if err != nil {
		return folded{}, err
	}
	census, err := censusOf(&r)
	f := folded{Relation: r, reach: r.Envelope, record: record, census: census}
	// The relation's envelope leaves out what allows no day; the hull of two
	// such accounts can. Every perspective is found only by this reach, so it
	// takes in everything.
	lifetimes := graph.Lifetimes(r.Parties, bg)
	if lifetimes.Empty() {
		// Where the parties never lived at the same time, claims together can
		// allow a day that none of them allows alone. Loaders refuse such ties.
		f.reach = graph.Always
		return f, err
	}
	first := true
	for _, c := range claims {
		if c.Tie != r.Key {
			continue
		}
		alone := c.Alone(bg.Source(c.Source), lifetimes).Outer()
		if first {
			f.reach, first = alone, false
			continue
		}
		f.reach = graph.Span{First: min(f.reach.First, alone.First), Until: max(f.reach.Until, alone.Until)}
	}
	return f, err
}

// edges are the relationships that show a relation: the tie of two, or, for a
// mediation, its projection. One of them leads, so that lists have each
// relation once.
func (f *folded) edges() []edge {
	pairs := project(f.Parties)
	out := make([]edge, len(pairs))
	common := f.props()
	for i, p := range pairs {
		props := make(params, len(common)+3)
		for k, v := range common {
			props[k] = v
		}
		props["fromId"], props["toId"], props["lead"] = string(p.from), string(p.to), i == 0
		out[i] = edge{typeOf(&f.Relation), props}
	}
	return out
}

type pair struct{ from, to graph.ActorID }

// project lists the pairs that stand for a tie: from one side to the other,
// from each mediator to each party, or, where nobody mediates, between all.
func project(parties []graph.Party) []pair {
	var left, right, all []graph.ActorID
	for _, p := range parties {
		all = append(all, p.Actor)
		switch p.Role {
		case graph.From, graph.Mediator:
			left = append(left, p.Actor)
		default:
			right = append(right, p.Actor)
		}
	}
	var out []pair
	if len(left) > 0 && len(right) > 0 {
		for _, l := range left {
			for _, r := range right {
				out = append(out, pair{l, r})
			}
		}
		return out
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			out = append(out, pair{a, b})
		}
	}
	if len(out) == 0 && len(all) == 1 {
		out = []pair{{all[0], all[0]}}
	}
	return out
}

// props are the properties that all edges of a relation share. There is no
// null among them. Days are as inside package graph, half-open; the readable
// ones beside them are inclusive.
func (f *folded) props() params {
	r := &f.Relation
	actors, roles := make([]string, len(r.Parties)), make([]string, len(r.Parties))
	for i, p := range r.Parties {
		actors[i], roles[i] = string(p.Actor), p.Role.String()
	}
	disputedOn := make([]int64, 0, 2*len(r.DisputedOn))
	for _, s := range r.DisputedOn {
		disputedOn = append(disputedOn, int64(s.First), int64(s.Until))
	}
	return params{
		"key": string(r.Key), "unit": string(r.Unit()), "kind": r.Kind.String(), "form": r.Form,
		"nominal": r.Nominal, "directed": r.Directed, "actors": actors, "roles": roles,
		"regarding": string(r.Regarding), "outcome": r.Outcome.String(), "sign": int64(r.Sign()),

		"earliestStart": int64(r.Period.EarliestStart), "latestStart": int64(r.Period.LatestStart),
		"earliestEnd": int64(r.Period.EarliestEnd), "latestEnd": int64(r.Period.LatestEnd),
		"possibleFrom": r.Period.EarliestStart.String(), "possibleTo": r.Period.LastLatestEnd().String(),
		"certainFrom": certain(r, r.Period.LatestStart), "certainTo": certain(r, r.Period.LastEarliestEnd()),
		"start": r.StartText, "end": r.EndText,

		"namedFirst": int64(r.Named.First), "namedUntil": int64(r.Named.Until),
		"envelopeFirst": int64(f.reach.First), "envelopeUntil": int64(f.reach.Until), "spanClass": classOf(f.reach),
		"ownFirst": int64(r.OwnDays.First), "ownUntil": int64(r.OwnDays.Until),
		"hearsayOnly": r.HearsayOnly, "denialOnly": r.DenialOnly, "disputed": r.Disputed, "disputedOn": disputedOn,
		"status": r.Status(graph.Always).String(),
		"record": f.record, "census": f.census,
	}
}

// certain writes a day of the span on which the relation certainly held, empty
// if it has none.
func certain(r *graph.Relation, d graph.Day) string {
	if r.HearsayOnly || r.DenialOnly || r.Period.Core().Empty() {
		return ""
	}
	return d.String()
}
