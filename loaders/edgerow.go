package loaders

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// edgeRow is what a row of an edge list comes to.
type edgeRow struct {
	key      edgeKey // zero if its id cannot be read
	sum      graph.Sum
	good     bool
	line     uint32
	more     uint32 // lines behind the first of a row that cannot be read
	stored   int32  // its place in the roll, -1 if it is not there
	warned   edgeWarning
	from, to *edgeActor // of a good row
}

// edgeDecoder makes claims of rows. It is for one goroutine.
type edgeDecoder struct {
	list   *edgeList
	names  *edgeNames
	seeds  *edgeSeeds
	file   *edgeFile
	in     csvRecords
	strict bool // the block is not all UTF-8

	// Of the row at hand:
	claim    graph.Claim
	parties  [2]graph.Party
	from, to *edgeActor
	source   *edgeSource
	id       string
	warned   edgeWarning
	failed   bool
	bad      *row // how messages speak of it; nil until there is one

	// Of the block at hand: the problems that are told, by row, and how many
	// rows were told of. More would be cut away by whoever puts them together.
	rows     int
	problems []edgeProblem
	rejected int
	told     [len(edgeWarnings)]int

	// What was read before, so that it need not be read and kept again.
	dates  map[string]edtf.Date
	actors map[string]*edgeActor
	tie    []byte
	most   int // rows in a block
}

// edgeProblem is a problem of a row of a block, from 0.
type edgeProblem struct {
	row int
	Problem
}

// maxKnownDates bounds the memory of a decoder.
const maxKnownDates = 1 << 16

func newEdgeDecoder(list *edgeList, names *edgeNames, seeds *edgeSeeds) *edgeDecoder {
	return &edgeDecoder{list: list, names: names, seeds: seeds, dates: map[string]edtf.Date{}, actors: map[string]*edgeActor{}}
}

// open begins with a block of a file.
func (d *edgeDecoder) open(file *edgeFile, block csvBlock, withHeader bool) {
	d.file, d.strict = file, !utf8.ValidString(block.text)
	d.rows, d.rejected, d.problems = -1, 0, nil
	clear(d.told[:])
	d.in.open(block)
	if withHeader {
		_ = d.in.read() // it was read before
	}
}

// next reads the next row; false after the last. Its claim is good until the
// one after.
func (d *edgeDecoder) next() (edgeRow, bool) {
	err := d.in.read()
	var broken *csvError
	if err != nil {
		var ok bool
		if broken, ok = err.(*csvError); !ok {
			return edgeRow{}, false
		}
	}
	d.rows++
	d.warned, d.failed, d.bad, d.id = 0, false, nil, ""
	out := edgeRow{line: uint32(d.in.line), stored: -1}
	if broken != nil || len(d.in.fields) != len(d.file.header.names) || d.strict && !utf8.ValidString(strings.Join(d.in.fields, "")) {
		out.key, out.more = d.rejectWhole(broken), uint32(d.in.lastLine(broken)-d.in.line)
		return out, true
	}
	out.key = d.readID()
	d.readTie()
	d.readDating()
	d.readTexts()
	if !d.failed && !d.plainlyRight() {
		if errs := d.claim.Check(d.source.Source); len(errs) > 0 {
			d.reject(func(r *row) { r.flaws(RuleRecord, errs...) })
		}
	}
	if d.failed {
		if d.tookLines() {
			d.reject(func(r *row) {
				r.fail("", RuleSyntax, "a field in quotation marks goes on behind its line"+d.in.unread(nil), "close the quotation mark where the field ends")
			})
			out.key, out.more = edgeKey{}, uint32(d.in.lastLine(nil)-d.in.line)
		}
		return out, true
	}
	d.warn()
	out.good, out.sum, out.warned, out.from, out.to = true, d.claim.Sum(), d.warned, d.from, d.to
	return out, true
}

// skip passes over the next row; false after the last.
func (d *edgeDecoder) skip() bool { return !errors.Is(d.in.read(), io.EOF) }

// field is what stands in a column of the row; empty if there is none.
func (d *edgeDecoder) field(c column) string {
	if at := d.file.at[c]; at >= 0 {
		return d.in.fields[at]
	}
	return ""
}

