package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// relation is a version of a relation as folded for everyone's word: a
// [graph.Relation] with names for numbers.
type relation struct {
	*said
	from, to, unit, older, key uint32
}

// said is what the claims about a relation add up to. Many relations of a large
// data set, which has few forms and few days, add up to the same.
type said struct {
	rare                     *rare // what most have not; nil then
	form, regarding          uint32
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

// compact makes a version of a relation of a unit, whose key has a number.
func (b *Builder) compact(unitNo, key uint32, r *graph.Relation) relation {
	v := said{
		start: b.internText(r.StartText), end: b.internText(r.EndText),
		form: b.again(&b.recent.form, r.Form), regarding: b.internKey(r.Regarding),
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
	return relation{said: b.share(v), from: b.rev, to: open, unit: unitNo, key: key}
}

// manySaid is how many things that were said are remembered, to be found again.
const manySaid = 1 << 16

// share returns memory that holds v, the same as the last time if v was seen of
// late.
func (b *Builder) share(v said) *said {
	if v.rare != nil {
		return &v
	}
	shared, ok := b.said[v]
	if !ok {
		if len(b.said) == manySaid {
			clear(b.said)
		}
		shared = new(said)
		*shared = v
		b.said[v] = shared
	}
	return shared
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
	if v.unit != o.unit || v.key != o.key {
		return false
	}
	x, y := *v.said, *o.said
	x.rare, y.rare = nil, nil
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
	var r graph.Relation
	ix.tell(v.said, &r)
	r.Key, r.Parties = graph.TieKey(ix.keyText(v.key)), ix.parties(v, parties)
	return r
}

// tell makes r the relation of which that was said, but for its key and its
// parties.
func (ix *Index) tell(s *said, r *graph.Relation) {
	*r = graph.Relation{
		Kind: s.kind, Form: ix.names.at(s.form).text, Nominal: s.flags&nominal != 0, Directed: s.flags&directed != 0,
		Regarding: graph.TieKey(ix.keyText(s.regarding)), Outcome: s.outcome,
		Period: s.period, StartText: ix.dates.at(s.start).text, EndText: ix.dates.at(s.end).text,
		Named: s.named, Envelope: s.envelope, OwnDays: s.ownDays,
		HearsayOnly: s.flags&hearsayOnly != 0, DenialOnly: s.flags&denialOnly != 0, Disputed: s.flags&disputed != 0,
		StartVouched: s.flags&startVouched != 0, EndVouched: s.flags&endVouched != 0, EndForced: s.flags&endForced != 0,
	}
	if s.rare != nil {
		r.DisputedOn = s.rare.disputedOn
	}
}

func (ix *Index) parties(v *relation, buf []graph.Party) []graph.Party {
	if v.shape == listed {
		return v.rare.parties
	}
	if buf == nil {
		buf = make([]graph.Party, 0, 2)
	}
	return ix.pairAs(v.shape, v.unit, buf)
}

// pairAs appends the two parties of a pair in the order and role that a shape
// says.
func (ix *Index) pairAs(s shape, unitNo uint32, parties []graph.Party) []graph.Party {
	u := ix.units.at(unitNo)
	a, b := graph.ActorID(ix.names.at(u.a).text), graph.ActorID(ix.names.at(u.b).text)
	switch s {
	case fromAToB:
		return append(parties, graph.Party{Actor: a, Role: graph.From}, graph.Party{Actor: b, Role: graph.To})
	case fromBToA:
		return append(parties, graph.Party{Actor: b, Role: graph.From}, graph.Party{Actor: a, Role: graph.To})
	default:
		return append(parties, graph.Party{Actor: a, Role: graph.Member}, graph.Party{Actor: b, Role: graph.Member})
	}
}
