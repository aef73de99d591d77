package temporal

import (
	"slices"

	"github.com/realign/realign/graph"
)

// Changed returns, in order, the keys of all ties that one of two revisions
// knows and that the later may fold otherwise than the earlier, in whatever
// perspective: those of the units that a revision between them touched. It
// takes time in proportion to what was loaded between the two, and to the
// claims of the units that this touched.
func (ix *Index) Changed(after, upTo graph.RevNo) []graph.TieKey {
	first, last := ix.clamp(after), ix.clamp(upTo)
	if first >= last {
		return nil
	}
	var units, keys []uint32
	for no := *ix.touches.at(first) + 1; no <= *ix.touches.at(last); no++ {
		units = append(units, *ix.touched.at(no))
	}
	for _, unitNo := range distinct(units) {
		for no := ix.units.at(unitNo).claims; no != 0; no = ix.claims.at(no).older {
			if v := ix.claims.at(no); isKnown(v.from, v.to, first) || isKnown(v.from, v.to, last) {
				keys = append(keys, ix.tieOf(v))
			}
		}
	}
	keys = distinct(keys)
	out := make([]graph.TieKey, len(keys))
	for i, no := range keys {
		out[i] = graph.TieKey(ix.keyText(no))
	}
	slices.Sort(out)
	return out
}
