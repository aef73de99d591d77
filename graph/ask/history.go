package ask

import (
	"time"

	"github.com/realign/realign/graph"
)

// History is a window of days seen as a whole.
type History struct{ v *view }

// From is the first day; nil is open.
func (h *History) From() *graph.Day { return h.v.From }

// To is the last day; nil is open.
func (h *History) To() *graph.Day { return h.v.To }

// KnownAt is as for a Graph.
func (h *History) KnownAt() time.Time { return h.v.knownAt() }

// View is all of it in one token.
func (h *History) View() string { return h.v.token() }

// Notices are what a reader should know lest an answer mislead.
func (h *History) Notices() ([]string, error) { return h.v.notices() }

// Actor finds an actor by id, former id or identifier.
func (h *History) Actor(id string) (*Actor, error) { return h.v.actor(id) }

// Relation finds a tie by id; nil if the view has none.
func (h *History) Relation(id string) (*Relation, error) { return h.v.relation(id) }

// Relations are the spells that touch the window.
func (h *History) Relations(kinds []graph.Kind, forms, actors []string, status []graph.Status, orderBy *graph.RelationOrder, first *int, after *string) (*RelationConnection, error) {
	order := graph.ByStart
	if orderBy != nil {
		order = *orderBy
	}
	return h.v.relationsWhere(kinds, forms, actors, status, nil, order, first, after)
}

// Claims are who says what of the window's days.
func (h *History) Claims(search *string, sources, claimants, actors []string, stance *graph.Stance, first *int, after *string) (*ClaimConnection, error) {
	p, err := pageOf("history.claims", first, after)
	if err != nil {
		return nil, err
	}
	v, err := h.v.pinned(p)
	if err != nil {
		return nil, err
	}
	q := graph.ClaimQuery{Lens: v.lens, Days: v.days()}
	if search != nil {
		q.Search = graph.FoldText(*search)
	}
	if stance != nil {
		q.Stance = *stance
	}
	if q.Sources, err = v.resolveSources(v.Rev, "sources", sources); err != nil {
		return nil, err
	}
	if q.Claimants, err = v.resolveActors(v.Rev, "claimants", claimants); err != nil {
		return nil, err
	}
	if q.Actors, err = v.resolveActors(v.Rev, "actors", actors); err != nil {
		return nil, err
	}
	return v.searchClaims(q, p)
}