// readID reads the id, and returns what stands for it if it can be one.
func (d *edgeDecoder) readID() edgeKey {
	id := d.field(colID)
	if !graph.IsSlug(id) {
		slug, ok := slugOf(id)
		if !ok {
			d.reject(func(r *row) {
				if strings.TrimSpace(id) == "" {
					r.fail("id", RuleRecord, "it is missing", "write an id that the row keeps for ever")
					return
				}
				r.fail("id", RuleRecord, fmt.Sprintf("no id can be made of %q", clip(id)), "write lower-case ASCII letters, digits and single hyphens")
			})
			return edgeKey{}
		}
		d.warnOf(warnSlug, func(r *row) {
			r.fail("id", RuleSlug, fmt.Sprintf("%q is no id, and %s was made of it", clip(id), slug), "write "+slug)
		})
		id = slug
	}
	d.id = id
	return d.seeds.key(id)
}

// readTie reads kind, form and parties.
func (d *edgeDecoder) readTie() {
	d.tie = append(append(append(d.tie[:0], d.list.Dataset.ID...), '/'), d.id...)
	d.claim = graph.Claim{Tie: graph.TieKey(d.tie), Stance: graph.Asserts, Voice: graph.Own, Dataset: d.list.Dataset.ID}
	d.claim.Kind = d.readKind()
	form := d.readForm(d.claim.Kind)
	d.claim.Form = form.Name
	d.from, d.to = d.readParty(colSource), d.readParty(colTarget)
	if d.from == nil || d.to == nil {
		return
	}
	if d.from.id == d.to.id {
		d.reject(func(r *row) {
			r.fail("target", RuleRecord, fmt.Sprintf("%s takes part twice", d.to.id), "name different actors")
		})
	}
	roles := partRoles(form)
	d.parties = [2]graph.Party{{Actor: d.from.id, Role: roles[0]}, {Actor: d.to.id, Role: roles[1]}}
	if roles[0] == graph.Member && d.to.id < d.from.id {
		d.parties[0], d.parties[1] = d.parties[1], d.parties[0]
	}
	d.claim.Parties = d.parties[:]
}

// readKind reads a kind, which may be written as a sign.
func (d *edgeDecoder) readKind() (kind graph.Kind) {
	switch s := d.field(colKind); s {
	case "allegiance", "1", "+1", "+":
		return graph.Allegiance
	case "hostility", "-1", "-", "−1", "−":
		return graph.Hostility
	case "mediation", "0":
		return graph.Mediation
	case "":
		d.reject(func(r *row) {
			r.fail("kind", RuleRecord, "it is missing", "write allegiance, mediation or hostility, or the sign: 1, 0 or -1")
		})
	default:
		d.reject(func(r *row) { r.word("kind", s, &kind) })
	}
	return 0
}

// edgeForms are the forms of rows that do not say theirs, by kind: the least
// that can be meant. They are deeds; a list of mere words says so by its forms.
var edgeForms = map[graph.Kind]string{graph.Allegiance: "alignment", graph.Mediation: "good-offices", graph.Hostility: "enmity"}

func (d *edgeDecoder) readForm(kind graph.Kind) (form graph.Form) {
	s := d.field(colForm)
	if s == "" {
		return d.list.forms[kind]
	}
	form, ok := graph.FormNamed(s)
	switch {
	case !ok:
		d.reject(func(r *row) { r.form("form", s) })
	case kind != 0 && form.Kind != kind:
		d.reject(func(r *row) {
			r.fail("form", RuleRecord, fmt.Sprintf("%s is a form of %s, not of %s", form.Name, form.Kind, kind), "write another form, or another kind")
		})
	}
	return form
}

// partRoles are the roles of source and target in a form. Where someone works
// on others from outside, that is the source.
func partRoles(f graph.Form) [2]graph.Role {
	switch {
	case f.Shape == graph.Directed:
		return [2]graph.Role{graph.From, graph.To}
	case f.Shape == graph.Mutual:
		return [2]graph.Role{graph.Member, graph.Member}
	case f.Name == "good-offices", f.Name == "mediated-talks", f.Name == "call-for-restraint":
		return [2]graph.Role{graph.Mediator, graph.PartyTo}
	default:
		return [2]graph.Role{graph.PartyTo, graph.PartyTo}
	}
}

