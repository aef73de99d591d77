package edtf_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/realign/realign/graph/edtf"
)

// accepted lists every feature that Parse knows, with the first and the last
// candidate day; ".." is unbounded.
var accepted = []struct{ text, earliest, latest string }{
	// Level 0.
	{"2026-01-18", "2026-01-18", "2026-01-18"},
	{"2026-01", "2026-01-01", "2026-01-31"},
	{"2026", "2026-01-01", "2026-12-31"},
	{"2024-02", "2024-02-01", "2024-02-29"},
	{"2024-02-29", "2024-02-29", "2024-02-29"},
	{"2000-02", "2000-02-01", "2000-02-29"},
	{"1900-02", "1900-02-01", "1900-02-28"},
	{"2025-04", "2025-04-01", "2025-04-30"},
	{"0000", "0000-01-01", "0000-12-31"},
	{"9999-12-31", "9999-12-31", "9999-12-31"},

	// Seasons, whole months of the northern hemisphere.
	{"2026-21", "2026-03-01", "2026-05-31"},
	{"2026-22", "2026-06-01", "2026-08-31"},
	{"2026-23", "2026-09-01", "2026-11-30"},
	{"2026-24", "2026-12-01", "2027-02-28"},
	{"2023-24", "2023-12-01", "2024-02-29"},

	// Unspecified digits from the right.
	{"201X", "2010-01-01", "2019-12-31"},
	{"20XX", "2000-01-01", "2099-12-31"},
	{"2004-XX", "2004-01-01", "2004-12-31"},
	{"1985-04-XX", "1985-04-01", "1985-04-30"},
	{"1985-XX-XX", "1985-01-01", "1985-12-31"},
	{"000X", "0000-01-01", "0009-12-31"},

	// Negative and long years.
	{"-0044", "-0044-01-01", "-0044-12-31"},
	{"-0044-03-15", "-0044-03-15", "-0044-03-15"},
	{"-0004-02", "-0004-02-01", "-0004-02-29"},
	{"-201X", "-2019-01-01", "-2010-12-31"},
	{"-20XX", "-2099-01-01", "-2000-12-31"},
	{"-000X", "-0009-01-01", "0000-12-31"},
	{"Y17000", "Y17000-01-01", "Y17000-12-31"},
	{"Y-17000", "Y-17000-01-01", "Y-17000-12-31"},
	{"Y17000-03", "Y17000-03-01", "Y17000-03-31"},
	{"Y17000-03-05", "Y17000-03-05", "Y17000-03-05"},
	{"Y5881580-07-10", "Y5881580-07-10", "Y5881580-07-10"},
	{"Y-5877641-06-24", "Y-5877641-06-24", "Y-5877641-06-24"},

	// Qualifiers, by the documented margins.
	{"2026-01-18?", "2026-01-15", "2026-01-21"},
	{"2026-01-18~", "2026-01-15", "2026-01-21"},
	{"2026-01-18%", "2026-01-12", "2026-01-24"},
	{"2026-01-01~", "2025-12-29", "2026-01-04"},
	{"2025-03?", "2025-02-01", "2025-04-30"},
	{"2025-03~", "2025-02-01", "2025-04-30"},
	{"2025-03%", "2025-01-01", "2025-05-31"},
	{"2025-01%", "2024-11-01", "2025-03-31"},
	{"2025-22~", "2025-03-01", "2025-11-30"},
	{"2025-24?", "2025-09-01", "2026-05-31"},
	{"2025-22%", "2024-12-01", "2026-02-28"},
	{"2025?", "2024-01-01", "2026-12-31"},
	{"2025~", "2024-01-01", "2026-12-31"},
	{"2025%", "2023-01-01", "2027-12-31"},
	{"201X~", "2000-01-01", "2029-12-31"},
	{"201X%", "1990-01-01", "2039-12-31"},
	{"19XX~", "1800-01-01", "2099-12-31"},
	{"19XX%", "1700-01-01", "2199-12-31"},
	{"2004-XX~", "2003-01-01", "2005-12-31"},
	{"1985-04-XX~", "1985-03-01", "1985-05-31"},
	{"1985-XX-XX?", "1984-01-01", "1986-12-31"},
	{"0000?", "-0001-01-01", "0001-12-31"},
	{"Y10000~", "9999-01-01", "Y10001-12-31"},

	// Sets.
	{"[2026-01-06..2026-01-20]", "2026-01-06", "2026-01-20"},
	{"[2025-03..2025-05]", "2025-03-01", "2025-05-31"},
	{"[2025-03-10..2025]", "2025-03-10", "2025-12-31"},
	{"[2025..2025-03-10]", "2025-01-01", "2025-03-10"},
	{"[2025-03~..2025-05~]", "2025-02-01", "2025-06-30"},
	{"[2025-03%..2025-05]", "2025-01-01", "2025-05-31"},
	{"[2026-01-18..2026-01-18]", "2026-01-18", "2026-01-18"},
	{"[2025-03..]", "2025-03-01", ".."},
	{"[..2025-03]", "..", "2025-03-31"},
	{"[..2025?]", "..", "2026-12-31"},
	{"[201X..2026-21]", "2010-01-01", "2026-05-31"},
	{"[-0044-03-15..Y17000]", "-0044-03-15", "Y17000-12-31"},
}

