package graph

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// RevNo numbers the states of a store, from 1; 0 is the empty store.
type RevNo int64

// Forever is the revision that closes nothing: a version known to it is still
// known.
const Forever RevNo = 1<<62 - 1

// Revision is the store's state after a load, and the instant from which it
// was known. Instants increase strictly.
type Revision struct {
	No RevNo
	At time.Time // zero for revision 0
}

// RelationOrder is the order of a list of relations; ties are broken by key.
type RelationOrder uint8

// The orders.
const (
	ByKey RelationOrder = iota
	ByStart
	ByStartDesc
	ByLastAttestedDesc
)

// RelationQuery selects relations as folded in one view. Nil lists do not
// filter; empty ones match nothing.
type RelationQuery struct {
	Lens   *Lens // nil: everyone's word
	Days   Span  // the view's day, or its window
	Keys   []TieKey
	Kinds  []Kind
	Forms  []string
	Status []Status // nil: all but Denied
	// Actors: at least one of them is a party. With: at least one party is
	// among Actors and another among With. Within: every party is among them.
	Actors, With, Within []ActorID
	CertainOnly          bool
	AttestedSince        *Day // last named on that day or later; nil does not filter
	// Turning: only ties that may have begun or ended on a day of the span, by
	// [Relation.TurnsIn]; nil does not filter. They must be possible on one of
	// Days all the same: of a tie whose last day is the eve of Days' first,
	// nothing is in the list.
	Turning *Span
	Order   RelationOrder
	After   *RelationPlace // nil: from the beginning
	Limit   int            // 0: all
}

// RelationPlace is a place in a list of relations: after the one with that key
// and sorting day.
type RelationPlace struct {
	Day Day
	Key TieKey
}

// RelationPage is a part of a selection: the relations, how many the whole
// selection has, and whether more follow.
type RelationPage struct {
	Relations []Relation
	Total     int
	More      bool
}

// LooksInside reports whether a relation's days, key, kind and parties do not
// tell whether it is in the selection, given that it is not only denied.
func (q *RelationQuery) LooksInside() bool {
	return q.Forms != nil || q.Status != nil || q.CertainOnly || q.AttestedSince != nil || q.Turning != nil
}

// IsOfDays reports whether days and kinds alone tell that, whoever the parties are.
func (q *RelationQuery) IsOfDays() bool {
	return !q.LooksInside() && q.Keys == nil && q.Actors == nil && q.With == nil && q.Within == nil
}

// Match reports whether the relation is in the selection, places aside.
func (q *RelationQuery) Match(r *Relation) bool {
	if !r.Touches(q.Days) || !q.matchTie(r) {
		return false
	}
	status := r.Status(q.Days)
	if q.Status == nil && status == Denied || q.Status != nil && !slices.Contains(q.Status, status) {
		return false
	}
	if q.CertainOnly && r.Certainty(q.Days) != Certain || q.Turning != nil && !r.TurnsIn(*q.Turning) {
		return false
	}
	return q.AttestedSince == nil || !r.Named.Empty() && r.Named.Last() >= *q.AttestedSince
}

func (q *RelationQuery) matchTie(r *Relation) bool {
	return (q.Kinds == nil || slices.Contains(q.Kinds, r.Kind)) &&
		(q.Forms == nil || slices.Contains(q.Forms, r.Form)) &&
		(q.Keys == nil || slices.Contains(q.Keys, r.Key)) &&
		q.MatchParties(r.Parties)
}

// MatchParties is the part of the selection that looks at the parties.
func (q *RelationQuery) MatchParties(parties []Party) bool {
	if q.Actors != nil && !slices.ContainsFunc(parties, func(p Party) bool { return slices.Contains(q.Actors, p.Actor) }) {
		return false
	}
	if q.Within != nil && slices.ContainsFunc(parties, func(p Party) bool { return !slices.Contains(q.Within, p.Actor) }) {
		return false
	}
	return q.With == nil || q.matchWith(parties)
}

func (q *RelationQuery) matchWith(parties []Party) bool {
	for i, p := range parties {
		if q.Actors != nil && !slices.Contains(q.Actors, p.Actor) {
			continue
		}
		for j, o := range parties {
			if i != j && slices.Contains(q.With, o.Actor) {
				return true
			}
		}
	}
	return false
}

// PlaceOf returns where the relation stands in the selection's order.
func (q *RelationQuery) PlaceOf(r *Relation) RelationPlace {
	switch q.Order {
	case ByStart, ByStartDesc:
		return RelationPlace{r.Period.EarliestStart, r.Key}
	case ByLastAttestedDesc:
		if r.Named.Empty() {
			return RelationPlace{MinDay, r.Key}
		}
		return RelationPlace{r.Named.Last(), r.Key}
	default:
		return RelationPlace{0, r.Key}
	}
}

// Compare orders two places as the selection does.
func (q *RelationQuery) Compare(a, b RelationPlace) int {
	day := cmp.Compare(a.Day, b.Day)
	if q.Order == ByStartDesc || q.Order == ByLastAttestedDesc {
		day = -day
	}
	return cmp.Or(day, strings.Compare(string(a.Key), string(b.Key)))
}

