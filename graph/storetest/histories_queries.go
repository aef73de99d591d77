package storetest

import (
	"github.com/realign/realign/graph"
)

// perspective is everyone's word half of the time.
func (w *world) perspective() graph.Perspective {
	r := w.rand
	if r.IntN(2) == 0 {
		return graph.Perspective{}
	}
	p := graph.Perspective{
		Sources:          some(r, sourcesOfWorld...),
		ExcludeSources:   some(r, sourcesOfWorld...),
		Claimants:        some(r, actorsOfWorld...),
		ExcludeClaimants: some(r, actorsOfWorld...),
		Datasets:         some(r, datasetsOfWorld...),
		Voices:           some(r, graph.Own, graph.Attributed, graph.Hedged),
		WithMembers:      r.IntN(2) == 0,
		RefuseUngraded:   r.IntN(8) == 0,
		Clock:            pick(r, graph.Recorded, graph.Recorded, graph.Published),
	}
	if r.IntN(4) == 0 {
		p.WorstReliability = graph.Reliability(1 + r.IntN(5))
	}
	if r.IntN(6) == 0 {
		p.WorstCredibility = graph.Credibility(1 + r.IntN(5))
	}
	// Several filters at once leave little: most perspectives have one or two.
	if r.IntN(2) == 0 {
		p.Sources, p.Voices = nil, nil
	}
	return p
}

// days is a day, a window or all days, now and then far off.
func (w *world) days() graph.Span {
	first := w.day()
	switch w.rand.IntN(8) {
	case 0:
		return graph.Always
	case 1:
		return graph.OneDay(first + graph.Day(w.rand.IntN(1000)-500))
	case 2:
		return graph.Span{First: graph.MinDay, Until: first}
	case 3:
		return graph.Days(first, first+graph.Day(w.rand.IntN(20)))
	default:
		return graph.OneDay(first)
	}
}

func keysOfWorld() []graph.TieKey {
	var out []graph.TieKey
	for _, t := range tiesOfWorld {
		out = append(out, t.key)
	}
	return out
}

func (w *world) relationQuery() graph.RelationQuery {
	r := w.rand
	q := graph.RelationQuery{
		Days:        w.days(),
		Keys:        some(r, keysOfWorld()...),
		Kinds:       some(r, graph.Allegiance, graph.Mediation, graph.Hostility),
		Status:      some(r, everyStatus...),
		CertainOnly: r.IntN(6) == 0,
		Order:       pick(r, graph.ByKey, graph.ByStart, graph.ByStartDesc, graph.ByLastAttestedDesc),
		Limit:       pick(r, 0, 0, 1, 2, 5),
	}
	switch r.IntN(5) {
	case 0:
		q.Actors = some(r, actorsOfWorld...)
	case 1:
		q.Actors = []graph.ActorID{pick(r, actorsOfWorld...)}
		q.With = some(r, actorsOfWorld...)
	case 2:
		q.Within = some(r, actorsOfWorld...)
	case 3:
		q.With = some(r, actorsOfWorld...)
	}
	if r.IntN(6) == 0 {
		since := w.day()
		q.AttestedSince = &since
	}
	if r.IntN(4) == 0 {
		turning := w.days()
		q.Turning = &turning
		if r.IntN(2) == 0 {
			q.Days = graph.Always
		}
	}
	if r.IntN(3) == 0 {
		q.Status = everyStatus
	}
	if r.IntN(8) == 0 {
		q.Forms = some(r, "alliance", "war", "attack", "", "mediated-talks")
	}
	if r.IntN(6) == 0 {
		q.After = &graph.RelationPlace{Day: w.day(), Key: pick(r, "a", "b-c/d", "zzz/z", graph.TieKey("a-b/war"))}
		if q.Order == graph.ByKey {
			q.After.Day = 0
		}
	}
	return q
}

func (w *world) claimQuery() graph.ClaimQuery {
	r := w.rand
	q := graph.ClaimQuery{
		All:       r.IntN(2) == 0,
		Days:      graph.Always,
		Ties:      some(r, keysOfWorld()...),
		Sources:   some(r, sourcesOfWorld...),
		Claimants: some(r, actorsOfWorld...),
		Actors:    some(r, actorsOfWorld...),
		Search:    graph.FoldText(pick(r, "", "", "", "SEX meqsud", "سوريا", "twice", "sark", "they stand")),
		Limit:     pick(r, 0, 0, 1, 3, 10),
	}
	if r.IntN(2) == 0 {
		q.Days = w.days()
	}
	if r.IntN(4) == 0 {
		q.Stance = pick(r, graph.Asserts, graph.Denies)
	}
	if r.IntN(6) == 0 {
		q.After = &graph.ClaimPlace{Tie: pick(r, keysOfWorld()...), Dataset: pick(r, datasetsOfWorld...), Seq: r.IntN(3)}
	}
	if r.IntN(8) == 0 {
		q.IDs = []graph.ClaimID{"none"}
		for _, c := range w.versions["x"].Claims {
			if r.IntN(3) == 0 {
				q.IDs = append(q.IDs, c.ID)
			}
		}
	}
	return q
}

func (w *world) actorQuery() graph.ActorQuery {
	r := w.rand
	return graph.ActorQuery{
		Refs:    some(r, "a", "b", "old-c", "old-d", "wikidata:Q1", "wikidata:Q_", "A", "nobody"),
		Kinds:   some(r, graph.State, graph.Tribe, graph.Person),
		Dataset: pick(r, "", "", datasetsOfWorld[0]),
		Search:  graph.FoldText(pick(r, "", "", "ŞÊX", "الشيخ", "isil", "short", "old-", "%", "_")),
	}
}

func (w *world) sourceQuery() graph.SourceQuery {
	r := w.rand
	return graph.SourceQuery{
		Refs:   some(r, "x-s1", "old-x-s2", "y-s1", "old-y-s1", "nobody"),
		Search: graph.FoldText(pick(r, "", "", "Sark", "100%", "s_", "press_", "جريدة")),
	}
}
