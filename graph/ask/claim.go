package ask

import (
	"cmp"
	"sync"
	"time"

	"github.com/realign/realign/graph"
)

// claims are claims read together: what hangs below one is fetched for all.
type claims struct {
	v         *view
	list      []graph.ClaimVersion
	sources   func() (*sources, error)
	actors    func() (*actors, error)
	relations func() (map[graph.TieKey]*Relation, error)
	replacing func() (map[graph.ClaimID]*Claim, error)
}

func (v *view) claims(list []graph.ClaimVersion) *claims {
	g := &claims{v: v, list: list}
	g.sources = sync.OnceValues(func() (*sources, error) {
		refs := make([]graph.SourceID, len(list))
		for i, c := range list {
			refs[i] = c.Source
		}
		return v.sourcesByID(refs)
	})
	g.actors = sync.OnceValues(func() (*actors, error) {
		var ids []graph.ActorID
		for _, c := range list {
			for _, p := range c.Parties {
				ids = append(ids, p.Actor)
			}
			if c.Claimant != "" {
				ids = append(ids, c.Claimant)
			}
		}
		return v.actors(ids)
	})
	g.relations = sync.OnceValues(func() (map[graph.TieKey]*Relation, error) {
		keys := make([]graph.TieKey, len(list))
		for i, c := range list {
			keys[i] = c.Tie
		}
		return v.relationsByKey(keys)
	})
	g.replacing = sync.OnceValues(g.readReplacing)
	return g
}

func (g *claims) readReplacing() (map[graph.ClaimID]*Claim, error) {
	var ids []graph.ClaimID
	for _, c := range g.list {
		if c.ReplacedBy != "" {
			ids = append(ids, c.ReplacedBy)
		}
	}
	return g.v.claimsByID(ids)
}

