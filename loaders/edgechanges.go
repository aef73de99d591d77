package loaders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// warn counts the warnings of a good row.
func (p *edgePlan) warn(r *edgeRow, problems []edgeProblem) {
	if r.warned == 0 {
		return
	}
	for i, rule := range edgeWarnings {
		if r.warned&(1<<i) == 0 {
			continue
		}
		p.tally.warned[rule]++
		if p.tally.warned[rule] > maxWarnings {
			continue
		}
		for _, problem := range problems {
			if problem.Rule == rule {
				p.tally.kept = append(p.tally.kept, problem.Problem)
			}
		}
	}
}

// heldAgainstOthers leaves out the new rows whose keys other datasets use for
// something else.
func (p *edgePlan) heldAgainstOthers(ctx context.Context) error {
	if len(p.fresh) == 0 {
		return nil
	}
	keys := make([]graph.TieKey, len(p.fresh))
	for i, f := range p.fresh {
		keys[i] = f.claim.Tie
	}
	claims, err := p.look(ctx, keys)
	if err != nil {
		return err
	}
	theirs := map[graph.TieKey]*graph.Claim{}
	for _, c := range claims {
		if c.Dataset != p.list.Dataset.ID && theirs[c.Tie] == nil {
			theirs[c.Tie] = c
		}
	}
	for _, f := range p.fresh {
		other := theirs[f.claim.Tie]
		if other == nil {
			continue
		}
		r := &row{Place: f.place, subject: "The row"}
		if r.flaws(RuleSameKey, f.claim.SameTie(other)); len(r.problems) > 0 {
			p.withdraw(f.row, f.claim, r.problems...)
			continue
		}
		if r.flaws(RuleSharedGap, graph.CheckSpell([]*graph.Claim{f.claim, other}, p.v.sources.get)); len(r.problems) > 0 {
			p.tally.warn(r.problems[0])
		}
	}
	p.fresh = p.fresh[:0]
	return nil
}

// withdraw leaves out a row that was taken for new.
func (p *edgePlan) withdraw(row int, claim *graph.Claim, why ...Problem) {
	p.table.at(row).state &^= edgeNew
	p.created--
	p.unuse(claim)
	p.tally.reject(why...)
}

// retire settles what becomes of the stored claims that no row says any more.
func (p *edgePlan) retire(ctx context.Context, fetch func([]graph.ClaimID) ([]*graph.Claim, error)) error {
	gone := p.roll.unseen()
	p.roll = nil
	if len(p.lost) > 0 && p.created == 0 {
		p.kept = len(gone)
		return nil
	}
	doubtful := map[int]*graph.Claim{} // by row
	for batch := range slices.Chunk(gone, edgeBatch) {
		claims, err := fetch(batch)
		if err != nil {
			return err
		}
		if len(claims) != len(batch) {
			return fmt.Errorf("%w: of %d stored claims of %s the store hands out %d", graph.ErrInvalid, len(batch), p.list.Dataset.ID, len(claims))
		}
		for _, c := range claims {
			p.retireClaim(c, doubtful)
		}
	}
	return p.settleDoubtful(ctx, doubtful)
}

func (p *edgePlan) retireClaim(c *graph.Claim, doubtful map[int]*graph.Claim) {
	row := p.rowOf(c.Tie)
	var entry *edgeEntry
	if row >= 0 {
		entry = p.table.at(row)
	}
	unsure := len(p.lost) > 0 || entry != nil && (entry.state&edgeRepeated != 0 || entry.state&(edgeNew|edgeUnchanged) == 0)
	switch {
	case entry != nil && entry.state&(edgeNew|edgeReplaces) == edgeNew && doubtful[row] == nil:
		if unsure {
			doubtful[row] = c
		} else {
			p.replace(c, entry)
		}
	case unsure:
		p.keepClaim(c)
	default:
		p.retract = append(p.retract, graph.Retraction{Claim: c.ID})
	}
}

// rowOf is the row with the key of a tie, -1 if there is none.
func (p *edgePlan) rowOf(key graph.TieKey) int {
	id, ok := strings.CutPrefix(string(key), string(p.list.Dataset.ID)+"/")
	if !ok {
		return -1
	}
	return p.table.find(p.seeds.key(id))
}

func (p *edgePlan) replace(c *graph.Claim, by *edgeEntry) {
	by.state |= edgeReplaces
	p.replaced++
	p.retract = append(p.retract, graph.Retraction{Claim: c.ID, ReplacedBy: by.sum.ID()})
}

// keepClaim keeps a stored claim that no readable row says.
func (p *edgePlan) keepClaim(c *graph.Claim) {
	p.kept++
	p.stay.needOfClaim(c)
}

// settleDoubtful looks again at the new rows whose stored wording must stay if
// it is about another tie, since what cannot be read may be about that.
func (p *edgePlan) settleDoubtful(ctx context.Context, doubtful map[int]*graph.Claim) error {
	if len(doubtful) == 0 {
		return nil
	}
	err := p.readAgain(ctx, func(row int) bool { return doubtful[row] != nil }, func(n int, claim *graph.Claim) error {
		old, entry := doubtful[n], p.table.at(n)
		if claim.SameTie(old) == nil {
			p.replace(old, entry)
			return nil
		}
		p.keepClaim(old)
		r := &row{Place: p.placeOf(n), subject: "The row"}
		r.fail("", RuleHeldBack, fmt.Sprintf("its kind or parties changed, and what is stored under %s stays since not all rows can be read (%s)", old.Tie, p.whyKept(entry)),
			"mend what cannot be read, or give the changed row an id of its own")
		p.withdraw(n, claim, r.problems...)
		return nil
	})
	return err
}

