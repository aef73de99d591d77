package temporal

import "github.com/realign/realign/graph"

// knownStats is an answer for everyone's word, kept since every view asks.
type knownStats struct {
	rev uint32
	graph.Stats
}

// Stats counts the claims that a lens admits as of a revision.
func (ix *Index) Stats(rev graph.RevNo, lens *graph.Lens) graph.Stats {
	r := ix.clamp(rev)
	if lens != nil {
		return ix.count(r, lens)
	}
	if kept := ix.stats.Load(); kept != nil && kept.rev == r {
		return kept.Stats
	}
	stats := ix.count(r, nil)
	ix.stats.Store(&knownStats{r, stats})
	return stats
}

func (ix *Index) count(rev uint32, lens *graph.Lens) graph.Stats {
	stats := graph.Stats{LatestPublication: graph.MinDay}
	var c graph.Claim
	var parties []graph.Party
	bg := background{ix, rev}
	for no := uint32(1); no < ix.claims.n; no++ {
		v := ix.claims.at(no)
		if !isKnown(v.from, v.to, rev) {
			continue
		}
		parties = ix.unpack(no, &c, parties[:0])
		src := bg.Source(c.Source)
		if !lens.Admits(&c, src) {
			continue
		}
		stats.Claims++
		stats.LatestPublication = max(stats.LatestPublication, src.PublicFrom())
		stats.Named = stats.Named.Hull(c.Named(src))
	}
	return stats
}