// claimsByID reads claims by id, also retracted ones and those outside of the
// perspective.
func (v *view) claimsByID(ids []graph.ClaimID) (map[graph.ClaimID]*Claim, error) {
	out := map[graph.ClaimID]*Claim{}
	if len(ids) == 0 {
		return out, nil
	}
	page, err := v.store.Claims(v.ctx, v.Rev, graph.ClaimQuery{IDs: ids, All: true, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	for _, c := range v.claims(page.Claims).values() {
		out[c.rec.ID] = c
	}
	return out, nil
}

func (g *claims) values() []*Claim {
	out := make([]*Claim, len(g.list))
	for i := range g.list {
		out[i] = &Claim{g, &g.list[i]}
	}
	return out
}

// Claim is one source's word on one tie, in a view.
type Claim struct {
	g   *claims
	rec *graph.ClaimVersion
}

// IsNode marks what the API finds by id.
func (*Claim) IsNode() {}

// ID names the claim.
func (c *Claim) ID() string { return "claim:" + string(c.rec.ID) }

// Relation is the tie it is about; nil where the view has none.
func (c *Claim) Relation() (*Relation, error) {
	byKey, err := c.g.relations()
	if err != nil {
		return nil, err
	}
	return byKey[c.rec.Tie], nil
}

// Kind is the kind of the tie.
func (c *Claim) Kind() graph.Kind { return c.rec.Kind }

// Form is what sort of tie the source speaks of.
func (c *Claim) Form() *string { return text(c.rec.Form) }

// Outcome is that of a mediation, if the source says.
func (c *Claim) Outcome() *graph.Outcome { return optional(c.rec.Outcome) }

// Parties are all who take part, with their roles.
func (c *Claim) Parties() ([]*Party, error) { return parties(c.g.actors, c.rec.Parties) }

// Stance is whether it asserts or denies.
func (c *Claim) Stance() graph.Stance { return c.rec.Stance }

// Voice is how the source says it.
func (c *Claim) Voice() graph.Voice { return c.rec.Voice }

// Period is what this claim alone says of when the tie held.
func (c *Claim) Period() (*Period, error) {
	srcs, err := c.g.sources()
	if err != nil {
		return nil, err
	}
	people, err := c.g.actors()
	if err != nil {
		return nil, err
	}
	lifetimes := graph.Always
	for _, p := range c.rec.Parties {
		lifetimes = lifetimes.Intersect(people.value(p.Actor).rec.Span.Lifetime().Outer())
	}
	d := c.rec.Dating
	return &Period{period: c.rec.Alone(srcs.record(c.rec.Source), lifetimes), start: d.StartText(), end: d.EndText()}, nil
}

// Held is the days within which it held on some day, if the claim is dated so.
func (c *Claim) Held() *string { return text(c.rec.Dating.Held.String()) }

// Source is who says it.
func (c *Claim) Source() (*Source, error) {
	srcs, err := c.g.sources()
	if err != nil {
		return nil, err
	}
	return srcs.value(c.rec.Source), nil
}

// Claimant is whose word the source reports; nil if its own.
func (c *Claim) Claimant() (*Actor, error) {
	if c.rec.Claimant == "" {
		return nil, nil
	}
	people, err := c.g.actors()
	if err != nil {
		return nil, err
	}
	return people.value(c.rec.Claimant), nil
}

// Quote is the exact words.
func (c *Claim) Quote() *string { return text(c.rec.Quote) }

// Locator is where they stand.
func (c *Claim) Locator() *string { return text(c.rec.Locator) }

// Note is what the curator adds.
func (c *Claim) Note() *string { return text(c.rec.Note) }

// Reliability is the claim's grade, else its source's.
func (c *Claim) Reliability() (*graph.Reliability, error) {
	srcs, err := c.g.sources()
	if err != nil {
		return nil, err
	}
	return optional(cmp.Or(c.rec.Reliability, srcs.record(c.rec.Source).Reliability)), nil
}

// Credibility is the claim's grade, nil if ungraded.
func (c *Claim) Credibility() *int { return optional(int(c.rec.Credibility)) }

// Marking is the claim's, else its source's.
func (c *Claim) Marking() (graph.Marking, error) {
	srcs, err := c.g.sources()
	if err != nil {
		return 0, err
	}
	return cmp.Or(c.rec.Marking, srcs.record(c.rec.Source).Marking, graph.Clear), nil
}

// Dataset is what it was loaded with.
func (c *Claim) Dataset() (*Dataset, error) { return c.g.v.datasetNamed(c.rec.Dataset) }

// RecordedAt is the instant from which the store knew it.
func (c *Claim) RecordedAt() time.Time { return c.rec.RecordedAt.UTC() }

// RetractedAt is the instant from which it no longer counted; nil if it does.
func (c *Claim) RetractedAt() *time.Time {
	if c.rec.RetractedAt.IsZero() {
		return nil
	}
	t := c.rec.RetractedAt.UTC()
	return &t
}

// ReplacedBy is the newer wording of a retracted claim, if there is one.
func (c *Claim) ReplacedBy() (*Claim, error) {
	if c.rec.ReplacedBy == "" {
		return nil, nil
	}
	byID, err := c.g.replacing()
	if err != nil {
		return nil, err
	}
	return byID[c.rec.ReplacedBy], nil
}

// ClaimConnection is a page of claims.
type ClaimConnection struct {
	Edges      []*ClaimEdge
	PageInfo   PageInfo
	TotalCount int
}

// ClaimEdge is a claim at its place in a list.
type ClaimEdge struct {
	Cursor string
	Node   *Claim
}

// Nodes are the claims without their places.
func (c *ClaimConnection) Nodes() []*Claim {
	out := make([]*Claim, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// claimPage cuts a page out of claims that were read for several lists.
func claimPage(v *view, p page, all []*Claim) *ClaimConnection {
	rows, more := cut(p, all)
	c := &ClaimConnection{TotalCount: len(all), Edges: make([]*ClaimEdge, len(rows))}
	for i, r := range rows {
		c.Edges[i] = &ClaimEdge{p.at(v.Rev, i).String(), r}
	}
	c.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(v.Rev, i) })
	return c
}

// searchClaims reads a page of a selection of claims from the store.
func (v *view) searchClaims(q graph.ClaimQuery, p page) (*ClaimConnection, error) {
	q.Limit = max(p.first, 1)
	if p.after != nil {
		q.After = p.after.Claim
	}
	result, err := v.store.Claims(v.ctx, v.Rev, q)
	if err != nil {
		return nil, err
	}
	if p.first == 0 {
		result.More, result.Claims = len(result.Claims) > 0, nil
	}
	place := func(i int) cursor {
		c := result.Claims[i].Claim
		return cursor{List: p.list, Rev: v.Rev, Claim: &graph.ClaimPlace{Tie: c.Tie, Dataset: c.Dataset, Seq: c.Seq, ID: c.ID}}
	}
	out := &ClaimConnection{TotalCount: result.Total, Edges: []*ClaimEdge{}}
	for i, c := range v.claims(result.Claims).values() {
		out.Edges = append(out.Edges, &ClaimEdge{place(i).String(), c})
	}
	out.PageInfo = p.info(len(out.Edges), result.More, place)
	return out, nil
}
