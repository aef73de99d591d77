package edtf_test

import (
	"testing"

	"github.com/realign/realign/graph/edtf"
)

func TestParseInterval(t *testing.T) {
	date := edtf.MustParse
	var none edtf.Date
	for _, c := range []struct {
		text               string
		start, end         edtf.Date
		startOpen, endOpen bool
	}{
		{"2011/2024-12-08", date("2011"), date("2024-12-08"), false, false},
		{"2024-12/..", date("2024-12"), none, false, true},
		{"../2024-12-08", none, date("2024-12-08"), true, false},
		{"2024-12/", date("2024-12"), none, false, false},
		{"/2024-12", none, date("2024-12"), false, false},
		{"/..", none, none, false, true},
		{"../", none, none, true, false},
		{"../..", none, none, true, true},
		{"2011~/2012?", date("2011~"), date("2012?"), false, false},
		{"2012~/2011~", date("2012~"), date("2011~"), false, false},
		{"2025/2025-03", date("2025"), date("2025-03"), false, false},
		{"[2024-11-27..2024-12-08]/..", date("[2024-11-27..2024-12-08]"), none, false, true},
		{"2026-01", date("2026-01"), date("2026-01"), false, false},
		{"[2025..2026]", date("[2025..2026]"), date("[2025..2026]"), false, false},
	} {
		i, err := edtf.ParseInterval(c.text)
		if err != nil {
			t.Errorf("ParseInterval(%q): %v", c.text, err)
			continue
		}
		if i.Start != c.start || i.End != c.end || i.StartOpen != c.startOpen || i.EndOpen != c.endOpen {
			t.Errorf("ParseInterval(%q) = %+v", c.text, i)
		}
		if i.String() != c.text {
			t.Errorf("ParseInterval(%q) is written %q", c.text, i)
		}
		if i.IsZero() {
			t.Errorf("ParseInterval(%q) is no interval", c.text)
		}
	}
}

func TestParseIntervalRefuses(t *testing.T) {
	for _, c := range []refusal{
		{"", 0, "neither a start nor an end", "2024-12/.."},
		{"..", 0, "neither a start nor an end", "2024-12/.."},
		{"/", 0, "neither a start nor an end", "at least one"},
		{"18/01/2026", 5, "more than one slash", "YYYY-MM-DD"},
		{"2024-12/2024-11", 8, "ends before it begins", "earlier date first"},
		{"2024-12/open", 8, "draft", "write .."},
		{"unknown/2024-12", 0, "draft", "write nothing"},
		{"2024-13/..", 5, "month 13", "write 01 to 12"},
		{"../2024-13", 8, "month 13", "write 01 to 12"},
		{"2024-12 / ..", 7, "a space", "without spaces"},
		{"2024-13", 5, "month 13", "write 01 to 12"},
		{"2024-12/[..]", 8, "names no date", "leave the date out"},
		{"2024-12/2024…", 12, "one character", "two full stops"},
	} {
		i, err := edtf.ParseInterval(c.text)
		if !i.IsZero() {
			t.Errorf("ParseInterval(%q) = %q, want no interval", c.text, i)
		}
		checkRefusal(t, c, err)
	}
}

func TestIntervalByHand(t *testing.T) {
	d, e := edtf.MustParse("2024-12"), edtf.MustParse("2025")
	for _, c := range []struct {
		interval edtf.Interval
		want     string
	}{
		{edtf.Interval{}, ""},
		{edtf.Interval{Start: d, EndOpen: true}, "2024-12/.."},
		{edtf.Interval{Start: d}, "2024-12/"},
		{edtf.Interval{StartOpen: true, End: d}, "../2024-12"},
		{edtf.Interval{Start: d, End: d}, "2024-12/2024-12"},
		{edtf.Interval{Start: d, End: e}, "2024-12/2025"},
	} {
		if got := c.interval.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if c.want == "" {
			continue
		}
		if parsed, err := edtf.ParseInterval(c.want); err != nil || parsed != c.interval {
			t.Errorf("ParseInterval(%q) = %+v, %v, want %+v", c.want, parsed, err, c.interval)
		}
	}
	// A lone date that is given another end is no longer lone.
	i, _ := edtf.ParseInterval("2024-12")
	i.End = e
	if got := i.String(); got != "2024-12/2025" {
		t.Errorf("got %q", got)
	}
}
