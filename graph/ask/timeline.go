package ask

import (
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

// Timeline is what happened between an actor and everyone, or one other.
type Timeline struct {
	v     *view
	of    graph.ActorID
	other *graph.ActorID
	pair  *actors
	kinds []graph.Kind
}

// Timeline tells what changed in one actor's ties, or in those of a pair.
func (h *History) Timeline(actor string, with *string, kinds []graph.Kind) (*Timeline, error) {
	ids, err := h.v.resolveActors(h.v.Rev, "actor", []string{actor})
	if err != nil {
		return nil, err
	}
	t := &Timeline{v: h.v, of: ids[0], kinds: kinds}
	if with != nil {
		others, err := h.v.resolveActors(h.v.Rev, "with", []string{*with})
		if err != nil {
			return nil, err
		}
		if others[0] == t.of {
			return nil, invalid("with", "name another actor, or leave it out", "nobody has ties with itself")
		}
		t.other, ids = &others[0], append(ids, others[0])
	}
	t.pair, err = h.v.actors(ids)
	return t, err
}

// Actor is whose timeline it is.
func (t *Timeline) Actor() *Actor { return t.pair.value(t.of) }

// With is the other of the pair; nil if it is about everyone.
func (t *Timeline) With() *Actor {
	if t.other == nil {
		return nil
	}
	return t.pair.value(*t.other)
}

func (t *Timeline) args() []any { return []any{t.v.same(), t.of, t.other, t.kinds} }

// Changes lists what formed, ended, flipped or realigned in the window, in the
// order in which it happened.
func (t *Timeline) Changes(first *int, after *string) (*ChangeConnection, error) {
	p, err := pageOf(listOf("timeline.changes", t.args()...), first, after)
	if err != nil {
		return nil, err
	}
	v, err := t.v.pinned(p)
	if err != nil {
		return nil, err
	}
	of := []graph.ActorID{t.of}
	w := analysis.Throughout(v.days())
	ties, err := v.turning(w, of)
	if err != nil {
		return nil, err
	}
	list, err := v.worldChanges(w, ties)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(c analysis.Change) bool {
		return v.Certain && c.Certainty != graph.Certain || !concerns(&c, of, t.other) || !isAbout(&c, t.kinds)
	})
	g := &changes{world: [2]*view{v, v}}
	return g.page(list, p, v.Rev), nil
}

// Spells lists the ties behind the changes, and those that lasted throughout.
func (t *Timeline) Spells(first *int, after *string) (*RelationConnection, error) {
	p, err := pageOf(listOf("timeline.spells", t.args()...), first, after)
	if err != nil {
		return nil, err
	}
	v, err := t.v.pinned(p)
	if err != nil {
		return nil, err
	}
	q := v.query()
	q.Actors, q.Kinds = []graph.ActorID{t.of}, both(q.Kinds, t.kinds)
	if t.other != nil {
		q.With = []graph.ActorID{*t.other}
	}
	return v.relationPage(q, p, t.of)
}

// Activity counts what began and ended in a bucket of days, the first and the
// last of them inclusive.
type Activity struct {
	From, To                                          graph.Day
	Formed, Ended, MaybeFormed, MaybeEnded, Published int
}

// Activity counts what began and ended, bucket by bucket. A window that is open
// on a side goes to the first or the last day that any claim names.
func (h *History) Activity(bucket *analysis.Bucket, kinds []graph.Kind, actors []string) ([]*Activity, error) {
	v := h.v
	size := analysis.Month
	if bucket != nil {
		size = *bucket
	}
	of, err := v.resolveActors(v.Rev, "actors", actors)
	if err != nil {
		return nil, err
	}
	window, err := v.boundedDays()
	if err != nil || window.Empty() {
		return []*Activity{}, err
	}
	turns, err := v.turns(window, kinds, of)
	if err != nil {
		return nil, err
	}
	published, err := v.publications(window, kinds, of)
	if err != nil {
		return nil, err
	}
	counts, err := analysis.ActivityOf(turns, published, window, size)
	if err != nil {
		return nil, explainAnalysis(err)
	}
	out := make([]*Activity, len(counts))
	for i, c := range counts {
		out[i] = &Activity{c.Days.First, c.Days.Last(), c.Formed, c.Ended, c.MaybeFormed, c.MaybeEnded, c.Published}
	}
	return out, nil
}

// boundedDays are the view's days, an open side bounded by what claims name.
func (v *view) boundedDays() (graph.Span, error) {
	days := v.days()
	if days.First != graph.MinDay && days.Until != graph.MaxDay {
		return days, nil
	}
	known, err := v.store.Stats(v.ctx, v.Rev, v.lens)
	if err != nil || known.Named.Empty() {
		return graph.Span{}, err
	}
	return days.Intersect(known.Named), nil
}

