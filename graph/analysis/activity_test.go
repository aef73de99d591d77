package analysis_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
	"github.com/realign/realign/graph/edtf"
)

var allBuckets = []analysis.Bucket{analysis.Day, analysis.Week, analysis.Month, analysis.Year}

func TestBucketWords(t *testing.T) {
	for i, word := range []string{"day", "week", "month", "year"} {
		var b analysis.Bucket
		if err := b.UnmarshalText([]byte(word)); err != nil || b != allBuckets[i] {
			t.Errorf("%s: %v, %v", word, b, err)
		}
		if text, err := b.MarshalText(); err != nil || string(text) != word {
			t.Errorf("%s: written as %s, %v", word, text, err)
		}
	}
	for _, word := range []string{"", "Day", "decade"} {
		b := analysis.Week
		if err := b.UnmarshalText([]byte(word)); !errors.Is(err, graph.ErrInvalid) || b != analysis.Week {
			t.Errorf("%q: %v, %v", word, b, err)
		}
	}
	if got := analysis.Bucket(9).String(); got != "invalid(9)" {
		t.Errorf("9 is %s", got)
	}
}

// activityWindow is a span of days with both ends inclusive, as written.
func activityWindow(t *testing.T, first, last string) graph.Span {
	t.Helper()
	return graph.Days(activityDay(t, first), activityDay(t, last))
}

