package temporal

import (
	"cmp"
	"slices"

	"github.com/realign/realign/graph"
)

// hit is a claim of a selection, and what it is ordered by.
type hit struct {
	graph.ClaimPlace
	no uint32
}

// Claims selects claims as of a revision. It does what
// [graph.ClaimQuery.Page] does, and unpacks into new memory only what is on the
// page.
func (ix *Index) Claims(rev graph.RevNo, q graph.ClaimQuery) graph.ClaimPage {
	r := ix.clamp(rev)
	hits := ix.claimHits(r, &q)
	if q.All {
		hits = ix.newest(hits)
	}
	slices.SortFunc(hits, func(a, b hit) int { return comparePlaces(&a.ClaimPlace, &b.ClaimPlace) })
	page := graph.ClaimPage{Total: len(hits)}
	if q.After != nil {
		i, found := slices.BinarySearchFunc(hits, *q.After, func(h hit, at graph.ClaimPlace) int { return comparePlaces(&h.ClaimPlace, &at) })
		if found {
			i++
		}
		hits = hits[i:]
	}
	if q.Limit > 0 && len(hits) > q.Limit {
		hits, page.More = hits[:q.Limit], true
	}
	page.Claims = make([]graph.ClaimVersion, len(hits))
	for i, h := range hits {
		c := new(graph.Claim)
		ix.unpack(h.no, c, nil)
		page.Claims[i] = ix.version(h.no, c, r)
	}
	return page
}

// comparePlaces is [graph.CompareClaims] for places.
func comparePlaces(a, b *graph.ClaimPlace) int {
	return cmp.Or(cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID))
}

// newest keeps the newest hit of a claim that was retracted and loaded again,
// perhaps to another place among those of its tie. That is rare, so that only
// claims with a newer version are looked at; versions follow each other by
// number.
func (ix *Index) newest(hits []hit) []hit {
	last := map[graph.ClaimID]uint32{}
	for _, h := range hits {
		if ix.claim(h.ID) != h.no {
			last[h.ID] = 0
		}
	}
	if len(last) == 0 {
		return hits
	}
	for _, h := range hits {
		if no, again := last[h.ID]; again {
			last[h.ID] = max(no, h.no)
		}
	}
	return slices.DeleteFunc(hits, func(h hit) bool {
		no, again := last[h.ID]
		return again && no != h.no
	})
}

// version is a claim as of a revision.
func (ix *Index) version(no uint32, c *graph.Claim, rev uint32) graph.ClaimVersion {
	v := ix.claims.at(no)
	out := graph.ClaimVersion{Claim: c, From: graph.RevNo(v.from), To: graph.Forever, RecordedAt: *ix.revisions.at(v.from)}
	if v.to <= rev {
		out.To, out.RetractedAt, out.ReplacedBy = graph.RevNo(v.to), *ix.revisions.at(v.to), ix.replacedBy(no)
	}
	return out
}

func (ix *Index) claimHits(rev uint32, q *graph.ClaimQuery) []hit {
	var hits []hit
	var c graph.Claim
	var version graph.ClaimVersion
	var parties []graph.Party
	bg := background{ix, rev}
	rest := *q
	see := func(no uint32) {
		v := ix.claims.at(no)
		if v.from > rev || !q.All && v.to <= rev {
			return
		}
		if !asksMore(&rest) {
			hits = append(hits, hit{ix.placeOf(v), no})
			return
		}
		parties = ix.unpack(no, &c, parties[:0])
		version = ix.version(no, &c, rev)
		if rest.Match(&version, graph.RevNo(rev), bg) {
			hits = append(hits, hit{graph.ClaimPlace{Tie: c.Tie, Dataset: c.Dataset, Seq: c.Seq, ID: c.ID}, no})
		}
	}
	switch {
	case q.IDs != nil:
		rest.IDs = nil
		ix.claimsByID(q.IDs, see)
	case q.Ties != nil:
		rest.Ties = nil
		ix.claimsByTie(q.Ties, see)
	default:
		ix.claimsByUnit(rev, q, see)
	}
	return hits
}

