package temporal_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/temporal"
)

// told is background made of records.
type told struct {
	sources map[graph.SourceID]*graph.Source
	lives   map[graph.ActorID]graph.Period
}

func (b told) Source(id graph.SourceID) *graph.Source { return b.sources[id] }

func (b told) Lifetime(id graph.ActorID) graph.Period {
	if life, ok := b.lives[id]; ok {
		return life
	}
	return graph.AnyPeriod
}

// Units that are folded by many at once, with what each remembers of the unit
// before, add up to what the fold makes of each by itself.
func TestManyUnits(t *testing.T) {
	d := sample(3000)
	bg := told{map[graph.SourceID]*graph.Source{}, map[graph.ActorID]graph.Period{}}
	for i, s := range d.Sources {
		s.Reliability, s.PublishedOn = graph.Reliability(i%6), day(edtf.Civil(2010+i%15, 1, 1))
		bg.sources[s.ID] = s
	}
	for i, a := range d.Actors {
		if i%3 == 0 {
			a.Span = graph.Dating{Start: day(edtf.Civil(2010, 1, 1)), Ongoing: true}
		}
		bg.lives[a.ID] = a.Span.Lifetime()
	}
	units := map[graph.Unit][]*graph.Claim{}
	for i, c := range d.Claims {
		switch {
		case i%7 == 0:
			c.Kind, c.Form = graph.Allegiance, "backing"
			c.Dating = graph.Dating{Start: c.Dating.Start, Ongoing: true}
		case i%11 == 0:
			c.Dating = graph.Dating{Held: c.Dating.End}
			c.Stance = graph.Denies
		case i > 100 && i%5 == 0:
			c.Tie, c.Parties = d.Claims[i-100].Tie, d.Claims[i-100].Parties
			c.Kind, c.Form, c.Seq = d.Claims[i-100].Kind, d.Claims[i-100].Form, i
		}
		c.ID = c.Digest()
		units[c.Unit()] = append(units[c.Unit()], c)
	}
	if len(units) < 1000 {
		t.Fatalf("there are %d units", len(units))
	}
	var want []graph.Relation
	for _, claims := range units {
		want = append(want, graph.Fold(claims, bg, nil)...)
	}
	q := graph.RelationQuery{Days: graph.Always, Status: []graph.Status{graph.Denied, graph.Contested, graph.Alleged, graph.Uncontested}}
	want = q.Page(want).Relations
	ix, err := temporal.Build([]temporal.Delta{d})
	if err != nil {
		t.Fatal(err)
	}
	got := ix.Relations(1, q).Relations
	if len(got) != len(want) {
		t.Fatalf("%d relations, not %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("the index has\n%+v\nthe fold\n%+v", got[i], want[i])
		}
	}
}

// Two indexes that go on from one, and share memory with it, do not see what
// the other was told; nor does the one that both began with.
func TestTwoFromOne(t *testing.T) {
	var d temporal.Delta
	base := temporal.Empty()
	// Past the end of a chunk of texts and before it.
	for rev := 1; rev <= 40; rev++ {
		d = sample(60)
		d.Revision.No = graph.RevNo(rev)
		rename(&d, "base", rev)
		before := temporalText(base)
		one, two := d, d
		rename(&one, "one", rev)
		rename(&two, "two", rev)
		a, err := base.With(one)
		if err != nil {
			t.Fatal(err)
		}
		b, err := base.With(two)
		if err != nil {
			t.Fatal(err)
		}
		if temporalText(base) != before {
			t.Fatalf("revision %d changed the one before it", rev)
		}
		for ix, word := range map[*temporal.Index]string{a: "one", b: "two"} {
			page := ix.Claims(d.Revision.No, graph.ClaimQuery{Days: graph.Always})
			if len(page.Claims) != 60*rev {
				t.Fatalf("revision %d knows %d claims", rev, len(page.Claims))
			}
			n := 0
			for _, c := range page.Claims {
				if strings.HasPrefix(c.Locator, word+" ") {
					n++
				}
				if c.ID != c.Digest() {
					t.Fatalf("claim %s says otherwise than it did: %+v", c.ID, c.Claim)
				}
			}
			if n != 60 {
				t.Fatalf("%d claims of %s", n, word)
			}
		}
		if base, err = base.With(d); err != nil {
			t.Fatal(err)
		}
	}
}

// rename gives a load claims that are its own.
func rename(d *temporal.Delta, word string, rev int) {
	claims := make([]*graph.Claim, len(d.Claims))
	for i, c := range d.Claims {
		own := *c
		own.Tie = graph.TieKey(fmt.Sprintf("%s/tie-%d-%d", word, rev, i))
		own.Locator = fmt.Sprintf("%s %d %s", word, rev, strings.Repeat("x", i))
		own.ID = own.Digest()
		claims[i] = &own
	}
	d.Claims = claims
	if rev > 1 {
		d.Actors, d.Sources = nil, nil
	}
}

func temporalText(ix *temporal.Index) string {
	var b strings.Builder
	for _, c := range ix.Claims(ix.Head().No, graph.ClaimQuery{Days: graph.Always}).Claims {
		fmt.Fprintf(&b, "%+v\n", *c.Claim)
	}
	return b.String()
}
