package neo4jstore

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/realign/realign/graph"
)

// fill gives every field of a struct, and what is in it, a value of its own
// other than zero.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n%3 + 1)) // an enumeration
	default:
		panic("a relation has a " + v.Kind().String())
	}
}

// TestRecords: an edge carries every field of a relation, also such as are added
// later, and takes what it does not know for what it is.
func TestRecords(t *testing.T) {
	var filled graph.Relation
	n := 0
	fill(reflect.ValueOf(&filled).Elem(), &n)
	for _, want := range []graph.Relation{filled, {Kind: graph.Hostility, Parties: []graph.Party{}}} {
		raw, err := recordOf(&want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := relationIn(raw)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
		}
	}
	raw, err := recordOf(&filled)
	if err != nil {
		t.Fatal(err)
	}
	noKind, err := recordOf(&graph.Relation{})
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{
		"cut short": raw[:len(raw)-1], "empty": nil, "an empty list": {0x80}, "a text": {0x61, 'x'}, "no kind": noKind,
	} {
		if got, err := relationIn(bad); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	raw, err := recordOf(&graph.Relation{
		Key: "events/icews14:e000021", Kind: graph.Allegiance, StartText: "2014-01-03", EndText: "2014-02-01",
		Parties: []graph.Party{{Actor: "barack-obama", Role: graph.Member}, {Actor: "government-nigeria", Role: graph.Member}},
		Period:  graph.Period{EarliestStart: 16000, LatestStart: 16000, EarliestEnd: 16030, LatestEnd: 16030},
		OwnDays: graph.Span{First: 16000, Until: 16030}, Named: graph.Span{First: 16000, Until: 16030}, StartVouched: true, EndVouched: true,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := relationIn(raw); err != nil {
			b.Fatal(err)
		}
	}
}
