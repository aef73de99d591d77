package loaders

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/realign/realign/graph"
)

// index knows all records of one sort that a row may refer to: the good rows,
// what stays in the store beside them, and what other datasets hold.
type index[ID ~string, T any] struct {
	sort     string // as messages call it
	rows     map[ID]*recordRow[T]
	lost     map[ID]Place // rows that were left out
	former   map[ID]ID    // of the good rows and of other datasets
	formerly map[ID]ID    // of what is stored
	kept     func(ID) bool
	stored   map[ID]*T
	others   map[ID]*T
	guesses  int
}

func newIndex[ID ~string, T any](sort string, lost map[ID]Place, kept func(ID) bool, stored, others map[ID]*T) *index[ID, T] {
	return &index[ID, T]{
		sort: sort, rows: map[ID]*recordRow[T]{}, lost: lost, former: map[ID]ID{}, formerly: map[ID]ID{},
		kept: kept, stored: stored, others: others,
	}
}

// get returns the record of an id, nil if there is none to refer to.
func (x *index[ID, T]) get(id ID) *T {
	if r := x.rows[id]; r != nil {
		return r.record
	}
	if s := x.stored[id]; s != nil && x.kept(id) {
		return s
	}
	return x.others[id]
}

// resolve is the id that id leads to, and whether there is one.
func (x *index[ID, T]) resolve(id ID) (ID, bool) {
	if x.get(id) != nil {
		return id, true
	}
	if now, ok := x.former[id]; ok && x.get(now) != nil {
		return now, true
	}
	now, ok := x.formerly[id]
	return now, ok && x.rows[now] == nil && x.get(now) != nil
}

// explain says why an id leads nowhere, and what to do.
func (x *index[ID, T]) explain(id ID) (message, remedy string) {
	if at, ok := x.lost[id]; ok {
		return fmt.Sprintf("the %s %s was itself left out (%s)", x.sort, id, at), "mend that row first"
	}
	remedy = fmt.Sprintf("write a row for it in %ss.yaml, or correct the id", x.sort)
	if near := x.nearest(id); near != "" {
		remedy = fmt.Sprintf("write %s if that is meant, or a row for it in %ss.yaml", near, x.sort)
	}
	return fmt.Sprintf("no %s is called %q", x.sort, clip(string(id))), remedy
}

// maxGuesses at misspelt ids: each looks at all ids, and one mistake in a
// large file may make thousands of references lead nowhere.
const maxGuesses = 200

func (x *index[ID, T]) nearest(id ID) ID {
	if x.guesses++; x.guesses > maxGuesses {
		return ""
	}
	ids := slices.Concat(sortedKeys(x.rows), sortedKeys(x.lost), sortedKeys(x.others), sortedKeys(x.former))
	slices.Sort(ids)
	return nearest(id, ids)
}

// ref is where a record refers to another: one of the two is set.
type ref struct {
	path   string
	actor  *graph.ActorID
	source *graph.SourceID
}

// actorRefs are where an actor refers to others, with the paths of the row that
// made it; hasPartOf says that its first affiliation was written as partOf.
func actorRefs(a *graph.Actor, hasPartOf bool) []ref {
	refs := []ref{{path: "source", source: &a.Source}}
	for i := range a.Names {
		refs = append(refs, ref{path: fmt.Sprintf("names[%d].source", i), source: &a.Names[i].Source})
	}
	for i := range a.Identifiers {
		refs = append(refs, ref{source: &a.Identifiers[i].Source})
	}
	for i := range a.Affiliations {
		path, n := "partOf", i+1
		if hasPartOf {
			n--
		}
		if n > 0 {
			path = fmt.Sprintf("affiliations[%d].whole", n)
		}
		refs = append(refs, ref{path: path, actor: &a.Affiliations[i].Whole},
			ref{path: fmt.Sprintf("affiliations[%d].source", n), source: &a.Affiliations[i].Source})
	}
	for i := range a.Predecessors {
		path := fmt.Sprintf("predecessors[%d]", i+1)
		refs = append(refs, ref{path: path + ".actor", actor: &a.Predecessors[i].Predecessor},
			ref{path: path + ".source", source: &a.Predecessors[i].Source})
	}
	return refs
}

// sourceRefs are where a source refers to another.
func sourceRefs(s *graph.Source) []ref { return []ref{{path: "republishes", source: &s.Republishes}} }

// cloneActor copies an actor as deep as its references go.
func cloneActor(a *graph.Actor) *graph.Actor {
	c := *a
	c.Names, c.Identifiers = slices.Clone(a.Names), slices.Clone(a.Identifiers)
	c.Affiliations, c.Predecessors = slices.Clone(a.Affiliations), slices.Clone(a.Predecessors)
	return &c
}

func cloneSource(s *graph.Source) *graph.Source {
	c := *s
	return &c
}

// sortedKeys are the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
