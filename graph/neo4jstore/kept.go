package neo4jstore

import (
	"container/list"
	"slices"
	"strings"
	"sync"

	"github.com/realign/realign/graph"
)

// keptRecords bounds the answers that a store keeps of actors, and as many of
// sources. With a few names and identifiers each takes about a kilobyte.
const keptRecords = 50_000

// kept holds what answered to references as of revisions, which never changes
// once a revision is there. What was not asked for the longest goes first.
type kept[ID ~string, T any] struct {
	of   func(*T) (ID, []string) // a record's id, and all that it answers to
	most int                     // how many answers are kept

	mu      sync.Mutex
	answers map[asked]*list.Element
	recent  list.List // of answer, last asked first
}

type asked struct {
	rev graph.RevNo
	ref string
}

// answer is the records that a reference led to; one or more.
type answer[T any] struct {
	to      asked
	records []*T
}

// find returns the records that answer to some references, by id, asking for
// those that are not kept. Nil if there are none.
func (k *kept[ID, T]) find(rev graph.RevNo, refs []string, ask func(refs []string) ([]*T, error)) ([]*T, error) {
	found, lacking := k.get(rev, distinct(refs))
	if len(lacking) > 0 {
		fresh, err := ask(lacking)
		if err != nil {
			return nil, err
		}
		k.put(rev, lacking, fresh)
		found = append(found, fresh...)
	}
	idOf := func(r *T) string { id, _ := k.of(r); return string(id) }
	slices.SortFunc(found, func(a, b *T) int { return strings.Compare(idOf(a), idOf(b)) })
	return slices.CompactFunc(found, func(a, b *T) bool { return idOf(a) == idOf(b) }), nil
}

// get returns the records that are kept, and the references that lead to none
// of them.
func (k *kept[ID, T]) get(rev graph.RevNo, refs []string) (found []*T, lacking []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, ref := range refs {
		at, ok := k.answers[asked{rev, ref}]
		if !ok {
			lacking = append(lacking, ref)
			continue
		}
		k.recent.MoveToFront(at)
		found = append(found, at.Value.(*answer[T]).records...)
	}
	return found, lacking
}

// put keeps what references led to. That one led nowhere is not kept: there is
// no end of such.
func (k *kept[ID, T]) put(rev graph.RevNo, refs []string, records []*T) {
	led := map[string][]*T{}
	for _, r := range records {
		_, names := k.of(r)
		for _, name := range distinct(names) {
			led[name] = append(led[name], r)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.answers == nil {
		k.answers = map[asked]*list.Element{}
	}
	for _, ref := range refs {
		to := asked{rev, ref}
		if _, there := k.answers[to]; there || led[ref] == nil {
			continue
		}
		k.answers[to] = k.recent.PushFront(&answer[T]{to, led[ref]})
	}
	for k.recent.Len() > k.most {
		last := k.recent.Remove(k.recent.Back()).(*answer[T])
		delete(k.answers, last.to)
	}
}
