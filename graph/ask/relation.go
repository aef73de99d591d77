package ask

import (
	"slices"
	"sync"

	"github.com/realign/realign/graph"
)

// relations are ties read together: what hangs below one of them is fetched
// for all.
type relations struct {
	v      *view
	list   []graph.Relation
	people once[*actors]
	about  once[map[graph.TieKey]*Relation]

	mu     sync.Mutex
	claims map[claimsBelow]*once[map[graph.TieKey][]*Claim]
}

type claimsBelow struct {
	stance graph.Stance
	all    bool
}

func (v *view) relations(list []graph.Relation) *relations { return &relations{v: v, list: list} }

// actors are those who take part.
func (g *relations) actors() (*actors, error) {
	return g.people.get(func() (*actors, error) {
		ids := make([]graph.ActorID, 0, 2*len(g.list))
		for i := range g.list {
			for _, p := range g.list[i].Parties {
				ids = append(ids, p.Actor)
			}
		}
		return g.v.actors(ids)
	})
}

// regarding are the ties that the ties are about.
func (g *relations) regarding() (map[graph.TieKey]*Relation, error) {
	return g.about.get(func() (map[graph.TieKey]*Relation, error) {
		var keys []graph.TieKey
		for i := range g.list {
			if g.list[i].Regarding != "" {
				keys = append(keys, g.list[i].Regarding)
			}
		}
		return g.v.relationsByKey(keys)
	})
}

// relationsByKey reads ties by key, in force on the view's days or not.
func (v *view) relationsByKey(keys []graph.TieKey) (map[graph.TieKey]*Relation, error) {
	out := map[graph.TieKey]*Relation{}
	if len(keys) == 0 {
		return out, nil
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	page, err := v.store.Relations(v.ctx, v.Rev, graph.RelationQuery{
		Lens: v.lens, Days: graph.Always, Keys: keys,
		Status: []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied},
	})
	if err != nil {
		return nil, err
	}
	g := v.relations(page.Relations)
	for _, r := range g.values() {
		out[r.rec.Key] = r
	}
	return out, nil
}

func (g *relations) values() []*Relation {
	all := make([]Relation, len(g.list))
	out := make([]*Relation, len(g.list))
	for i := range g.list {
		all[i] = Relation{g, &g.list[i]}
		out[i] = &all[i]
	}
	return out
}

// claimsOf fetches the claims of all the ties at once.
func (g *relations) claimsOf(below claimsBelow) (map[graph.TieKey][]*Claim, error) {
	g.mu.Lock()
	said := g.claims[below]
	if said == nil {
		if g.claims == nil {
			g.claims = map[claimsBelow]*once[map[graph.TieKey][]*Claim]{}
		}
		said = &once[map[graph.TieKey][]*Claim]{}
		g.claims[below] = said
	}
	g.mu.Unlock()
	return said.get(func() (map[graph.TieKey][]*Claim, error) { return g.readClaims(below) })
}

