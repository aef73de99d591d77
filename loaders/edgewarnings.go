package loaders

import (
	"cmp"
	"fmt"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// edgeWarning is a set of warnings that a row may earn.
type edgeWarning uint8

// edgeWarnings are the rules of the bits of a set of warnings.
var edgeWarnings = [...]Rule{RuleFirstOfJanuary, RuleLifetime, RuleNoQuote, RuleNoLocator, RuleUnnamed, RuleFormerID, RuleSlug}

const (
	warnFirstOfJanuary edgeWarning = 1 << iota
	warnLifetime
	warnNoQuote
	warnNoLocator
	warnUnnamed
	warnFormerID
	warnSlug
)

// warnOf warns of the row, once a rule.
func (d *edgeDecoder) warnOf(which edgeWarning, why func(r *row)) {
	for i := range edgeWarnings {
		if which != 1<<i {
			continue
		}
		if d.warned&which == 0 {
			d.told[i]++
		}
		d.warned |= which
		if d.told[i] <= maxWarnings {
			d.tell(why)
		}
	}
}

// warn looks for what is doubtful in a row that is right.
func (d *edgeDecoder) warn() {
	c, file := &d.claim, d.file
	if c.Quote == "" && file.at[colQuotation] >= 0 {
		d.warnOf(warnNoQuote, func(r *row) {
			r.fail("quotation", RuleNoQuote, "it has no quotation", "quote the words it rests on, exactly as they stand")
		})
	}
	if c.Locator == "" && file.at[colAt] >= 0 {
		d.warnOf(warnNoLocator, func(r *row) {
			r.fail("at", RuleNoLocator, "it does not say where in the source", "write at, such as line 63 or page 4")
		})
	}
	d.warnFirsts()
	if d.source.former {
		d.warnFormer(colCites, d.field(colCites), string(d.source.ID))
	}
	for i, a := range [...]*edgeActor{d.from, d.to} {
		if !a.plain {
			d.warnActor(colSource+column(i), a, d.source.Source)
		}
	}
}

func (d *edgeDecoder) warnFirsts() {
	dating := &d.claim.Dating
	for _, f := range [...]struct {
		column
		edtf.Date
	}{{colStart, dating.Start}, {colEnd, dating.End}, {colWhen, dating.When}, {colHeld, dating.Held}} {
		if isFirst(f.Date) && !mentionsFirst(d.claim.Quote, d.claim.Note) {
			d.warnOf(warnFirstOfJanuary, func(r *row) {
				r.fail(edgeColumnNames[f.column], RuleFirstOfJanuary, firstOfJanuaryMessage, firstOfJanuaryRemedy)
			})
		}
	}
}

func (d *edgeDecoder) warnFormer(c column, former, now string) {
	d.warnOf(warnFormerID, func(r *row) {
		r.fail(edgeColumnNames[c], RuleFormerID, fmt.Sprintf("%s is a former id of %s", clip(former), now), "write "+now)
	})
}

// warnActor looks at a declared party as the curated format does.
func (d *edgeDecoder) warnActor(c column, a *edgeActor, src *graph.Source) {
	if a.former {
		d.warnFormer(c, a.text, string(a.id))
	}
	if r := a.record; r.Unnamed && r.Source != src.ID && r.Source != src.Republishes {
		d.warnOf(warnUnnamed, func(w *row) {
			w.fail(edgeColumnNames[c], RuleUnnamed, fmt.Sprintf("the unnamed actor %s is one that %s speaks of, not %s", a.id, r.Source, src.ID),
				"write an unnamed actor for this source")
		})
	}
	if a.record.Span.Zero() {
		return
	}
	if message := outlives(a.id, a.life.Outer(), d.claim.Alone(src, graph.Always)); message != "" {
		d.warnOf(warnLifetime, func(r *row) {
			r.fail(cmp.Or(writtenColumn(d), edgeColumnNames[c]), RuleLifetime, message, outlivesRemedy)
		})
	}
}

// writtenColumn is the first column in which the row has a date.
func writtenColumn(d *edgeDecoder) string {
	for _, c := range []column{colWhen, colHeld, colStart, colEnd} {
		if d.field(c) != "" {
			return edgeColumnNames[c]
		}
	}
	return ""
}
