package temporal

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/realign/realign/graph"
)

// Actors returns actors as of a revision, by id.
func (ix *Index) Actors(rev graph.RevNo, q graph.ActorQuery) []*graph.Actor {
	r := ix.clamp(rev)
	var out []*graph.Actor
	see := func(a *actor) {
		if q.Kinds != nil && !slices.Contains(q.Kinds, a.Kind) ||
			q.Dataset != "" && q.Dataset != a.Dataset ||
			q.Search != "" && !strings.Contains(folded(&a.text, a.Actor, graph.ActorText), q.Search) {
			return
		}
		out = append(out, a.Actor)
	}
	if q.Refs == nil {
		for i := uint32(1); i < ix.actorNames.n; i++ {
			if a := ix.actorAt(*ix.actorNames.at(i), r); a != nil {
				see(a)
			}
		}
	} else {
		for _, n := range ix.answering(q.Refs, r) {
			see(ix.actorAt(n, r))
		}
	}
	slices.SortFunc(out, func(a, b *graph.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// answering returns the names of all actors that answer to one of the references
// at a revision, each once.
func (ix *Index) answering(refs []string, rev uint32) []uint32 {
	out := make([]uint32, 0, len(refs))
	for _, ref := range refs {
		n := ix.name(ref)
		if n == 0 {
			continue
		}
		if ix.actorAt(n, rev) != nil {
			out = append(out, n) // it is its id
		}
		ix.walk(ix.names.at(n).answers, func(no uint32) {
			if a := ix.actorAt(no, rev); a != nil && answersTo(a.Actor, ref) {
				out = append(out, no)
			}
		})
	}
	return distinct(out)
}

// answersTo reports whether an actor answers to a reference that is not its id.
func answersTo(a *graph.Actor, ref string) bool {
	return slices.Contains(a.Aliases, graph.ActorID(ref)) ||
		slices.ContainsFunc(a.Identifiers, func(id graph.Identifier) bool { return id.Ref() == ref })
}

// actorAt returns the version of a name's actor that is known at a revision,
// nil if none is.
func (ix *Index) actorAt(nameNo, rev uint32) *actor {
	for no := ix.names.at(nameNo).actor; no != 0; {
		a := ix.actors.at(no)
		if isKnown(a.from, a.to, rev) {
			return a
		}
		no = a.older
	}
	return nil
}

// Sources returns sources as of a revision, by id.
func (ix *Index) Sources(rev graph.RevNo, q graph.SourceQuery) []*graph.Source {
	r := ix.clamp(rev)
	var out []*graph.Source
	for i := uint32(1); i < ix.sourceNames.n; i++ {
		s := ix.sourceAt(*ix.sourceNames.at(i), r)
		if s == nil || q.Search != "" && !strings.Contains(folded(&s.text, s.Source, graph.SourceText), q.Search) {
			continue
		}
		if q.Refs == nil || slices.ContainsFunc(q.Refs, func(ref string) bool { return leadsTo(s.Source, ref) }) {
			out = append(out, s.Source)
		}
	}
	slices.SortFunc(out, func(a, b *graph.Source) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func leadsTo(s *graph.Source, ref string) bool {
	return string(s.ID) == ref || slices.Contains(s.Aliases, graph.SourceID(ref))
}

// sourceAt is actorAt for sources.
func (ix *Index) sourceAt(nameNo, rev uint32) *source {
	for no := ix.names.at(nameNo).source; no != 0; {
		s := ix.sources.at(no)
		if isKnown(s.from, s.to, rev) {
			return s
		}
		no = s.older
	}
	return nil
}

// folded returns what a search looks into, which is made when it is first
// asked for; two who ask at once make the same.
func folded[T any](kept *atomic.Pointer[string], record T, make func(T) string) string {
	if text := kept.Load(); text != nil {
		return *text
	}
	text := make(record)
	kept.Store(&text)
	return text
}
