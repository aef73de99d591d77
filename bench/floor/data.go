package floor

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/realign/realign/bench/floor/model"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// Data is an edge list that was read, with the answers of the days that were
// asked for. It is safe for concurrent use.
type Data struct {
	ties []tie                   // by id
	idle map[string]*model.Actor // all actors, without ties
	days sync.Map
}

// tie is a relation with what the lists need to know of it.
type tie struct {
	*model.Relation
	first, last graph.Day // both inclusive
	actors      [2]string // their ids as in the data
	roles       [2]graph.Role
}

// Read reads the relations of an edge list (id,source,target,kind,start,end, both
// days inclusive) and the names of their actors (id,name). Errors name the line.
func Read(edges, actors string) (*Data, error) {
	named := map[string]*model.Actor{}
	err := eachRow(actors, []string{"id", "name"}, func(row []string) error {
		named[row[0]] = &model.Actor{ID: "actor:" + row[0], Name: row[1]}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d := &Data{idle: make(map[string]*model.Actor, len(named))}
	for id, a := range named {
		d.idle[id] = actorWith(a, id, nil)
	}
	periods := map[[2]graph.Day]*model.Period{}
	err = eachRow(edges, []string{"id", "source", "target", "kind", "start", "end"}, func(row []string) error {
		t, err := newTie(row, named, periods)
		d.ties = append(d.ties, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(d.ties, func(a, b tie) int { return strings.Compare(a.ID, b.ID) })
	return d, nil
}

// eachRow reads a CSV file with exactly these columns.
func eachRow(path string, columns []string, see func(row []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = len(columns)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if !slices.Equal(header, columns) {
		return fmt.Errorf("%s: its first line is %q; write %s", path, strings.Join(header, ","), strings.Join(columns, ","))
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err) // which names the line
		}
		if err := see(row); err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
	}
}

func newTie(row []string, named map[string]*model.Actor, periods map[[2]graph.Day]*model.Period) (tie, error) {
	t := tie{actors: [2]string{row[1], row[2]}, roles: [2]graph.Role{graph.From, graph.To}}
	var kind graph.Kind
	if err := kind.UnmarshalText([]byte(row[3])); err != nil {
		return t, err
	}
	var err error
	if t.first, err = edtf.ParseDay(row[4]); err != nil {
		return t, err
	}
	if t.last, err = edtf.ParseDay(row[5]); err != nil {
		return t, err
	}
	if kind == graph.Mediation {
		t.roles = [2]graph.Role{graph.Mediator, graph.PartyTo}
	}
	var ends [2]*model.Actor
	for i, id := range t.actors {
		if ends[i] = named[id]; ends[i] == nil {
			return t, fmt.Errorf("actor %q has no name", id)
		}
	}
	t.Relation = &model.Relation{
		ID: "relation:events/" + row[0], Kind: kind, Sign: kind.Sign(), Directed: kind != graph.Mediation,
		From: ends[0], To: ends[1], Period: periodOf(t.first, t.last, periods),
		Parties: []*model.Party{{Actor: ends[0], Role: t.roles[0]}, {Actor: ends[1], Role: t.roles[1]}},
	}
	return t, nil
}

// periodOf is shared by all ties of the same days.
func periodOf(first, last graph.Day, periods map[[2]graph.Day]*model.Period) *model.Period {
	p := periods[[2]graph.Day{first, last}]
	if p == nil {
		start, end := first.String(), last.String()
		p = &model.Period{Start: &start, End: &end, EarliestStart: &first, LatestStart: &first, EarliestEnd: &last, LatestEnd: &last}
		periods[[2]graph.Day{first, last}] = p
	}
	return p
}

// day is a day's answers, made when they are first asked for.
func (d *Data) day(day graph.Day) *model.Graph {
	made, ok := d.days.Load(day)
	if !ok {
		made, _ = d.days.LoadOrStore(day, sync.OnceValue(func() *model.Graph { return d.make(day) }))
	}
	return made.(func() *model.Graph)()
}

func (d *Data) make(day graph.Day) *model.Graph {
	var held []tie
	for _, t := range d.ties {
		if t.first <= day && day <= t.last {
			held = append(held, t)
		}
	}
	slices.SortStableFunc(held, func(a, b tie) int { return cmp.Compare(a.first, b.first) })
	of := map[string][]tie{}
	counts := map[graph.Kind]int{}
	for _, t := range held {
		counts[t.Kind]++
		for _, id := range t.actors {
			of[id] = append(of[id], t)
		}
	}
	g := &model.Graph{AsOf: day, Actors: make(map[string]*model.Actor, len(of)), Idle: d.idle}
	for id, ties := range of {
		g.Actors[id] = actorWith(d.idle[id], id, ties)
	}
	g.Stats = &model.Stats{Actors: len(of), Relations: len(held)}
	for _, k := range kinds {
		g.Stats.ByKind = append(g.Stats.ByKind, &model.KindCount{Kind: k, Count: counts[k]})
	}
	g.Ties = tiesPage(held, "")
	return g
}

var kinds = [...]graph.Kind{graph.Allegiance, graph.Mediation, graph.Hostility}
