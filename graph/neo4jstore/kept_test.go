package neo4jstore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// TestKept asks for sources by several names, and looks at which are asked for
// again.
func TestKept(t *testing.T) {
	all := []*graph.Source{{ID: "a", Aliases: []graph.SourceID{"old"}}, {ID: "b", Aliases: []graph.SourceID{"old", "b2"}}, {ID: "c"}}
	k := kept[graph.SourceID, graph.Source]{of: refsOfSource, most: 3}
	for i, c := range []struct {
		rev               graph.RevNo
		refs, asked, want string
	}{
		{1, "a", "a", "a"},
		{1, "a a", "", "a"},
		{2, "a", "a", "a"},           // another revision
		{1, "b2 a b", "b b2", "a b"}, // 2's a has gone
		{1, "b2 b", "", "b"},
		{2, "a", "a", "a"},
		{1, "nobody", "nobody", ""},
		{1, "nobody", "nobody", ""}, // is not kept
		{1, "old", "old", "a b"},
		{1, "old", "", "a b"},
	} {
		asked := ""
		found, err := k.find(c.rev, strings.Fields(c.refs), func(refs []string) ([]*graph.Source, error) {
			asked = strings.Join(refs, " ")
			var out []*graph.Source
			for _, s := range all {
				_, names := refsOfSource(s)
				for _, ref := range refs {
					if strings.Contains(" "+strings.Join(names, " ")+" ", " "+ref+" ") {
						out = append(out, s)
						break
					}
				}
			}
			return out, nil
		})
		var ids []string
		for _, s := range found {
			ids = append(ids, string(s.ID))
		}
		if got := strings.Join(ids, " "); err != nil || got != c.want || asked != c.asked {
			t.Errorf("%d: %s at %d is %q, asking for %q, %v; want %q, asking for %q", i, c.refs, c.rev, got, asked, err, c.want, c.asked)
		}
		if k.recent.Len() > k.most || k.recent.Len() != len(k.answers) {
			t.Errorf("%d: keeps %d answers in a list and %d in a map", i, k.recent.Len(), len(k.answers))
		}
	}
}

// TestStagedIsNotKept reads, in the midst of a load, as of the revision that it
// makes. Nothing of that may be left when the revision is there.
func TestStagedIsNotKept(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadWorld(t, s, 1)
	name := func() string {
		actors, err := s.Actors(t.Context(), 2, graph.ActorQuery{Refs: []string{"actor-01"}})
		if err != nil || len(actors) != 1 {
			t.Fatal(actors, err)
		}
		return actors[0].Name("", graph.Always)
	}
	if _, err := s.Head(t.Context()); err != nil {
		t.Fatal(err)
	}
	early := ""
	s.at = func(step string) {
		if step == stepLeased {
			early = name()
		}
	}
	loadWorld(t, s, 2)
	if _, err := s.Head(t.Context()); err != nil {
		t.Fatal(err)
	}
	if late := name(); fmt.Sprint(early, late) != "Actor 1, version 1Actor 1, version 2" {
		t.Errorf("first %q, then %q", early, late)
	}
}