func activityDay(t *testing.T, text string) graph.Day {
	t.Helper()
	d, err := edtf.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestActivityBuckets(t *testing.T) {
	for _, c := range []struct {
		bucket      analysis.Bucket
		first, last string
		want        string
	}{
		{analysis.Day, "2024-02-28", "2024-03-01", "2024-02-28/2024-02-28 2024-02-29/2024-02-29 2024-03-01/2024-03-01"},
		{analysis.Day, "2023-02-28", "2023-03-01", "2023-02-28/2023-02-28 2023-03-01/2023-03-01"},
		{analysis.Week, "2024-12-27", "2025-01-07", "2024-12-27/2024-12-29 2024-12-30/2025-01-05 2025-01-06/2025-01-07"},
		{analysis.Week, "2024-12-30", "2025-01-05", "2024-12-30/2025-01-05"},
		{analysis.Week, "1969-12-28", "1970-01-05", "1969-12-28/1969-12-28 1969-12-29/1970-01-04 1970-01-05/1970-01-05"},
		{analysis.Month, "2024-01-15", "2024-03-15", "2024-01-15/2024-01-31 2024-02-01/2024-02-29 2024-03-01/2024-03-15"},
		{analysis.Month, "1900-02-01", "1900-03-01", "1900-02-01/1900-02-28 1900-03-01/1900-03-01"},
		{analysis.Month, "-0001-12-31", "0000-01-01", "-0001-12-31/-0001-12-31 0000-01-01/0000-01-01"},
		{analysis.Year, "2023-12-31", "2025-01-01", "2023-12-31/2023-12-31 2024-01-01/2024-12-31 2025-01-01/2025-01-01"},
		{analysis.Year, "2024-05-05", "2024-05-05", "2024-05-05/2024-05-05"},
	} {
		first, last := pathDate(t, c.first).Earliest(), pathDate(t, c.last).Latest()
		buckets, err := analysis.ActivityOf(nil, nil, graph.Days(first, last), c.bucket)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range buckets {
			got = append(got, fmt.Sprintf("%s/%s", a.Days.First, a.Days.Last()))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s to %s:\n got %s\nwant %s", c.bucket, c.first, c.last, strings.Join(got, " "), c.want)
		}
	}
}

func TestActivityExample(t *testing.T) {
	day := func(text string) graph.Day { return activityDay(t, text) }
	turns := []analysis.Turn{
		{Begins: true, First: day("2026-01-05"), Last: day("2026-01-05"), Certain: true},
		{Begins: true, First: day("2026-01-01"), Last: day("2026-01-31"), Certain: true},  // vague, and one month all the same
		{Begins: true, First: day("2026-01-31"), Last: day("2026-02-01"), Certain: true},  // one of two months
		{Begins: true, First: day("2026-02-10"), Last: day("2026-02-10"), Certain: false}, // alleged
		{Begins: true, First: graph.MinDay, Last: day("2026-01-02"), Certain: true},       // perhaps long before
		{First: day("2026-02-28"), Last: day("2026-02-28"), Certain: true},
		{First: day("2026-02-20"), Last: graph.MaxDay, Certain: true},
		{First: day("2026-03-20"), Last: day("2026-03-22"), Certain: true}, // half of it behind the window
		{First: day("2026-03-21"), Last: day("2026-03-22"), Certain: true}, // all of it
	}
	published := []graph.Day{day("2025-12-31"), day("2026-01-01"), day("2026-02-28"), day("2026-02-28"), day("2026-03-21"), graph.MinDay, graph.MaxDay}
	got, err := analysis.ActivityOf(turns, published, activityWindow(t, "2026-01-01", "2026-03-20"), analysis.Month)
	if err != nil {
		t.Fatal(err)
	}
	want := []analysis.Activity{
		{Days: activityWindow(t, "2026-01-01", "2026-01-31"), Formed: 2, MaybeFormed: 2, Published: 1},
		{Days: activityWindow(t, "2026-02-01", "2026-02-28"), Ended: 1, MaybeFormed: 2, MaybeEnded: 1, Published: 2},
		{Days: activityWindow(t, "2026-03-01", "2026-03-20"), MaybeEnded: 2},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestActivityRefuses(t *testing.T) {
	year := activityWindow(t, "2026-01-01", "2026-12-31")
	turn := []analysis.Turn{{First: year.First + 1, Last: year.First}}
	for _, c := range []struct {
		name   string
		turns  []analysis.Turn
		window graph.Span
		bucket analysis.Bucket
		want   error
		says   string
	}{
		{"no first day", nil, graph.Span{First: graph.MinDay, Until: 0}, analysis.Year, graph.ErrInvalid, "name a first and a last day"},
		{"no last day", nil, graph.Span{First: 0, Until: graph.MaxDay}, analysis.Year, graph.ErrInvalid, "name a first and a last day"},
		{"no bucket", nil, year, 0, graph.ErrInvalid, "bucket"},
		{"unknown bucket", nil, year, 5, graph.ErrInvalid, "bucket"},
		{"reversed turn", turn, year, analysis.Day, graph.ErrInvalid, "turn"},
		{"too many days", nil, activityWindow(t, "1900-01-01", "2026-01-01"), analysis.Day, analysis.ErrTooLarge, "ask by week"},
		{"weeks are too many too", nil, activityWindow(t, "0001-01-01", "1000-01-01"), analysis.Day, analysis.ErrTooLarge, "ask by month"},
		{"far too many", nil, graph.Span{First: graph.MinDay + 1, Until: graph.MaxDay - 1}, analysis.Year, analysis.ErrTooLarge, "ask for fewer days"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := analysis.ActivityOf(c.turns, nil, c.window, c.bucket)
			if !errors.Is(err, c.want) || got != nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	for _, b := range allBuckets {
		if got, err := analysis.ActivityOf(nil, []graph.Day{5}, graph.Span{First: 5, Until: 5}, b); err != nil || len(got) > 0 {
			t.Errorf("%s of no days: %v, %v", b, got, err)
		}
	}
	days := graph.Span{First: 0, Until: analysis.MaxBuckets}
	if got, err := analysis.ActivityOf(nil, nil, days, analysis.Day); err != nil || len(got) != analysis.MaxBuckets {
		t.Errorf("as many buckets as may be: %d, %v", len(got), err)
	}
	days.Until++
	if _, err := analysis.ActivityOf(nil, nil, days, analysis.Day); !errors.Is(err, analysis.ErrTooLarge) {
		t.Errorf("one more: %v", err)
	}
}

// Counts by looking at each day of each turn, with the calendar of package time.
func TestActivityAgainstDays(t *testing.T) {
	for seed := range uint64(1_500) {
		r := rand.New(rand.NewPCG(seed, 2))
		start := time.Date(1890+r.IntN(200), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
		first := edtf.DayOf(start)
		w := graph.Span{First: first, Until: first + 1 + graph.Day(r.IntN(120))}
		bucket := allBuckets[r.IntN(len(allBuckets))]
		turns := make([]analysis.Turn, r.IntN(20))
		for i := range turns {
			turns[i] = someTurn(r, w)
		}
		var published []graph.Day
		for range r.IntN(10) {
			published = append(published, w.First-5+graph.Day(r.IntN(130)))
		}
		want := countedByDay(turns, published, w, bucket)
		got, err := analysis.ActivityOf(turns, published, w, bucket)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s from %s to %s, %+v, %v: %v\n got %+v\nwant %+v", seed, bucket, w.First, w.Last(), turns, published, err, got, want)
		}
		addsUp(t, got, turns, published, w)
	}
}

func someTurn(r *rand.Rand, w graph.Span) analysis.Turn {
	at := w.First - 10 + graph.Day(r.IntN(140))
	turn := analysis.Turn{Begins: r.IntN(2) == 0, First: at, Last: at + graph.Day(r.IntN(2)*r.IntN(50)), Certain: r.IntN(4) > 0}
	switch r.IntN(15) {
	case 0:
		turn.First = graph.MinDay
	case 1:
		turn.Last = graph.MaxDay
	}
	return turn
}

func countedByDay(turns []analysis.Turn, published []graph.Day, w graph.Span, b analysis.Bucket) []analysis.Activity {
	label := func(d graph.Day) string {
		at := d.Time()
		switch b {
		case analysis.Week:
			year, week := at.ISOWeek()
			return fmt.Sprint(year, " W", week)
		case analysis.Month:
			return at.Format("2006-01")
		case analysis.Year:
			return at.Format("2006")
		default:
			return at.Format("2006-01-02")
		}
	}
	var out []analysis.Activity
	for d := w.First; d < w.Until; d++ {
		if d == w.First || label(d) != label(d-1) {
			out = append(out, analysis.Activity{Days: graph.OneDay(d)})
		}
		out[len(out)-1].Days.Until = d + 1
	}
	for i := range out {
		a := &out[i]
		for _, turn := range turns {
			touched := false
			for d := a.Days.First; d < a.Days.Until; d++ {
				touched = touched || turn.First <= d && d <= turn.Last
			}
			inside := turn.Certain && a.Days.Contains(turn.First) && a.Days.Contains(turn.Last)
			switch {
			case inside && turn.Begins:
				a.Formed++
			case inside:
				a.Ended++
			case touched && turn.Begins:
				a.MaybeFormed++
			case touched:
				a.MaybeEnded++
			}
		}
		for _, d := range published {
			if a.Days.Contains(d) {
				a.Published++
			}
		}
	}
	return out
}

// addsUp checks the sums over all buckets, which follow it day by day without a
// gap: no turn is counted as certain twice, none that touches the window is
// lost.
func addsUp(t *testing.T, as []analysis.Activity, turns []analysis.Turn, published []graph.Day, w graph.Span) {
	t.Helper()
	var certain, maybe, out int
	next := w.First
	for _, a := range as {
		if a.Days.First != next || a.Days.Empty() {
			t.Fatalf("bucket %v follows day %s", a.Days, next)
		}
		next = a.Days.Until
		certain += a.Formed + a.Ended
		maybe += a.MaybeFormed + a.MaybeEnded
		out += a.Published
	}
	touching, within, came := 0, 0, 0
	for _, turn := range turns {
		if turn.First < w.Until && turn.Last >= w.First {
			touching++
			if turn.Certain && turn.First >= w.First && turn.Last < w.Until {
				within++
			}
		}
	}
	for _, d := range published {
		if w.Contains(d) {
			came++
		}
	}
	if next != w.Until || certain > within || certain+maybe < touching || out != came {
		t.Fatalf("%d certain of %d, %d maybe, %d touching; %d published of %d; last bucket until %s", certain, within, maybe, touching, out, came, next)
	}
}

// The cost is turns and buckets added up: turns that touch all of the buckets
// cost no more than others.
func BenchmarkActivity(b *testing.B) {
	w := graph.Span{First: 0, Until: analysis.MaxBuckets}
	turns := make([]analysis.Turn, 100_000)
	for i := range turns {
		turns[i] = analysis.Turn{Begins: i%2 == 0, First: graph.MinDay, Last: graph.MaxDay}
	}
	for b.Loop() {
		if _, err := analysis.ActivityOf(turns, nil, w, analysis.Day); err != nil {
			b.Fatal(err)
		}
	}
}
