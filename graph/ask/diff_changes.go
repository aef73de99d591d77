package ask

import (
	"slices"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

// find computes the changes of some kinds, in order. Which ties formed and ended
// each of them tells by itself, so that nothing else is read where only these are
// asked for.
func (d *Diff) find(asked func(analysis.ChangeKind) bool) (*changes, error) {
	var parts []func() ([]analysis.Change, error)
	switch {
	case asked(analysis.Flipped) || asked(analysis.Realigned):
		parts = append(parts, d.world)
	case asked(analysis.Formed) || asked(analysis.Ended):
		parts = append(parts, d.turned)
	}
	if slices.ContainsFunc(kindsOf(analysis.Knowledge), asked) {
		parts = append(parts, d.known)
	}
	g := &changes{world: [2]*view{d.hinge, d.to}, known: [2]*view{d.from, d.to}}
	for _, part := range parts {
		found, err := part()
		if err != nil {
			return nil, err
		}
		g.list = slices.Grow(g.list, len(found))
		for i := range found {
			if c := &found[i]; asked(c.Kind) && d.admits(c) {
				g.list = append(g.list, *c)
			}
		}
	}
	analysis.SortChanges(g.list)
	return g, nil
}

// kindsOf are the kinds of changes of a cause.
func kindsOf(cause analysis.Cause) []analysis.ChangeKind {
	var out []analysis.ChangeKind
	for kind := analysis.Formed; kind <= analysis.Retracted; kind++ {
		if kind.Cause() == cause {
			out = append(out, kind)
		}
	}
	return out
}

// admits reports whether a change is what the diff asks for.
func (d *Diff) admits(c *analysis.Change) bool {
	return (!d.spec.To.Certain || c.Certainty == graph.Certain) && concerns(c, d.spec.Actors, nil) && isAbout(c, d.spec.Kinds)
}

func (d *Diff) findTurned() ([]analysis.Change, error) {
	ties, err := d.turning()
	if err != nil {
		return nil, err
	}
	lives, err := d.to.lives(ties)
	if err != nil {
		return nil, err
	}
	return analysis.Turned(ties, d.window(), lives), nil
}

func (d *Diff) findWorld() ([]analysis.Change, error) {
	ties, err := d.turning()
	if err != nil {
		return nil, err
	}
	return d.to.worldChanges(d.window(), ties)
}

// ChangeCount counts changes of a kind.
type ChangeCount struct {
	Kind           analysis.ChangeKind
	Cause          analysis.Cause
	Count, Certain int
}

// Counts counts the changes by kind, those that there are any of.
func (d *Diff) Counts() ([]*ChangeCount, error) {
	g, err := d.changes()
	if err != nil {
		return nil, err
	}
	out := []*ChangeCount{}
	for kind := analysis.Formed; kind <= analysis.Retracted; kind++ {
		c := &ChangeCount{Kind: kind, Cause: kind.Cause()}
		for i := range g.list {
			if g.list[i].Kind == kind {
				c.Count++
				if g.list[i].Certainty == graph.Certain {
					c.Certain++
				}
			}
		}
		if c.Count > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// Changes lists what changed, in the order in which it happened.
func (d *Diff) Changes(kinds []analysis.ChangeKind, causes []analysis.Cause, first *int, after *string) (*ChangeConnection, error) {
	p, err := pageOf(listOf("diff.changes", d.spec.sameAs(), kinds, causes), first, after)
	if err != nil {
		return nil, err
	}
	if d, err = d.pinned(p); err != nil {
		return nil, err
	}
	g, err := d.find(func(kind analysis.ChangeKind) bool {
		return (kinds == nil || slices.Contains(kinds, kind)) && (causes == nil || slices.Contains(causes, kind.Cause()))
	})
	if err != nil {
		return nil, err
	}
	return g.page(g.list, p, d.to.Rev), nil
}
