package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/realign/realign/graph"
)

// A load needs little of what an index of the whole store has. What follows
// reads that from the file, for a store without an index. What a revision holds
// stays in the file whatever is loaded meanwhile, so that several queries need no
// transaction to agree.

// State returns what the newest revision holds of a dataset, and what others
// say of some ties.
func (s *Store) State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error) {
	if s.index.Load() == nil {
		state, err := s.readState(ctx, dataset, ties)
		return state, explain(ctx, "reading "+s.path, err)
	}
	ix, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	return ix.State(dataset, ties), nil
}

// Roll returns the same without the claims themselves.
func (s *Store) Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	if s.index.Load() == nil {
		roll, err := s.readRoll(ctx, dataset)
		return roll, explain(ctx, "reading "+s.path, err)
	}
	ix, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	return ix.Roll(dataset), nil
}

// readRoll reads the claims' ids while it reads what others refer to.
func (s *Store) readRoll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error) {
	head, err := s.head(ctx)
	if err != nil {
		return nil, err
	}
	roll := &graph.Roll{Base: head}
	read := make(chan error, 1)
	go func() {
		var err error
		roll.Claims, err = s.readIDs(ctx, dataset, head)
		read <- err
	}()
	others, err := s.readOthers(ctx, dataset, head)
	if err := errors.Join(<-read, err); err != nil {
		return nil, err
	}
	roll.Actors, roll.Sources, roll.Others = others.actors, others.sources, others.Others
	return roll, nil
}

func (s *Store) readState(ctx context.Context, dataset graph.DatasetID, ties []graph.TieKey) (*graph.DatasetState, error) {
	head, err := s.head(ctx)
	if err != nil {
		return nil, err
	}
	others, err := s.readOthers(ctx, dataset, head)
	if err != nil {
		return nil, err
	}
	state := &graph.DatasetState{Base: head, Actors: others.actors, Sources: others.sources, Others: others.Others,
		Claims: map[graph.ClaimID]*graph.Claim{}}
	err = s.eachClaim(ctx, true, selectOwn, []driver.Value{nullable(dataset), int64(head)}, func(c *graph.Claim, _ []driver.Value) error {
		state.Claims[c.ID] = c
		return nil
	})
	if err != nil {
		return nil, err
	}
	state.Others.Ties = map[graph.TieKey]*graph.Claim{}
	found, err := readClaimsOf(ctx, s, claimsOfTies, ties, head)
	for _, v := range found {
		if first := state.Others.Ties[v.Tie]; v.Dataset != dataset && (first == nil || graph.CompareClaims(v.Claim, first) < 0) {
			state.Others.Ties[v.Tie] = v.Claim
		}
	}
	return state, err
}

// readIDs reads the ids of a dataset's claims, in order. The rows are read in two
// halves at a time.
func (s *Store) readIDs(ctx context.Context, dataset graph.DatasetID, rev graph.RevNo) ([]graph.ClaimID, error) {
	var last int64
	if err := s.db.QueryRowContext(ctx, lastClaim).Scan(&last); err != nil {
		return nil, err
	}
	var halves [2][]graph.ClaimID
	read := func(i int, from, to int64) error {
		err := s.eachRow(ctx, selectIDsOf, []driver.Value{nullable(dataset), int64(rev), from, to}, func(values []driver.Value) error {
			v := valueReader{values: values}
			halves[i] = append(halves[i], graph.ClaimID(v.text()))
			return v.err
		})
		slices.Sort(halves[i])
		return err
	}
	first := make(chan error, 1)
	go func() { first <- read(0, math.MinInt64, last/2) }()
	err := read(1, last/2+1, math.MaxInt64)
	if err := errors.Join(<-first, err); err != nil {
		return nil, err
	}
	return merge(halves[0], halves[1]), nil
}