// Page filters, orders and cuts candidates: the whole of what a selection
// means. A store may answer faster, and must answer the same.
func (q *RelationQuery) Page(candidates []Relation) RelationPage {
	var hits []*Relation
	for i := range candidates {
		if q.Match(&candidates[i]) {
			hits = append(hits, &candidates[i])
		}
	}
	slices.SortFunc(hits, func(a, b *Relation) int { return q.Compare(q.PlaceOf(a), q.PlaceOf(b)) })
	page := RelationPage{Total: len(hits)}
	if q.After != nil {
		i, found := slices.BinarySearchFunc(hits, *q.After, func(r *Relation, p RelationPlace) int { return q.Compare(q.PlaceOf(r), p) })
		if found {
			i++
		}
		hits = hits[i:]
	}
	if q.Limit > 0 && len(hits) > q.Limit {
		hits, page.More = hits[:q.Limit], true
	}
	page.Relations = make([]Relation, len(hits))
	for i, r := range hits {
		page.Relations[i] = *r
	}
	return page
}

// ClaimQuery selects claims. Nil lists do not filter; empty ones match nothing.
type ClaimQuery struct {
	// All takes in claims outside of the lens and those retracted by the
	// revision; else only what the view sees.
	All       bool
	Lens      *Lens
	Days      Span // a claim that allows no day of it is left out; Always does not filter
	Ties      []TieKey
	IDs       []ClaimID
	Sources   []SourceID
	Claimants []ActorID
	Actors    []ActorID // at least one of them is a party
	Stance    Stance    // zero does not filter
	Search    string    // already folded, see [FoldText]
	After     *ClaimPlace
	Limit     int // 0: all
}

// ClaimPlace is a place in a list of claims, which [CompareClaims] orders.
type ClaimPlace struct {
	Tie     TieKey
	Dataset DatasetID
	Seq     int
	ID      ClaimID
}

// ClaimVersion is a claim with when it was recorded and retracted.
type ClaimVersion struct {
	*Claim
	From, To   RevNo // known from From, no longer from To; Forever if still
	RecordedAt time.Time
	// RetractedAt is zero if it was not retracted by the revision asked for.
	RetractedAt time.Time
	ReplacedBy  ClaimID // empty if retracted without a newer wording
}

// KnownAt reports whether the claim was known and not retracted at a revision.
func (v *ClaimVersion) KnownAt(rev RevNo) bool { return v.From <= rev && rev < v.To }

// ClaimPage is a part of a selection of claims.
type ClaimPage struct {
	Claims []ClaimVersion
	Total  int
	More   bool
}

// Match reports whether the claim version is in the selection as of a
// revision, places aside.
func (q *ClaimQuery) Match(v *ClaimVersion, rev RevNo, bg Background) bool {
	c := v.Claim
	switch {
	case v.From > rev,
		q.Ties != nil && !slices.Contains(q.Ties, c.Tie),
		q.IDs != nil && !slices.Contains(q.IDs, c.ID),
		q.Sources != nil && !slices.Contains(q.Sources, c.Source),
		q.Claimants != nil && !slices.Contains(q.Claimants, c.Claimant),
		q.Stance != 0 && c.Stance != q.Stance,
		q.Actors != nil && !slices.ContainsFunc(c.Parties, func(p Party) bool { return slices.Contains(q.Actors, p.Actor) }):
		return false
	}
	src := bg.Source(c.Source)
	if !q.All && (!v.KnownAt(rev) || !q.Lens.Admits(c, src)) {
		return false
	}
	if q.Days != Always {
		lifetimes := Lifetimes(c.Parties, bg)
		if !c.Alone(src, lifetimes).Outer().Overlaps(q.Days) {
			return false
		}
	}
	return q.Search == "" || strings.Contains(ClaimText(c, src), q.Search)
}

// ClaimText is the folded text of a claim that a search looks into: its
// quotation, its note and its source's title.
func ClaimText(c *Claim, src *Source) string {
	return foldLines([]string{c.Quote, c.Note, src.Title})
}

// Page filters, orders and cuts candidates.
func (q *ClaimQuery) Page(candidates []ClaimVersion, rev RevNo, bg Background) ClaimPage {
	var hits []ClaimVersion
	for i := range candidates {
		if q.Match(&candidates[i], rev, bg) {
			hits = append(hits, candidates[i])
		}
	}
	hits = newestVersions(hits)
	slices.SortFunc(hits, func(a, b ClaimVersion) int { return CompareClaims(a.Claim, b.Claim) })
	page := ClaimPage{Total: len(hits)}
	if q.After != nil {
		at := Claim{Tie: q.After.Tie, Dataset: q.After.Dataset, Seq: q.After.Seq, ID: q.After.ID}
		i := 0
		for i < len(hits) && CompareClaims(hits[i].Claim, &at) <= 0 {
			i++
		}
		hits = hits[i:]
	}
	if q.Limit > 0 && len(hits) > q.Limit {
		hits, page.More = hits[:q.Limit], true
	}
	page.Claims = hits
	return page
}

// newestVersions keeps one version of a claim that was retracted and loaded
// again: the newest. It may have come back to another place among the claims of
// its tie.
func newestVersions(versions []ClaimVersion) []ClaimVersion {
	at := map[ClaimID]int{}
	out := versions[:0]
	for _, v := range versions {
		i, seen := at[v.ID]
		switch {
		case !seen:
			at[v.ID] = len(out)
			out = append(out, v)
		case v.From > out[i].From:
			out[i] = v
		}
	}
	return out
}

// AsOf is the version as seen from a revision: nothing of a later retraction
// shows.
func (v ClaimVersion) AsOf(rev RevNo) ClaimVersion {
	if v.To > rev {
		v.To, v.RetractedAt, v.ReplacedBy = Forever, time.Time{}, ""
	}
	return v
}

// Lifetimes is the span of days on which all parties may have lived.
func Lifetimes(parties []Party, bg Background) Span {
	s := Always
	for _, p := range parties {
		s = s.Intersect(bg.Lifetime(p.Actor).Outer())
	}
	return s
}