func (v *view) turns(window graph.Span, kinds []graph.Kind, of []graph.ActorID) ([]analysis.Turn, error) {
	w := analysis.Throughout(window)
	q := v.touching(w)
	turning := w.Turning()
	q.Turning, q.Kinds, q.Actors, q.CertainOnly = &turning, kinds, of, v.Certain
	page, err := v.store.Relations(v.ctx, v.Rev, q)
	if err != nil {
		return nil, err
	}
	lives, err := v.lives(page.Relations)
	if err != nil {
		return nil, err
	}
	return analysis.Turns(page.Relations, window, lives), nil
}

// publications are the days of the window on which claims came out, one for
// each claim. Of a vague day the last candidate stands, as on the clock of
// publication.
func (v *view) publications(window graph.Span, kinds []graph.Kind, of []graph.ActorID) ([]graph.Day, error) {
	all, err := v.store.Sources(v.ctx, v.Rev, graph.SourceQuery{})
	if err != nil {
		return nil, err
	}
	cameOut := map[graph.SourceID]graph.Day{}
	ids := []graph.SourceID{}
	for _, s := range all {
		if !s.PublishedOn.IsZero() && window.Contains(s.PublicFrom()) {
			cameOut[s.ID] = s.PublicFrom()
			ids = append(ids, s.ID)
		}
	}
	said, err := v.store.Claims(v.ctx, v.Rev, graph.ClaimQuery{Lens: v.lens, Days: graph.Always, Sources: ids, Actors: of})
	if err != nil {
		return nil, err
	}
	var out []graph.Day
	for _, c := range said.Claims {
		if kinds == nil || slices.Contains(kinds, c.Kind) {
			out = append(out, cameOut[c.Source])
		}
	}
	return out, nil
}

// EvidenceGaps are the days of the window on which no source says anything of
// ties among the actors: silence, which is not neutrality. Of one actor they
// are those on which none says anything of any of its ties. Days on which fewer
// than two of them can have lived, and those after knownAt, are no gaps.
func (h *History) EvidenceGaps(actors []string) ([]*Period, error) {
	v := h.v
	ids, err := v.resolveActors(v.Rev, "actors", actors)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, invalid("actors", "name an actor, a pair or a camp", "no actor is named")
	}
	within, err := v.livedTogether(ids)
	if err != nil {
		return nil, err
	}
	said, err := v.store.Claims(v.ctx, v.Rev, graph.ClaimQuery{Lens: v.lens, Days: graph.Always, Actors: ids})
	if err != nil {
		return nil, err
	}
	claims := v.claims(said.Claims)
	srcs, err := claims.sources()
	if err != nil {
		return nil, err
	}
	var spoken []graph.Span
	for _, c := range said.Claims {
		if isAmong(c.Parties, ids) {
			spoken = append(spoken, analysis.SpokenOf(c.Claim, srcs.record(c.Source)))
		}
	}
	out := []*Period{}
	for _, gap := range analysis.Gaps(spoken, within) {
		out = append(out, exactly(gap))
	}
	return out, nil
}

// isAmong reports whether a tie of these parties is one among the actors; of
// one actor alone, whether it has a part in it.
func isAmong(parties []graph.Party, ids []graph.ActorID) bool {
	n := 0
	for _, p := range parties {
		if slices.Contains(ids, p.Actor) {
			n++
		}
	}
	return n >= min(len(ids), 2)
}

// livedTogether are the view's days, none later than knownAt, from that on which
// the second of the actors may have lived to that until which the last two may.
func (v *view) livedTogether(ids []graph.ActorID) (graph.Span, error) {
	people, err := v.actors(ids)
	if err != nil {
		return graph.Span{}, err
	}
	var births, deaths []graph.Day
	for _, id := range ids {
		life := people.value(id).rec.Span.Lifetime().Outer()
		births, deaths = append(births, life.First), append(deaths, life.Until)
	}
	slices.Sort(births)
	slices.Sort(deaths)
	second := min(len(ids), 2) - 1
	within := v.days().Intersect(graph.Span{First: births[second], Until: deaths[len(deaths)-1-second]})
	within.Until = min(within.Until, graph.OneDay(edtf.DayOf(v.knownAt())).Until)
	return within, nil
}

// exactly is a period of just these days.
func exactly(days graph.Span) *Period {
	return dated(graph.Period{EarliestStart: days.First, LatestStart: days.First, EarliestEnd: days.Until, LatestEnd: days.Until})
}