// asksMore reports whether a claim must be unpacked to see whether it is in the
// selection.
func asksMore(q *graph.ClaimQuery) bool {
	return !q.All && q.Lens != nil || q.Days != graph.Always || q.Ties != nil || q.IDs != nil || q.Sources != nil ||
		q.Claimants != nil || q.Actors != nil || q.Stance != 0 || q.Search != ""
}

// claimsByID calls see with every version of the claims of those ids.
func (ix *Index) claimsByID(ids []graph.ClaimID, see func(no uint32)) {
	done := make(map[graph.ClaimID]bool, len(ids))
	for _, id := range ids {
		if done[id] {
			continue
		}
		done[id] = true
		// All versions of a claim are about one tie, the newest is the first of them.
		for no := ix.claim(id); no != 0; no = ix.claims.at(no).olderOfTie {
			if ix.idOf(no) == id {
				see(no)
			}
		}
	}
}

// claimsByTie calls see with every version of the claims about those ties.
func (ix *Index) claimsByTie(ties []graph.TieKey, see func(no uint32)) {
	done := make(map[uint32]bool, len(ties))
	for _, text := range ties {
		k := ix.key(text)
		if k == 0 || done[k] {
			continue
		}
		done[k] = true
		for no := ix.keys.at(k).claims; no != 0; no = ix.claims.at(no).olderOfTie {
			see(no)
		}
	}
}

// claimsByUnit calls see with every claim version that can be in the
// selection: those of the units that it names or that its days lead to, or all.
func (ix *Index) claimsByUnit(rev uint32, q *graph.ClaimQuery, see func(no uint32)) {
	units, few := ix.claimUnits(rev, q)
	if !few {
		for no := uint32(1); no < ix.claims.n; no++ {
			see(no)
		}
		return
	}
	for _, unitNo := range units {
		for no := ix.units.at(unitNo).claims; no != 0; no = ix.claims.at(no).older {
			see(no)
		}
	}
}

// claimUnits returns the units that can have claims of the selection, and
// true; or false if that does not narrow it.
func (ix *Index) claimUnits(rev uint32, q *graph.ClaimQuery) ([]uint32, bool) {
	lists := slices.DeleteFunc([][]list{
		postingsOf(ix, q.Actors, func(n *name) list { return n.party }),
		postingsOf(ix, q.Sources, func(n *name) list { return n.cited }),
		postingsOf(ix, q.Claimants, func(n *name) list { return n.claimed }),
	}, func(l []list) bool { return l == nil })
	var units []uint32
	if len(lists) > 0 {
		fewest := slices.MinFunc(lists, func(a, b []list) int { return cmp.Compare(length(a), length(b)) })
		for _, l := range fewest {
			ix.walk(l, func(no uint32) { units = append(units, no) })
		}
		return distinct(units), true
	}
	if q.Days == graph.Always || q.All {
		return nil, false
	}
	// A claim that is known lies inside of its relation's envelope.
	see := func(no uint32) {
		if v := ix.relations.at(no); isKnown(v.from, v.to, rev) {
			units = append(units, v.unit)
		}
	}
	ix.days.visit(0, q.Days, see)
	ix.wide.visit(0, q.Days, see)
	return distinct(units), true
}

// postingsOf returns the lists of some ids, nil for nil ids.
func postingsOf[T ~string](ix *Index, ids []T, of func(*name) list) []list {
	if ids == nil {
		return nil
	}
	out := make([]list, 0, len(ids))
	for _, id := range ids {
		if n := ix.name(string(id)); n != 0 {
			out = append(out, of(ix.names.at(n)))
		}
	}
	return out
}

func length(lists []list) int {
	sum := 0
	for _, l := range lists {
		sum += int(l.n)
	}
	return sum
}
