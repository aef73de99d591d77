package edtf_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph/edtf"
)

func TestZeroDate(t *testing.T) {
	var d edtf.Date
	if !d.IsZero() || d.String() != "" || d.Exact() {
		t.Errorf("the zero Date is %q, exact %v", d, d.Exact())
	}
	if d.Earliest() != edtf.MinDay || d.Latest() != edtf.MaxDay {
		t.Errorf("the zero Date has bounds %s and %s", d.Earliest(), d.Latest())
	}
}

func TestBetween(t *testing.T) {
	a, b := edtf.Civil(2026, 1, 6), edtf.Civil(2026, 1, 31)
	for _, c := range []struct {
		earliest, latest edtf.Day
		want             string
	}{
		{a, a, "2026-01-06"},
		{a, b, "[2026-01-06..2026-01-31]"},
		{edtf.Civil(2026, 1, 1), b, "[2026-01-01..2026-01-31]"},
		{a, edtf.MaxDay, "[2026-01-06..]"},
		{edtf.MinDay, b, "[..2026-01-31]"},
		{edtf.MinDay + 1, edtf.MaxDay - 1, "[Y-5877641-06-24..Y5881580-07-10]"},
		{edtf.MinDay, edtf.MaxDay, ""},
		{edtf.MinDay, edtf.MinDay, ""},
		{edtf.MaxDay, edtf.MaxDay, ""},
		{b, a, ""},
		{edtf.MaxDay, edtf.MinDay, ""},
	} {
		if got := edtf.Between(c.earliest, c.latest); got.String() != c.want {
			t.Errorf("Between(%s, %s) = %q, want %q", c.earliest, c.latest, got, c.want)
		}
	}
}

// A Date made by Between is the same value as one parsed from its text.
func TestBetweenParses(t *testing.T) {
	bound := rapid.OneOf(realDay(), rapid.SampledFrom([]edtf.Day{edtf.MinDay, edtf.MaxDay}))
	rapid.Check(t, func(t *rapid.T) {
		a, b := bound.Draw(t, "a"), bound.Draw(t, "b")
		checkBetween(t, min(a, b), max(a, b))
	})
}

func checkBetween(t interface{ Fatalf(string, ...any) }, a, b edtf.Day) {
	made := edtf.Between(a, b)
	if made.IsZero() {
		if a == edtf.MaxDay || b == edtf.MinDay || (a == edtf.MinDay && b == edtf.MaxDay) {
			return
		}
		t.Fatalf("Between(%s, %s) is no date", a, b)
	}
	parsed, err := edtf.Parse(made.String())
	if err != nil {
		t.Fatalf("Between(%s, %s): %v", a, b, err)
	}
	if parsed != made || parsed.Earliest() != a || parsed.Latest() != b {
		t.Fatalf("Between(%s, %s) = %q, parsed from %s to %s", a, b, made, parsed.Earliest(), parsed.Latest())
	}
}

func TestDateText(t *testing.T) {
	type record struct {
		When  edtf.Date `json:"when"`
		Until edtf.Date `json:"until,omitzero"`
	}
	in := record{When: edtf.MustParse("[2025-03..2025-05~]")}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"when":"[2025-03..2025-05~]"}` {
		t.Errorf("got %s, %v", text, err)
	}
	var out record
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("got %+v, %v, want %+v", out, err, in)
	}
}

func TestDateUnmarshalText(t *testing.T) {
	d := edtf.MustParse("2026-01")
	err := d.UnmarshalText([]byte("2026-13"))
	checkRefusal(t, refusal{"2026-13", 5, "month 13", "write 01 to 12"}, err)
	if d != edtf.MustParse("2026-01") {
		t.Errorf("a refused text changed the date to %q", d)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("no text is %q, %v, want no date", d, err)
	}
	if text, err := d.MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("no date is written %q, %v", text, err)
	}
}

// The text handed to UnmarshalText is often a buffer that is used again.
func TestDateKeepsItsOwnText(t *testing.T) {
	buf := []byte("2026-01")
	var d edtf.Date
	if err := d.UnmarshalText(buf); err != nil {
		t.Fatal(err)
	}
	copy(buf, "1999-12")
	if d != edtf.MustParse("2026-01") {
		t.Errorf("the date became %q", d)
	}
}