// readParty reads who stands in a column; nil if it leads nowhere.
func (d *edgeDecoder) readParty(c column) *edgeActor {
	text := d.field(c)
	a := d.actors[text]
	if a == nil {
		if strings.TrimSpace(text) == "" {
			d.reject(func(r *row) { r.fail(edgeColumnNames[c], RuleRecord, "it is missing", "write the id of an actor") })
			return nil
		}
		if len(text) > maxMadeName {
			d.reject(func(r *row) {
				r.fail(edgeColumnNames[c], RuleReference, fmt.Sprintf("no actor is made of %q: %s", clip(text), notAName(text)), madeRemedy)
			})
			return nil
		}
		a = d.names.actor(text)
		d.actors[a.text] = a
	}
	if a.message != "" {
		d.reject(func(r *row) { r.fail(edgeColumnNames[c], RuleReference, a.message, a.remedy) })
		return nil
	}
	return a
}

func (d *edgeDecoder) readDating() {
	dating := &d.claim.Dating
	dating.Start, dating.When, dating.Held = d.date(colStart), d.date(colWhen), d.date(colHeld)
	if d.field(colEnd) == ".." {
		dating.Ongoing = true
	} else {
		dating.End = d.date(colEnd)
	}
}

// date reads a date, and gives out the same text for the same date.
func (d *edgeDecoder) date(c column) edtf.Date {
	s := d.field(c)
	if s == "" {
		return edtf.Date{}
	}
	if date, ok := d.dates[s]; ok {
		return date
	}
	date, err := edtf.Parse(strings.Clone(s))
	if err != nil {
		d.reject(func(r *row) { r.failDate(edgeColumnNames[c], err) })
		return edtf.Date{}
	}
	if len(d.dates) >= maxKnownDates {
		clear(d.dates)
	}
	d.dates[date.String()] = date
	return date
}

func (d *edgeDecoder) readTexts() {
	if s := d.field(colOutcome); s != "" {
		if err := d.claim.Outcome.UnmarshalText([]byte(s)); err != nil {
			d.reject(func(r *row) { r.word("outcome", s, &d.claim.Outcome) })
		}
	}
	d.source = d.file.source
	if s := d.field(colCites); s != "" {
		d.source = d.names.source(s)
	}
	if d.source.Source == nil {
		d.reject(func(r *row) { r.fail("cites", RuleReference, d.source.message, d.source.remedy) })
	} else {
		d.claim.Source = d.source.ID
	}
	d.claim.Locator, d.claim.Quote, d.claim.Note = d.field(colAt), d.field(colQuotation), d.field(colNote)
	for _, c := range [...]column{colAt, colQuotation, colNote} {
		if _, found := unseen(d.field(c)); found {
			d.reject(func(r *row) { r.seen(edgeColumnNames[c], d.field(c)) })
		}
	}
}

// plainlyRight reports whether the claim is of the sort that nearly all are:
// what it is made of was read without trouble, and its dates leave no question.
// [graph.Claim.Check] would find nothing, and take as long as all the rest.
func (d *edgeDecoder) plainlyRight() bool {
	c, dating := &d.claim, &d.claim.Dating
	return c.Outcome == 0 && !dating.Start.IsZero() && dating.When.IsZero() && dating.Held.IsZero() &&
		(dating.End.IsZero() || dating.Start.Earliest() <= dating.End.Latest()) &&
		dating.Start.Earliest() <= d.source.Spoken().Last()
}

// detached is the claim of the row at hand with memory of its own.
func (d *edgeDecoder) detached(sum graph.Sum) *graph.Claim {
	c := d.claim
	c.ID = sum.ID()
	c.Parties = []graph.Party{d.parties[0], d.parties[1]}
	c.Locator, c.Quote, c.Note = strings.Clone(c.Locator), strings.Clone(c.Quote), strings.Clone(c.Note)
	return &c
}
