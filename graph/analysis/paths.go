package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// MaxPathLength is the most ties that a chain may be asked to have.
const MaxPathLength = 8

// MaxPathSteps bounds the work of one call of [Paths]. A step is one look at a
// party of a tie, or one try to lengthen a chain by a tie.
const MaxPathSteps = 2_000_000

// PathQuery asks for chains of ties from one actor to another.
type PathQuery struct {
	From, To  graph.ActorID
	Kinds     []graph.Kind // nil: all; empty: none
	MaxLength int          // in ties, from 1 to MaxPathLength
	Counting  Counting
	Limit     int // the most chains wanted; 0: all
}

// Path is a chain of ties, walked either way, that all hold on one day.
type Path struct {
	Actors []graph.ActorID // from one end to the other, no actor twice
	// Ties are the chain's ties as indexes into those given, one fewer than
	// actors. A mediation stands twice where the chain enters and leaves its
	// mediator by it.
	Ties []int
	// Sign is the product of the signs of the ties (Cartwright and Harary 1956):
	// -1 for an odd number of hostilities; 0 if a mediation is among them.
	Sign      int
	Certainty graph.Certainty // of the least sure of its ties, on the day
	// Shared bounds the days on which all the ties held together, granted that
	// they did; whether they did is for Certainty to say. It is tight.
	Shared graph.Period
}

// TiesOf reads ties that hold on the day of a search: of the actors, all those
// of which at least one is a party; given with, only those of which another
// party is among these. Where that would be so much that it is better to read
// all ties of the view, it does, says so, and is not asked again. Every answer
// is of the same view.
type TiesOf func(actors, with []graph.ActorID) (ties []graph.Relation, whole bool, err error)

// Paths finds the shortest chains of ties between two actors on a day: all that
// have the least number of ties, and none that is longer. Every tie of a chain
// holds on that day, at least possibly.
//
// Which ties count [Counting] says; mediations count too. A mediation joins each
// mediator with each party, or the parties with each other where nobody
// mediates. Where a pair has several ties, there is one chain for each kind of
// them, by the strongest of that kind: certain before possible; uncontested
// before contested before alleged; then by key. Keys are unique among the ties
// of a view.
//
// Chains of which every tie is certain come first, then all are in order of
// their actors, then of their kinds. The order of the ties given does not
// matter. Actors that have no tie have no chains.
//
// Anything but one day is refused, since chains would mix days; so is a query
// that breaks its bounds: the error is a [graph.Flaw]. A search of more than
// MaxPathSteps fails with [ErrTooLarge], and finds nothing rather than a part.
func Paths(ties []graph.Relation, days graph.Span, q PathQuery) ([]Path, error) {
	found, _, err := SearchPaths(func(_, _ []graph.ActorID) ([]graph.Relation, bool, error) { return ties, true, nil }, days, q)
	return found, err
}

// SearchPaths finds what [Paths] does among all ties of the view, and reads few
// of them: first those of both ends; then, level by level, those between all who
// were reached from the one end and from the other, and only if there are none,
// all of the fewer of these. It returns the ties that it went by, too, each once,
// which [Path.Ties] are indexes into. It takes no more steps than Paths; what
// fails to be read fails the search.
func SearchPaths(read TiesOf, days graph.Span, q PathQuery) ([]Path, []graph.Relation, error) {
	if err := q.check(days); err != nil {
		return nil, nil, err
	}
	w := newWeb(read, days, &q)
	if err := w.know([]graph.ActorID{q.From, q.To}); err != nil {
		return nil, nil, err
	}
	start, err := w.shortest(q.From, q.To, q.MaxLength)
	if start == nil || err != nil {
		return nil, nil, err
	}
	l := lister{web: w, from: q.From, limit: q.Limit, certain: true}
	more := !start.certain || l.overActors(start, false)
	if more && start.unsure {
		l.certain = false
		l.overActors(start, false)
	}
	if l.err != nil {
		return nil, nil, l.err
	}
	return l.found, w.ties, nil
}

func (q *PathQuery) check(days graph.Span) error {
	switch {
	case days.Empty() || days != graph.OneDay(days.First) || days.Until == graph.MaxDay:
		return &graph.Flaw{Field: "days", Problem: "chains are looked for on one day, since ties of different days form none", Remedy: "name one day"}
	case q.From == q.To:
		return &graph.Flaw{Field: "to", Problem: "the chain would end where it begins", Remedy: "name two different actors"}
	case q.MaxLength < 1 || q.MaxLength > MaxPathLength:
		return &graph.Flaw{Field: "maxLength", Problem: fmt.Sprintf("%d is no length that chains are looked for in", q.MaxLength),
			Remedy: fmt.Sprintf("write 1 to %d", MaxPathLength)}
	case q.Limit < 0:
		return &graph.Flaw{Field: "first", Problem: fmt.Sprintf("%d is no number of chains", q.Limit), Remedy: "write 0 for all, or more"}
	}
	return nil
}

// reach is what can be reached from one actor, by the number of ties it takes.
type reach struct {
	depth  map[graph.ActorID]int
	levels [][]graph.ActorID
	taken  map[side]bool // sides from which all that they face was reached
}

func reachOf(a graph.ActorID) *reach {
	return &reach{map[graph.ActorID]int{a: 0}, [][]graph.ActorID{{a}}, map[side]bool{}}
}

func (r *reach) outermost() []graph.ActorID { return r.levels[len(r.levels)-1] }

// at returns what tells the actors that it takes just so many ties to reach.
func (r *reach) at(depth int) func(graph.ActorID) bool {
	return func(a graph.ActorID) bool {
		d, ok := r.depth[a]
		return ok && d == depth
	}
}

