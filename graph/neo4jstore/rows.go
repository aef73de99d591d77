package neo4jstore

import (
	"github.com/realign/realign/graph"
)

// The rows below are records as properties: what queries ask for, what a
// person wants to read in Neo4j Browser, and the record itself as JSON. None of
// them is null.

func actorRow(a *graph.Actor) (params, error) {
	text, err := encode(a)
	refs := []string{string(a.ID)}
	for _, alias := range a.Aliases {
		refs = append(refs, string(alias))
	}
	for _, id := range a.Identifiers {
		refs = append(refs, id.Ref())
	}
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
	refs := []string{string(s.ID)}
	for _, alias := range s.Aliases {
		refs = append(refs, string(alias))
	}
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

func claimRow(c *graph.Claim) (params, error) {
	text, err := encode(c)
	if err != nil {
		return nil, err
	}
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
