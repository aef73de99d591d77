package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// MaxBuckets is the most buckets that activity is counted in: some 54 years of
// days, or 380 of weeks.
const MaxBuckets = 20_000

// Bucket is a length of time in which changes are counted together.
type Bucket uint8

// The buckets. Weeks begin on Monday (ISO 8601); months and years are those of
// the calendar.
const (
	Day Bucket = iota + 1
	Week
	Month
	Year
)

var bucketWords = []string{"", "day", "week", "month", "year"}

// String returns the word for b.
func (b Bucket) String() string {
	if int(b) >= len(bucketWords) {
		return fmt.Sprintf("invalid(%d)", uint8(b))
	}
	return bucketWords[b]
}

// MarshalText writes the word for b.
func (b Bucket) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads the word for a bucket.
func (b *Bucket) UnmarshalText(text []byte) error {
	i := slices.Index(bucketWords, string(text))
	if i < 1 {
		return fmt.Errorf("%w: %q is no bucket: write one of %s", graph.ErrInvalid, text, strings.Join(bucketWords[1:], ", "))
	}
	*b = Bucket(i)
	return nil
}

// Turn is the beginning or the end of a tie, as something that is counted.
type Turn struct {
	Begins bool // it is a beginning; else an end
	// First and Last bound the day of the turn, both inclusive: of a beginning
	// the first day on which the tie held, of an end the last one. MinDay and
	// MaxDay leave a bound open.
	First, Last graph.Day
	Certain     bool // that there was such a turn at all; false for what is only alleged
}

// Activity is what happened in one bucket.
type Activity struct {
	Days graph.Span // those of the bucket that lie in the window
	// Formed and Ended are turns that certainly lie on these days.
	Formed, Ended int
	// MaybeFormed and MaybeEnded are turns that may lie on these days: as well in
	// another bucket or outside of the window, or they are only alleged. A turn
	// is counted in every bucket that it may lie in, so these do not add up to a
	// number of turns.
	MaybeFormed, MaybeEnded int
	Published               int // claims that came out on these days
}

// ActivityOf counts turns, and days on which claims came out, bucket by bucket
// over a window. All buckets of the window are in the answer, in order, also
// those without any activity; the first and the last are cut to the window. An
// empty window has none.
//
// A turn whose bounds both lie within the days of one bucket, as cut, counts as
// formed or ended there if it is certain. Any other is a "maybe" in each bucket
// that its bounds touch.
//
// An open window, an unknown bucket and a turn whose bounds are reversed are
// refused with [graph.ErrInvalid]; more than MaxBuckets with [ErrTooLarge].
// The cost is that of the turns, of the days published and of the buckets, added
// up.
func ActivityOf(turns []Turn, published []graph.Day, window graph.Span, b Bucket) ([]Activity, error) {
	r, err := newRuler(window, b)
	if err != nil {
		return nil, err
	}
	var begun, ended tally = make(tally, r.n+1), make(tally, r.n+1)
	out := r.buckets()
	for _, t := range turns {
		if t.First > t.Last {
			return nil, fmt.Errorf("%w: a turn lies on a day from %s to %s", graph.ErrInvalid, t.First, t.Last)
		}
		if t.Last < window.First || t.First >= window.Until {
			continue
		}
		first, last := r.index(max(t.First, window.First)), r.index(min(t.Last, window.Last()))
		inside := window.Contains(t.First) && window.Contains(t.Last)
		switch {
		case !t.Certain || !inside || first != last:
			maybe := ended
			if t.Begins {
				maybe = begun
			}
			maybe.add(first, last)
		case t.Begins:
			out[first].Formed++
		default:
			out[first].Ended++
		}
	}
	for _, d := range published {
		if window.Contains(d) {
			out[r.index(d)].Published++
		}
	}
	for i, formed := range begun.sums() {
		out[i].MaybeFormed = formed
	}
	for i, over := range ended.sums() {
		out[i].MaybeEnded = over
	}
	return out, nil
}

// ruler divides a window into buckets.
type ruler struct {
	window graph.Span
	bucket Bucket
	zero   int64 // the ordinal of the first bucket
	n      int
}

func newRuler(window graph.Span, b Bucket) (ruler, error) {
	if b < Day || b > Year {
		return ruler{}, fmt.Errorf("%w: %s is no bucket", graph.ErrInvalid, b)
	}
	if window.Empty() {
		return ruler{window: window, bucket: b}, nil
	}
	if window.First == graph.MinDay || window.Until == graph.MaxDay {
		return ruler{}, fmt.Errorf("%w: activity from %s to %s has no end of buckets: name a first and a last day", graph.ErrInvalid, window.First, window.Last())
	}
	r := ruler{window: window, bucket: b, zero: b.ordinal(window.First)}
	n := b.ordinal(window.Last()) - r.zero + 1
	if n > MaxBuckets {
		return ruler{}, &TooLarge{
			Problem: fmt.Sprintf("from %s to %s there are %d buckets of a %s, more than %d", window.First, window.Last(), n, b, MaxBuckets),
			Remedy:  b.coarser(window),
		}
	}
	r.n = int(n)
	return r, nil
}

// ordinal numbers the buckets, one by one.
func (b Bucket) ordinal(d graph.Day) int64 {
	year, month, _ := d.Civil()
	switch b {
	case Week:
		n := int64(d) + 3 // Monday, 1969-12-29, is 0
		return (n - (n%7+7)%7) / 7
	case Month:
		return int64(year)*12 + int64(month) - 1
	case Year:
		return int64(year)
	default:
		return int64(d)
	}
}

// begins is the first day of the bucket with that ordinal.
func (b Bucket) begins(ordinal int64) graph.Day {
	switch b {
	case Week:
		return graph.Day(ordinal*7 - 3)
	case Month:
		return edtf.Civil(0, int(ordinal)+1, 1) // months beyond the twelfth run on
	case Year:
		return edtf.Civil(int(ordinal), 1, 1)
	default:
		return graph.Day(ordinal)
	}
}

// coarser says how the window could be divided instead.
func (b Bucket) coarser(window graph.Span) string {
	for c := b + 1; c <= Year; c++ {
		if c.ordinal(window.Last())-c.ordinal(window.First) < MaxBuckets {
			return fmt.Sprintf("ask by %s, or for fewer days", c)
		}
	}
	return "ask for fewer days"
}

// index is the place of a day of the window among the buckets.
func (r ruler) index(d graph.Day) int { return int(r.bucket.ordinal(d) - r.zero) }

// buckets are all of the window, without activity yet.
func (r ruler) buckets() []Activity {
	out := make([]Activity, r.n)
	first := r.window.First
	for i := range out {
		until := r.window.Until
		if i < r.n-1 {
			until = r.bucket.begins(r.zero + int64(i) + 1)
		}
		out[i].Days = graph.Span{First: first, Until: until}
		first = until
	}
	return out
}

// tally counts what covers a run of buckets, as differences between each
// bucket and the one before. It has one place more than there are buckets.
type tally []int

// add counts one in all buckets from first to last.
func (t tally) add(first, last int) {
	t[first]++
	t[last+1]--
}

// sums returns the counts of the buckets.
func (t tally) sums() []int {
	out, sum := make([]int, len(t)-1), 0
	for i := range out {
		sum += t[i]
		out[i] = sum
	}
	return out
}
