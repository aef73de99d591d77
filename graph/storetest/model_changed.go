package storetest

import (
	"context"

	"github.com/realign/realign/graph"
)

// Changed looks at every claim: its unit has changed if a version of it came or
// went, or if what is known of its source or its parties did.
func (m *Model) Changed(ctx context.Context, after, upTo graph.RevNo) ([]graph.TieKey, error) {
	done, err := m.read(ctx, after)
	defer done()
	if err == nil && int(upTo) > len(m.revisions) || upTo < 0 {
		err = unknown(upTo)
	}
	if err != nil || upTo <= after {
		return nil, err
	}
	was, is := m.background(after), m.background(upTo)
	touched := map[graph.Unit]bool{}
	for _, v := range m.claims {
		if came, went := v.From > after && v.From <= upTo, v.To > after && v.To <= upTo; came || went || changedAround(v.Claim, was, is) {
			touched[v.Unit()] = true
		}
	}
	keys := map[graph.TieKey]bool{}
	for _, v := range m.claims {
		if touched[v.Unit()] && (v.KnownAt(after) || v.KnownAt(upTo)) {
			keys[v.Tie] = true
		}
	}
	return sortedKeys(keys), nil
}

// changedAround reports whether two backgrounds differ in what a fold or a lens
// can see of a claim's source and parties. A claimant's affiliations are not
// part of it.
func changedAround(c *graph.Claim, was, is background) bool {
	a, b := was.Source(c.Source), is.Source(c.Source)
	if a.Spoken() != b.Spoken() || a.PublicFrom() != b.PublicFrom() || a.Reliability != b.Reliability || a.Republishes != b.Republishes {
		return true
	}
	for _, p := range c.Parties {
		if was.Lifetime(p.Actor) != is.Lifetime(p.Actor) {
			return true
		}
	}
	return false
}
