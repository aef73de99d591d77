package loaders

import (
	"maps"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// keep is what stays in the store although no readable row speaks of it,
// because a row or a file that may speak of it cannot be read.
type keep struct {
	// all are the places for which nothing at all is retracted: files and rows
	// whose key cannot be read.
	all     []Place
	actors  map[graph.ActorID]Place
	sources map[graph.SourceID]Place
	ties    map[graph.TieKey]Place
	ours    map[graph.TieKey]graph.TieKey // our key of a tie that sameTie.yaml calls otherwise
	// claims are the rejected claims whose tie, source and locator could be
	// read: the stored claim of that description is theirs, and no other's.
	claims map[address]bool
}

// address is where a claim stands in the world: its tie, and the place in its
// source.
type address struct {
	tie     graph.TieKey
	source  graph.SourceID
	locator string
}

func addressOf(c *graph.Claim) address { return address{c.Tie, c.Source, c.Locator} }

func newKeep() keep {
	return keep{
		actors: map[graph.ActorID]Place{}, sources: map[graph.SourceID]Place{},
		ties: map[graph.TieKey]Place{}, ours: map[graph.TieKey]graph.TieKey{}, claims: map[address]bool{},
	}
}

func (k keep) clone() keep {
	k.all, k.claims = slices.Clone(k.all), maps.Clone(k.claims)
	k.actors, k.sources, k.ties = maps.Clone(k.actors), maps.Clone(k.sources), maps.Clone(k.ties)
	return k
}

func (k *keep) everything(at Place) {
	if !slices.Contains(k.all, at) {
		k.all = append(k.all, at)
	}
}

func (k *keep) actor(id graph.ActorID, at Place) { keepID(k, k.actors, id, at) }

func (k *keep) source(id graph.SourceID, at Place) { keepID(k, k.sources, id, at) }

// keepID keeps what is stored under an id; an id that cannot be one may be
// any, misspelt.
func keepID[ID ~string](k *keep, ids map[ID]Place, id ID, at Place) {
	if !graph.IsSlug(string(id)) {
		k.everything(at)
		return
	}
	ids[id] = at
}

func (k *keep) tie(key graph.TieKey, at Place) {
	if !graph.IsTieKey(string(key)) {
		k.everything(at)
		return
	}
	k.ties[key] = at
}

func (k *keep) keepsActor(id graph.ActorID) bool {
	_, lost := k.actors[id]
	return lost || len(k.all) > 0
}

func (k *keep) keepsSource(id graph.SourceID) bool {
	_, lost := k.sources[id]
	return lost || len(k.all) > 0
}

func (k *keep) keepsTie(key graph.TieKey) bool {
	return len(k.all) > 0 || slices.ContainsFunc(k.writtenAs(key), func(as graph.TieKey) bool {
		_, lost := k.ties[as]
		return lost
	})
}

// writtenAs are the keys that a curator may have written for a stored one:
// itself, our key for what another dataset calls so, and the key of the tie of
// many members that it is a pair of.
func (k *keep) writtenAs(key graph.TieKey) []graph.TieKey {
	if ours, ok := k.ours[key]; ok {
		key = ours
	}
	keys := []graph.TieKey{key}
	if i := strings.LastIndexByte(string(key), '/'); i > 0 && strings.Contains(string(key[i:]), "+") {
		keys = append(keys, key[:i])
	}
	return keys
}

// isLost reports whether a stored claim is, by where it stands, that of a row
// that cannot be read.
func (k *keep) isLost(c *graph.Claim) bool {
	return slices.ContainsFunc(k.writtenAs(c.Tie), func(as graph.TieKey) bool {
		return k.claims[address{as, c.Source, c.Locator}]
	})
}