// merge makes one list in order of two.
func merge[T cmp.Ordered](a, b []T) []T {
	if len(a) == 0 {
		return b
	}
	all := make([]T, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

// others is a dataset's own actors and sources, and what the other datasets
// hold and refer to; without ties.
type others struct {
	actors  map[graph.ActorID]*graph.Actor
	sources map[graph.SourceID]*graph.Source
	graph.Others
}

func (s *Store) readOthers(ctx context.Context, dataset graph.DatasetID, rev graph.RevNo) (*others, error) {
	o := &others{actors: map[graph.ActorID]*graph.Actor{}, sources: map[graph.SourceID]*graph.Source{}, Others: graph.Others{
		Actors: map[graph.ActorID]*graph.Actor{}, Sources: map[graph.SourceID]*graph.Source{},
		Named: map[graph.ActorID]graph.TieKey{}, Cited: map[graph.SourceID]graph.TieKey{},
	}}
	rows, err := s.db.QueryContext(ctx, selectActorsAt, nil, int64(rev))
	err = each(rows, err, func(rows *sql.Rows) error {
		return with(rows, scanActor, func(a *graph.Actor) {
			if a.Dataset == dataset {
				o.actors[a.ID] = a
			} else {
				o.Actors[a.ID] = a
			}
		})
	})
	if err != nil {
		return nil, err
	}
	rows, err = s.db.QueryContext(ctx, selectSourcesAt, nil, int64(rev))
	err = each(rows, err, func(rows *sql.Rows) error {
		return with(rows, scanSource, func(s *graph.Source) {
			if s.Dataset == dataset {
				o.sources[s.ID] = s
			} else {
				o.Sources[s.ID] = s
			}
		})
	})
	if err != nil || len(o.actors)+len(o.sources) == 0 {
		return o, err
	}
	return o, s.readRefers(ctx, o, nullable(dataset), int64(rev))
}

// readRefers notes which of the dataset's own actors and sources claims of
// others refer to, and the first tie on which one does.
func (s *Store) readRefers(ctx context.Context, o *others, dataset any, rev int64) error {
	name := func(id graph.ActorID, tie graph.TieKey) {
		if first, ok := o.Named[id]; o.actors[id] != nil && (!ok || tie < first) {
			o.Named[id] = tie
		}
	}
	err := s.eachRow(ctx, selectRefers, []driver.Value{dataset, rev}, func(values []driver.Value) error {
		v := valueReader{values: values}
		tie, source := graph.TieKey(v.text()), graph.SourceID(v.text())
		if first, ok := o.Cited[source]; o.sources[source] != nil && (!ok || tie < first) {
			o.Cited[source] = tie
		}
		for range 3 { // the claimant and two parties
			name(graph.ActorID(v.text()), tie)
		}
		return v.err
	})
	if err != nil {
		return err
	}
	return s.eachRow(ctx, selectListed, []driver.Value{dataset, rev}, func(values []driver.Value) error {
		v := valueReader{values: values}
		tie := graph.TieKey(v.text())
		name(graph.ActorID(v.text()), tie)
		return v.err
	})
}

// keysAtOnce is for how many ids or keys one query selects claims.
const keysAtOnce = 500

// readClaimsOf reads the claims that a revision holds of some ids or ties, in no
// order. The query takes the revision and so many of these.
func readClaimsOf[K ~string](ctx context.Context, s *Store, query func(int) string, keys []K, rev graph.RevNo) ([]graph.ClaimVersion, error) {
	var found []graph.ClaimVersion
	recorded := map[graph.RevNo]time.Time{}
	for some := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(keys))), keysAtOnce) {
		args := []driver.Value{int64(rev)}
		for _, key := range some {
			args = append(args, string(key))
		}
		err := s.eachClaim(ctx, false, query(len(some)), args, func(c *graph.Claim, values []driver.Value) error {
			last := valueReader{values: values[len(values)-1:]}
			from := graph.RevNo(last.number())
			at, ok := recorded[from]
			if !ok {
				var err error
				if at, err = s.instantOf(ctx, from); err != nil {
					return err
				}
				recorded[from] = at
			}
			found = append(found, graph.ClaimVersion{Claim: c, From: from, To: graph.Forever, RecordedAt: at})
			return last.err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// keyed reads the claims of some ids or ties, where that is all that is asked
// for.
func (s *Store) keyed(ctx context.Context, rev graph.RevNo, q *graph.ClaimQuery) (page graph.ClaimPage, err error) {
	if q.IDs != nil {
		page.Claims, err = readClaimsOf(ctx, s, claimsOfIDs, q.IDs, rev)
	} else {
		page.Claims, err = readClaimsOf(ctx, s, claimsOfTies, q.Ties, rev)
	}
	slices.SortFunc(page.Claims, func(a, b graph.ClaimVersion) int { return graph.CompareClaims(a.Claim, b.Claim) })
	page.Total = len(page.Claims)
	return page, err
}

// isKeyed reports whether a query asks for the claims of some ids or ties and
// for nothing else.
func isKeyed(q *graph.ClaimQuery) bool {
	return (q.IDs == nil) != (q.Ties == nil) && q.Days == graph.Always && !q.All && q.Lens == nil && q.Sources == nil &&
		q.Claimants == nil && q.Actors == nil && q.Stance == 0 && q.Search == "" && q.After == nil && q.Limit == 0
}

// eachClaim runs a query for claims and calls see with each and its row. Where the
// rows come together, in their order, so do the parties that stand apart from
// them, and are read with one query; else with one a claim.
func (s *Store) eachClaim(ctx context.Context, together bool, query string, args []driver.Value, see func(c *graph.Claim, values []driver.Value) error) error {
	d := claimDecoder{store: s, listed: selectParties2, last: math.MaxInt64, words: new(words)}
	defer d.close()
	return s.eachRow(ctx, query, args, func(values []driver.Value) (err error) {
		if !together {
			d.close()
			row := valueReader{values: values}
			d.last = row.number()
		}
		c := new(graph.Claim)
		if c.Parties, err = d.decode(ctx, values, c, nil); err != nil {
			return err
		}
		return see(c, values)
	})
}

// eachRow runs a query and calls see with the values of each row.
func (s *Store) eachRow(ctx context.Context, query string, args []driver.Value, see func(values []driver.Value) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return eachRaw(ctx, conn, query, args, see)
}
