package loaders

import (
	"fmt"

	"github.com/realign/realign/graph"
)

// settleRecords leaves out whatever refers to nothing, until all that is left
// refers to something, and then puts new ids in the place of former ones.
func (v *validator) settleRecords() {
	v.dropCircles()
	for again := true; again; {
		again = false
		for _, id := range sortedKeys(v.sources.rows) {
			if s := v.sources.rows[id]; !v.refers(s.row, sourceRefs(s.record)) {
				v.dropSource(s)
				again = true
			}
		}
		for _, id := range sortedKeys(v.actors.rows) {
			if a := v.actors.rows[id]; !v.refers(a.row, actorRowRefs(a)) {
				v.dropActor(a)
				again = true
			}
		}
	}
	for _, s := range v.sources.rows {
		v.renew(s.row, sourceRefs(s.record))
	}
	for _, a := range v.actors.rows {
		v.renew(a.row, actorRowRefs(a))
	}
}

func actorRowRefs(a *recordRow[graph.Actor]) []ref {
	_, hasPartOf := a.keys["partOf"]
	return actorRefs(a.record, hasPartOf)
}

// refers reports whether every reference of a row leads somewhere, and notes
// those that do not. What is only inherited is noted where it is written.
func (v *validator) refers(r *row, refs []ref) bool {
	good := true
	for _, ref := range refs {
		message, remedy, ok := v.lookUp(ref)
		if ok {
			continue
		}
		good = false
		if _, written := r.keys[ref.path]; written {
			r.fail(ref.path, RuleReference, message, remedy)
		}
	}
	return good
}

func (v *validator) lookUp(ref ref) (message, remedy string, ok bool) {
	switch {
	case ref.actor != nil && *ref.actor != "":
		if _, ok := v.actors.resolve(*ref.actor); !ok {
			message, remedy = v.actors.explain(*ref.actor)
			return message, remedy, false
		}
	case ref.source != nil && *ref.source != "":
		if _, ok := v.sources.resolve(*ref.source); !ok {
			message, remedy = v.sources.explain(*ref.source)
			return message, remedy, false
		}
	}
	return "", "", true
}

// renew puts new ids in the place of former ones.
func (v *validator) renew(r *row, refs []ref) {
	for _, ref := range refs {
		var former, now string
		switch {
		case ref.actor != nil && *ref.actor != "":
			id, _ := v.actors.resolve(*ref.actor)
			former, now, *ref.actor = string(*ref.actor), string(id), id
		case ref.source != nil && *ref.source != "":
			id, _ := v.sources.resolve(*ref.source)
			former, now, *ref.source = string(*ref.source), string(id), id
		}
		if _, written := r.keys[ref.path]; written && former != now {
			v.warn(r, ref.path, RuleFormerID, fmt.Sprintf("%s is a former id of %s", former, now), "write "+now)
		}
	}
}

// dropCircles leaves out sources that republish each other, and actors that
// succeed each other.
func (v *validator) dropCircles() {
	for _, id := range sortedKeys(v.sources.rows) {
		s := v.sources.rows[id]
		if inCircle(id, func(id graph.SourceID) []graph.SourceID {
			if r := v.sources.rows[id]; r != nil {
				return []graph.SourceID{r.record.Republishes}
			}
			return nil
		}) {
			s.fail("republishes", RuleCircle, "in the end it republishes itself", "take republishes out where it is wrong")
		}
	}
	for _, id := range sortedKeys(v.actors.rows) {
		a := v.actors.rows[id]
		if inCircle(id, func(id graph.ActorID) (ids []graph.ActorID) {
			if r := v.actors.rows[id]; r != nil {
				for _, p := range r.record.Predecessors {
					ids = append(ids, p.Predecessor)
				}
			}
			return ids
		}) {
			a.fail("predecessors", RuleCircle, "in the end it succeeds itself", "take the predecessor out where it is wrong")
		}
	}
	for _, id := range sortedKeys(v.sources.rows) {
		if s := v.sources.rows[id]; len(s.problems) > 0 {
			v.dropSource(s)
		}
	}
	for _, id := range sortedKeys(v.actors.rows) {
		if a := v.actors.rows[id]; len(a.problems) > 0 {
			v.dropActor(a)
		}
	}
}

// inCircle reports whether following next leads back to id.
func inCircle[ID ~string](id ID, next func(ID) []ID) bool {
	seen := map[ID]bool{}
	todo := next(id)
	for len(todo) > 0 {
		n := todo[0]
		todo = todo[1:]
		if n == id {
			return true
		}
		if !seen[n] {
			seen[n] = true
			todo = append(todo, next(n)...)
		}
	}
	return false
}