// whyKept names a row or file because of which stored claims stay.
func (p *edgePlan) whyKept(entry *edgeEntry) string {
	if len(p.lost) > 0 {
		return p.lost[0].String()
	}
	return "another row has its id"
}

// readAgain reads the rows again that are wanted, which must say what they said
// before, and hands out their claims in order.
func (p *edgePlan) readAgain(ctx context.Context, want func(row int) bool, see func(row int, claim *graph.Claim) error) error {
	if err := p.list.unchanged(); err != nil {
		return err
	}
	again := *p.edgeScan
	again.again, again.firsts = true, append(slices.Clip(p.firsts), p.table.n)
	decode := func(d *edgeDecoder, b *edgeBlock) {
		if !p.decodeAgain(d, b, want) {
			b.err = changedMeanwhile(b.file)
		}
	}
	return again.run(ctx, decode, func(b *edgeBlock) error {
		claims := b.claims
		for row := b.first; row < b.until && len(claims) > 0; row++ {
			if want(row) {
				if err := see(row, claims[0]); err != nil {
					return err
				}
				claims = claims[1:]
			}
		}
		return nil
	})
}

// decodeAgain makes claims of the wanted rows of a block; false if they are no
// longer what they were.
func (p *edgePlan) decodeAgain(d *edgeDecoder, b *edgeBlock, want func(row int) bool) bool {
	d.open(b.file, b.csvBlock, b.header)
	for n := b.first; n < b.until; n++ {
		if !want(n) {
			if !d.skip() {
				return false
			}
			continue
		}
		row, more := d.next()
		if !more || !row.good || row.sum != p.table.at(n).sum {
			return false
		}
		b.claims = append(b.claims, d.detached(row.sum))
	}
	return !d.skip()
}

// newClaims reads the new rows again, and yields their claims.
func (p *edgePlan) newClaims(ctx context.Context) iter.Seq2[*graph.Claim, error] {
	return func(yield func(*graph.Claim, error) bool) {
		enough := errors.New("no more is asked for")
		err := p.readAgain(ctx, p.isNew, func(_ int, claim *graph.Claim) error {
			if !yield(claim, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, err)
		}
	}
}

func (p *edgePlan) isNew(row int) bool { return p.table.at(row).state&edgeNew != 0 }

// finish puts the plan together.
func (p *edgePlan) finish(ctx context.Context, stored int) (*Plan, *Checked, error) {
	checked := &Checked{Dataset: p.list.Dataset}
	p.writeOutRecords(checked)
	p.v.keep.all = p.lost
	checked.keep = p.v.keep
	plan := &Plan{
		Dataset: p.list.Dataset, Base: p.v.state.Base, Unchanged: p.unchanged + p.kept, Kept: p.kept, KeptClaims: p.kept, KeptFor: p.lost, stored: stored,
	}
	plan.planRecords(checked, p.v.state, p.stay)
	p.tally.take(p.v.problems)
	p.tally.take(plan.Problems)
	p.tally.rejected += p.list.unread
	plan.Problems = p.tally.problems(Place{File: p.list.Dataset.Folder})
	plan.edges = &edgeChanges{created: p.created, replaced: p.replaced, retract: p.retract, more: p.newClaims(ctx),
		rejected: p.tally.rejected, warned: p.tally.warnings()}
	return plan, checked, nil
}

// sample looks up the first changes of each sort, for a person to see.
func (p *edgePlan) sample(ctx context.Context, plan *Plan, fetch func([]graph.ClaimID) ([]*graph.Claim, error)) error {
	if p.created == 0 {
		return p.sampleOld(plan, fetch)
	}
	toCreate, toChange := min(p.created-p.replaced, edgeListed), min(p.replaced, edgeListed)
	enough := errors.New("no more is listed")
	err := p.readAgain(ctx, p.isNew, func(row int, claim *graph.Claim) error {
		left := &toCreate
		if p.table.at(row).state&edgeReplaces != 0 {
			left = &toChange
		}
		if *left > 0 {
			*left--
			plan.Claims = append(plan.Claims, Change[graph.Claim]{Place: p.placeOf(row), New: claim})
		}
		if toCreate+toChange == 0 {
			return enough
		}
		return nil
	})
	if err != nil && !errors.Is(err, enough) {
		return err
	}
	return p.sampleOld(plan, fetch)
}

// sampleOld adds what stored claims the listed ones replace, and the first that
// go.
func (p *edgePlan) sampleOld(plan *Plan, fetch func([]graph.ClaimID) ([]*graph.Claim, error)) error {
	listed := map[graph.ClaimID]int{} // by id of the new wording
	for i, c := range plan.Claims {
		listed[c.New.ID] = i
	}
	var ids []graph.ClaimID
	replacing, gone := map[graph.ClaimID]int{}, 0
	for _, r := range p.retract {
		if i, ok := listed[r.ReplacedBy]; ok {
			replacing[r.Claim] = i
		} else if r.ReplacedBy != "" || gone == edgeListed {
			continue
		} else {
			gone++
		}
		ids = append(ids, r.Claim)
	}
	if len(ids) == 0 {
		return nil
	}
	claims, err := fetch(ids)
	if err != nil {
		return err
	}
	for _, c := range claims {
		if i, ok := replacing[c.ID]; ok {
			plan.Claims[i].Old = c
		} else {
			plan.Claims = append(plan.Claims, Change[graph.Claim]{Old: c})
		}
	}
	return nil
}
