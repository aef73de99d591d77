package temporal

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// fill sets every field of a record, also of those that are still to be
// invented, to something that is not zero.
func fill(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch x := v.Addr().Interface().(type) {
	case *edtf.Date:
		d, err := edtf.Parse([]string{"2026-01-18", "2025~", "[2026-01-06..2026-01-20]", "2024-22"}[*n%4])
		if err != nil {
			t.Fatal(err)
		}
		*x = d
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fill(t, v.Index(i), n)
		}
	case reflect.String:
		v.SetString("text-" + string(rune('a'+*n)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(-*n))
	case reflect.Uint8:
		v.SetUint(uint64(1 + *n%3))
	default:
		t.Fatalf("a field of kind %s: teach the test, and the packing, about it", v.Kind())
	}
}

// A field that is added to a claim and forgotten in pack would be lost.
func TestPackKeepsEveryField(t *testing.T) {
	for start := range 40 {
		var c, got graph.Claim
		n := start
		fill(t, reflect.ValueOf(&c).Elem(), &n)
		b := Empty().Edit()
		if err := b.Begin(graph.Revision{No: 1}); err != nil {
			t.Fatal(err)
		}
		b.Claim(&c)
		ix := b.Freeze()
		ix.unpack(ix.claim(c.ID), &got, nil)
		if !reflect.DeepEqual(got, c) {
			t.Fatalf("packed %+v\nunpacked %+v", c, got)
		}
	}
}

// A field that is added to a relation and forgotten in compact would be lost.
func TestCompactKeepsEveryField(t *testing.T) {
	pairs := [][]graph.Party{
		nil,
		{{Actor: "a", Role: graph.From}, {Actor: "b", Role: graph.To}},
		{{Actor: "b", Role: graph.From}, {Actor: "a", Role: graph.To}},
		{{Actor: "a", Role: graph.Member}, {Actor: "b", Role: graph.Member}},
		{{Actor: "b", Role: graph.Member}, {Actor: "a", Role: graph.Member}},
		{{Actor: "a", Role: graph.Mediator}, {Actor: "b", Role: graph.PartyTo}},
	}
	for _, parties := range pairs {
		for _, disputed := range []bool{true, false} {
			var r graph.Relation
			n := 0
			fill(t, reflect.ValueOf(&r).Elem(), &n)
			if parties != nil {
				r.Parties = parties
			}
			if !disputed {
				r.DisputedOn = nil
			}
			b := Empty().Edit()
			unitNo := b.unitOf(&graph.Claim{Tie: r.Key, Kind: graph.Hostility, Parties: []graph.Party{{Actor: "a"}, {Actor: "b"}}}, b.internKey(r.Key))
			v := b.compact(unitNo, b.internKey(r.Key), &r)
			if got := b.relation(&v, nil); !reflect.DeepEqual(got, r) {
				t.Fatalf("compacted %+v\ngot back %+v", r, got)
			}
			again := b.compact(unitNo, b.internKey(r.Key), &r)
			if !v.saysLike(&again) {
				t.Fatal("a relation differs from itself")
			}
		}
	}
}

// Every field of a relation makes a difference, else a version would go on
// that should have ended.
func TestSaysLikeSeesEveryField(t *testing.T) {
	var r graph.Relation
	n := 0
	fill(t, reflect.ValueOf(&r).Elem(), &n)
	b := Empty().Edit()
	unitNo := b.unitOf(&graph.Claim{Tie: r.Key, Kind: graph.Hostility, Parties: []graph.Party{{Actor: "a"}, {Actor: "b"}}}, b.internKey(r.Key))
	v := b.compact(unitNo, b.internKey(r.Key), &r)
	for i := range reflect.TypeFor[graph.Relation]().NumField() {
		changed := r
		reflect.ValueOf(&changed).Elem().Field(i).SetZero()
		other := b.compact(unitNo, b.internKey(changed.Key), &changed)
		if v.saysLike(&other) {
			t.Errorf("%s makes no difference", reflect.TypeFor[graph.Relation]().Field(i).Name)
		}
	}
}