func TestParseAccepts(t *testing.T) {
	for _, c := range accepted {
		d, err := edtf.Parse(c.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.text, err)
			continue
		}
		if d.String() != c.text {
			t.Errorf("Parse(%q) is written %q", c.text, d)
		}
		if got := d.Earliest().String(); got != c.earliest {
			t.Errorf("Parse(%q).Earliest() = %s, want %s", c.text, got, c.earliest)
		}
		if got := d.Latest().String(); got != c.latest {
			t.Errorf("Parse(%q).Latest() = %s, want %s", c.text, got, c.latest)
		}
		if exact := c.earliest == c.latest; d.Exact() != exact {
			t.Errorf("Parse(%q).Exact() = %v", c.text, d.Exact())
		}
	}
}

// refusal is a text that is refused; its error must point at the offset and
// contain both the reason and the remedy.
type refusal struct {
	text           string
	offset         int
	reason, remedy string
}

const levels = "level 1 and the sets [a..b], [..b], [a..] are understood"

var refused = []refusal{
	{"", 0, "empty", "leave the date out"},
	{"..", 0, "still in force", "2024-12/.."},

	// Days and months that do not exist.
	{"2026-13", 5, "month 13 does not exist", "write 01 to 12"},
	{"2026-00", 5, "month 00 does not exist", "write 01 to 12"},
	{"2026-20", 5, "month 20 does not exist", "write 01 to 12"},
	{"2026-42", 5, "month 42 does not exist", "write 01 to 12"},
	{"2026-02-30", 8, "February 2026 has 28 days", "write 01 to 28"},
	{"2024-02-30", 8, "February 2024 has 29 days", "write 01 to 29"},
	{"2026-04-31", 8, "April 2026 has 30 days", "write 01 to 30"},
	{"2026-01-32", 8, "January 2026 has 31 days", "write 01 to 31"},
	{"2026-01-00", 8, "day 00 does not exist", "write 01 to 31"},
	{"-0001-02-29", 9, "February -0001 has 28 days", "write 01 to 28"},

	// Shapes that are not EDTF.
	{"20260118", 0, "no hyphens", "write 2026-01-18"},
	{"26", 0, "the year has 2 digits", "write four"},
	{"17000", 0, "the year has 5 digits", "Y17000"},
	{"-44", 1, "the year has 2 digits", "write four"},
	{"2026-1", 5, "the month has 1 digit", "write two, such as 01"},
	{"2026-018", 5, "the month has 3 digits", "write two"},
	{"2026-01-8", 8, "the day has 1 digit", "write two, such as 01"},
	{"2026-", 5, "the month is missing", "YYYY-MM-DD"},
	{"2026-01-", 8, "the day is missing", "YYYY-MM-DD"},
	{"2026-01-18-", 10, "a hyphen too many", "YYYY-MM-DD"},
	{"--2026", 1, "a hyphen too many", "YYYY-MM-DD"},
	{"-", 1, "the year is missing", "YYYY-MM-DD"},
	{"?", 0, "the year is missing", "YYYY-MM-DD"},
	{"18.01.2026", 2, `'.' does not belong in the year`, "YYYY-MM-DD"},
	{"20Y6", 2, `'Y' does not belong in the year`, "YYYY-MM-DD"},
	{"2026-Y1", 5, `'Y' does not belong in the month`, "YYYY-MM-DD"},
	{"2026-W03", 5, `no 'W'`, "YYYY-MM-DD"},
	{"c. 2020", 0, `no 'c'`, "~ after it for about"},
	{"18/01/2026", 2, "an interval is not a date", "[a..b]"},
	{"2026-01-18T10:00Z", 10, "time of day", "write the day only, 2026-01-18"},
	{"2026-01-18 10:00", 10, "time of day", "write the day only, 2026-01-18"},
	{"[2026-01-18T10:00Z..]", 11, "time of day", "write the day only, 2026-01-18"},
	{"2024-12/..", 7, "an interval is not a date", "where a span is expected"},

	// Characters.
	{" 2026", 0, "a space", "without spaces"},
	{"2026-01-18 ", 10, "a space", "without spaces"},
	{"2026\n", 4, "a space", "without spaces"},
	{"2026\u00a0", 4, "a space", "without spaces"},
	{"201x", 3, "capital X", "write X"},
	{"199u", 3, "capital X", "write X"},
	{"y17000", 0, "capital Y", "write Y"},
	{"2026–01", 4, "U+2013 is not the hyphen", "write -"},
	{"−0044", 0, "U+2212 is not the hyphen", "write -"},
	{"2026\u00ad01", 4, "U+00AD is not the hyphen", "write -"},
	{"٢٠٢٦", 0, "not an ASCII digit", "write 0 to 9"},
	{"\u200f2026", 0, "invisible character U+200F", "remove it"},
	{"[2025…]", 5, "one character", "write two full stops"},
	{"2026年", 4, "no '年'", "ASCII characters only"},
	{"2026\xff", 4, "not UTF-8", "ASCII"},

	// Level 2.
	{"2004?-06", 4, "qualifier inside", levels},
	{"2004-06~-11", 7, "qualifier inside", levels},
	{"?2004-06", 0, "qualifier inside", levels},
	{"{1667,1668}", 0, "lists of dates are level 2", levels},
	{"[1667,1668]", 5, "lists of dates are level 2", levels},
	{"Y17E7", 3, "exponents", levels},
	{"1950S2", 4, "significant digits", levels},
	{"XXXX-12", 0, "last one or two digits", levels},
	{"2XXX", 1, "last one or two digits", levels},
	{"1X99", 1, "last one or two digits", levels},
	{"201X-03", 4, "cannot follow unspecified digits of a year", levels},
	{"2004-1X", 6, "half of a month", levels},
	{"1985-04-X1", 8, "half of a day", levels},
	{"1560-XX-25", 8, "cannot follow an unspecified month", levels},
	{"2001-34", 5, "level 2", levels},
	{"Y170XX", 4, "no unspecified digits", levels},

	// Qualifiers, seasons, years.
	{"2026?~", 5, "two qualifiers", "% both"},
	{"2001-21-05", 8, "a season has no days", "write the season alone"},
	{"Y1700", 1, "more than four digits", "write 1700 without Y"},
	{"Y-170", 2, "more than four digits", "write 0170 without Y"},
	{"Y017000", 1, "begin with 0", "without Y"},
	{"-0000", 0, "year 0000 has no sign", "write 0000"},
	{"Y170000002", 1, "further away", "unbounded set"},
	{"Y9999999", 0, "further away", "unbounded set"},
	{"Y5881580-07-11", 0, "further away", "unbounded set"},
	{"Y-5877641-06-23", 0, "further away", "unbounded set"},
	{"Y5881580-07-10~", 0, "further away", "unbounded set"},

	// Sets.
	{"[2025", 5, "not closed", "[a..b]"},
	{"2025]", 4, "bracket", "[a..b]"},
	{"[]", 0, "names no date", "leave the date out"},
	{"[..]", 0, "names no date", "leave the date out"},
	{"[2025]", 0, "a set of one date", "without brackets"},
	{"[2025..2026]~", 12, "no qualifier as a whole", "[2025-03~..2025-05~]"},
	{"[2025..2026]..", 12, "something follows", "alone"},
	{"[2025...2026]", 7, "too many full stops", "[a..b]"},
	{"[2024..2025..2026]", 11, "too many full stops", "[a..b]"},
	{"[[2024..2025]..2026]", 13, "something follows", "[a..b]"},
	{"[2024..[2025]", 7, "bracket", "[a..b]"},
	{"2024..2025", 4, "only in brackets", "write [a..b]"},
	{"..2025", 0, "only in brackets", "[..b]"},
	{"[2025-05..2025-03]", 0, "first date is after its last", "earlier date first"},
	{"[2025-06~..2025-04~]", 0, "first date is after its last", "earlier date first"},
	{"[2025-13..2025-14]", 6, "month 13", "write 01 to 12"},
	{"[2025-01..2025-14]", 15, "month 14", "write 01 to 12"},
	{"[Y9999999..]", 1, "further away", "unbounded set"},
	{"[..Y9999999]", 3, "further away", "unbounded set"},
}

