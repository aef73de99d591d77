package neo4jstore

import "github.com/realign/realign/graph"

// A selection looks at every candidate and needs little of each. Of claims, which
// have quotations, that little is kept beside the whole record, as JSON with short
// names, so that a page of many candidates costs neither their reading nor their
// transport.

type partyBrief struct {
	Actor graph.ActorID `json:"a"`
	Role  graph.Role    `json:"r"`
}

// claimBrief is what [graph.ClaimQuery.Page] looks at, but for days and texts.
type claimBrief struct {
	ID          graph.ClaimID     `json:"i"`
	Tie         graph.TieKey      `json:"k"`
	Parties     []partyBrief      `json:"p"`
	Stance      graph.Stance      `json:"t"`
	Voice       graph.Voice       `json:"v"`
	Source      graph.SourceID    `json:"s"`
	Claimant    graph.ActorID     `json:"c,omitempty"`
	Reliability graph.Reliability `json:"r,omitempty"`
	Credibility graph.Credibility `json:"g,omitempty"`
	Dataset     graph.DatasetID   `json:"d"`
	Seq         int               `json:"n"`
}

func briefOfClaim(c *graph.Claim) claimBrief {
	return claimBrief{
		ID: c.ID, Tie: c.Tie, Parties: partyBriefs(c.Parties), Stance: c.Stance, Voice: c.Voice, Source: c.Source,
		Claimant: c.Claimant, Reliability: c.Reliability, Credibility: c.Credibility, Dataset: c.Dataset, Seq: c.Seq,
	}
}

func (b *claimBrief) claim() *graph.Claim {
	return &graph.Claim{
		ID: b.ID, Tie: b.Tie, Parties: parties(b.Parties), Stance: b.Stance, Voice: b.Voice, Source: b.Source,
		Claimant: b.Claimant, Reliability: b.Reliability, Credibility: b.Credibility, Dataset: b.Dataset, Seq: b.Seq,
	}
}

func partyBriefs(ps []graph.Party) []partyBrief {
	out := make([]partyBrief, len(ps))
	for i, p := range ps {
		out[i] = partyBrief(p)
	}
	return out
}

func parties(bs []partyBrief) []graph.Party {
	out := make([]graph.Party, len(bs))
	for i, b := range bs {
		out[i] = graph.Party(b)
	}
	return out
}
