package edtf_test

import (
	"errors"
	"math"
	"testing"

	"github.com/realign/realign/graph/edtf"
)

func addSeeds(f *testing.F) {
	for _, c := range accepted {
		f.Add(c.text)
	}
	for _, c := range refused {
		f.Add(c.text)
	}
	for _, text := range []string{
		"2011/2024-12-08", "2024-12/..", "../2024-12-08", "2024-12/", "/2024-12", "/..", "../", "../..", "/", "//",
		"[2024-11-27..2024-12-08]/..", "2012~/2011~", "2024-12/2024-11", "open/unknown", "2026/",
		// Found by the fuzzer.
		"0000-00-00", "0000-21-0", "000%000000A", "0X00000000A", "0000-0X000A", "XXXXXXXX", "YYYYYYYY",
		"Y10000-02-00", "9999%", "0012-02-07%", "-0100-01-01", "/-0100-01-01", "2100/0000-01-01",
		"0000-21/0000-21", "0000-02/0", "\xf3\x9e\xb70", "\xd70", "\u2d9d", "\x7f",
	} {
		f.Add(text)
	}
}

// checkRefused wants every error to be one that helps.
func checkRefused(t *testing.T, text string, err error) {
	t.Helper()
	var parse *edtf.ParseError
	if !errors.As(err, &parse) {
		t.Fatalf("%q: error %v, want a *ParseError", text, err)
	}
	if parse.Text != text || parse.Reason == "" || parse.Remedy == "" {
		t.Fatalf("%q: incomplete error %+v", text, parse)
	}
	if parse.Offset < 0 || parse.Offset > len(text) {
		t.Fatalf("%q: error at %d", text, parse.Offset)
	}
}

// checkDate wants the invariants of every Date that Parse returns.
func checkDate(t *testing.T, d edtf.Date) {
	t.Helper()
	if d.IsZero() {
		t.Fatal("an accepted text is no date")
	}
	a, b := d.Earliest(), d.Latest()
	if a > b || a == edtf.MaxDay || b == edtf.MinDay || (a == edtf.MinDay && b == edtf.MaxDay) {
		t.Fatalf("%q has the bounds %s (%d) and %s (%d)", d, a, a, b, b)
	}
	if d.Exact() != (a == b) {
		t.Fatalf("%q: exact %v", d, d.Exact())
	}
	for i := range len(d.String()) {
		if c := d.String()[i]; c <= ' ' || c > '~' {
			t.Fatalf("%q has the byte %#x", d, c)
		}
	}
	checkBetween(t, a, b)
}

func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := edtf.Parse(text)
		day, dayErr := edtf.ParseDay(text)
		if err != nil {
			checkRefused(t, text, err)
			if dayErr == nil {
				t.Fatalf("ParseDay(%q) = %s, but Parse refuses it", text, day)
			}
			return
		}
		if d.String() != text {
			t.Fatalf("Parse(%q) is written %q", text, d)
		}
		checkDate(t, d)
		if dayErr == nil && (!d.Exact() || d.Earliest() != day || day.String() != text) {
			t.Fatalf("ParseDay(%q) = %s, Parse says %s to %s", text, day, d.Earliest(), d.Latest())
		}
		checkWidening(t, d)
		i, err := edtf.ParseInterval(text)
		if err != nil || i.Start != d || i.End != d || i.String() != text {
			t.Fatalf("ParseInterval(%q) = %+v, %v", text, i, err)
		}
	})
}

// checkWidening wants a qualifier to add days on both sides, and "%" to add
// more of them.
func checkWidening(t *testing.T, d edtf.Date) {
	t.Helper()
	about, err := edtf.Parse(d.String() + "~")
	if err != nil {
		return // a set, qualified already, or at the edge of time
	}
	if about.Earliest() >= d.Earliest() || about.Latest() <= d.Latest() {
		t.Fatalf("%q does not widen %q", about, d)
	}
	if both, err := edtf.Parse(d.String() + "%"); err == nil &&
		(both.Earliest() >= about.Earliest() || both.Latest() <= about.Latest()) {
		t.Fatalf("%q does not widen %q", both, about)
	}
}

func FuzzParseInterval(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		i, err := edtf.ParseInterval(text)
		if err != nil {
			checkRefused(t, text, err)
			return
		}
		if i.String() != text || i.IsZero() {
			t.Fatalf("ParseInterval(%q) is written %q", text, i)
		}
		for _, side := range []struct {
			date edtf.Date
			open bool
		}{{i.Start, i.StartOpen}, {i.End, i.EndOpen}} {
			if side.date.IsZero() {
				continue
			}
			if side.open {
				t.Fatalf("%q has a side that is both open and %q", text, side.date)
			}
			checkDate(t, side.date)
			if again, err := edtf.Parse(side.date.String()); err != nil || again != side.date {
				t.Fatalf("%q has the side %q, which alone is %q, %v", text, side.date, again, err)
			}
		}
		if i.Start.Earliest() > i.End.Latest() {
			t.Fatalf("%q ends before it begins", text)
		}
	})
}

func FuzzBetween(f *testing.F) {
	for _, a := range []int32{math.MinInt32, math.MinInt32 + 1, -719528, 0, 20471, math.MaxInt32 - 1, math.MaxInt32} {
		f.Add(a, int32(20471))
		f.Add(a, a)
	}
	f.Fuzz(func(t *testing.T, a, b int32) {
		checkBetween(t, edtf.Day(min(a, b)), edtf.Day(max(a, b)))
	})
}