func (g *relations) readClaims(below claimsBelow) (map[graph.TieKey][]*Claim, error) {
	keys := make([]graph.TieKey, len(g.list))
	for i := range g.list {
		keys[i] = g.list[i].Key
	}
	page, err := g.v.store.Claims(g.v.ctx, g.v.Rev, graph.ClaimQuery{Ties: keys, Lens: g.v.lens, Stance: below.stance, All: below.all, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	out := map[graph.TieKey][]*Claim{}
	for _, c := range g.v.claims(page.Claims).values() {
		out[c.rec.Tie] = append(out[c.rec.Tie], c)
	}
	return out, nil
}

// Relation is a tie in a view.
type Relation struct {
	g   *relations
	rec *graph.Relation
}

// IsNode marks what the API finds by id.
func (*Relation) IsNode() {}

// ID names the tie in every view.
func (r *Relation) ID() string { return "relation:" + string(r.rec.Key) }

// View is the token of the view that it is seen in.
func (r *Relation) View() string { return r.g.v.token() }

// Kind is allegiance, mediation or hostility.
func (r *Relation) Kind() graph.Kind { return r.rec.Kind }

// Form is what sort of tie it is; nil where claims differ.
func (r *Relation) Form() *string { return said(&r.rec.Form) }

// Nominal reports whether it is words without deeds.
func (r *Relation) Nominal() bool { return r.rec.Nominal }

// Directed reports whether it goes from one side to the other.
func (r *Relation) Directed() bool { return r.rec.Directed }

// Sign is +1, 0 or −1.
func (r *Relation) Sign() int { return r.rec.Sign() }

// From is the first of the two that an edge would join.
func (r *Relation) From() (*Actor, error) { return r.party(0) }

// To is the second of the two that an edge would join: of a mediation with
// mediators, the first party.
func (r *Relation) To() (*Actor, error) {
	second := 1
	if r.rec.Parties[0].Role == graph.Mediator {
		second = slices.IndexFunc(r.rec.Parties, func(p graph.Party) bool { return p.Role == graph.PartyTo })
	}
	return r.party(second)
}

func (r *Relation) party(i int) (*Actor, error) {
	if i < 0 || i >= len(r.rec.Parties) {
		i = 0
	}
	g, err := r.g.actors()
	if err != nil {
		return nil, err
	}
	return g.value(r.rec.Parties[i].Actor), nil
}

// Parties are all who take part, with their roles.
func (r *Relation) Parties() ([]*Party, error) { return parties(r.g.actors, r.rec.Parties) }

// Party is an actor with its role.
type Party struct {
	Actor *Actor
	Role  graph.Role
}

func parties(group func() (*actors, error), list []graph.Party) ([]*Party, error) {
	g, err := group()
	if err != nil {
		return nil, err
	}
	out := make([]*Party, len(list))
	for i, p := range list {
		out[i] = &Party{g.value(p.Actor), p.Role}
	}
	return out, nil
}

// Period is when it held.
func (r *Relation) Period() *Period {
	return &Period{period: r.rec.Period, start: r.rec.StartText, end: r.rec.EndText}
}

// Outcome is that of a mediation; nil where nobody says or claims differ.
func (r *Relation) Outcome() *graph.Outcome { return optional(r.rec.Outcome) }

// Regarding is the tie that it is about, if the view has it.
func (r *Relation) Regarding() (*Relation, error) {
	if r.rec.Regarding == "" {
		return nil, nil
	}
	about, err := r.g.regarding()
	if err != nil {
		return nil, err
	}
	return about[r.rec.Regarding], nil
}

// Certainty is that of the view's day or window; nil where it was not in force.
func (r *Relation) Certainty() *graph.Certainty { return optional(r.rec.Certainty(r.g.v.days())) }

// Attestation says whether sources name the view's days; nil where it was not
// in force.
func (r *Relation) Attestation() *graph.Attestation {
	if r.Certainty() == nil {
		return nil
	}
	a := r.rec.Attestation(r.g.v.days())
	return &a
}

// FirstAttested is the first day that sources name.
func (r *Relation) FirstAttested() *graph.Day {
	if r.rec.Named.Empty() {
		return nil
	}
	return bounded(r.rec.Named.First)
}

// LastAttested is the last day that sources name.
func (r *Relation) LastAttested() *graph.Day {
	if r.rec.Named.Empty() {
		return nil
	}
	return bounded(r.rec.Named.Last())
}

// Status says how it stands with its claims on the view's days.
func (r *Relation) Status() graph.Status { return r.rec.Status(r.g.v.days()) }

// Claims are the evidence, for and against.
func (r *Relation) Claims(stance *graph.Stance, all *bool, first *int, after *string) (*ClaimConnection, error) {
	p, err := pageOf(listOf("relation.claims", r.g.v.same(), r.rec.Key, stance, all), first, after)
	if err != nil {
		return nil, err
	}
	below := claimsBelow{all: all != nil && *all}
	if stance != nil {
		below.stance = *stance
	}
	g := r.g
	if v, err := g.v.pinned(p); err != nil {
		return nil, err
	} else if v != g.v {
		g = v.relations(g.list)
	}
	claims, err := g.claimsOf(below)
	if err != nil {
		return nil, err
	}
	return claimPage(g.v, p, claims[r.rec.Key]), nil
}

// Period is when something held, with both ends inclusive.
type Period struct {
	period     graph.Period
	start, end string
}

// Start is the beginning as written.
func (p *Period) Start() *string { return said(&p.start) }

// End is the end as written; ".." is still in force.
func (p *Period) End() *string { return said(&p.end) }

// EarliestStart is the first day on which it may have begun; nil is unbounded.
func (p *Period) EarliestStart() *graph.Day { return bounded(p.period.EarliestStart) }

// LatestStart is the last day on which it may have begun.
func (p *Period) LatestStart() *graph.Day { return bounded(p.period.LatestStart) }

// EarliestEnd is the first day that may have been its last.
func (p *Period) EarliestEnd() *graph.Day { return bounded(p.period.LastEarliestEnd()) }

// LatestEnd is the last day that may have been its last.
func (p *Period) LatestEnd() *graph.Day { return bounded(p.period.LastLatestEnd()) }

func bounded(d graph.Day) *graph.Day {
	if d == graph.MinDay || d == graph.MaxDay {
		return nil
	}
	return &d
}

// said is nil for what is not said. It is for texts of a value that stays as it
// is; nobody writes to what it returns.
func said(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}

// text is nil for what is not said.
func text(s string) *string { return optional(s) }

func optional[T comparable](x T) *T {
	var zero T
	if x == zero {
		return nil
	}
	return &x
}