func TestParseRefuses(t *testing.T) {
	for _, c := range refused {
		d, err := edtf.Parse(c.text)
		if !d.IsZero() {
			t.Errorf("Parse(%q) = %q, want no date", c.text, d)
		}
		checkRefusal(t, c, err)
	}
}

func checkRefusal(t *testing.T, want refusal, err error) {
	t.Helper()
	var parse *edtf.ParseError
	if !errors.As(err, &parse) {
		t.Errorf("%q: error %v, want a *ParseError", want.text, err)
		return
	}
	if parse.Text != want.text || parse.Offset != want.offset {
		t.Errorf("%q: error is about %q at %d, want offset %d: %v", want.text, parse.Text, parse.Offset, want.offset, err)
	}
	if !strings.Contains(parse.Reason, want.reason) {
		t.Errorf("%q: reason %q, want it to say %q", want.text, parse.Reason, want.reason)
	}
	if !strings.Contains(parse.Remedy, want.remedy) {
		t.Errorf("%q: remedy %q, want it to say %q", want.text, parse.Remedy, want.remedy)
	}
}

func TestErrorIsOneSentence(t *testing.T) {
	_, err := edtf.Parse("2026-13")
	if got, want := err.Error(), `"2026-13": month 13 does not exist: write 01 to 12`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = edtf.Parse(strings.Repeat("a whole paragraph\n", 1000))
	if got := err.Error(); len(got) > 300 || strings.Contains(got, "\n") {
		t.Errorf("a long text makes the message %q", got)
	}
}

func TestMustParse(t *testing.T) {
	if d := edtf.MustParse("2026-01"); d.String() != "2026-01" {
		t.Errorf("got %q", d)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParse of nonsense does not panic")
		}
	}()
	edtf.MustParse("nonsense")
}

var sink edtf.Date

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{"2026-01-18", "2026-01", "201X~", "[2026-01-06..2026-01-20]"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink, _ = edtf.Parse(text)
			}
		})
	}
}
