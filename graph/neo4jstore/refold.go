package neo4jstore

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
)

// refold brings the edges of all units that the changes touch up to date. Those
// that are new are folded from what was staged of them; they have no edges yet.
func (g *staging) refold() error {
	if err := g.touchByBackground(); err != nil {
		return err
	}
	units := slices.Sorted(maps.Keys(g.units))
	if err := g.note(units); err != nil {
		return err
	}
	old := slices.DeleteFunc(units, func(u graph.Unit) bool { return !g.units[u] })
	for batch := range slices.Chunk(old, g.unitsInBatch()) {
		err := g.write("folding relations", func(tx *tx) error { return g.refoldUnits(tx, batch) })
		if err != nil {
			return err
		}
		g.store.at(stepStaging)
	}
	return g.foldNew()
}

// unitsInBatch is how many units a transaction folds. A unit has a few claims as
// a rule, so that these are fewer than records.
func (g *staging) unitsInBatch() int { return max(1, g.store.batch/2) }

// foldNew writes the edges of the units that are new.
func (g *staging) foldNew() error {
	var batch []*graph.Claim
	units := 0
	for claims, err := range g.spill.units() {
		if err != nil {
			return err
		}
		batch = append(batch, claims...)
		if units++; units < g.unitsInBatch() {
			continue
		}
		if err := g.foldBatch(batch); err != nil {
			return err
		}
		batch, units = batch[:0], 0
	}
	if units == 0 {
		return nil
	}
	return g.foldBatch(batch)
}

func (g *staging) foldBatch(claims []*graph.Claim) error {
	err := g.write("folding relations", func(tx *tx) error { return g.fold(tx, claims, nil) })
	if err != nil {
		return err
	}
	g.store.at(stepStaging)
	return nil
}

// touchByBackground marks the units of all claims of which the fold now knows
// another source or other lifetimes.
func (g *staging) touchByBackground() error {
	return g.store.read(g.ctx, "looking for relations to fold", func(tx *tx) error {
		for query, ids := range map[string]any{"units_of_sources": texts(distinct(g.sources)), "units_of_actors": texts(distinct(g.actors))} {
			rows, err := tx.rows(cypher(query), params{"ids": ids, "rev": int64(g.rev)})
			if err != nil {
				return err
			}
			if err := g.touch(rows); err != nil {
				return err
			}
		}
		return nil
	})
}

// relationID tells relations apart. A key alone would, if no two ties had it.
type relationID struct {
	unit graph.Unit
	key  graph.TieKey
}

func idOf(r *graph.Relation) relationID { return relationID{r.Unit(), r.Key} }

// shown is a relation as the edges have shown it so far.
type shown struct {
	kind   edgeType
	record []byte
	reach  graph.Span
}

func (g *staging) refoldUnits(tx *tx, units []graph.Unit) error {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = string(u)
	}
	claims, err := tx.claimsOf(names, g.rev, nil)
	if err != nil {
		return err
	}
	open, err := g.openEdges(tx, names)
	if err != nil {
		return err
	}
	return g.fold(tx, claims, open)
}

// fold folds all claims of some units and makes their edges show it, given what
// they have shown so far.
func (g *staging) fold(tx *tx, claims []*graph.Claim, open map[relationID]shown) error {
	if err := g.addBackground(tx, claims); err != nil {
		return err
	}
	relations, err := foldAll(claims, g.bg)
	if err != nil {
		return err
	}
	fresh := map[edgeType][]params{}
	for i := range relations {
		r := &relations[i]
		id := idOf(&r.Relation)
		if old, ok := open[id]; ok && bytes.Equal(old.record, r.record) && old.reach == r.reach {
			delete(open, id)
			continue
		}
		for _, e := range r.edges() {
			fresh[e.kind] = append(fresh[e.kind], e.props)
		}
	}
	return g.replace(tx, open, fresh)
}

// keptInMind bounds how many sources and actors a load keeps in mind, so as not
// to ask for them again.
const keptInMind = 200_000

// addBackground sees to it that the load knows what the fold has to, asking for
// each source and actor once.
func (g *staging) addBackground(tx *tx, claims []*graph.Claim) error {
	if len(g.bg.sources)+len(g.bg.actors) > keptInMind {
		g.bg = newBackground()
	}
	sources, actors := g.bg.lacks(claims)
	return tx.addBackground(g.bg, sources, actors, g.rev)
}

// foldAll folds claims of several units for everyone's word.
func foldAll(claims []*graph.Claim, bg background) ([]folded, error) {
	var out []folded
	var errs []error
	for _, said := range byUnit(claims) {
		for _, r := range graph.Fold(said, bg, nil) {
			f, err := newFolded(r, said, bg)
			out, errs = append(out, f), append(errs, err)
		}
	}
	// Edges are made in the same order whenever the same load is made.
	slices.SortFunc(out, func(a, b folded) int {
		return cmp.Or(strings.Compare(string(a.Key), string(b.Key)), strings.Compare(string(a.Unit()), string(b.Unit())))
	})
	return out, errors.Join(errs...)
}

// openEdges reads the relations that the units have had so far.
func (g *staging) openEdges(tx *tx, units []string) (map[relationID]shown, error) {
	rows, err := tx.rows(branches("open_edges", allEdges()), g.stamp(params{"units": units}))
	if err != nil {
		return nil, err
	}
	out := make(map[relationID]shown, len(rows))
	for _, row := range rows {
		var unit, key, kind string
		var s shown
		err := errors.Join(column(row, "unit", &unit), column(row, "key", &key), column(row, "type", &kind), column(row, "record", &s.record),
			number(row, "envelopeFirst", &s.reach.First), number(row, "envelopeUntil", &s.reach.Until))
		if err != nil {
			return nil, err
		}
		s.kind = edgeType(kind)
		out[relationID{graph.Unit(unit), graph.TieKey(key)}] = s
	}
	return out, nil
}

// replace closes old edges and writes new ones.
func (g *staging) replace(tx *tx, old map[relationID]shown, fresh map[edgeType][]params) error {
	ended := map[edgeType][]params{}
	for id, s := range old {
		ended[s.kind] = append(ended[s.kind], params{"unit": string(id.unit), "key": string(id.key)})
	}
	for _, t := range allEdges() {
		for query, rows := range map[string][]params{"close_edges": ended[t], "create_edges": fresh[t]} {
			if len(rows) == 0 {
				continue
			}
			if err := tx.run(branches(query, []edgeType{t}), g.stamp(params{"rows": rows})); err != nil {
				return err
			}
		}
	}
	return nil
}
