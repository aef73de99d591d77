package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// relation is a version of a relation as folded for everyone's word: a
// [graph.Relation] with names for numbers.
type relation struct {
	rare                     *rare // what most have not; nil then
	from, to, unit, older    uint32
	key, form, regarding     uint32
	start, end               uint32 // texts, among the dates
	period                   graph.Period
	named, envelope, ownDays graph.Span
	kind                     graph.Kind
	outcome                  graph.Outcome
	shape                    shape
	flags                    flags
}

type rare struct {
	parties    []graph.Party // of what is no plain pair
	disputedOn []graph.Span
}

// shape says who the parties are: the unit's two names in some order and role,
// or, for all else, those in rare.
type shape uint8

const (
	listed shape = iota
	fromAToB
	fromBToA
	membersAB
)

type flags uint8

const (
	nominal flags = 1 << iota
	directed
	hearsayOnly
	denialOnly
	disputed
	startVouched
	endVouched
	endForced
)

func flag(set bool, f flags) flags {
	if set {
		return f
	}
	return 0
}

// compact makes a version of a relation of a unit.
func (b *Builder) compact(unitNo uint32, r *graph.Relation) relation {
	v := relation{
		start: b.internText(r.StartText), end: b.internText(r.EndText),
		from: b.rev, to: open, unit: unitNo,
		key: b.internKey(r.Key), form: b.internName(r.Form), regarding: b.internKey(r.Regarding),
		period: r.Period, named: r.Named, envelope: r.Envelope, ownDays: r.OwnDays,
		kind: r.Kind, outcome: r.Outcome, shape: b.shapeOf(unitNo, r.Parties),
		flags: flag(r.Nominal, nominal) | flag(r.Directed, directed) | flag(r.HearsayOnly, hearsayOnly) |
			flag(r.DenialOnly, denialOnly) | flag(r.Disputed, disputed) |
			flag(r.StartVouched, startVouched) | flag(r.EndVouched, endVouched) | flag(r.EndForced, endForced),
	}
	if v.shape == listed || len(r.DisputedOn) > 0 {
		v.rare = &rare{disputedOn: slices.Clone(r.DisputedOn)}
		if v.shape == listed {
			v.rare.parties = slices.Clone(r.Parties)
		}
	}
	return v
}

func (b *Builder) shapeOf(unitNo uint32, parties []graph.Party) shape {
	u := b.units.at(unitNo)
	if u.a == 0 || len(parties) != 2 {
		return listed
	}
	one, two := parties[0], parties[1]
	isAB := string(one.Actor) == b.names.at(u.a).text && string(two.Actor) == b.names.at(u.b).text
	switch {
	case isAB && one.Role == graph.From && two.Role == graph.To:
		return fromAToB
	case isAB && one.Role == graph.Member && two.Role == graph.Member:
		return membersAB
	case !isAB && one.Role == graph.From && two.Role == graph.To:
		return fromBToA
	}
	return listed
}

// saysLike reports whether two versions of one relation say the same.
func (v *relation) saysLike(o *relation) bool {
	x, y := *v, *o
	x.rare, x.from, x.to, x.older = nil, 0, 0, 0
	y.rare, y.from, y.to, y.older = nil, 0, 0, 0
	if x != y {
		return false
	}
	if v.rare == nil || o.rare == nil {
		return v.rare == o.rare
	}
	return slices.Equal(v.rare.parties, o.rare.parties) && slices.Equal(v.rare.disputedOn, o.rare.disputedOn)
}

// relation unfolds a version into what the package graph calls a relation. Its
// parties are written to a buffer, or, where there is none, to a new list.
func (ix *Index) relation(v *relation, parties []graph.Party) graph.Relation {
	r := graph.Relation{
		Key: graph.TieKey(ix.keys.at(v.key).text), Kind: v.kind, Form: ix.names.at(v.form).text,
		Nominal: v.flags&nominal != 0, Directed: v.flags&directed != 0,
		Parties: ix.parties(v, parties), Regarding: graph.TieKey(ix.keys.at(v.regarding).text),
		Outcome: v.outcome, Period: v.period, StartText: ix.dates.at(v.start).text, EndText: ix.dates.at(v.end).text,
		Named: v.named, Envelope: v.envelope, OwnDays: v.ownDays,
		HearsayOnly: v.flags&hearsayOnly != 0, DenialOnly: v.flags&denialOnly != 0, Disputed: v.flags&disputed != 0,
		StartVouched: v.flags&startVouched != 0, EndVouched: v.flags&endVouched != 0, EndForced: v.flags&endForced != 0,
	}
	if v.rare != nil {
		r.DisputedOn = v.rare.disputedOn
	}
	return r
}

func (ix *Index) parties(v *relation, buf []graph.Party) []graph.Party {
	if v.shape == listed {
		return v.rare.parties
	}
	if buf == nil {
		buf = make([]graph.Party, 0, 2)
	}
	u := ix.units.at(v.unit)
	a, b := graph.ActorID(ix.names.at(u.a).text), graph.ActorID(ix.names.at(u.b).text)
	switch v.shape {
	case fromAToB:
		return append(buf, graph.Party{Actor: a, Role: graph.From}, graph.Party{Actor: b, Role: graph.To})
	case fromBToA:
		return append(buf, graph.Party{Actor: b, Role: graph.From}, graph.Party{Actor: a, Role: graph.To})
	default:
		return append(buf, graph.Party{Actor: a, Role: graph.Member}, graph.Party{Actor: b, Role: graph.Member})
	}
}
