package loaders

import (
	"github.com/realign/realign/graph"
)

// matching finds, for claims that are new in the files, the stored ones that
// they correct: each at most one.
type matching struct {
	keep *keep
	// old and new are those without a partner so far; order is that of the
	// canonical order of claims.
	old, new []*graph.Claim
	replaced map[graph.ClaimID]*graph.Claim // old by the id of new
}

// matchUp pairs old claims with new ones: those at the same place of the same
// source on the same tie; then, in order, those of the same source on the same
// tie; then those with the same words at the same place of a source, of which
// there is one each, whose tie got another key.
//
// Under a tie whose rows cannot all be read, only the first counts, and never
// for the claim of a row that cannot be read.
func matchUp(k *keep, old, new []*graph.Claim) *matching {
	m := &matching{k, old, new, map[graph.ClaimID]*graph.Claim{}}
	pairBy(m, func(c *graph.Claim) (address, bool) { return addressOf(c), !k.isLost(c) })
	pairBy(m, func(c *graph.Claim) (address, bool) {
		return address{tie: c.Tie, source: c.Source}, !k.keepsTie(c.Tie)
	})
	type words struct {
		source         graph.SourceID
		locator, quote string
	}
	wordsOf := func(c *graph.Claim) (words, bool) {
		return words{c.Source, c.Locator, c.Quote}, c.Quote != "" && !k.keepsTie(c.Tie)
	}
	alone := map[words]int{}
	for _, c := range m.old {
		w, _ := wordsOf(c)
		alone[w]++
	}
	for _, c := range m.new {
		w, _ := wordsOf(c)
		alone[w] += 1 << 16
	}
	pairBy(m, func(c *graph.Claim) (words, bool) {
		w, ok := wordsOf(c)
		return w, ok && alone[w] == 1<<16+1
	})
	return m
}

// pairBy pairs what is left by a key, the first with the first. Claims without
// a key stay alone.
func pairBy[K comparable](m *matching, key func(*graph.Claim) (K, bool)) {
	waiting := map[K][]*graph.Claim{}
	for _, c := range m.old {
		if k, ok := key(c); ok {
			waiting[k] = append(waiting[k], c)
		}
	}
	var rest []*graph.Claim
	taken := map[*graph.Claim]bool{}
	for _, c := range m.new {
		k, ok := key(c)
		if !ok || len(waiting[k]) == 0 {
			rest = append(rest, c)
			continue
		}
		old := waiting[k][0]
		waiting[k] = waiting[k][1:]
		m.replaced[c.ID], taken[old] = old, true
	}
	m.new = rest
	rest = nil
	for _, c := range m.old {
		if !taken[c] {
			rest = append(rest, c)
		}
	}
	m.old = rest
}
