package edtf_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph/edtf"
)

func TestDayString(t *testing.T) {
	for _, c := range []struct {
		day  edtf.Day
		want string
	}{
		{0, "1970-01-01"},
		{-1, "1969-12-31"},
		{edtf.Civil(2026, 1, 18), "2026-01-18"},
		{edtf.Civil(44, 3, 15), "0044-03-15"},
		{edtf.Civil(0, 1, 1), "0000-01-01"},
		{edtf.Civil(-44, 3, 15), "-0044-03-15"},
		{edtf.Civil(-17000, 3, 5), "Y-17000-03-05"},
		{edtf.Civil(10000, 1, 1), "Y10000-01-01"},
		{edtf.MinDay + 1, "Y-5877641-06-24"},
		{edtf.MaxDay - 1, "Y5881580-07-10"},
		{edtf.MinDay, ".."},
		{edtf.MaxDay, ".."},
	} {
		if got := c.day.String(); got != c.want {
			t.Errorf("Day(%d) is written %q, want %q", int32(c.day), got, c.want)
		}
	}
}

func TestCivilOutOfRange(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		want             edtf.Day
	}{
		{2026, 13, 1, edtf.Civil(2027, 1, 1)},
		{2026, 0, 1, edtf.Civil(2025, 12, 1)},
		{2026, 2, 30, edtf.Civil(2026, 3, 2)},
		{6_000_000, 1, 1, edtf.MaxDay},
		{-6_000_000, 1, 1, edtf.MinDay},
		{math.MaxInt, math.MaxInt, math.MaxInt, edtf.MaxDay},
		{math.MinInt, math.MinInt, math.MinInt, edtf.MinDay},
	} {
		if got := edtf.Civil(c.year, c.month, c.day); got != c.want {
			t.Errorf("Civil(%d, %d, %d) = %s, want %s", c.year, c.month, c.day, got, c.want)
		}
	}
}

func TestDayOf(t *testing.T) {
	damascus := time.FixedZone("+03", 3*60*60)
	for _, c := range []struct {
		instant time.Time
		want    edtf.Day
	}{
		{time.Date(2026, 1, 18, 2, 59, 0, 0, damascus), edtf.Civil(2026, 1, 17)},
		{time.Date(2026, 1, 18, 3, 0, 0, 0, damascus), edtf.Civil(2026, 1, 18)},
		{time.Date(1969, 12, 31, 23, 59, 59, 999, time.UTC), -1},
		{time.Time{}, edtf.Civil(1, 1, 1)},
		{time.Unix(1<<60, 0), edtf.MaxDay},
		{time.Unix(-1<<60, 0), edtf.MinDay},
	} {
		if got := edtf.DayOf(c.instant); got != c.want {
			t.Errorf("DayOf(%s) = %s, want %s", c.instant, got, c.want)
		}
	}
}

func TestParseDay(t *testing.T) {
	if d, err := edtf.ParseDay("2026-01-18"); err != nil || d != edtf.Civil(2026, 1, 18) {
		t.Errorf("got %s, %v", d, err)
	}
	for _, c := range []refusal{
		{"2026-02-30", 8, "February 2026 has 28 days", "write 01 to 28"},
		{"2026-13-01", 5, "month 13", "write 01 to 12"},
		{"2026-01", 0, "not one day", "YYYY-MM-DD"},
		{"2026-01-18~", 0, "not one day", "YYYY-MM-DD"},
		{"2026-01-18 ", 0, "not one day", "YYYY-MM-DD"},
		{"-0044-03-15", 0, "not one day", "YYYY-MM-DD"},
		{"2026/01/18", 0, "not one day", "YYYY-MM-DD"},
		{"2026-24-01", 8, "a season has no days", "01 to 12"},
		{"..", 0, "not one day", "YYYY-MM-DD"},
		{"", 0, "not one day", "YYYY-MM-DD"},
	} {
		_, err := edtf.ParseDay(c.text)
		checkRefusal(t, c, err)
	}
}

// realDay draws any day that is not a sentinel.
func realDay() *rapid.Generator[edtf.Day] {
	return rapid.Map(rapid.Int32Range(math.MinInt32+1, math.MaxInt32-1),
		func(n int32) edtf.Day { return edtf.Day(n) })
}

func TestDayAgainstTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := realDay().Draw(t, "day")
		instant := time.Unix(int64(d)*24*60*60, 0).UTC()
		if !d.Time().Equal(instant) {
			t.Fatalf("Time() = %s, want %s", d.Time(), instant)
		}
		year, month, day := d.Civil()
		if year != instant.Year() || month != int(instant.Month()) || day != instant.Day() {
			t.Fatalf("Civil() = %d, %d, %d, want %s", year, month, day, instant)
		}
		if back := edtf.Civil(year, month, day); back != d {
			t.Fatalf("Civil(%d, %d, %d) = %d, want %d", year, month, day, back, d)
		}
		second := rapid.IntRange(0, 24*60*60-1).Draw(t, "second")
		if back := edtf.DayOf(instant.Add(time.Duration(second) * time.Second)); back != d {
			t.Fatalf("DayOf = %d, want %d", back, d)
		}
	})
}

func TestCivilCarriesAsTimeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(-9999, 9999).Draw(t, "year")
		month := rapid.IntRange(-50, 50).Draw(t, "month")
		day := rapid.IntRange(-1000, 1000).Draw(t, "day")
		want := edtf.DayOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		if got := edtf.Civil(year, month, day); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

// Every day of 800 years round the present, which has all kinds of leap years.
func TestEveryDayInText(t *testing.T) {
	for d := edtf.Civil(1600, 1, 1); d < edtf.Civil(2400, 1, 1); d++ {
		text := d.Time().Format(time.DateOnly)
		if d.String() != text {
			t.Fatalf("%d is written %s, want %s", int32(d), d, text)
		}
		if back, err := edtf.ParseDay(text); err != nil || back != d {
			t.Fatalf("ParseDay(%s) = %d, %v, want %d", text, int32(back), err, int32(d))
		}
	}
}

var daySink edtf.Day

func BenchmarkParseDay(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		daySink, _ = edtf.ParseDay("2026-01-18")
	}
}
