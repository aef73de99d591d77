package ask

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/realign/realign/graph"
)

// sources are sources read together: what hangs below one is fetched for all.
type sources struct {
	v      *view
	list   []*graph.Source
	byID   map[graph.SourceID]*graph.Source
	copied func() (*sources, error)
	claims func() (map[graph.SourceID][]*Claim, error)
}

func (v *view) sources(list []*graph.Source) *sources {
	g := &sources{v: v, list: list, byID: make(map[graph.SourceID]*graph.Source, len(list))}
	for _, s := range list {
		g.byID[s.ID] = s
	}
	g.copied = sync.OnceValues(func() (*sources, error) {
		var ids []graph.SourceID
		for _, s := range list {
			if s.Republishes != "" {
				ids = append(ids, s.Republishes)
			}
		}
		return v.sourcesByID(ids)
	})
	g.claims = sync.OnceValues(g.readClaims)
	return g
}

func (v *view) sourcesByID(ids []graph.SourceID) (*sources, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return v.sources(nil), nil
	}
	refs := make([]string, len(ids))
	for i, id := range ids {
		refs[i] = string(id)
	}
	list, err := v.store.Sources(v.ctx, v.Rev, graph.SourceQuery{Refs: refs})
	if err != nil {
		return nil, err
	}
	return v.sources(list), nil
}

func (g *sources) readClaims() (map[graph.SourceID][]*Claim, error) {
	ids := make([]graph.SourceID, len(g.list))
	for i, s := range g.list {
		ids[i] = s.ID
	}
	page, err := g.v.store.Claims(g.v.ctx, g.v.Rev, graph.ClaimQuery{Sources: ids, Lens: g.v.lens, Days: graph.Always})
	if err != nil {
		return nil, err
	}
	out := map[graph.SourceID][]*Claim{}
	for _, c := range g.v.claims(page.Claims).values() {
		out[c.rec.Source] = append(out[c.rec.Source], c)
	}
	return out, nil
}

// value is a source of the group; nil for no id.
func (g *sources) value(id graph.SourceID) *Source {
	if id == "" {
		return nil
	}
	return &Source{g, g.record(id)}
}

// record is a source of the group; one that is not there stands with its id
// alone.
func (g *sources) record(id graph.SourceID) *graph.Source {
	if s := g.byID[id]; s != nil {
		return s
	}
	return &graph.Source{ID: id, Title: string(id)}
}

// Source is a document, medium or data set.
type Source struct {
	g   *sources
	rec *graph.Source
}

// IsNode marks what the API finds by id.
func (*Source) IsNode() {}

// ID names the source.
func (s *Source) ID() string { return "source:" + string(s.rec.ID) }

// Title is as printed.
func (s *Source) Title() string { return s.rec.Title }

// Publisher is who published it.
func (s *Source) Publisher() *string { return text(s.rec.Publisher) }

// Author is who wrote it.
func (s *Source) Author() *string { return text(s.rec.Author) }

// URL is where it stands.
func (s *Source) URL() *string { return text(s.rec.URL) }

// PublishedOn is as written.
func (s *Source) PublishedOn() *string { return text(s.rec.PublishedOn.String()) }

// SpeaksOf is the day that it speaks of.
func (s *Source) SpeaksOf() *string { return text(s.rec.SpeaksOf.String()) }

// Republishes is the source that it copies.
func (s *Source) Republishes() (*Source, error) {
	if s.rec.Republishes == "" {
		return nil, nil
	}
	g, err := s.g.copied()
	if err != nil {
		return nil, err
	}
	return g.value(s.rec.Republishes), nil
}

// RetrievedOn is the day it was read.
func (s *Source) RetrievedOn() *graph.Day {
	if s.rec.RetrievedOn.IsZero() {
		return nil
	}
	return bounded(s.rec.RetrievedOn.Earliest())
}

// Language is a BCP 47 tag.
func (s *Source) Language() *string { return text(s.rec.Language) }

// Reliability is its Admiralty grade.
func (s *Source) Reliability() *graph.Reliability { return optional(s.rec.Reliability) }

// Marking says with whom it may be shared.
func (s *Source) Marking() graph.Marking { return cmp.Or(s.rec.Marking, graph.Clear) }

// Note is what the curator adds.
func (s *Source) Note() *string { return text(s.rec.Note) }

// Claims are what it says, as far as the view sees it.
func (s *Source) Claims(first *int, after *string) (*ClaimConnection, error) {
	p, err := pageOf(listOf("source.claims", s.g.v.same(), s.rec.ID), first, after)
	if err != nil {
		return nil, err
	}
	g := s.g
	if v, err := g.v.pinned(p); err != nil {
		return nil, err
	} else if v != g.v {
		g = v.sources(g.list)
	}
	bySource, err := g.claims()
	if err != nil {
		return nil, err
	}
	return claimPage(g.v, p, bySource[s.rec.ID]), nil
}

// SourceConnection is a page of sources.
type SourceConnection struct {
	Edges      []*SourceEdge
	PageInfo   PageInfo
	TotalCount int
}

// SourceEdge is a source at its place in a list.
type SourceEdge struct {
	Cursor string
	Node   *Source
}

// Nodes are the sources without their places.
func (c *SourceConnection) Nodes() []*Source {
	out := make([]*Source, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// sourcePage cuts a page out of sources, ordered by title.
func (v *view) sourcePage(list []*graph.Source, p page) *SourceConnection {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *graph.Source) int {
		return cmp.Or(strings.Compare(graph.FoldText(a.Title), graph.FoldText(b.Title)), strings.Compare(string(a.ID), string(b.ID)))
	})
	rows, more := cut(p, list)
	g := v.sources(rows)
	c := &SourceConnection{TotalCount: len(list), Edges: make([]*SourceEdge, len(rows))}
	for i, s := range rows {
		c.Edges[i] = &SourceEdge{p.at(v.Rev, i).String(), &Source{g, s}}
	}
	c.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(v.Rev, i) })
	return c
}