// widen adds one level.
func (r *reach) widen(w *web) error {
	var level []graph.ActorID
	for _, a := range r.outermost() {
		for _, s := range w.at[a] {
			if r.taken[s] {
				continue
			}
			r.taken[s] = true
			err := w.facing(s, func(b graph.ActorID) {
				if _, seen := r.depth[b]; !seen {
					r.depth[b] = len(r.levels)
					level = append(level, b)
				}
			})
			if err != nil {
				return err
			}
		}
	}
	r.levels = append(r.levels, level)
	return nil
}

// shortest returns the beginning of the shortest chains, nil if there are none.
// It looks around from both ends, level by level and where there is less to look
// at, until both have reached the same actors.
func (w *web) shortest(from, to graph.ActorID, maxLength int) (*stop, error) {
	out, back := reachOf(from), reachOf(to)
	for length := 1; length <= maxLength; length++ {
		side, other := out, back
		if len(back.outermost()) < len(out.outermost()) {
			side, other = back, out
		}
		if err := w.look(side, other, length < maxLength); err != nil {
			return nil, err
		}
		if err := side.widen(w); err != nil {
			return nil, err
		}
		var met []graph.ActorID
		for _, a := range side.outermost() {
			if _, ok := other.depth[a]; ok {
				met = append(met, a)
			}
		}
		if len(met) > 0 {
			return w.chart(out, back, met)
		}
		if len(side.outermost()) == 0 {
			return nil, nil
		}
	}
	return nil, nil
}

// stop is an actor on a shortest chain, with the ways on. The last one has none.
type stop struct {
	actor graph.ActorID
	hops  []hop // in order of the actors they lead to
	// certain: some chain from here to the end is certain in each of its ties;
	// unsure: in some chain from here, a tie may be possible only.
	certain, unsure bool
}

// hop is the way from a stop to the next, with one tie of each kind.
type hop struct {
	to    *stop
	links []link // in order of their kinds
	// certain: one of the ties is certain; unsure: one is possible only.
	certain, unsure bool
}

// link is a tie as a way from one actor to another.
type link struct {
	to        graph.ActorID
	tie       int
	kind      graph.Kind
	certainty graph.Certainty
	standing  int // 0 uncontested, 1 contested, 2 alleged, be it contested too
}

func (l *link) isCertain() bool { return l.certainty == graph.Certain }

// chart makes the graph of the shortest chains from the actors in which both
// sides met, and returns its beginning. Of any two who follow each other in a
// chain, one was looked around from, so that all ties between them are known.
func (w *web) chart(out, back *reach, met []graph.ActorID) (*stop, error) {
	half, length := len(out.levels)-1, len(out.levels)+len(back.levels)-2
	levels := make([][]graph.ActorID, length+1)
	placed := map[graph.ActorID]bool{}
	links := map[graph.ActorID][]link{}
	place := func(a graph.ActorID, level int) {
		if !placed[a] {
			placed[a] = true
			levels[level] = append(levels[level], a)
		}
	}
	for _, a := range met {
		place(a, half)
	}
	for i := half; i > 0; i-- {
		err := w.across(levels[i], out.at(i-1), func(v, u graph.ActorID, tie int) {
			place(u, i-1)
			links[u] = append(links[u], w.link(v, tie))
		})
		if err != nil {
			return nil, err
		}
	}
	for i := half; i < length; i++ {
		err := w.across(levels[i], back.at(length-i-1), func(u, v graph.ActorID, tie int) {
			place(v, i+1)
			links[u] = append(links[u], w.link(v, tie))
		})
		if err != nil {
			return nil, err
		}
	}
	return w.stops(levels, links), nil
}

func (w *web) link(to graph.ActorID, tie int) link {
	r := &w.ties[tie]
	l := link{to: to, tie: tie, kind: r.Kind, certainty: r.Certainty(w.day)}
	switch {
	case r.IsAlleged(w.day):
		l.standing = 2
	case r.Status(w.day) == graph.Contested:
		l.standing = 1
	}
	return l
}

// stops joins the levels of actors by their links, from the last level to the
// first, and returns the one stop of that.
func (w *web) stops(levels [][]graph.ActorID, links map[graph.ActorID][]link) *stop {
	last := len(levels) - 1
	stops := map[graph.ActorID]*stop{levels[last][0]: {actor: levels[last][0], certain: true}}
	for _, level := range slices.Backward(levels[:last]) {
		for _, a := range level {
			s := &stop{actor: a, hops: hopsOf(w.strongest(links[a]), stops)}
			for _, h := range s.hops {
				s.certain = s.certain || h.certain && h.to.certain
				s.unsure = s.unsure || h.unsure || h.to.unsure
			}
			stops[a] = s
		}
	}
	return stops[levels[0][0]]
}

// strongest keeps one link for each actor and kind, in order of these.
func (w *web) strongest(links []link) []link {
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(strings.Compare(string(a.to), string(b.to)), cmp.Compare(a.kind, b.kind),
			cmp.Compare(b.certainty, a.certainty), cmp.Compare(a.standing, b.standing),
			strings.Compare(string(w.ties[a.tie].Key), string(w.ties[b.tie].Key)))
	})
	return slices.CompactFunc(links, func(a, b link) bool { return a.to == b.to && a.kind == b.kind })
}

func hopsOf(links []link, stops map[graph.ActorID]*stop) []hop {
	var hops []hop
	for len(links) > 0 {
		h, n := hop{to: stops[links[0].to]}, 0
		for n < len(links) && links[n].to == links[0].to {
			h.certain = h.certain || links[n].isCertain()
			h.unsure = h.unsure || !links[n].isCertain()
			n++
		}
		h.links, links = links[:n:n], links[n:]
		hops = append(hops, h)
	}
	return hops
}
