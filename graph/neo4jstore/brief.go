package neo4jstore

import "github.com/realign/realign/graph"

// A selection looks at every candidate and needs little of each. That little is
// kept beside the whole record, as JSON with short names, so that a page of
// many candidates costs neither their reading nor their transport.

// relationBrief is what [graph.RelationQuery.Page] looks at.
type relationBrief struct {
	Key        graph.TieKey `json:"k"`
	Kind       graph.Kind   `json:"n"`
	Form       string       `json:"f,omitempty"`
	Parties    []partyBrief `json:"p"`
	Period     [4]graph.Day `json:"d"`
	Named      [2]graph.Day `json:"m"`
	Own        [2]graph.Day `json:"o"`
	Hearsay    bool         `json:"h,omitempty"`
	Denial     bool         `json:"x,omitempty"`
	Disputed   bool         `json:"c,omitempty"`
	DisputedOn []graph.Span `json:"s,omitempty"`
}

type partyBrief struct {
	Actor graph.ActorID `json:"a"`
	Role  graph.Role    `json:"r"`
}

func briefOf(r *graph.Relation) relationBrief {
	p := r.Period
	return relationBrief{
		Key: r.Key, Kind: r.Kind, Form: r.Form, Parties: partyBriefs(r.Parties),
		Period: [4]graph.Day{p.EarliestStart, p.LatestStart, p.EarliestEnd, p.LatestEnd},
		Named:  [2]graph.Day{r.Named.First, r.Named.Until}, Own: [2]graph.Day{r.OwnDays.First, r.OwnDays.Until},
		Hearsay: r.HearsayOnly, Denial: r.DenialOnly, Disputed: r.Disputed, DisputedOn: r.DisputedOn,
	}
}

func (b *relationBrief) relation() graph.Relation {
	return graph.Relation{
		Key: b.Key, Kind: b.Kind, Form: b.Form, Parties: parties(b.Parties),
		Period: graph.Period{EarliestStart: b.Period[0], LatestStart: b.Period[1], EarliestEnd: b.Period[2], LatestEnd: b.Period[3]},
		Named:  graph.Span{First: b.Named[0], Until: b.Named[1]}, OwnDays: graph.Span{First: b.Own[0], Until: b.Own[1]},
		HearsayOnly: b.Hearsay, DenialOnly: b.Denial, Disputed: b.Disputed, DisputedOn: b.DisputedOn,
	}
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
