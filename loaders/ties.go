package loaders

import (
	"fmt"
	"slices"

	"github.com/realign/realign/graph"
)

// validTie is an entry of a file of claims that is being held against the
// others. Its claims are those of its first pair until they are written out.
type validTie struct {
	*row
	entry     *tieRow
	pairs     []pair // with the keys that they are loaded under
	regarding graph.TieKey
	claims    []*recordRow[graph.Claim]
}

// takeTies takes the ties and claims that are right by themselves and refer to
// known actors and sources.
func (v *validator) takeTies() {
	v.keys, v.stored = map[graph.TieKey]*validTie{}, map[graph.TieKey][]*graph.Claim{}
	for _, id := range sortedKeys(v.state.Claims) {
		c := v.state.Claims[id]
		v.stored[c.Tie] = append(v.stored[c.Tie], c)
	}
	for _, entry := range v.rows.ties {
		t := &validTie{row: bare(entry.row), entry: entry, regarding: v.keyOf(entry.regarding)}
		for _, p := range entry.pairs() {
			t.pairs = append(t.pairs, pair{v.keyOf(p.key), slices.Clone(p.parties)})
		}
		v.checkTie(t)
		if len(t.problems) > 0 {
			v.dropTie(t)
			continue
		}
		for _, p := range t.pairs {
			v.keys[p.key] = t
		}
		v.ties = append(v.ties, t)
		v.takeClaims(t)
		v.checkSpell(t)
	}
}

// keyOf is the key that a tie of ours is loaded under.
func (v *validator) keyOf(ours graph.TieKey) graph.TieKey {
	if same, ok := v.rows.sameTie[ours]; ok {
		return same.theirs
	}
	return ours
}

func (v *validator) checkTie(t *validTie) {
	var refs []ref
	for i := range t.entry.parties {
		id := t.entry.parties[i].Actor
		refs = append(refs, ref{path: t.entry.written[i], actor: &id})
	}
	if !v.refers(t.row, refs) {
		return
	}
	v.renew(t.row, refs)
	for i := range t.pairs {
		p := &t.pairs[i]
		for j := range p.parties {
			p.parties[j].Actor, _ = v.actors.resolve(p.parties[j].Actor)
		}
		graph.SortParties(p.parties)
		v.checkKey(t, p)
	}
}

func (v *validator) checkKey(t *validTie, p *pair) {
	if o := v.keys[p.key]; o != nil {
		t.fail("tie", RuleSameID, fmt.Sprintf("the key %s is that of another entry (%s)", p.key, o.Place),
			"put the claims together in one entry, or choose another key if it is another spell")
		return
	}
	probe := &graph.Claim{Tie: p.key, Kind: t.entry.kind, Parties: p.parties}
	if o := v.state.Others.Ties[p.key]; o != nil {
		t.flaws(RuleSameKey, probe.SameTie(o))
	}
	if !v.keep.keepsTie(p.key) {
		return
	}
	for _, old := range v.stored[p.key] {
		if probe.SameTie(old) != nil {
			t.fail("tie", RuleHeldBack, fmt.Sprintf("its kind or parties changed, and what is stored under %s stays since not all rows can be read (%s)", p.key, v.whyKept(p.key)),
				"mend what cannot be read, or give the changed tie a key of its own")
			return
		}
	}
}

// whyKept names a row or file because of which a tie is kept.
func (v *validator) whyKept(key graph.TieKey) Place {
	for _, as := range v.keep.writtenAs(key) {
		if at, ok := v.keep.ties[as]; ok {
			return at
		}
	}
	return v.keep.all[0]
}

func (v *validator) takeClaims(t *validTie) {
	digests := map[graph.ClaimID]Place{}
	for _, row := range t.entry.claims {
		record := *row.record
		c := &recordRow[graph.Claim]{bare(row.row), &record}
		record.Tie, record.Parties, record.Regarding = t.pairs[0].key, t.pairs[0].parties, t.regarding
		refs := []ref{{path: "source", source: &record.Source}, {path: "claimant", actor: &record.Claimant}}
		if v.refers(c.row, refs) {
			v.renew(c.row, refs)
			c.flaws(RuleRecord, record.Check(v.sources.get(record.Source))...)
			if first, twice := digests[record.Digest()]; twice {
				c.fail("", RuleSameClaim, fmt.Sprintf("it says just what line %d says", first.Line), "remove one of the two")
			}
		}
		if len(c.problems) > 0 {
			v.dropClaim(t, c)
			continue
		}
		digests[record.Digest()] = c.Place
		t.claims = append(t.claims, c)
	}
}

