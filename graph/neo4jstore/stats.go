package neo4jstore

import (
	"context"
	"errors"
	"sync"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph"
)

// Stats counts the claims that the lens admits. Neo4j counts the claims that are
// alike in all that a lens looks at and in their dates; the rest is done here.
// Everyone's word is asked of most, and never changes for a revision: it is
// kept.
func (s *Store) Stats(ctx context.Context, rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	if lens == nil {
		if stats, ok := s.stats.get(rev); ok {
			return stats, ctx.Err()
		}
	}
	var stats graph.Stats
	var head graph.RevNo
	err := s.read(ctx, "counting claims", func(tx *tx) (err error) {
		if stats, err = tx.stats(rev, lens); err != nil || lens != nil {
			return err
		}
		// What a load has staged so far is not to be kept for good.
		rows, err := tx.rows(cypher("head"), nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		return number(rows[0], "no", &head)
	})
	if err == nil && lens == nil && rev <= head {
		s.stats.put(rev, stats)
	}
	return stats, err
}

func (t *tx) stats(rev graph.RevNo, lens *graph.Lens) (graph.Stats, error) {
	stats := graph.Stats{LatestPublication: graph.MinDay}
	rows, err := t.rows(cypher("stats"), lensParams(lens, params{"rev": int64(rev)}))
	if err != nil {
		return stats, err
	}
	alike := make([]likeClaims, len(rows))
	claims := make([]*graph.Claim, len(rows))
	for i, row := range rows {
		if alike[i], err = likeClaimsOf(row); err != nil {
			return stats, err
		}
		claims[i] = &alike[i].claim
	}
	bg, err := t.background(claims, false, rev)
	if err != nil {
		return stats, err
	}
	for i := range alike {
		alike[i].addTo(&stats, bg, lens)
	}
	return stats, nil
}

// statsCache keeps the counts of a few revisions.
type statsCache struct {
	mu    sync.Mutex
	known map[graph.RevNo]graph.Stats
}

const statsKept = 32

func (c *statsCache) get(rev graph.RevNo) (graph.Stats, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	stats, ok := c.known[rev]
	return stats, ok
}

func (c *statsCache) put(rev graph.RevNo, stats graph.Stats) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= statsKept {
		c.known = map[graph.RevNo]graph.Stats{}
	}
	c.known[rev] = stats
}

// likeClaims are claims that a lens admits all or none of, and that name the
// same days.
type likeClaims struct {
	claim graph.Claim // what they have in common
	count int
}

func likeClaimsOf(row *neo4j.Record) (likeClaims, error) {
	var source, claimant, dataset, stance, voice, reliability, start, end, when, held string
	var l likeClaims
	c := &l.claim
	err := errors.Join(
		column(row, "source", &source), column(row, "claimant", &claimant), column(row, "dataset", &dataset),
		column(row, "stance", &stance), column(row, "voice", &voice), column(row, "reliability", &reliability), small(row, "credibility", &c.Credibility),
		column(row, "start", &start), column(row, "end", &end), column(row, "when", &when), column(row, "held", &held),
		number(row, "claims", &l.count))
	if err != nil {
		return l, err
	}
	c.Source, c.Claimant, c.Dataset = graph.SourceID(source), graph.ActorID(claimant), graph.DatasetID(dataset)
	if c.Dating, err = graph.ParseDating(start, end, when, held); err != nil {
		return l, err
	}
	return l, errors.Join(c.Stance.UnmarshalText([]byte(stance)), c.Voice.UnmarshalText([]byte(voice)), c.Reliability.UnmarshalText([]byte(reliability)))
}

// small reads a grade.
func small[T ~uint8](row *neo4j.Record, name string, into *T) error {
	var n int64
	err := column(row, name, &n)
	*into = T(n)
	return err
}

func (l *likeClaims) addTo(stats *graph.Stats, bg graph.Background, lens *graph.Lens) {
	src := bg.Source(l.claim.Source)
	if !lens.Admits(&l.claim, src) {
		return
	}
	stats.Claims += l.count
	stats.LatestPublication = max(stats.LatestPublication, src.PublicFrom())
	stats.Named = stats.Named.Hull(l.claim.Named(src))
}
