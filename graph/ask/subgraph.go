package ask

import (
	"slices"

	"github.com/realign/realign/graph"
)

// subgraph is a narrowing, with its ids resolved.
type subgraph struct {
	Actors []graph.ActorID `json:"a,omitempty"`
	All    bool            `json:"all,omitempty"` // actors were not given
	Hops   int             `json:"h,omitempty"`
	Kinds  []graph.Kind    `json:"k,omitempty"`
	Forms  []string        `json:"f,omitempty"`
	// Kinds and forms that were not given do not narrow; an empty list does.
	AllKinds bool `json:"ak,omitempty"`
	AllForms bool `json:"af,omitempty"`
}

// narrow applies a subgraph to the view.
func (v *view) narrow(s subgraph) error {
	if !s.AllKinds {
		v.kinds = both(v.kinds, orEmpty(s.Kinds))
	}
	if !s.AllForms {
		v.forms = both(v.forms, orEmpty(s.Forms))
	}
	if s.All {
		return nil
	}
	reached := slices.Clone(orEmpty(s.Actors))
	if v.within != nil {
		reached = both(v.within, reached)
	}
	frontier := reached
	for range s.Hops {
		if len(frontier) == 0 {
			break
		}
		q := v.query()
		q.Actors = frontier
		page, err := v.store.Relations(v.ctx, v.Rev, q)
		if err != nil {
			return err
		}
		var next []graph.ActorID
		seen := map[graph.ActorID]bool{}
		for _, id := range reached {
			seen[id] = true
		}
		for i := range page.Relations {
			for _, id := range frontier {
				for _, n := range neighborsOf(&page.Relations[i], id) {
					if !seen[n] {
						seen[n] = true
						next = append(next, n)
					}
				}
			}
		}
		reached, frontier = append(reached, next...), next
	}
	slices.Sort(reached)
	v.within = reached
	return nil
}

// holds reports whether an actor is in the view. To show one that a subgraph
// leaves out, without its ties, would look as if it had none.
func (v *view) holds(id graph.ActorID) bool {
	if v.within == nil {
		return true
	}
	_, found := slices.BinarySearch(v.within, id)
	return found
}

// holdsTie reports whether a tie is in the view, in force or not; nil is not.
func (v *view) holdsTie(r *Relation) bool {
	if r == nil || v.kinds != nil && !slices.Contains(v.kinds, r.rec.Kind) || v.forms != nil && !slices.Contains(v.forms, r.rec.Form) {
		return false
	}
	return !slices.ContainsFunc(r.rec.Parties, func(p graph.Party) bool { return !v.holds(p.Actor) })
}

func outsideOfSubgraph(argument, ref string) error {
	return notFound(argument, "ask the graph that this one was narrowed from", "actor %q is outside of this subgraph", ref)
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// neighborsOf are those whom a tie joins to an actor: the other side, or for a
// mediation the parties of a mediator and the mediators of a party; where
// nobody mediates, the other parties.
func neighborsOf(r *graph.Relation, id graph.ActorID) []graph.ActorID {
	var role graph.Role
	mediated := false
	for _, p := range r.Parties {
		if p.Actor == id {
			role = p.Role
		}
		mediated = mediated || p.Role == graph.Mediator
	}
	if role == 0 {
		return nil
	}
	var out []graph.ActorID
	for _, p := range r.Parties {
		if p.Actor == id || mediated && p.Role == role {
			continue
		}
		out = append(out, p.Actor)
	}
	return out
}
