package temporal_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// A walk hands out what a list has, one after the other, and first who is in it.
func TestWalk(t *testing.T) {
	ix := built(t, 2000)
	for _, days := range []graph.Span{graph.Always, graph.Days(edtf.Civil(2015, 6, 1), edtf.Civil(2015, 7, 1)), graph.OneDay(0)} {
		q := graph.RelationQuery{Days: days, Order: graph.ByStart}
		want := ix.Relations(1, q).Relations
		var met []graph.ActorID
		for _, r := range want {
			for _, p := range r.Parties {
				if !slices.Contains(met, p.Actor) {
					met = append(met, p.Actor)
				}
			}
		}
		seen := 0
		begin := func(ids []graph.ActorID, actors []*graph.Actor, ties int) error {
			if !slices.Equal(ids, met) || ties != len(want) {
				t.Errorf("the walk begins with %d actors and %d ties, want %d and %d, in their order", len(ids), ties, len(met), len(want))
			}
			for i, a := range actors {
				if a == nil || a.ID != ids[i] {
					t.Errorf("actor %s is %v", ids[i], a)
				}
			}
			return nil
		}
		see := func(r *graph.Relation) error {
			if !reflect.DeepEqual(*r, want[seen]) {
				t.Errorf("tie %d is %+v, want %+v", seen, *r, want[seen])
			}
			seen++
			return nil
		}
		if err := ix.Walk(1, q, begin, see); err != nil || seen != len(want) {
			t.Errorf("%d ties of %d, %v", seen, len(want), err)
		}
	}
}

// A walk ends with the first error.
func TestWalkEnds(t *testing.T) {
	ix := built(t, 200)
	q := graph.RelationQuery{Days: graph.Always}
	enough := errors.New("enough")
	begin := func([]graph.ActorID, []*graph.Actor, int) error { return nil }
	seen := 0
	see := func(*graph.Relation) error {
		if seen++; seen == 50 {
			return enough
		}
		return nil
	}
	if err := ix.Walk(1, q, begin, see); !errors.Is(err, enough) || seen != 50 {
		t.Errorf("%v after %d ties", err, seen)
	}
	refuse := func([]graph.ActorID, []*graph.Actor, int) error { return enough }
	if err := ix.Walk(1, q, refuse, see); !errors.Is(err, enough) || seen != 50 {
		t.Errorf("%v after %d ties", err, seen)
	}
}