func (v *validator) dropClaim(t *validTie, c *recordRow[graph.Claim]) {
	v.report(c.problems...)
	v.keep.tie(t.entry.key, c.Place)
	v.keep.claims[address{t.entry.key, c.record.Source, c.record.Locator}] = true
}

// checkSpell leaves out a tie that ended and began anew under one key. Where
// other datasets speak of the tie too, they may bridge the gap.
func (v *validator) checkSpell(t *validTie) {
	var claims []*graph.Claim
	for _, c := range t.claims {
		claims = append(claims, c.record)
	}
	other := v.state.Others.Ties[t.pairs[0].key]
	if other != nil {
		claims = append(claims, other)
	}
	err := graph.CheckSpell(claims, v.sources.get)
	switch {
	case err == nil:
	case other != nil:
		t.flaws(RuleSharedGap, err)
		v.report(t.problems...)
		t.problems = nil
	default:
		t.flaws(RuleGap, err)
		v.dropTie(t)
	}
}

// settleTies leaves out ties about ties that are not there, until all that is
// left is about something.
func (v *validator) settleTies() {
	for again := true; again; {
		again = false
		for _, t := range slices.Clone(v.ties) {
			if t.regarding == "" || v.hasTie(t.regarding) {
				continue
			}
			message, remedy := v.explainTie(t.entry.regarding)
			t.fail("regarding", RuleReference, message, remedy)
			v.dropTie(t)
			again = true
		}
	}
}

func (v *validator) hasTie(key graph.TieKey) bool {
	t := v.keys[key]
	return t != nil && len(t.claims) > 0 || v.state.Others.Ties[key] != nil || len(v.stored[key]) > 0 && v.keep.keepsTie(key)
}

func (v *validator) explainTie(key graph.TieKey) (message, remedy string) {
	for _, as := range v.keep.writtenAs(key) {
		if at, ok := v.keep.ties[as]; ok {
			return fmt.Sprintf("the tie %s was itself left out, or all of its claims were (%s)", key, at), "mend that row first"
		}
	}
	remedy = "write the tie, or correct the key"
	if near := v.nearestTie(key); near != "" {
		remedy = fmt.Sprintf("write %s if that is meant, or write the tie", near)
	}
	return fmt.Sprintf("no tie has the key %q", clip(string(key))), remedy
}

func (v *validator) nearestTie(key graph.TieKey) graph.TieKey {
	if v.guesses++; v.guesses > maxGuesses {
		return ""
	}
	return nearest(key, slices.Concat(sortedKeys(v.keys), sortedKeys(v.state.Others.Ties)))
}

// dropTie leaves out a tie with all its claims.
func (v *validator) dropTie(t *validTie) {
	if n := len(t.entry.claims); n > 0 {
		t.problems[len(t.problems)-1].Message += fmt.Sprintf(" Its claims (%d) are left out with it.", n)
	}
	v.report(t.problems...)
	v.keep.tie(t.entry.key, t.Place)
	v.ties = slices.DeleteFunc(v.ties, func(o *validTie) bool { return o == t })
	for _, p := range t.pairs {
		if v.keys[p.key] == t {
			delete(v.keys, p.key)
		}
	}
}

// writeOutClaims repeats the claims of each tie over its pairs.
func (v *validator) writeOutClaims(checked *Checked) {
	for _, t := range v.ties {
		v.warnTie(t)
		for _, c := range t.claims {
			v.warnClaim(t, c)
			for _, p := range t.pairs {
				claim := *c.record
				claim.Tie, claim.Parties = p.key, p.parties
				claim.ID = claim.Digest()
				checked.Claims = append(checked.Claims, Placed[graph.Claim]{c.Place, &claim})
			}
		}
	}
	slices.SortStableFunc(checked.Claims, func(a, b Placed[graph.Claim]) int { return graph.CompareClaims(a.Record, b.Record) })
}

// takeLeftOut refuses what was left out of a source that is not there.
func (v *validator) takeLeftOut(checked *Checked) {
	for _, l := range v.rows.LeftOut {
		r := &row{Place: l.Place, subject: "What was left out of " + string(l.Source) + " " + l.At, keys: map[string]Place{"source": l.Place}}
		refs := []ref{{path: "source", source: &l.Source}}
		if !v.refers(r, refs) {
			v.report(r.problems...)
			continue
		}
		v.renew(r, refs)
		checked.LeftOut = append(checked.LeftOut, l)
	}
}
