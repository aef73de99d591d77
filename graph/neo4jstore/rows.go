package neo4jstore

import (
	"encoding/json"

	"github.com/realign/realign/graph"
)

// The rows below are records as properties: what queries ask for, what a
// person wants to read in Neo4j Browser, and the record itself as JSON. None of
// them is null.

func actorRow(a *graph.Actor) (params, error) {
	text, err := encode(a)
	_, refs := refsOfActor(a)
	return params{
		"version": params{
			"id": string(a.ID), "kind": a.Kind.String(), "name": a.Name("", graph.Always), "shortName": a.ShortName,
			"description": a.Description, "unnamed": a.Unnamed, "dataset": string(a.Dataset),
			"refs": refs, "search": graph.ActorText(a), "body": text,
		},
		"aliases": distinct(refs[1:]),
	}, err
}

func sourceRow(s *graph.Source) (params, error) {
	text, err := encode(s)
	_, refs := refsOfSource(s)
	return params{
		"version": params{
			"id": string(s.ID), "title": s.Title, "publisher": s.Publisher, "author": s.Author, "url": s.URL,
			"publishedOn": s.PublishedOn.String(), "speaksOf": s.SpeaksOf.String(), "republishes": string(s.Republishes),
			"reliability": s.Reliability.String(), "dataset": string(s.Dataset),
			"refs": refs, "search": graph.SourceText(s), "searchTitle": graph.FoldText(s.Title), "body": text,
		},
		"aliases": distinct(refs[1:]),
	}, err
}

// refsOfActor lists all that an actor answers to, its id first.
func refsOfActor(a *graph.Actor) (graph.ActorID, []string) {
	refs := []string{string(a.ID)}
	for _, alias := range a.Aliases {
		refs = append(refs, string(alias))
	}
	for _, id := range a.Identifiers {
		refs = append(refs, id.Ref())
	}
	return a.ID, refs
}

// refsOfSource lists all that a source answers to, its id first.
func refsOfSource(s *graph.Source) (graph.SourceID, []string) {
	refs := []string{string(s.ID)}
	for _, alias := range s.Aliases {
		refs = append(refs, string(alias))
	}
	return s.ID, refs
}

// claimRow is a claim, given what it is as JSON.
func claimRow(c *graph.Claim, text string) (params, error) {
	brief, err := encode(briefOfClaim(c))
	actors, parties := make([]string, len(c.Parties)), make([]params, len(c.Parties))
	for i, p := range c.Parties {
		actors[i] = string(p.Actor)
		parties[i] = params{"actor": string(p.Actor), "role": p.Role.String()}
	}
	outer := widest(c)
	end := c.Dating.End.String()
	if c.Dating.Ongoing {
		end = ".."
	}
	return params{
		"claim": params{
			"id": string(c.ID), "tie": string(c.Tie), "unit": string(c.Unit()), "kind": c.Kind.String(), "form": c.Form,
			"actors": actors, "regarding": string(c.Regarding),
			"stance": c.Stance.String(), "voice": c.Voice.String(), "outcome": c.Outcome.String(),
			"start": c.Dating.Start.String(), "end": end, "when": c.Dating.When.String(), "held": c.Dating.Held.String(),
			"outerFirst": int64(outer.First), "outerUntil": int64(outer.Until),
			"source": string(c.Source), "claimant": string(c.Claimant), "quote": c.Quote, "locator": c.Locator, "note": c.Note,
			"reliability": c.Reliability.String(), "credibility": int64(c.Credibility),
			"dataset": string(c.Dataset), "seq": int64(c.Seq), "replacedBy": "",
			"search": graph.FoldText(c.Quote) + "\n" + graph.FoldText(c.Note), "body": text, "brief": brief,
		},
		"parties": parties,
	}, err
}

// widest is the span of days that the claim allows at most, whatever later
// versions say of its source's day or of its parties' lifetimes, on which
// [graph.Claim.Alone] depends.
func widest(c *graph.Claim) graph.Span {
	s := c.Alone(&graph.Source{}, graph.Always).Outer()
	if !c.Dating.Held.IsZero() {
		s.First = graph.MinDay
	}
	return s
}

// encode writes a record as it is kept: whole, as JSON.
func encode(record any) (string, error) {
	text, err := json.Marshal(record)
	return string(text), err
}