// The forest finds what looking at every entry finds.
func TestForest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	day := func() graph.Day { return graph.Day(r.IntN(60)) }
	for range 200 {
		var f forest
		var all []entry
		owners := 1 + r.IntN(2)*r.IntN(5)
		for range r.IntN(30) {
			var fresh []entry
			for range r.IntN(20) {
				e := entry{of: uint32(r.IntN(owners)), first: day(), until: day(), no: uint32(len(all))}
				switch r.IntN(10) {
				case 0:
					e.first = graph.MinDay
				case 1:
					e.until = graph.MaxDay
				}
				fresh, all = append(fresh, e), append(all, e)
			}
			f = f.with(fresh)
		}
		for range 50 {
			w, whose := graph.Span{First: day(), Until: day()}, uint32(r.IntN(owners))
			var got, want []uint32
			f.visit(whose, w, func(no uint32) { got = append(got, no) })
			for _, e := range all {
				if e.of == whose && (graph.Span{First: e.first, Until: e.until}).Overlaps(w) {
					want = append(want, e.no)
				}
			}
			slices.Sort(got)
			// The forest may also name an entry without any day; who asks looks
			// again.
			got = slices.DeleteFunc(got, func(no uint32) bool { return all[no].first >= all[no].until })
			if !slices.Equal(got, want) {
				t.Fatalf("in %v are %v of %d, not %v", w, got, whose, want)
			}
			testCounts(t, f, whose, w, r.IntN(40))
			if owners == 1 {
				testFirsts(t, f, all, w)
			}
		}
	}
}

// testCounts compares what the forest counts with what it visits.
func testCounts(t *testing.T, f forest, whose uint32, w graph.Span, most int) {
	t.Helper()
	visited := 0
	f.visit(whose, w, func(uint32) { visited++ })
	if n := f.count(whose, w, most); n != visited && (n <= most || visited <= most) {
		t.Fatalf("in %v are %d, not %d, counted as far as %d", w, n, visited, most)
	}
}

// testFirsts compares the entries that the forest finds by their first days with
// those that it holds.
func testFirsts(t *testing.T, f forest, all []entry, w graph.Span) {
	t.Helper()
	var got, want []uint32
	f.visitFirsts(w, func(no uint32) { got = append(got, no) })
	for _, e := range all {
		if w.Contains(e.first) {
			want = append(want, e.no)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) || f.countFirsts(w) != len(want) {
		t.Fatalf("in %v begin %v (%d of them), not %v", w, got, f.countFirsts(w), want)
	}
}

// Whatever bounds a tie has, the index finds it on the days on which it may
// turn; an act of one day by that of its days alone.
func TestTurns(t *testing.T) {
	days := []graph.Day{graph.MinDay, graph.MinDay + 1, 3, 4, 5, 6, 7, graph.MaxDay - 1, graph.MaxDay}
	var all []graph.Relation
	b := Empty().Edit()
	for _, es := range days {
		for _, ls := range days {
			for _, ee := range days {
				for _, le := range days {
					p := graph.Period{EarliestStart: es, LatestStart: ls, EarliestEnd: ee, LatestEnd: le}
					all = append(all, graph.Relation{Period: p})
					b.relations.push(relation{said: &said{period: p, envelope: p.Outer(), rare: &rare{}}})
					isAct := ls == es && ee == es+1 && le == ee
					if turns := turnsOf(p); isAct && (!turns[0].Empty() || !turns[1].Empty()) {
						t.Errorf("entries for the turns of %v: %v", p, turns)
					}
				}
			}
		}
	}
	ix := b.Freeze()
	for _, first := range days {
		for _, until := range days {
			w := graph.Span{First: first, Until: until}
			found := ix.turning(w)
			for i := range all {
				r := &all[i]
				if _, ok := slices.BinarySearch(found, uint32(i+1)); !ok && r.TurnsIn(w) && !r.Period.Outer().Empty() {
					t.Fatalf("%v may turn in %v and is not found", r.Period, w)
				}
			}
		}
	}
}

// Two indexes made from one share it and do not disturb it or each other.
func TestTable(t *testing.T) {
	texts := []string{""}
	hash := func(no uint32) uint64 { return uint64(len(texts[no])) * 7 } // many collide
	var base table
	put := func(tb *table, text string) {
		no := uint32(len(texts))
		texts = append(texts, text)
		tb.put(hash(no), no, func(o uint32) bool { return texts[o] == text }, hash)
	}
	find := func(tb *table, text string) bool {
		return tb.find(uint64(len(text))*7, func(no uint32) bool { return texts[no] == text }) != 0
	}
	one := base.thaw()
	for i := range 300 {
		put(&one, "x"+time.Duration(i).String())
	}
	one = one.freeze()
	left, right := one.thaw(), one.thaw()
	put(&left, "left")
	for i := range 500 {
		put(&right, "r"+time.Duration(i).String())
	}
	left, right = left.freeze(), right.freeze()
	for _, c := range []struct {
		in   *table
		text string
		want bool
	}{
		{&base, "x1ns", false}, {&one, "x299ns", true}, {&one, "left", false}, {&one, "r1ns", false},
		{&left, "left", true}, {&left, "x17ns", true}, {&left, "r1ns", false},
		{&right, "r499ns", true}, {&right, "left", false}, {&right, "x0s", true},
	} {
		if got := find(c.in, c.text); got != c.want {
			t.Errorf("%q is there: %t, not %t", c.text, got, c.want)
		}
	}
}
